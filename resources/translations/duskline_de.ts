<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AddReportStrip</name>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What became of the files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}  —  same content as {other}, which the case has already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{files} added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{files} cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{files} in the case already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>remarks on {files}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}  —  still missing, last seen in {folder}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{files} found again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{files} still missing: look in another folder</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CameraTimeline</name>
    <message>
        <source>Timeline of the cameras</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{cameras} cameras, shown from {begin} until {end}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} files without a time are not on it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tracklets seen here: {count}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CandidateFilters</name>
    <message>
        <source>Search in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other modality</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Visible</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Infrared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both modalities</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Camera of the candidates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All cameras</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Candidates of one camera, of a certain time, or seen often enough</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Candidates seen from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Candidates seen until</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any camera, time and length</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CandidateModel</name>
    <message>
        <source>candidate {rank} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>first ranked {rank}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>undecided</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CandidatePanel</name>
    <message>
        <source>Candidates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rank again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The search did not succeed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The case has changed since this ranking</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a person at the left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duskline then ranks everyone seen in the other modality by likeness in appearance, and plays both recordings side by side. You decide.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This tracklet is not in the case any more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its footage was indexed anew. Choose the person at the left again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{shown} of {ranked} candidates</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{count} candidates</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CasePage</name>
    <message>
        <source>Case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was done  Ctrl+1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Footage  Ctrl+2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Index</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find people  Ctrl+3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare  Ctrl+4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Review</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was decided  Ctrl+5</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{count} log entries</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{examiner} · times in {zone}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{examiner} · logged as {name} · times in {zone}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · open for reading only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{files}, {count} without a time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no footage yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nobody yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paused</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ClockDialog</name>
    <message>
        <source>Recorder clock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set on {files}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the clock back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clock of {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What becomes of each file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its recorder shows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Corrected start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say what it shows at the first frame.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ClockForm</name>
    <message>
        <source>Which of the two is meant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not said</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the earlier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set to zone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At the first frame it shows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recorder showed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>when it really was</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compared with a right clock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and again later, for drift</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: the recorder showed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: it really was</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who compared, and how</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recorder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2026-03-01 18:00:00</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2026-03-02 14:03:00</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2026-03-02 14:09:12</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>leave empty if compared once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PC Moreno, speaking clock, on site</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>make, model, place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the photograph</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photograph of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clocks were put back there, so this time came twice. Meant is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A photograph of the recorder&apos;s screen beside a right clock</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ClosedCaseNotice</name>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the head of the log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Case {number} is closed. Log head to keep on paper: {head}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CommandList</name>
    <message>
        <source>Commands</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What do you want to do?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Counts</name>
    <message numerus="yes">
        <source>{count} files</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} tracklets</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} people</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} decisions</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} sampled frames</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} accepted candidates</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} files have no recorder time and are left out</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} files failed and are tried again</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} files have been looked through.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} files are missing and not indexed</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CoverageBanner</name>
    <message>
        <source> and </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} of {files} searched; the person may not be here at all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{count} {kinds} tracklets</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>In this case&apos;s own check, {share} of 100 different people scored at least as high as candidate {rank} ({cameras}; n = {pairs}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>any cameras</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{pairs}, drawn of {all}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error rate: being measured.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error rate: not measured for these cameras.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{files} searched in part only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{files} not indexed yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{files} failed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{files} missing and never indexed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{files} without a recorder time left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{gaps} in {files}, {duration} together, hold no footage.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{count} gaps</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{count} decided to be different left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{tracklets} could not be compared.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only {cameras}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only who is seen in {frames} or more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>until {latest}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from {earliest}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from {earliest} until {latest}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ranked by likeness in appearance. Not an identification.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ranked by likeness to the query and {candidates}. Not an identification.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DecidedModel</name>
    <message>
        <source>tracklet {row} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ticked</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Deciding</name>
    <message>
        <source>Candidate {rank}, {label} · {camera}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} of {total} looked at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text} · nobody found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decided, or its recording was shown beside the query&apos;s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody on this list: {said}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DecisionBar</name>
    <message>
        <source>Decide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear the decision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reasons and note…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody on this list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search again with accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody on this list  N</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rank by the query alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search again with {count} accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text}  Shift+Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Query alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With {n} accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reasons</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open for reading only: decisions are shown, none can be made</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EditSteps</name>
    <message>
        <source>Undone: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done again: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ErrorDialog</name>
    <message>
        <source>Duskline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something in Duskline went wrong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a fault of the program, not of yours. The case is safe: what was saved stays saved. Please copy the report and send it to whoever looks after Duskline. Nothing is sent by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EvidencePage</name>
    <message>
        <source>Find moved files…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add footage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a folder of footage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where may the missing files be? Folders below are looked through too</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let go to add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The files are read, never changed or moved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Footage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop footage here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recordings of any camera, by day or by night: MP4, MKV, AVI, MOV, TS, DAV, raw H.264 and H.265, or whole folders of them. Duskline reads them where they are, notes their SHA-256, and never writes beside them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{files} without the recorder&apos;s time: select rows to tell it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Missing: {files}. People found in them stay searchable.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Modality</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All cameras</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seen from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seen until</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all tracklets</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FootageFactsPanel</name>
    <message>
        <source>Recorder time at start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget the recorder&apos;s time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recorder clock…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far the recorder&apos;s clock was out, and what the time really was  Ctrl+T</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set on {files}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>various, kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Modality</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in {zone}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep as it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As Duskline proposes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A camera needs a name.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FootageTableModel</name>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Modality</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time at start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Codec</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not told</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} in {folder}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FrameView</name>
    <message>
        <source>{label}: click to search from here</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GalleryPanel</name>
    <message>
        <source>Tracklets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{tracklets} new</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tracklets have changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not all tracklets could be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{tracklets} · choose one to see candidates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tracklets could not be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody found yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>People appear here while footage is indexed (Ctrl+3).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing passes the filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Widen the time, the camera or the length, or press Clear.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>IndexChoices</name>
    <message>
        <source>Person detector</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>looking for detectors…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How densely to look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as often as tracking needs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at every frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at every n-th frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n: look at every n-th frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n = </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find people with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>looking</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}, not ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looks often enough to follow a walking person; the right choice unless people rush past.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looks at each frame: the slowest, for people who are seen for a moment only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looks less often and is faster; people who cross the picture quickly may be missed or cut into several tracklets.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This detector is not ready. {remedy}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This differs from the last run: all footage is indexed anew, and its tracklets are replaced by those found then.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>IndexPage</name>
    <message>
        <source>Progress of the index</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start indexing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of each file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End it now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not index</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Index {files} anew</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping… finished work is kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Indexing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Getting ready: loading the person detector and the model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at the case…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Indexing begins when the running job has ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no footage to index yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add footage under Evidence first (Ctrl+2).</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>IntegrityCard</name>
    <message>
        <source>Compare everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reads every file whole and compares its SHA-256: minutes for much footage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quick look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything but the content of the footage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} of the database, the newest of {time}, {size}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{count} backups</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>No backup of the database yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last looked through on {time} by {actor}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not looked through lately.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Is everything what it was?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking through…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped; nothing was concluded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{count} faults found.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is damaged. The content of {files} was not read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is damaged; {files} have the SHA-256 they were added with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and {count} more: cba verify lists them</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>JobStrip</name>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not look for them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} more waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This waits until the running job has ended.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KeySheet</name>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LengthField</name>
    <message>
        <source>Seen in at least so many sampled frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>+ frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any length</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LogTableModel</name>
    <message>
        <source>No.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of what</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Open a case: choose its folder, NAME.duskcase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A job is running.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finished work is kept: the next start goes on where it was stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop and close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep it running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;New case…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open case…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Close case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Add footage…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a &amp;folder of footage…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Your name…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Evidence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Index</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Review</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;tart indexing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Playback</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Commands…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About Duskline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;As the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Under this name the logs of cases tell what is done here.
Where it is empty they name the case&apos;s examiner.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About Duskline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duskline {version}

Finds candidates for the same person in visible and infrared recordings. It makes no network connection, sends nothing and looks for no updates.

Apache License 2.0. Uses Qt under the LGPL.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MergeDialog</name>
    <message>
        <source>Merge people</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Person to take in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merge another person into {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}, taken in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} will have {both}; {other} is gone. Undo brings both back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merge {other} into {name}: {both}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NameDialog</name>
    <message>
        <source>Name of the person</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NewCaseForm</name>
    <message>
        <source>Create case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Case number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2026-0147</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Examiner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>who works on it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>for the log; else the examiner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what the search is for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>where it happened, such as Europe/Madrid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>where the case is kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where should the case be kept?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Becomes {path}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>case number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>examiner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>purpose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>time zone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Still needed: {missing}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a time zone of the list, such as Europe/Madrid.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PassingNotice</name>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PersonReview</name>
    <message>
        <source>Tracklets of the person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merge…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search with this person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tick</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Person {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename person {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its tracklets stay as they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split off person {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These go: {labels}. The others stay with {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split {tracklets} off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All its tracklets as one query</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take another person in  Ctrl+M</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its tracklets stay in the case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make a person of the ticked tracklets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tracklets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split {tracklets} off…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take {tracklets} away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>T or Ctrl+click ticks a tracklet.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlayerPane</name>
    <message>
        <source>Keep to the tracklet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep to the tracklet, over and over; off: play on into the recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Box of the person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Boxes of others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trail of the last seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawn on the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search from here…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save still</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Also recorded then</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening the footage…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was not found below {folder}. Plug the medium in again, or press Find moved files… and choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nearest keyframe…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody is known to be in this picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{label}, the one shown</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlayerProblem</name>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find moved files…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QueryCard</name>
    <message>
        <source>Query {label} · {camera}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Query {label} and {more} more · {camera}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QueryReview</name>
    <message>
        <source>New person…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open in Search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The query&apos;s whole list  Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is decided about single candidates.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Query {labels}, {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody was found on its list: {who}; {count} looked at.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No candidate is accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New person of {tracklets}…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merge {other} into {name}…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add {tracklets} to {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show person {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The query and what supports the same person: {labels}  P</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A finding of yours, not an identification: {labels}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make of {tracklets}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReasonsDialog</name>
    <message>
        <source>Reasons and note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A note, for the history and the report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It rests on</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RecordPage</name>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the log&apos;s head</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the chain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export the log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Head</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Examiner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Times are told in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log, newest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last {count:,} entries; export shows all {all:,}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each entry holds the hash of the one before. Write the head down on paper: whoever changes the log later cannot make that head again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The log&apos;s head was copied.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Computing every hash again…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every hash fits. Whether entries were cut off the end is told only by a head that was written down earlier.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} faults in the log. {first}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON Lines (*.jsonl)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count:,} entries exported; resources/verify_log.py checks them.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RecordedThen</name>
    <message>
        <source>Also recorded then</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all cameras</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody told when this recording was made</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{count} other cameras</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{cameras} recorded at this moment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No other camera recorded at this moment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} shown, the rest in the lists above the pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{files} without a time left out</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReviewLists</name>
    <message>
        <source>Queries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>People</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing decided yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No people yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No steps yet</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message>
        <source>Query</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The query&apos;s recording plays here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tracklet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The chosen tracklet&apos;s recording plays here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your decisions gather here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decide about candidates in Search (Ctrl+3). Each query then stands at the left, with its candidates by verdict.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>People are what you found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a query, and make a person of it and of the candidates that support the same. A person is a finding of yours, never one of the program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every step is kept here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With who, when and why; each can be undone, also after a restart.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SearchPage</name>
    <message>
        <source>Query</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The query&apos;s recording plays here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Candidate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The chosen candidate&apos;s recording plays here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play or pause both</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next frame</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SpanLine</name>
    <message>
        <source>from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>until</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Recent cases</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cases you open appear here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a case…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on with a case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duskline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finds the same person by day and by night in recorded CCTV. Everything stays on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StepReview</name>
    <message>
        <source>Undo this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This step alone; it is refused where later steps build on it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Query</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tracklets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>line {number} of the log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why: {why}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StillNotice</name>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the notice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verifying, then saving…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the folder of the exhibit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The still is exhibit {name}: {folder}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TileModel</name>
    <message>
        <source>tracklet {row} of {total}, {facts}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>camera {camera}, {modality}, {time}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TransportBar</name>
    <message>
        <source>Position in the footage, {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frame back  ,</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play or pause  Space</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frame forward  .</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What else this player can do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WallPane</name>
    <message>
        <source>Camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening the footage…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture of {camera}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No recording at this moment</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>clocks</name>
    <message>
        <source>Say to which zone the recorder&apos;s clock was set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The second comparison needs a first one to count from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A comparison has both: what the recorder showed, and the truth.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>frame_times</name>
    <message>
        <source>corrected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>time not told</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as told</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>clock not compared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not compared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>recorder&apos;s clock not set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>recorder showed {date} </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>recorder showed </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>frame {index}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no PTS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> in file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The time was told when the file was added; nobody set its clock.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody compared the recorder&apos;s clock with a right one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{sign} marks digits reckoned from the frame rate: no time stamp tells them.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>index</name>
    <message>
        <source>{files} to look through</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{duration} of footage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} of them failed before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{files} missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duskline looks for people in each file, follows each of them through the picture, keeps the best pictures, and describes their appearance so that they can be compared. The footage itself is only read. You can pause or cancel at any time: finished work is kept, and the next start goes on there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last run did not come to its end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done} Start again to go on with its settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done} Look for files that were moved under Evidence (Ctrl+2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything is indexed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done} Search is next (Ctrl+4).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{tracklets} found: {visible} visible, {infrared} infrared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · {count} cannot be compared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing to do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{files} left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>done</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>keys</name>
    <message>
        <source>Everywhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Case, Evidence, Index, Search, Review</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>add footage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>add a folder of footage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>start indexing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>new case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>open case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all commands in one list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>do again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this sheet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Galleries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>move</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page, Home, End</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>move far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>search for this person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>next part of the page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Candidates and Review</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>supports same, weakly supports same</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cannot say</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>supports different, not comparable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0  Backspace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>clear the decision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reasons and note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nobody on this list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift+Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>search again with what was accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>People, in Review</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>make, or show, the query&apos;s person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>T  Ctrl+click</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tick a tracklet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rename</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>merge with another person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>take ticked tracklets away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>open in Search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both recordings, from a gallery</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Space</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>play or pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>frame back, frame forward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From a player, of one recording or several</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Space  K</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>play backward, forward; again: 2, 4, 8 times as fast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 second back, forward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift+← →</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>10 seconds back, forward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Home, End</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>beginning, end of the stretch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From the player of one recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>search for somebody in the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what the other cameras recorded then</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>save a still as an exhibit</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>log</name>
    <message>
        <source>created</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>viewed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>searched</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>decided</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>exported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>disclosed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>erased</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>moments</name>
    <message>
        <source>Write a date and time such as 2026-03-01 18:00:00.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write what the recorder shows, such as 2026-03-01 18:00:00.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clocks were put back there, so this time came twice. Write which one: {reading}{first} or {reading}{second}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clocks were put forward there, so this time never was. If the recorder was not put forward, write {reading}{offset}; that is {there} there.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>review</name>
    <message>
        <source>{count} no more in the case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing decided yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} without a person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nobody</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} decided</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} same</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no more in the case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{candidate} was decided to be different from {query}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Supports same</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weakly supports same</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot say</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Supports different</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not comparable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weakly same</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Different</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>build</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gait</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>shape of the clothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>carried item</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the time fits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the time excludes it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>something else</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>query {labels}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody on the list of {query}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody may be on the list of {query}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo step {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put {tracklets} of {query} up for a second reader</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Second reading, set {number}, place {place}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear the second reading, set {number}, place {place}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear the decision on {candidate} for {query}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>: {candidate} for {query}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{cameras} lie apart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> and </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct the facts of {files}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set the clock of {files}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget the clock of {files}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make person {name} of {tracklets}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename person {number} to {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add {tracklets} to person {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take {tracklets} from person {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merge person {others} into person {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split {tracklets} off person {number}, as {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove person {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>undone, can be done again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>undone</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>search</name>
    <message>
        <source>No candidates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing passes the filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{files}. Tell it under Evidence (Ctrl+2), or press Clear.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Widen the time, the camera or the length, or press Clear.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nobody to compare with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No indexed tracklet passes these choices. Index footage of the other modality, or search in both.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>tiles</name>
    <message>
        <source>was {before}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>wording</name>
    <message>
        <source>visible</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>infrared, thermal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>infrared, near</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>infrared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not looked at yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>both, proposed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{modality}, proposed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not indexed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>indexing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>indexed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>file missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not told</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not compared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{amount} slow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{amount} fast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody told this recorder&apos;s clock; times are as they were told or unknown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{hours} h {minutes:02} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{minutes} min {seconds:02} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{offset} into the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{offset} in file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{duration}, seen in {frames}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done} of {total} {unit}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{rate} {unit}/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {duration} left</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
