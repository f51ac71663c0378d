<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>CandidatePanel</name>
    <message numerus="yes">
        <source>{count} candidates</source>
        <translation>
            <numerusform>{count} candidate</numerusform>
            <numerusform>{count} candidates</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CasePage</name>
    <message numerus="yes">
        <source>{count} log entries</source>
        <translation>
            <numerusform>{count} log entry</numerusform>
            <numerusform>{count} log entries</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Counts</name>
    <message numerus="yes">
        <source>{count} files</source>
        <translation>
            <numerusform>{count} file</numerusform>
            <numerusform>{count} files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} tracklets</source>
        <translation>
            <numerusform>{count} tracklet</numerusform>
            <numerusform>{count} tracklets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} people</source>
        <translation>
            <numerusform>{count} person</numerusform>
            <numerusform>{count} people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} decisions</source>
        <translation>
            <numerusform>{count} decision</numerusform>
            <numerusform>{count} decisions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} sampled frames</source>
        <translation>
            <numerusform>{count} sampled frame</numerusform>
            <numerusform>{count} sampled frames</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} accepted candidates</source>
        <translation>
            <numerusform>{count} accepted candidate</numerusform>
            <numerusform>{count} accepted candidates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} files have no recorder time and are left out</source>
        <translation>
            <numerusform>{count} file has no recorder time and is left out</numerusform>
            <numerusform>{count} files have no recorder time and are left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} files failed and are tried again</source>
        <translation>
            <numerusform>{count} file failed and is tried again</numerusform>
            <numerusform>{count} files failed and are tried again</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} files have been looked through.</source>
        <translation>
            <numerusform>{count} file has been looked through.</numerusform>
            <numerusform>{count} files have been looked through.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} files are missing and not indexed</source>
        <translation>
            <numerusform>{count} file is missing and not indexed</numerusform>
            <numerusform>{count} files are missing and not indexed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} findings</source>
        <translation>
            <numerusform>{count} finding</numerusform>
            <numerusform>{count} findings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} lists</source>
        <translation>
            <numerusform>{count} list</numerusform>
            <numerusform>{count} lists</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} faults</source>
        <translation>
            <numerusform>{count} fault</numerusform>
            <numerusform>{count} faults</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} visible tracklets</source>
        <translation>
            <numerusform>{count} visible tracklet</numerusform>
            <numerusform>{count} visible tracklets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} infrared tracklets</source>
        <translation>
            <numerusform>{count} infrared tracklet</numerusform>
            <numerusform>{count} infrared tracklets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} candidates</source>
        <translation>
            <numerusform>{count} candidate</numerusform>
            <numerusform>{count} candidates</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CoverageBanner</name>
    <message numerus="yes">
        <source>{count} {kinds} tracklets</source>
        <translation>
            <numerusform>{count} {kinds} tracklet</numerusform>
            <numerusform>{count} {kinds} tracklets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} gaps</source>
        <translation>
            <numerusform>{count} gap</numerusform>
            <numerusform>{count} gaps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>IntegrityCard</name>
    <message numerus="yes">
        <source>{count} backups</source>
        <translation>
            <numerusform>{count} backup</numerusform>
            <numerusform>{count} backups</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} faults found.</source>
        <translation>
            <numerusform>{count} fault found.</numerusform>
            <numerusform>{count} faults found.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing is damaged; {count} files have the SHA-256 they were added with.</source>
        <translation>
            <numerusform>Nothing is damaged; {count} file has the SHA-256 it was added with.</numerusform>
            <numerusform>Nothing is damaged; {count} files have the SHA-256 they were added with.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing is damaged. The content of {count} files was not read.</source>
        <translation>
            <numerusform>Nothing is damaged. The content of {count} file was not read.</numerusform>
            <numerusform>Nothing is damaged. The content of {count} files was not read.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KeyboardDialog</name>
    <message numerus="yes">
        <source>{count} actions in it are not known here.</source>
        <translation>
            <numerusform>{count} action in it is not known here.</numerusform>
            <numerusform>{count} actions in it are not known here.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RecordedThen</name>
    <message numerus="yes">
        <source>{count} other cameras</source>
        <translation>
            <numerusform>{count} other camera</numerusform>
            <numerusform>{count} other cameras</numerusform>
        </translation>
    </message>
</context>
</TS>
