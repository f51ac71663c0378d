<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>About</name>
    <message>
        <source>About Duskline</source>
        <translation>Über Duskline</translation>
    </message>
    <message>
        <source>Duskline {version}

Finds candidates for the same person in visible and infrared recordings. It makes no network connection, sends nothing and looks for no updates.

Apache License 2.0. Uses Qt under the LGPL.</source>
        <translation>Duskline {version}

Findet Kandidaten für dieselbe Person in sichtbaren und Infrarotaufnahmen. Es baut keine Netzverbindung auf, sendet nichts und sucht keine Aktualisierungen.

Apache License 2.0. Verwendet Qt unter der LGPL.</translation>
    </message>
</context>
<context>
    <name>AddReportStrip</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>What became of the files</source>
        <translation>Was aus den Dateien wurde</translation>
    </message>
    <message>
        <source>{name}  —  same content as {other}, which the case has already</source>
        <translation>{name}  —  gleicher Inhalt wie {other}, das der Fall schon enthält</translation>
    </message>
    <message>
        <source>{files} added</source>
        <translation>{files} hinzugefügt</translation>
    </message>
    <message>
        <source>{files} cannot be read</source>
        <translation>{files} nicht lesbar</translation>
    </message>
    <message>
        <source>{files} in the case already</source>
        <translation>{files} schon im Fall</translation>
    </message>
    <message>
        <source>remarks on {files}</source>
        <translation>Hinweise zu {files}</translation>
    </message>
    <message>
        <source>{name}  —  still missing, last seen in {folder}</source>
        <translation>{name}  —  fehlt weiterhin, zuletzt in {folder}</translation>
    </message>
    <message>
        <source>{files} found again</source>
        <translation>{files} wiedergefunden</translation>
    </message>
    <message>
        <source>{files} still missing: look in another folder</source>
        <translation>{files} weiterhin nicht gefunden: Suchen Sie in einem anderen Ordner</translation>
    </message>
</context>
<context>
    <name>AgreementPage</name>
    <message>
        <source>Agreement of two readings</source>
        <translation>Einigkeit zweier Lesungen</translation>
    </message>
    <message>
        <source>Back to Review</source>
        <translation>Zurück zur Durchsicht</translation>
    </message>
    <message>
        <source>Back to Review  Esc</source>
        <translation>Zurück zur Durchsicht  Esc</translation>
    </message>
    <message>
        <source>Second reading {number}: {agreed}</source>
        <translation>Zweite Lesung {number}: {agreed}</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Platz</translation>
    </message>
    <message>
        <source>Candidate</source>
        <translation>Kandidat</translation>
    </message>
    <message>
        <source>First</source>
        <translation>Erste</translation>
    </message>
    <message>
        <source>Second</source>
        <translation>Zweite</translation>
    </message>
    <message>
        <source>Why, second</source>
        <translation>Warum, zweite</translation>
    </message>
    <message>
        <source>Both readings, in the order of the second</source>
        <translation>Beide Lesungen, in der Reihenfolge der zweiten</translation>
    </message>
    <message>
        <source>First ↓  second →</source>
        <translation>Erste ↓  zweite →</translation>
    </message>
    <message>
        <source>first {first}, second {second}: {count}</source>
        <translation>erste {first}, zweite {second}: {count}</translation>
    </message>
    <message>
        <source>known non-member</source>
        <translation>bekannte andere Person</translation>
    </message>
</context>
<context>
    <name>Arrivals</name>
    <message>
        <source>Only {name} was opened.</source>
        <translation>Nur {name} wurde geöffnet.</translation>
    </message>
    <message>
        <source>One case is open at a time; footage is added to the one that is open.</source>
        <translation>Ein Fall ist zur selben Zeit offen; Aufnahmen kommen zu dem, der offen ist.</translation>
    </message>
    <message>
        <source>There is nothing at {path}.</source>
        <translation>Unter {path} ist nichts.</translation>
    </message>
    <message>
        <source>Check the path; nothing was added.</source>
        <translation>Prüfen Sie den Pfad; es wurde nichts hinzugefügt.</translation>
    </message>
    <message>
        <source>{name} is no case.</source>
        <translation>{name} ist kein Fall.</translation>
    </message>
    <message>
        <source>Open a case first, then drop footage here: it is added to the open case.</source>
        <translation>Öffnen Sie zuerst einen Fall und legen Sie die Aufnahmen dann hier ab: Sie kommen zum offenen Fall.</translation>
    </message>
</context>
<context>
    <name>Asking</name>
    <message>
        <source>Search with a picture…</source>
        <translation>Mit einem Bild suchen…</translation>
    </message>
    <message>
        <source>Search with a picture: choose it here, drop it, or paste it</source>
        <translation>Mit einem Bild suchen: hier wählen, ablegen oder einfügen</translation>
    </message>
    <message>
        <source>Search with the pasted picture</source>
        <translation>Mit dem eingefügten Bild suchen</translation>
    </message>
    <message>
        <source>Search with a picture from outside the case</source>
        <translation>Mit einem Bild von außerhalb des Falls suchen</translation>
    </message>
    <message>
        <source>Pictures ({endings})</source>
        <translation>Bilder ({endings})</translation>
    </message>
    <message>
        <source>The clipboard holds no picture</source>
        <translation>Die Zwischenablage enthält kein Bild</translation>
    </message>
    <message>
        <source>Copy a picture, or the file of one, and paste it here again.</source>
        <translation>Kopieren Sie ein Bild oder die Datei eines Bildes, und fügen Sie es hier erneut ein.</translation>
    </message>
</context>
<context>
    <name>BlindPage</name>
    <message>
        <source>Second reading</source>
        <translation>Zweite Lesung</translation>
    </message>
    <message>
        <source>Read so far</source>
        <translation>Bisher gelesen</translation>
    </message>
    <message>
        <source>Previous pair</source>
        <translation>Voriges Paar</translation>
    </message>
    <message>
        <source>Next pair</source>
        <translation>Nächstes Paar</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Verlassen</translation>
    </message>
    <message>
        <source>Leave  Esc</source>
        <translation>Verlassen  Esc</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Candidate</source>
        <translation>Kandidat</translation>
    </message>
    <message>
        <source>Second reading {number}</source>
        <translation>Zweite Lesung {number}</translation>
    </message>
    <message>
        <source>{place} of {places}</source>
        <translation>{place} von {places}</translation>
    </message>
    <message>
        <source>The query&apos;s recording plays here</source>
        <translation>Hier läuft die Aufnahme der Anfrage</translation>
    </message>
    <message>
        <source>The candidate&apos;s recording plays here</source>
        <translation>Hier läuft die Aufnahme des Kandidaten</translation>
    </message>
    <message>
        <source>How far do the recordings support that the candidate at the right is the person at the left? Some of the people shown are known not to be.</source>
        <translation>Wie weit stützen die Aufnahmen, dass der Kandidat rechts die Person links ist? Von einigen der gezeigten Personen ist bekannt, dass sie es nicht sind.</translation>
    </message>
    <message>
        <source>You have read this pair. Another verdict replaces yours; 0 clears it.</source>
        <translation>Dieses Paar haben Sie gelesen. Ein anderes Urteil ersetzt Ihres; 0 nimmt es zurück.</translation>
    </message>
    <message>
        <source>This is the last pair: with it the set is closed, and both readings are shown.</source>
        <translation>Das ist das letzte Paar: Damit ist der Satz abgeschlossen, und beide Lesungen werden gezeigt.</translation>
    </message>
</context>
<context>
    <name>BoxDrawing</name>
    <message>
        <source>Box on the picture</source>
        <translation>Rahmen auf dem Bild</translation>
    </message>
    <message>
        <source>Arrow keys move it, Shift and arrow keys change its size, Enter takes it</source>
        <translation>Pfeiltasten bewegen ihn, Umschalt und Pfeiltasten ändern seine Größe, die Eingabetaste übernimmt ihn</translation>
    </message>
</context>
<context>
    <name>CameraTimeline</name>
    <message>
        <source>Timeline of the cameras</source>
        <translation>Zeitleiste der Kameras</translation>
    </message>
    <message>
        <source>{cameras} cameras, shown from {begin} until {end}.</source>
        <translation>{cameras} Kameras, gezeigt von {begin} bis {end}.</translation>
    </message>
    <message>
        <source>{count} files without a time are not on it.</source>
        <translation>Ohne Zeit und daher nicht darauf: {count} Dateien.</translation>
    </message>
    <message>
        <source>no recording</source>
        <translation>keine Aufnahme</translation>
    </message>
    <message>
        <source>tracklets seen here: {count}</source>
        <translation>Tracklets hier: {count}</translation>
    </message>
</context>
<context>
    <name>CandidateFilters</name>
    <message>
        <source>Search in</source>
        <translation>Suchen in</translation>
    </message>
    <message>
        <source>Other modality</source>
        <translation>Andere Lichtart</translation>
    </message>
    <message>
        <source>Visible</source>
        <translation>Sichtbar</translation>
    </message>
    <message>
        <source>Infrared</source>
        <translation>Infrarot</translation>
    </message>
    <message>
        <source>Both modalities</source>
        <translation>Beide Lichtarten</translation>
    </message>
    <message>
        <source>Camera of the candidates</source>
        <translation>Kamera der Kandidaten</translation>
    </message>
    <message>
        <source>All cameras</source>
        <translation>Alle Kameras</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Candidates of one camera, of a certain time, or seen often enough</source>
        <translation>Kandidaten einer Kamera, eines Zeitraums oder solche, die oft genug zu sehen sind</translation>
    </message>
    <message>
        <source>Candidates seen from</source>
        <translation>Kandidaten gesehen ab</translation>
    </message>
    <message>
        <source>Candidates seen until</source>
        <translation>Kandidaten gesehen bis</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Any camera, time and length</source>
        <translation>Jede Kamera, Zeit und Länge</translation>
    </message>
    <message>
        <source>in</source>
        <translation>in</translation>
    </message>
    <message>
        <source>of</source>
        <translation>von</translation>
    </message>
</context>
<context>
    <name>CandidateModel</name>
    <message>
        <source>candidate {rank} of {total}</source>
        <translation>Kandidat {rank} von {total}</translation>
    </message>
    <message>
        <source>first ranked {rank}</source>
        <translation>zuerst auf Rang {rank}</translation>
    </message>
    <message>
        <source>undecided</source>
        <translation>nicht entschieden</translation>
    </message>
</context>
<context>
    <name>CandidatePanel</name>
    <message>
        <source>Candidates</source>
        <translation>Kandidaten</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Show more candidates</source>
        <translation>Mehr Kandidaten zeigen</translation>
    </message>
    <message>
        <source>Rank again</source>
        <translation>Neu reihen</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Suche läuft…</translation>
    </message>
    <message>
        <source>The search did not succeed</source>
        <translation>Die Suche ist nicht gelungen</translation>
    </message>
    <message>
        <source>The case has changed since this ranking</source>
        <translation>Der Fall hat sich seit dieser Reihung geändert</translation>
    </message>
    <message>
        <source>Choose a person at the left</source>
        <translation>Wählen Sie links eine Person</translation>
    </message>
    <message>
        <source>Duskline then ranks everyone seen in the other modality by likeness in appearance, and plays both recordings side by side. You decide.</source>
        <translation>Duskline reiht dann alle, die in der anderen Lichtart zu sehen sind, nach Ähnlichkeit im Aussehen und spielt beide Aufnahmen nebeneinander ab. Die Entscheidung treffen Sie.</translation>
    </message>
    <message>
        <source>This tracklet is not in the case any more</source>
        <translation>Dieses Tracklet ist nicht mehr im Fall</translation>
    </message>
    <message>
        <source>Its footage was indexed anew. Choose the person at the left again.</source>
        <translation>Die Aufnahme wurde neu indexiert. Wählen Sie die Person links noch einmal.</translation>
    </message>
    <message>
        <source>To be read blind</source>
        <translation>Blind zu lesen</translation>
    </message>
    <message>
        <source>You may read this query a second time without knowing its list: read it under Review (Ctrl+5). When the set is finished, its candidates are shown here again.</source>
        <translation>Sie können diese Anfrage ein zweites Mal lesen, ohne ihre Liste zu kennen: unter Durchsicht (Strg+5). Ist der Satz fertig, stehen die Kandidaten wieder hier.</translation>
    </message>
    <message>
        <source>{shown} of {ranked} candidates</source>
        <translation>{shown} von {ranked} Kandidaten</translation>
    </message>
    <message numerus="yes">
        <source>{count} candidates</source>
        <translation>
            <numerusform>{count} Kandidat</numerusform>
            <numerusform>{count} Kandidaten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CasePage</name>
    <message>
        <source>Case</source>
        <translation>Fall</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Beweismittel</translation>
    </message>
    <message>
        <source>Index</source>
        <translation>Index</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Durchsicht</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message numerus="yes">
        <source>{count} log entries</source>
        <translation>
            <numerusform>{count} Protokolleintrag</numerusform>
            <numerusform>{count} Protokolleinträge</numerusform>
        </translation>
    </message>
    <message>
        <source>{examiner} · times in {zone}</source>
        <translation>{examiner} · Zeiten in {zone}</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>Was getan wurde</translation>
    </message>
    <message>
        <source>Footage</source>
        <translation>Aufnahmen</translation>
    </message>
    <message>
        <source>Find people</source>
        <translation>Personen finden</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>What was decided</source>
        <translation>Was entschieden wurde</translation>
    </message>
    <message>
        <source>What is told</source>
        <translation>Was mitgeteilt wird</translation>
    </message>
    <message>
        <source>Learn and compare</source>
        <translation>Lernen und vergleichen</translation>
    </message>
    <message>
        <source>logged as {name} · {examiner} · times in {zone}</source>
        <translation>im Protokoll {name} · {examiner} · Zeiten in {zone}</translation>
    </message>
    <message>
        <source> · open for reading only</source>
        <translation> · nur zum Lesen geöffnet</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>{command} was copied</source>
        <translation>{command} wurde kopiert</translation>
    </message>
    <message>
        <source>{files}, {count} without a time</source>
        <translation>{files}, {count} ohne Zeit</translation>
    </message>
    <message>
        <source>no footage yet</source>
        <translation>noch keine Aufnahmen</translation>
    </message>
    <message>
        <source>nobody yet</source>
        <translation>noch niemand</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
</context>
<context>
    <name>ClockDialog</name>
    <message>
        <source>Recorder clock</source>
        <translation>Rekorderuhr</translation>
    </message>
    <message>
        <source>Set on {files}</source>
        <translation>Auf {files} anwenden</translation>
    </message>
    <message>
        <source>Take the clock back</source>
        <translation>Uhr zurücknehmen</translation>
    </message>
    <message>
        <source>Clock of {what}</source>
        <translation>Uhr von {what}</translation>
    </message>
    <message>
        <source>What becomes of each file</source>
        <translation>Was aus jeder Datei wird</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Its recorder shows</source>
        <translation>Der Rekorder zeigt</translation>
    </message>
    <message>
        <source>Corrected start</source>
        <translation>Berichtigter Beginn</translation>
    </message>
    <message>
        <source>Say what it shows at the first frame.</source>
        <translation>Geben Sie an, was er beim ersten Bild zeigt.</translation>
    </message>
</context>
<context>
    <name>ClockForm</name>
    <message>
        <source>Which of the two is meant</source>
        <translation>Welche der beiden gemeint ist</translation>
    </message>
    <message>
        <source>not said</source>
        <translation>nicht angegeben</translation>
    </message>
    <message>
        <source>the earlier</source>
        <translation>die frühere</translation>
    </message>
    <message>
        <source>the later</source>
        <translation>die spätere</translation>
    </message>
    <message>
        <source>Set to zone</source>
        <translation>Eingestellte Zone</translation>
    </message>
    <message>
        <source>At the first frame it shows</source>
        <translation>Beim ersten Bild zeigt er</translation>
    </message>
    <message>
        <source>The recorder showed</source>
        <translation>Der Rekorder zeigte</translation>
    </message>
    <message>
        <source>when it really was</source>
        <translation>tatsächlich war es</translation>
    </message>
    <message>
        <source>Compared with a right clock</source>
        <translation>Mit richtiger Uhr verglichen</translation>
    </message>
    <message>
        <source>and again later, for drift</source>
        <translation>und später noch einmal (Gang)</translation>
    </message>
    <message>
        <source>{name}: the recorder showed</source>
        <translation>{name}: der Rekorder zeigte</translation>
    </message>
    <message>
        <source>{name}: it really was</source>
        <translation>{name}: tatsächlich war es</translation>
    </message>
    <message>
        <source>Who compared, and how</source>
        <translation>Wer verglich, und wie</translation>
    </message>
    <message>
        <source>Recorder</source>
        <translation>Rekorder</translation>
    </message>
    <message>
        <source>2026-03-01 18:00:00</source>
        <translation>2026-03-01 18:00:00</translation>
    </message>
    <message>
        <source>2026-03-02 14:03:00</source>
        <translation>2026-03-02 14:03:00</translation>
    </message>
    <message>
        <source>2026-03-02 14:09:12</source>
        <translation>2026-03-02 14:09:12</translation>
    </message>
    <message>
        <source>leave empty if compared once</source>
        <translation>leer, wenn nur einmal verglichen</translation>
    </message>
    <message>
        <source>PC Moreno, speaking clock, on site</source>
        <translation>POK Moreno, Funkuhr, vor Ort</translation>
    </message>
    <message>
        <source>make, model, place</source>
        <translation>Marke, Modell, Standort</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Choose the photograph</source>
        <translation>Foto wählen</translation>
    </message>
    <message>
        <source>Photograph of it</source>
        <translation>Foto davon</translation>
    </message>
    <message>
        <source>Clocks were put back there, so this time came twice. Meant is</source>
        <translation>Dort wurden die Uhren zurückgestellt, diese Zeit gab es zweimal. Gemeint ist</translation>
    </message>
    <message>
        <source>A photograph of the recorder&apos;s screen beside a right clock</source>
        <translation>Ein Foto vom Bildschirm des Rekorders neben einer richtigen Uhr</translation>
    </message>
</context>
<context>
    <name>ClosedCaseNotice</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the head of the log</source>
        <translation>Prüfwert des Protokolls kopieren</translation>
    </message>
    <message>
        <source>Case {number} is closed. Log head to keep on paper: {head}</source>
        <translation>Fall {number} ist geschlossen. Prüfwert des Protokolls, auf Papier aufzubewahren: {head}</translation>
    </message>
</context>
<context>
    <name>CommandList</name>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>What do you want to do?</source>
        <translation>Was möchten Sie tun?</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
</context>
<context>
    <name>ComparisonCard</name>
    <message>
        <source>On the sample</source>
        <translation>Am Beispiel</translation>
    </message>
    <message>
        <source>Progress of the comparison</source>
        <translation>Fortschritt des Vergleichs</translation>
    </message>
    <message>
        <source>Compare them</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>Verwenden</translation>
    </message>
    <message>
        <source>Keep the old one</source>
        <translation>Das alte behalten</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>visible</source>
        <translation>sichtbar</translation>
    </message>
    <message>
        <source>infrared</source>
        <translation>infrarot</translation>
    </message>
    <message>
        <source>both together</source>
        <translation>beide zusammen</translation>
    </message>
    <message>
        <source>Both look at every pair of people seen together.</source>
        <translation>Beide sehen jedes Paar zusammen gesehener Personen an.</translation>
    </message>
    <message>
        <source>Do not compare</source>
        <translation>Nicht vergleichen</translation>
    </message>
    <message>
        <source>Compare again</source>
        <translation>Noch einmal vergleichen</translation>
    </message>
    <message>
        <source>Comparing</source>
        <translation>Vergleich läuft</translation>
    </message>
    <message>
        <source>Comparing begins when the running job has ended.</source>
        <translation>Der Vergleich beginnt, wenn der laufende Auftrag beendet ist.</translation>
    </message>
    <message>
        <source>{name} is in use</source>
        <translation>{name} wird verwendet</translation>
    </message>
    <message>
        <source>Going back needs no learning: the descriptions of before are kept.</source>
        <translation>Zurückzugehen braucht kein Lernen: Die früheren Beschreibungen sind aufgehoben.</translation>
    </message>
    <message>
        <source>Take another one from the list to go back.</source>
        <translation>Wählen Sie ein anderes aus der Liste, um zurückzugehen.</translation>
    </message>
    <message>
        <source>The old one is kept</source>
        <translation>Das alte bleibt</translation>
    </message>
    <message>
        <source>{name} stays in the list, should you want it later.</source>
        <translation>{name} bleibt in der Liste, falls Sie es später möchten.</translation>
    </message>
    <message>
        <source>Before and after</source>
        <translation>Vorher und nachher</translation>
    </message>
    <message>
        <source>Both were measured on this case.</source>
        <translation>Beide wurden an diesem Fall gemessen.</translation>
    </message>
    <message>
        <source>{name} has learnt. Compare it with the one in use before you take it.</source>
        <translation>{name} hat gelernt. Vergleichen Sie es mit dem verwendeten, bevor Sie es nehmen.</translation>
    </message>
    <message>
        <source>Go back to {name}</source>
        <translation>Zurück zu {name}</translation>
    </message>
    <message>
        <source>Use {name}</source>
        <translation>{name} verwenden</translation>
    </message>
    <message>
        <source>Keep {name}</source>
        <translation>{name} behalten</translation>
    </message>
    <message>
        <source>Before: {name}</source>
        <translation>Vorher: {name}</translation>
    </message>
    <message>
        <source>After: {name}</source>
        <translation>Nachher: {name}</translation>
    </message>
</context>
<context>
    <name>Counts</name>
    <message numerus="yes">
        <source>{count} files</source>
        <translation>
            <numerusform>{count} Datei</numerusform>
            <numerusform>{count} Dateien</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} tracklets</source>
        <translation>
            <numerusform>{count} Tracklet</numerusform>
            <numerusform>{count} Tracklets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} people</source>
        <translation>
            <numerusform>{count} Person</numerusform>
            <numerusform>{count} Personen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} decisions</source>
        <translation>
            <numerusform>{count} Entscheidung</numerusform>
            <numerusform>{count} Entscheidungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} sampled frames</source>
        <translation>
            <numerusform>{count} ausgewerteten Bild</numerusform>
            <numerusform>{count} ausgewerteten Bildern</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} accepted candidates</source>
        <translation>
            <numerusform>{count} angenommenen Kandidaten</numerusform>
            <numerusform>{count} angenommenen Kandidaten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} files have no recorder time and are left out</source>
        <translation>
            <numerusform>{count} Datei hat keine Rekorderzeit und bleibt außen vor</numerusform>
            <numerusform>{count} Dateien haben keine Rekorderzeit und bleiben außen vor</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} files failed and are tried again</source>
        <translation>
            <numerusform>{count} Datei ist gescheitert und wird erneut versucht</numerusform>
            <numerusform>{count} Dateien sind gescheitert und werden erneut versucht</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} files have been looked through.</source>
        <translation>
            <numerusform>{count} Datei ist durchgesehen.</numerusform>
            <numerusform>{count} Dateien sind durchgesehen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} files are missing and not indexed</source>
        <translation>
            <numerusform>{count} Datei fehlt und ist nicht indexiert</numerusform>
            <numerusform>{count} Dateien fehlen und sind nicht indexiert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} findings</source>
        <translation>
            <numerusform>{count} Befund</numerusform>
            <numerusform>{count} Befunde</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} lists</source>
        <translation>
            <numerusform>{count} Liste</numerusform>
            <numerusform>{count} Listen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} faults</source>
        <translation>
            <numerusform>{count} Fehler</numerusform>
            <numerusform>{count} Fehler</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} visible tracklets</source>
        <translation>
            <numerusform>{count} sichtbares Tracklet</numerusform>
            <numerusform>{count} sichtbare Tracklets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} infrared tracklets</source>
        <translation>
            <numerusform>{count} Infrarot-Tracklet</numerusform>
            <numerusform>{count} Infrarot-Tracklets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} candidates</source>
        <translation>
            <numerusform>{count} Kandidaten</numerusform>
            <numerusform>{count} Kandidaten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CoverageBanner</name>
    <message>
        <source> and </source>
        <translation> und </translation>
    </message>
    <message>
        <source>{count} of {files} searched; the person may not be here at all.</source>
        <translation>{count} aus {files} durchsucht; die Person ist möglicherweise gar nicht dabei.</translation>
    </message>
    <message numerus="yes">
        <source>{count} {kinds} tracklets</source>
        <translation>
            <numerusform>{count} Tracklet ({kinds})</numerusform>
            <numerusform>{count} Tracklets ({kinds})</numerusform>
        </translation>
    </message>
    <message>
        <source>In this case&apos;s own check, {share} of 100 different people scored at least as high as candidate {rank} ({cameras}; n = {pairs}).</source>
        <translation>In der eigenen Prüfung dieses Falls erreichten {share} von 100 anderen Personen mindestens den Wert von Kandidat {rank} ({cameras}; n = {pairs}).</translation>
    </message>
    <message>
        <source>any cameras</source>
        <translation>beliebige Kameras</translation>
    </message>
    <message>
        <source>{pairs}, drawn of {all}</source>
        <translation>{pairs}, gezogen aus {all}</translation>
    </message>
    <message>
        <source>Error rate: not known for a query of one picture; it is measured on tracklets of several.</source>
        <translation>Fehlerrate: für eine Anfrage mit einem einzigen Bild nicht bekannt; sie wird an Tracklets mit mehreren Bildern gemessen.</translation>
    </message>
    <message>
        <source>Error rate: being measured.</source>
        <translation>Fehlerrate: wird gemessen.</translation>
    </message>
    <message>
        <source>Error rate: not measured for these cameras.</source>
        <translation>Fehlerrate: für diese Kameras nicht gemessen.</translation>
    </message>
    <message>
        <source>{files} searched in part only.</source>
        <translation>{files} nur teilweise durchsucht.</translation>
    </message>
    <message>
        <source>{files} not indexed yet.</source>
        <translation>{files} noch nicht indexiert.</translation>
    </message>
    <message>
        <source>{files} failed.</source>
        <translation>{files} gescheitert.</translation>
    </message>
    <message>
        <source>{files} missing and never indexed.</source>
        <translation>{files} nicht auffindbar und nie indexiert.</translation>
    </message>
    <message>
        <source>{files} without a recorder time left out.</source>
        <translation>{files} ohne Rekorderzeit außen vor.</translation>
    </message>
    <message>
        <source>{gaps} in {files}, {duration} together, hold no footage.</source>
        <translation>{gaps} in {files}, zusammen {duration}: ohne Aufnahme.</translation>
    </message>
    <message numerus="yes">
        <source>{count} gaps</source>
        <translation>
            <numerusform>{count} Lücke</numerusform>
            <numerusform>{count} Lücken</numerusform>
        </translation>
    </message>
    <message>
        <source>{count} decided to be different left out.</source>
        <translation>{count} als andere Person entschieden und außen vor.</translation>
    </message>
    <message>
        <source>{tracklets} could not be compared.</source>
        <translation>{tracklets} nicht vergleichbar.</translation>
    </message>
    <message>
        <source>Only {cameras}.</source>
        <translation>Nur {cameras}.</translation>
    </message>
    <message>
        <source>Only {time}.</source>
        <translation>Nur {time}.</translation>
    </message>
    <message>
        <source>Only who is seen in {frames} or more.</source>
        <translation>Nur wer in mindestens {frames} zu sehen ist.</translation>
    </message>
    <message>
        <source>until {latest}</source>
        <translation>bis {latest}</translation>
    </message>
    <message>
        <source>from {earliest}</source>
        <translation>ab {earliest}</translation>
    </message>
    <message>
        <source>from {earliest} until {latest}</source>
        <translation>von {earliest} bis {latest}</translation>
    </message>
    <message>
        <source>Ranked by likeness in appearance. Not an identification.</source>
        <translation>Nach Ähnlichkeit im Aussehen gereiht. Keine Identifizierung.</translation>
    </message>
    <message>
        <source>Ranked by likeness to the query and {candidates}. Not an identification.</source>
        <translation>Nach Ähnlichkeit mit der Anfrage und {candidates} gereiht. Keine Identifizierung.</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Crash report</source>
        <translation>Absturzbericht</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>It lies on this computer, and nothing is sent. It holds versions, and where in the program it broke; of a case it holds nothing but paths. Please read it, and give it to whoever looks after Duskline.</source>
        <translation>Er liegt auf diesem Rechner, und nichts wird gesendet. Er enthält Versionen und die Stelle im Programm, an der es brach, und von einem Fall nichts als Pfade. Bitte lesen Sie ihn und geben Sie ihn denen, die Duskline betreuen.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>What broke the last time</source>
        <translation>Was beim letzten Mal brach</translation>
    </message>
</context>
<context>
    <name>CrashNotice</name>
    <message>
        <source>Show the report…</source>
        <translation>Bericht zeigen…</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Nicht jetzt</translation>
    </message>
    <message>
        <source>The report stays in its folder</source>
        <translation>Der Bericht bleibt in seinem Ordner</translation>
    </message>
    <message>
        <source>Something in Duskline broke the last time. What was saved is safe.</source>
        <translation>Beim letzten Mal ist etwas in Duskline gebrochen. Was gespeichert wurde, ist sicher.</translation>
    </message>
</context>
<context>
    <name>CurveChart</name>
    <message>
        <source>{line} {value} at step {step}</source>
        <translation>{line} {value} bei Schritt {step}</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>noch nichts</translation>
    </message>
    <message>
        <source>step 0</source>
        <translation>Schritt 0</translation>
    </message>
</context>
<context>
    <name>DecidedModel</name>
    <message>
        <source>tracklet {row} of {total}</source>
        <translation>Tracklet {row} von {total}</translation>
    </message>
    <message>
        <source>ticked</source>
        <translation>angehakt</translation>
    </message>
</context>
<context>
    <name>Deciding</name>
    <message>
        <source>Candidate {rank}, {label} · {camera}</source>
        <translation>Kandidat {rank}, {label} · {camera}</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Speichert…</translation>
    </message>
    <message>
        <source>{count} of {total} looked at</source>
        <translation>{count} von {total} angesehen</translation>
    </message>
    <message>
        <source>{text} · nobody found</source>
        <translation>{text} · niemand gefunden</translation>
    </message>
    <message>
        <source>Decided, or its recording was shown beside the query&apos;s</source>
        <translation>Entschieden, oder die Aufnahme wurde neben der Anfrage gezeigt</translation>
    </message>
    <message>
        <source>{count} of {total}</source>
        <translation>{count} von {total}</translation>
    </message>
    <message>
        <source>Nobody on this list: {said}</source>
        <translation>Niemand auf dieser Liste: {said}</translation>
    </message>
</context>
<context>
    <name>DecisionBar</name>
    <message>
        <source>Decide</source>
        <translation>Entscheiden</translation>
    </message>
    <message>
        <source>Clear the decision</source>
        <translation>Entscheidung löschen</translation>
    </message>
    <message>
        <source>Reasons and note…</source>
        <translation>Gründe und Notiz…</translation>
    </message>
    <message>
        <source>Nobody on this list</source>
        <translation>Niemand auf dieser Liste</translation>
    </message>
    <message>
        <source>Search again with accepted</source>
        <translation>Mit Angenommenen neu suchen</translation>
    </message>
    <message>
        <source>Rank by the query alone</source>
        <translation>Nur nach der Anfrage reihen</translation>
    </message>
    <message>
        <source>Search again with {count} accepted</source>
        <translation>Mit {count} Angenommenen neu suchen</translation>
    </message>
    <message>
        <source>Query alone</source>
        <translation>Nur Anfrage</translation>
    </message>
    <message>
        <source>With {n} accepted</source>
        <translation>Mit {n} Angen.</translation>
    </message>
    <message>
        <source>Reasons</source>
        <translation>Gründe</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>Niemand</translation>
    </message>
    <message>
        <source>Open for reading only: decisions are shown, none can be made</source>
        <translation>Nur zum Lesen geöffnet: Entscheidungen werden gezeigt, neue sind nicht möglich</translation>
    </message>
</context>
<context>
    <name>EditSteps</name>
    <message>
        <source>Undone: {what}</source>
        <translation>Rückgängig gemacht: {what}</translation>
    </message>
    <message>
        <source>Done again: {what}</source>
        <translation>Wiederholt: {what}</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
</context>
<context>
    <name>EmbeddingPlot</name>
    <message>
        <source>Map of tracklets</source>
        <translation>Karte der Tracklets</translation>
    </message>
</context>
<context>
    <name>ErrorDialog</name>
    <message>
        <source>Duskline</source>
        <translation>Duskline</translation>
    </message>
    <message>
        <source>Something in Duskline went wrong.</source>
        <translation>In Duskline ist etwas schiefgegangen.</translation>
    </message>
    <message>
        <source>This is a fault of the program, not of yours. The case is safe: what was saved stays saved. Please copy the report and send it to whoever looks after Duskline. Nothing is sent by itself.</source>
        <translation>Das ist ein Fehler des Programms, nicht Ihrer. Der Fall ist sicher: Was gespeichert war, bleibt gespeichert. Bitte kopieren Sie den Bericht und geben Sie ihn an die Stelle, die Duskline betreut. Von selbst wird nichts gesendet.</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>Bericht kopieren</translation>
    </message>
</context>
<context>
    <name>EvidencePage</name>
    <message>
        <source>Find moved files…</source>
        <translation>Dateien suchen…</translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation>Dateien hinzufügen…</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>Ordner hinzufügen…</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>Add footage</source>
        <translation>Aufnahmen hinzufügen</translation>
    </message>
    <message>
        <source>Add a folder of footage</source>
        <translation>Ordner mit Aufnahmen hinzufügen</translation>
    </message>
    <message>
        <source>Where may the missing files be? Folders below are looked through too</source>
        <translation>Wo könnten die fehlenden Dateien liegen? Unterordner werden mit durchsucht</translation>
    </message>
    <message>
        <source>Let go to add</source>
        <translation>Zum Hinzufügen loslassen</translation>
    </message>
    <message>
        <source>The files are read, never changed or moved.</source>
        <translation>Die Dateien werden gelesen, nie verändert oder verschoben.</translation>
    </message>
    <message>
        <source>Footage</source>
        <translation>Aufnahmen</translation>
    </message>
    <message>
        <source>Drop footage here</source>
        <translation>Aufnahmen hier ablegen</translation>
    </message>
    <message>
        <source>Recordings of any camera, by day or by night: MP4, MKV, AVI, MOV, TS, DAV, raw H.264 and H.265, or whole folders of them. Duskline reads them where they are, notes their SHA-256, and never writes beside them.</source>
        <translation>Aufnahmen beliebiger Kameras, bei Tag oder Nacht: MP4, MKV, AVI, MOV, TS, DAV, rohes H.264 und H.265 oder ganze Ordner davon. Duskline liest sie dort, wo sie liegen, hält ihren SHA-256 fest und schreibt nie etwas daneben.</translation>
    </message>
    <message>
        <source>{files} without the recorder&apos;s time: select rows to tell it</source>
        <translation>{files} ohne Rekorderzeit: Wählen Sie Zeilen aus, um sie anzugeben</translation>
    </message>
    <message>
        <source>Missing: {files}. People found in them stay searchable.</source>
        <translation>Nicht auffindbar: {files}. Darin gefundene Personen bleiben suchbar.</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Modality</source>
        <translation>Lichtart</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>All cameras</source>
        <translation>Alle Kameras</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>Seen from</source>
        <translation>Gesehen ab</translation>
    </message>
    <message>
        <source>Seen until</source>
        <translation>Gesehen bis</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Show all tracklets</source>
        <translation>Alle Tracklets zeigen</translation>
    </message>
</context>
<context>
    <name>FootageFactsPanel</name>
    <message>
        <source>Recorder time at start</source>
        <translation>Rekorderzeit zu Beginn</translation>
    </message>
    <message>
        <source>Forget the recorder&apos;s time</source>
        <translation>Rekorderzeit vergessen</translation>
    </message>
    <message>
        <source>Recorder clock…</source>
        <translation>Rekorderuhr…</translation>
    </message>
    <message>
        <source>How far the recorder&apos;s clock was out, and what the time really was</source>
        <translation>Wie weit die Rekorderuhr abwich und wie spät es wirklich war</translation>
    </message>
    <message>
        <source>Watch the recording</source>
        <translation>Aufnahme ansehen</translation>
    </message>
    <message>
        <source>As it is, whoever is in it; a double-click on its row does the same</source>
        <translation>So, wie sie ist, wer auch immer darin ist; ein Doppelklick auf ihre Zeile tut dasselbe</translation>
    </message>
    <message>
        <source>Index first</source>
        <translation>Zuerst indexieren</translation>
    </message>
    <message>
        <source>The selected files before all others. A run follows at its next piece.</source>
        <translation>Die gewählten Dateien vor allen anderen. Ein laufender Auftrag folgt nach seinem nächsten Stück.</translation>
    </message>
    <message>
        <source>Set on {files}</source>
        <translation>Auf {files} anwenden</translation>
    </message>
    <message>
        <source>Corrected time at start</source>
        <translation>Berichtigte Zeit zu Beginn</translation>
    </message>
    <message>
        <source>various, kept</source>
        <translation>verschieden, bleibt so</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>Modality</source>
        <translation>Lichtart</translation>
    </message>
    <message>
        <source>in {zone}</source>
        <translation>in {zone}</translation>
    </message>
    <message>
        <source>Keep as it is</source>
        <translation>So lassen</translation>
    </message>
    <message>
        <source>As Duskline proposes</source>
        <translation>Wie von Duskline vorgeschlagen</translation>
    </message>
    <message>
        <source>A camera needs a name.</source>
        <translation>Eine Kamera braucht einen Namen.</translation>
    </message>
</context>
<context>
    <name>FootageTableModel</name>
    <message>
        <source>turn {turn}, put first</source>
        <translation>{turn}. in der Reihe, vorgezogen</translation>
    </message>
    <message>
        <source>turn {turn}</source>
        <translation>{turn}. in der Reihe</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>Modality</source>
        <translation>Lichtart</translation>
    </message>
    <message>
        <source>Time at start</source>
        <translation>Zeit zu Beginn</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Uhr</translation>
    </message>
    <message>
        <source>Codec</source>
        <translation>Codec</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>not told</source>
        <translation>keine Angabe</translation>
    </message>
    <message>
        <source>{name} in {folder}</source>
        <translation>{name} in {folder}</translation>
    </message>
</context>
<context>
    <name>FrameView</name>
    <message>
        <source>{label}: click to search from here</source>
        <translation>{label}: Klicken Sie, um von hier aus zu suchen</translation>
    </message>
</context>
<context>
    <name>GalleryPanel</name>
    <message>
        <source>Tracklets</source>
        <translation>Tracklets</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>{tracklets} new</source>
        <translation>{tracklets} neu</translation>
    </message>
    <message>
        <source>The tracklets have changed</source>
        <translation>Die Tracklets haben sich geändert</translation>
    </message>
    <message>
        <source>Not all tracklets could be read</source>
        <translation>Nicht alle Tracklets waren lesbar</translation>
    </message>
    <message>
        <source>{tracklets} · choose one to see candidates</source>
        <translation>{tracklets} · eines für Kandidaten wählen</translation>
    </message>
    <message>
        <source>The tracklets could not be read</source>
        <translation>Die Tracklets waren nicht lesbar</translation>
    </message>
    <message>
        <source>Nobody found yet</source>
        <translation>Noch niemand gefunden</translation>
    </message>
    <message>
        <source>People appear here while footage is indexed (Ctrl+3).</source>
        <translation>Hier erscheinen Personen, während Aufnahmen indexiert werden (Strg+3).</translation>
    </message>
    <message>
        <source>Nothing passes the filter</source>
        <translation>Der Filter lässt nichts durch</translation>
    </message>
    <message>
        <source>Widen the time, the camera or the length, or press Clear.</source>
        <translation>Erweitern Sie Zeit, Kamera oder Länge, oder drücken Sie „Leeren“.</translation>
    </message>
</context>
<context>
    <name>IndexChoices</name>
    <message>
        <source>Person detector</source>
        <translation>Personendetektor</translation>
    </message>
    <message>
        <source>looking for detectors…</source>
        <translation>sucht Detektoren…</translation>
    </message>
    <message>
        <source>How densely to look</source>
        <translation>Wie dicht ausgewertet wird</translation>
    </message>
    <message>
        <source>as often as tracking needs</source>
        <translation>so oft wie zum Verfolgen nötig</translation>
    </message>
    <message>
        <source>at every frame</source>
        <translation>jedes Bild</translation>
    </message>
    <message>
        <source>at every n-th frame</source>
        <translation>jedes n-te Bild</translation>
    </message>
    <message>
        <source>n: look at every n-th frame</source>
        <translation>n: jedes n-te Bild auswerten</translation>
    </message>
    <message>
        <source>n = </source>
        <translation>n = </translation>
    </message>
    <message>
        <source>Find people with</source>
        <translation>Personen finden mit</translation>
    </message>
    <message>
        <source>looking</source>
        <translation>Auswertung</translation>
    </message>
    <message>
        <source>{name}, not ready</source>
        <translation>{name}, nicht bereit</translation>
    </message>
    <message>
        <source>Looks often enough to follow a walking person; the right choice unless people rush past.</source>
        <translation>Oft genug, um gehende Personen zu verfolgen; die richtige Wahl, solange niemand vorbeirennt.</translation>
    </message>
    <message>
        <source>Looks at each frame: the slowest, for people who are seen for a moment only.</source>
        <translation>Jedes Bild: am langsamsten, für Personen, die nur einen Augenblick zu sehen sind.</translation>
    </message>
    <message>
        <source>Looks less often and is faster; people who cross the picture quickly may be missed or cut into several tracklets.</source>
        <translation>Seltener und schneller; wer das Bild rasch durchquert, kann fehlen oder in mehrere Tracklets zerfallen.</translation>
    </message>
    <message>
        <source>This detector is not ready. {remedy}</source>
        <translation>Dieser Detektor ist nicht bereit. {remedy}</translation>
    </message>
    <message>
        <source>This differs from the last run: all footage is indexed anew, and its tracklets are replaced by those found then.</source>
        <translation>Das weicht vom letzten Lauf ab: Alle Aufnahmen werden neu indexiert, und ihre Tracklets werden durch die dann gefundenen ersetzt.</translation>
    </message>
</context>
<context>
    <name>IndexPage</name>
    <message>
        <source>Progress of the index</source>
        <translation>Fortschritt des Index</translation>
    </message>
    <message>
        <source>Start indexing</source>
        <translation>Indexierung starten</translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>Progress of each file</source>
        <translation>Fortschritt je Datei</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>End it now</source>
        <translation>Sofort beenden</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Do not index</source>
        <translation>Nicht indexieren</translation>
    </message>
    <message>
        <source>Index {files} anew</source>
        <translation>{files} neu indexieren</translation>
    </message>
    <message>
        <source>Stopping… finished work is kept</source>
        <translation>Wird beendet… Fertiges bleibt erhalten</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Indexing</source>
        <translation>Indexierung läuft</translation>
    </message>
    <message>
        <source>Getting ready: loading the person detector and the model.</source>
        <translation>Vorbereitung: Personendetektor und Modell werden geladen.</translation>
    </message>
    <message>
        <source>Looking at the case…</source>
        <translation>Der Fall wird betrachtet…</translation>
    </message>
    <message>
        <source>Indexing begins when the running job has ended</source>
        <translation>Die Indexierung beginnt, wenn der laufende Auftrag beendet ist</translation>
    </message>
    <message>
        <source>There is no footage to index yet</source>
        <translation>Es gibt noch keine Aufnahmen zum Indexieren</translation>
    </message>
    <message>
        <source>Add footage under Evidence first (Ctrl+2).</source>
        <translation>Fügen Sie zuerst unter Beweismittel Aufnahmen hinzu (Strg+2).</translation>
    </message>
</context>
<context>
    <name>IntegrityCard</name>
    <message>
        <source>Compare everything</source>
        <translation>Alles vergleichen</translation>
    </message>
    <message>
        <source>Reads every file whole and compares its SHA-256: minutes for much footage</source>
        <translation>Liest jede Datei ganz und vergleicht ihren SHA-256: bei vielen Aufnahmen Minuten</translation>
    </message>
    <message>
        <source>Quick look</source>
        <translation>Kurz prüfen</translation>
    </message>
    <message>
        <source>Everything but the content of the footage</source>
        <translation>Alles außer dem Inhalt der Aufnahmen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>{count} of the database, the newest of {time}, {size}</source>
        <translation>{count} der Datenbank, die neueste von {time}, {size}</translation>
    </message>
    <message numerus="yes">
        <source>{count} backups</source>
        <translation>
            <numerusform>{count} Sicherung</numerusform>
            <numerusform>{count} Sicherungen</numerusform>
        </translation>
    </message>
    <message>
        <source>No backup of the database yet</source>
        <translation>Noch keine Sicherung der Datenbank</translation>
    </message>
    <message>
        <source>Last looked through on {time} by {actor}.</source>
        <translation>Zuletzt geprüft am {time} von {actor}.</translation>
    </message>
    <message>
        <source>Not looked through lately.</source>
        <translation>In letzter Zeit nicht geprüft.</translation>
    </message>
    <message>
        <source>Is everything what it was?</source>
        <translation>Ist alles unverändert?</translation>
    </message>
    <message>
        <source>Looking through…</source>
        <translation>Wird geprüft…</translation>
    </message>
    <message>
        <source>Stopped; nothing was concluded.</source>
        <translation>Abgebrochen; ohne Ergebnis.</translation>
    </message>
    <message numerus="yes">
        <source>{count} faults found.</source>
        <translation>
            <numerusform>{count} Fehler gefunden.</numerusform>
            <numerusform>{count} Fehler gefunden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing is damaged; {count} files have the SHA-256 they were added with.</source>
        <translation>
            <numerusform>Nichts ist beschädigt; {count} Datei hat den SHA-256, mit dem sie hinzugefügt wurde.</numerusform>
            <numerusform>Nichts ist beschädigt; {count} Dateien haben den SHA-256, mit dem sie hinzugefügt wurden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing is damaged. The content of {count} files was not read.</source>
        <translation>
            <numerusform>Nichts ist beschädigt. Der Inhalt von {count} Datei wurde nicht gelesen.</numerusform>
            <numerusform>Nichts ist beschädigt. Der Inhalt von {count} Dateien wurde nicht gelesen.</numerusform>
        </translation>
    </message>
    <message>
        <source>and {count} more: cba verify lists them</source>
        <translation>und {count} weitere: cba verify zählt sie auf</translation>
    </message>
</context>
<context>
    <name>JobStrip</name>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Do not add</source>
        <translation>Nicht hinzufügen</translation>
    </message>
    <message>
        <source>Do not search</source>
        <translation>Nicht suchen</translation>
    </message>
    <message>
        <source>Do not look for them</source>
        <translation>Nicht suchen</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Wird beendet…</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Beginnt…</translation>
    </message>
    <message>
        <source>{count} more waiting</source>
        <translation>{count} weitere warten</translation>
    </message>
    <message>
        <source>This waits until the running job has ended.</source>
        <translation>Dies wartet, bis der laufende Auftrag beendet ist.</translation>
    </message>
</context>
<context>
    <name>KeyField</name>
    <message>
        <source>Press a key</source>
        <translation>Taste drücken</translation>
    </message>
</context>
<context>
    <name>KeySheet</name>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Change keys…</source>
        <translation>Tasten ändern…</translation>
    </message>
</context>
<context>
    <name>KeyboardDialog</name>
    <message>
        <source>Keyboard</source>
        <translation>Tastatur</translation>
    </message>
    <message>
        <source>Find an action or a key</source>
        <translation>Aktion oder Taste suchen</translation>
    </message>
    <message>
        <source>Actions and their keys</source>
        <translation>Aktionen und ihre Tasten</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>First key</source>
        <translation>Erste Taste</translation>
    </message>
    <message>
        <source>Second key</source>
        <translation>Zweite Taste</translation>
    </message>
    <message>
        <source>As it was at first</source>
        <translation>Wie zu Anfang</translation>
    </message>
    <message>
        <source>No key</source>
        <translation>Keine Taste</translation>
    </message>
    <message>
        <source>Take the key over</source>
        <translation>Taste übernehmen</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>All as at first</source>
        <translation>Alle wie zu Anfang</translation>
    </message>
    <message>
        <source>Nothing was taken from {file}. {why}</source>
        <translation>Aus {file} wurde nichts übernommen. {why}</translation>
    </message>
    <message>
        <source>{file} is no file of keys: {why}</source>
        <translation>{file} ist keine Datei mit Tasten: {why}</translation>
    </message>
    <message>
        <source>{file} cannot be read: {why}</source>
        <translation>{file} ist nicht lesbar: {why}</translation>
    </message>
    <message>
        <source>The keys of {file} are in force.</source>
        <translation>Die Tasten aus {file} gelten jetzt.</translation>
    </message>
    <message numerus="yes">
        <source>{count} actions in it are not known here.</source>
        <translation>
            <numerusform>{count} Aktion darin ist hier nicht bekannt.</numerusform>
            <numerusform>{count} Aktionen darin sind hier nicht bekannt.</numerusform>
        </translation>
    </message>
    <message>
        <source>{file} cannot be written: {why}</source>
        <translation>{file} ist nicht beschreibbar: {why}</translation>
    </message>
    <message>
        <source>All keys are in {file}.</source>
        <translation>Alle Tasten stehen in {file}.</translation>
    </message>
    <message>
        <source>F&amp;irst key</source>
        <translation>&amp;Erste Taste</translation>
    </message>
    <message>
        <source>S&amp;econd key</source>
        <translation>&amp;Zweite Taste</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>All keys are as they were at first.</source>
        <translation>Alle Tasten sind wie zu Anfang.</translation>
    </message>
    <message>
        <source>Import keys</source>
        <translation>Tasten importieren</translation>
    </message>
    <message>
        <source>Keys (*.json)</source>
        <translation>Tasten (*.json)</translation>
    </message>
    <message>
        <source>Export keys</source>
        <translation>Tasten exportieren</translation>
    </message>
</context>
<context>
    <name>LearningCard</name>
    <message>
        <source>What it costs</source>
        <translation>Was es kostet</translation>
    </message>
    <message>
        <source>What it may bring</source>
        <translation>Was es bringen kann</translation>
    </message>
    <message>
        <source>Progress of learning</source>
        <translation>Fortschritt des Lernens</translation>
    </message>
    <message>
        <source>Give it up…</source>
        <translation>Aufgeben…</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>Clusters</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>Modality probe</source>
        <translation>Lichtart-Probe</translation>
    </message>
    <message>
        <source>chance</source>
        <translation>Zufall</translation>
    </message>
    <message>
        <source>How {name} learnt</source>
        <translation>Wie {name} gelernt hat</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>End it now</source>
        <translation>Sofort beenden</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Do not learn</source>
        <translation>Nicht lernen</translation>
    </message>
    <message>
        <source>Learning begins when the running job has ended</source>
        <translation>Das Lernen beginnt, wenn der laufende Auftrag beendet ist</translation>
    </message>
    <message>
        <source>Looking at the case…</source>
        <translation>Der Fall wird angesehen…</translation>
    </message>
    <message>
        <source>Learn again</source>
        <translation>Noch einmal lernen</translation>
    </message>
    <message>
        <source>Start learning</source>
        <translation>Lernen beginnen</translation>
    </message>
    <message>
        <source>A run was stopped</source>
        <translation>Ein Lauf wurde angehalten</translation>
    </message>
    <message>
        <source>Learn from this case</source>
        <translation>Aus diesem Fall lernen</translation>
    </message>
    <message>
        <source>Stopping… what was learnt is kept</source>
        <translation>Wird angehalten… das Gelernte bleibt</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pausiert</translation>
    </message>
    <message>
        <source>Learning {name}</source>
        <translation>{name} lernt</translation>
    </message>
    <message>
        <source>Getting ready: loading the network.</source>
        <translation>Vorbereitung: Das Netz wird geladen.</translation>
    </message>
</context>
<context>
    <name>LengthField</name>
    <message>
        <source>Seen in at least so many sampled frames</source>
        <translation>In mindestens so vielen ausgewerteten Bildern zu sehen</translation>
    </message>
    <message>
        <source>+ frames</source>
        <translation>+ Bilder</translation>
    </message>
    <message>
        <source>Any length</source>
        <translation>Jede Länge</translation>
    </message>
</context>
<context>
    <name>LogTableModel</name>
    <message>
        <source>No.</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Of what</source>
        <translation>Woran</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Open a case: choose its folder, NAME.duskcase</source>
        <translation>Fall öffnen: Wählen Sie seinen Ordner, NAME.duskcase</translation>
    </message>
    <message>
        <source>A job is running.</source>
        <translation>Ein Auftrag läuft.</translation>
    </message>
    <message>
        <source>Finished work is kept: the next start goes on where it was stopped.</source>
        <translation>Fertiges bleibt erhalten: Der nächste Start macht dort weiter, wo beendet wurde.</translation>
    </message>
    <message>
        <source>Stop and close</source>
        <translation>Beenden und schließen</translation>
    </message>
    <message>
        <source>Keep it running</source>
        <translation>Weiterlaufen lassen</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;New case…</source>
        <translation>&amp;Neuer Fall…</translation>
    </message>
    <message>
        <source>&amp;Open case…</source>
        <translation>Fall ö&amp;ffnen…</translation>
    </message>
    <message>
        <source>&amp;Close case</source>
        <translation>Fall &amp;schließen</translation>
    </message>
    <message>
        <source>&amp;Add footage…</source>
        <translation>&amp;Aufnahmen hinzufügen…</translation>
    </message>
    <message>
        <source>Add a &amp;folder of footage…</source>
        <translation>&amp;Ordner mit Aufnahmen hinzufügen…</translation>
    </message>
    <message>
        <source>&amp;Your name…</source>
        <translation>&amp;Ihr Name…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>&amp;Gehe zu</translation>
    </message>
    <message>
        <source>&amp;Case</source>
        <translation>&amp;Fall</translation>
    </message>
    <message>
        <source>&amp;Evidence</source>
        <translation>&amp;Beweismittel</translation>
    </message>
    <message>
        <source>&amp;Index</source>
        <translation>&amp;Index</translation>
    </message>
    <message>
        <source>&amp;Search</source>
        <translation>&amp;Suche</translation>
    </message>
    <message>
        <source>&amp;Review</source>
        <translation>&amp;Durchsicht</translation>
    </message>
    <message>
        <source>Re&amp;port</source>
        <translation>Be&amp;richt</translation>
    </message>
    <message>
        <source>&amp;Models</source>
        <translation>&amp;Modelle</translation>
    </message>
    <message>
        <source>S&amp;tart indexing</source>
        <translation>Indexierung s&amp;tarten</translation>
    </message>
    <message>
        <source>&amp;Make the report…</source>
        <translation>Bericht &amp;erstellen…</translation>
    </message>
    <message>
        <source>&amp;Playback</source>
        <translation>&amp;Wiedergabe</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Commands…</source>
        <translation>&amp;Befehle…</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>&amp;Tasten</translation>
    </message>
    <message>
        <source>User &amp;guide</source>
        <translation>&amp;Handbuch</translation>
    </message>
    <message>
        <source>&amp;About Duskline</source>
        <translation>&amp;Über Duskline</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Ihr Name</translation>
    </message>
    <message>
        <source>Under this name the logs of cases tell what is done here.
Where it is empty they name the case&apos;s examiner.</source>
        <translation>Unter diesem Namen halten die Protokolle der Fälle fest, was hier getan wird.
Ist er leer, nennen sie die Person, die den Fall bearbeitet.</translation>
    </message>
</context>
<context>
    <name>MapCard</name>
    <message>
        <source>Map of who looks alike</source>
        <translation>Karte: wer sich ähnlich sieht</translation>
    </message>
    <message>
        <source>The map is being drawn</source>
        <translation>Die Karte wird gezeichnet</translation>
    </message>
    <message>
        <source>Draw the map</source>
        <translation>Karte zeichnen</translation>
    </message>
    <message>
        <source>Colours by</source>
        <translation>Farben nach</translation>
    </message>
    <message>
        <source>Modality</source>
        <translation>Lichtart</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>Tracklet</source>
        <translation>Tracklet</translation>
    </message>
    <message>
        <source>Point at a mark, or go from mark to mark with the arrow keys.</source>
        <translation>Zeigen Sie auf eine Marke, oder gehen Sie mit den Pfeiltasten von Marke zu Marke.</translation>
    </message>
    <message>
        <source>Show in Search</source>
        <translation>In der Suche zeigen</translation>
    </message>
    <message>
        <source>End it now</source>
        <translation>Sofort beenden</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Do not draw</source>
        <translation>Nicht zeichnen</translation>
    </message>
    <message>
        <source>It is drawn when the running job has ended.</source>
        <translation>Sie wird gezeichnet, wenn die laufende Arbeit beendet ist.</translation>
    </message>
</context>
<context>
    <name>MapLegend</name>
    <message>
        <source>Legend</source>
        <translation>Legende</translation>
    </message>
    <message>
        <source>Legend: {lines}</source>
        <translation>Legende: {lines}</translation>
    </message>
</context>
<context>
    <name>MergeDialog</name>
    <message>
        <source>Merge people</source>
        <translation>Personen zusammenführen</translation>
    </message>
    <message>
        <source>Person to take in</source>
        <translation>Aufzunehmende Person</translation>
    </message>
    <message>
        <source>{name} now</source>
        <translation>{name} jetzt</translation>
    </message>
    <message>
        <source>Merge another person into {name}</source>
        <translation>Andere Person in {name} aufnehmen</translation>
    </message>
    <message>
        <source>{name}, taken in</source>
        <translation>{name}, aufgenommen</translation>
    </message>
    <message>
        <source>{name} will have {both}; {other} is gone. Undo brings both back.</source>
        <translation>{name} hat dann {both}; {other} entfällt. Rückgängig stellt beide wieder her.</translation>
    </message>
    <message>
        <source>Merge {other} into {name}: {both}</source>
        <translation>{other} in {name} aufnehmen: {both}</translation>
    </message>
</context>
<context>
    <name>ModelButton</name>
    <message>
        <source>The model that ordered this list</source>
        <translation>Das Modell, das diese Liste gereiht hat</translation>
    </message>
    <message>
        <source>The model that ordered this list: its card and weak spots</source>
        <translation>Das Modell, das diese Liste gereiht hat: seine Karte und Schwächen</translation>
    </message>
</context>
<context>
    <name>ModelCard</name>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>More of {name}</source>
        <translation>Mehr von {name}</translation>
    </message>
    <message>
        <source>Use it…</source>
        <translation>Verwenden…</translation>
    </message>
    <message>
        <source>Use {name}</source>
        <translation>{name} verwenden</translation>
    </message>
    <message>
        <source>Copy out…</source>
        <translation>Herauskopieren…</translation>
    </message>
    <message>
        <source>Copy {name} out of the case</source>
        <translation>{name} aus dem Fall kopieren</translation>
    </message>
    <message>
        <source>Less</source>
        <translation>Weniger</translation>
    </message>
</context>
<context>
    <name>ModelList</name>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Weak spots of all of them</source>
        <translation>Schwächen aller</translation>
    </message>
</context>
<context>
    <name>ModelsPage</name>
    <message>
        <source>Learning and comparing</source>
        <translation>Lernen und Vergleichen</translation>
    </message>
    <message>
        <source>learning, {part} % done</source>
        <translation>lernt, {part} von 100</translation>
    </message>
    <message>
        <source>Taking {name} into use: {step}…</source>
        <translation>{name} wird übernommen: {step}…</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>pausiert</translation>
    </message>
    <message>
        <source>comparing</source>
        <translation>Vergleich läuft</translation>
    </message>
    <message>
        <source>compare {name}</source>
        <translation>{name} vergleichen</translation>
    </message>
    <message>
        <source>a run was stopped</source>
        <translation>ein Lauf wurde angehalten</translation>
    </message>
    <message>
        <source>Use {name} in this case?</source>
        <translation>{name} in diesem Fall verwenden?</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>Verwenden</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>{people} are described anew from their kept pictures; nobody is looked for again.</source>
        <translation>{people} werden aus ihren aufgehobenen Bildern neu beschrieben; nach niemandem wird neu gesucht.</translation>
    </message>
    <message>
        <source>Lists will be ordered otherwise than in searches that were logged before. Decisions stay as they are. The model of now can be taken back at any time.</source>
        <translation>Listen werden anders gereiht als in Suchen, die bisher protokolliert sind. Entscheidungen bleiben, wie sie sind. Das jetzige Modell lässt sich jederzeit zurückholen.</translation>
    </message>
    <message>
        <source>{files} not indexed yet will be looked through as well.</source>
        <translation>{files}, noch nicht indexiert, werden ebenfalls durchgesehen.</translation>
    </message>
    <message>
        <source>Whoever opens the case elsewhere needs this model, too.</source>
        <translation>Wer den Fall anderswo öffnet, braucht dieses Modell auch.</translation>
    </message>
    <message>
        <source>Give up {name}?</source>
        <translation>{name} aufgeben?</translation>
    </message>
    <message>
        <source>What it has learnt so far is lost. No other model is touched.</source>
        <translation>Was es bisher gelernt hat, ist dann verloren. Kein anderes Modell wird berührt.</translation>
    </message>
    <message>
        <source>Give it up</source>
        <translation>Aufgeben</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Copy {name} out of the case?</source>
        <translation>{name} aus dem Fall kopieren?</translation>
    </message>
    <message>
        <source>Its numbers were made from pictures of people in this case and may hold personal data of theirs. Using it elsewhere needs a legal ground of its own. The case&apos;s log tells that it was copied.</source>
        <translation>Seine Zahlen entstanden aus Bildern von Personen dieses Falls und können deren personenbezogene Daten enthalten. Es anderswo zu verwenden, braucht eine eigene Rechtsgrundlage. Das Protokoll des Falls hält fest, dass es kopiert wurde.</translation>
    </message>
    <message>
        <source>Choose where…</source>
        <translation>Ort wählen…</translation>
    </message>
    <message>
        <source>Copy the model to</source>
        <translation>Modell kopieren nach</translation>
    </message>
    <message>
        <source>Models (*.safetensors)</source>
        <translation>Modelle (*.safetensors)</translation>
    </message>
    <message>
        <source>{name} and its card were copied to {folder}.</source>
        <translation>{name} und seine Karte wurden nach {folder} kopiert.</translation>
    </message>
</context>
<context>
    <name>NameDialog</name>
    <message>
        <source>Name of the person</source>
        <translation>Name der Person</translation>
    </message>
</context>
<context>
    <name>NewCaseForm</name>
    <message>
        <source>Create case</source>
        <translation>Fall anlegen</translation>
    </message>
    <message>
        <source>New case</source>
        <translation>Neuer Fall</translation>
    </message>
    <message>
        <source>Case number</source>
        <translation>Aktenzeichen</translation>
    </message>
    <message>
        <source>2026-0147</source>
        <translation>2026-0147</translation>
    </message>
    <message>
        <source>Examiner</source>
        <translation>Bearbeitet von</translation>
    </message>
    <message>
        <source>who works on it</source>
        <translation>wer daran arbeitet</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Ihr Name</translation>
    </message>
    <message>
        <source>for the log; else the examiner</source>
        <translation>für das Protokoll; sonst wie oben</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>Zweck</translation>
    </message>
    <message>
        <source>what the search is for</source>
        <translation>wozu gesucht wird</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Zeitzone</translation>
    </message>
    <message>
        <source>where it happened, such as Europe/Madrid</source>
        <translation>des Tatorts, etwa Europe/Berlin</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>where the case is kept</source>
        <translation>wo der Fall liegen soll</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Choose the folder</source>
        <translation>Ordner wählen</translation>
    </message>
    <message>
        <source>Where should the case be kept?</source>
        <translation>Wo soll der Fall liegen?</translation>
    </message>
    <message>
        <source>Becomes {path}</source>
        <translation>Wird zu {path}</translation>
    </message>
    <message>
        <source>case number</source>
        <translation>Aktenzeichen</translation>
    </message>
    <message>
        <source>examiner</source>
        <translation>Bearbeitet von</translation>
    </message>
    <message>
        <source>purpose</source>
        <translation>Zweck</translation>
    </message>
    <message>
        <source>time zone</source>
        <translation>Zeitzone</translation>
    </message>
    <message>
        <source>folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Still needed: {missing}.</source>
        <translation>Es fehlt noch: {missing}.</translation>
    </message>
    <message>
        <source>Choose a time zone of the list, such as Europe/Madrid.</source>
        <translation>Wählen Sie eine Zeitzone der Liste, etwa Europe/Berlin.</translation>
    </message>
</context>
<context>
    <name>OrderBar</name>
    <message>
        <source>Index first</source>
        <translation>Zuerst indexieren</translation>
    </message>
    <message>
        <source>The selected files before all others. A run follows at its next piece.</source>
        <translation>Die gewählten Dateien vor allen anderen. Ein laufender Auftrag folgt nach seinem nächsten Stück.</translation>
    </message>
    <message>
        <source>Their cameras first</source>
        <translation>Deren Kameras zuerst</translation>
    </message>
    <message>
        <source>All files of the cameras of the selected files</source>
        <translation>Alle Dateien der Kameras der gewählten Dateien</translation>
    </message>
    <message>
        <source>No longer first</source>
        <translation>Nicht mehr zuerst</translation>
    </message>
    <message>
        <source>In the order of adding again</source>
        <translation>Wieder in der Reihenfolge des Hinzufügens</translation>
    </message>
    <message>
        <source>Select files to have them, or their cameras, indexed before the others.</source>
        <translation>Wählen Sie Dateien, damit sie oder ihre Kameras vor den anderen indexiert werden.</translation>
    </message>
</context>
<context>
    <name>PagePane</name>
    <message>
        <source>Page before</source>
        <translation>Vorige Seite</translation>
    </message>
    <message>
        <source>Page before  PgUp</source>
        <translation>Vorige Seite  Bild auf</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>Nächste Seite</translation>
    </message>
    <message>
        <source>Next page  PgDown</source>
        <translation>Nächste Seite  Bild ab</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>Kleiner</translation>
    </message>
    <message>
        <source>Smaller  -</source>
        <translation>Kleiner  -</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Größer</translation>
    </message>
    <message>
        <source>Larger  +</source>
        <translation>Größer  +</translation>
    </message>
    <message>
        <source>Fit width</source>
        <translation>Ganze Breite</translation>
    </message>
    <message>
        <source>As wide as there is room  0</source>
        <translation>So breit wie Platz ist  0</translation>
    </message>
    <message>
        <source>Page {page} of {count}</source>
        <translation>Seite {page} von {count}</translation>
    </message>
</context>
<context>
    <name>PageView</name>
    <message>
        <source>Page {page}</source>
        <translation>Seite {page}</translation>
    </message>
    <message>
        <source>, page {page} of {count}</source>
        <translation>, Seite {page} von {count}</translation>
    </message>
</context>
<context>
    <name>PassingNotice</name>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
</context>
<context>
    <name>PersonReview</name>
    <message>
        <source>Tracklets of the person</source>
        <translation>Tracklets der Person</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Tracklets</source>
        <translation>Tracklets</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>Weg</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Umbenennen…</translation>
    </message>
    <message>
        <source>Merge…</source>
        <translation>Zusammenführen…</translation>
    </message>
    <message>
        <source>Remove person</source>
        <translation>Person entfernen</translation>
    </message>
    <message>
        <source>Search with this person</source>
        <translation>Mit dieser Person suchen</translation>
    </message>
    <message>
        <source>Tick</source>
        <translation>Anhaken</translation>
    </message>
    <message>
        <source>Person {name}</source>
        <translation>Person {name}</translation>
    </message>
    <message>
        <source>Rename person {name}</source>
        <translation>Person {name} umbenennen</translation>
    </message>
    <message>
        <source>Its tracklets stay as they are.</source>
        <translation>Die Tracklets bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Split off person {name}</source>
        <translation>Von Person {name} abtrennen</translation>
    </message>
    <message>
        <source>These go: {labels}. The others stay with {name}.</source>
        <translation>Diese gehen: {labels}. Die übrigen bleiben bei {name}.</translation>
    </message>
    <message>
        <source>Split {tracklets} off</source>
        <translation>{tracklets} abtrennen</translation>
    </message>
    <message>
        <source>All its tracklets as one query</source>
        <translation>Alle Tracklets der Person als eine Anfrage</translation>
    </message>
    <message>
        <source>Take another person in</source>
        <translation>Andere Person aufnehmen</translation>
    </message>
    <message>
        <source>{key} or Ctrl+click ticks a tracklet.</source>
        <translation>{key} oder Strg+Klick hakt ein Tracklet an.</translation>
    </message>
    <message>
        <source>Ctrl+click ticks a tracklet.</source>
        <translation>Strg+Klick hakt ein Tracklet an.</translation>
    </message>
    <message>
        <source>Its tracklets stay in the case</source>
        <translation>Die Tracklets bleiben im Fall</translation>
    </message>
    <message>
        <source>Make a person of the ticked tracklets</source>
        <translation>Aus den angehakten Tracklets eine Person bilden</translation>
    </message>
    <message>
        <source>tracklets</source>
        <translation>Tracklets</translation>
    </message>
    <message>
        <source>Split {tracklets} off…</source>
        <translation>{tracklets} abtrennen…</translation>
    </message>
    <message>
        <source>Take {tracklets} away</source>
        <translation>{tracklets} wegnehmen</translation>
    </message>
</context>
<context>
    <name>PictureDialog</name>
    <message>
        <source>Search with a picture from outside</source>
        <translation>Mit einem Bild von außerhalb suchen</translation>
    </message>
    <message>
        <source>The picture {name}</source>
        <translation>Das Bild {name}</translation>
    </message>
    <message>
        <source>external · {name}</source>
        <translation>extern · {name}</translation>
    </message>
    <message>
        <source>What the picture shows</source>
        <translation>Was das Bild zeigt</translation>
    </message>
    <message>
        <source>By its colours</source>
        <translation>Nach seinen Farben</translation>
    </message>
    <message>
        <source>Visible</source>
        <translation>Sichtbar</translation>
    </message>
    <message>
        <source>Infrared</source>
        <translation>Infrarot</translation>
    </message>
    <message>
        <source>Search with this</source>
        <translation>Hiermit suchen</translation>
    </message>
    <message>
        <source>Take the whole picture</source>
        <translation>Das ganze Bild nehmen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>People are looked for when the running job has ended. You can draw a box meanwhile.</source>
        <translation>Personen werden gesucht, wenn der laufende Auftrag beendet ist. Inzwischen können Sie einen Rahmen zeichnen.</translation>
    </message>
    <message>
        <source>Looking for people in the picture…</source>
        <translation>Personen werden im Bild gesucht…</translation>
    </message>
    <message>
        <source>Nobody was found in it: draw a box, or ask with the whole picture.</source>
        <translation>Darin wurde niemand gefunden: Zeichnen Sie einen Rahmen, oder suchen Sie mit dem ganzen Bild.</translation>
    </message>
    <message>
        <source>One person was found in it.</source>
        <translation>Darin wurde eine Person gefunden.</translation>
    </message>
    <message>
        <source>{count} people were found in it: click the one you mean.</source>
        <translation>Darin wurden {count} Personen gefunden: Klicken Sie auf die, die Sie meinen.</translation>
    </message>
    <message>
        <source>Its colours tell that it is visible.</source>
        <translation>Nach seinen Farben ist es sichtbar.</translation>
    </message>
    <message>
        <source>Its colours tell that it is infrared.</source>
        <translation>Nach seinen Farben ist es infrarot.</translation>
    </message>
    <message>
        <source>People could not be looked for: draw a box.</source>
        <translation>Personen konnten nicht gesucht werden: Zeichnen Sie einen Rahmen.</translation>
    </message>
    <message>
        <source>Nobody is chosen yet</source>
        <translation>Noch ist niemand gewählt</translation>
    </message>
    <message>
        <source>Asked with the whole picture, {size}</source>
        <translation>Gesucht wird mit dem ganzen Bild, {size}</translation>
    </message>
    <message>
        <source>Asked with the box, {size}</source>
        <translation>Gesucht wird mit dem Rahmen, {size}</translation>
    </message>
    <message>
        <source>It is copied into the case and marked external: its source is not verified evidence of this case. The search rests on this one picture.</source>
        <translation>Es wird in den Fall kopiert und als extern gekennzeichnet: Seine Quelle ist kein geprüftes Beweismittel dieses Falls. Die Suche beruht auf diesem einen Bild.</translation>
    </message>
</context>
<context>
    <name>PictureStrip</name>
    <message>
        <source>{name}, {count} pictures</source>
        <translation>{name}, {count} Bilder</translation>
    </message>
</context>
<context>
    <name>PlanCanvas</name>
    <message>
        <source>Plan of the cameras</source>
        <translation>Kameraplan</translation>
    </message>
    <message>
        <source>No camera is selected</source>
        <translation>Keine Kamera ist gewählt</translation>
    </message>
    <message>
        <source>{camera} is not on the plan</source>
        <translation>{camera} ist nicht auf dem Plan</translation>
    </message>
    <message>
        <source>{camera}: {right} % from the left, {down} % from the top</source>
        <translation>{camera}: {right} von 100 von links, {down} von 100 von oben</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} s</translation>
    </message>
</context>
<context>
    <name>PlanPage</name>
    <message>
        <source>Cameras</source>
        <translation>Kameras</translation>
    </message>
    <message>
        <source>What to do next</source>
        <translation>Was als Nächstes zu tun ist</translation>
    </message>
    <message>
        <source>Choose a picture…</source>
        <translation>Bild wählen…</translation>
    </message>
    <message>
        <source>Take the picture off</source>
        <translation>Bild abnehmen</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Alle Dateien</translation>
    </message>
    <message>
        <source>Plan of the cameras</source>
        <translation>Kameraplan</translation>
    </message>
    <message>
        <source>Let go to use it as the plan</source>
        <translation>Loslassen, um es als Plan zu nehmen</translation>
    </message>
    <message>
        <source>It is copied into the case; the file itself is only read.</source>
        <translation>Es wird in den Fall kopiert; die Datei selbst wird nur gelesen.</translation>
    </message>
    <message>
        <source>on the plan</source>
        <translation>auf dem Plan</translation>
    </message>
    <message>
        <source>not on the plan</source>
        <translation>nicht auf dem Plan</translation>
    </message>
    <message>
        <source>The picture of the plan cannot be shown</source>
        <translation>Das Bild des Plans kann nicht gezeigt werden</translation>
    </message>
    <message>
        <source>Its file in the case is missing or damaged. Choose the picture again; the cameras stay where they are.</source>
        <translation>Seine Datei im Fall fehlt oder ist beschädigt. Wählen Sie das Bild noch einmal; die Kameras bleiben, wo sie sind.</translation>
    </message>
    <message>
        <source>Drop a floor plan here</source>
        <translation>Grundriss hier ablegen</translation>
    </message>
    <message>
        <source>Any picture will do: a floor plan, a map of the site, a photograph of a drawing. Hang the cameras on it, and say how long the way between two of them takes. Review then draws a person&apos;s route, and flags what cannot be: two places at once, or faster than anybody walks. The picture is copied into the case.</source>
        <translation>Jedes Bild eignet sich: ein Grundriss, ein Lageplan, ein Foto einer Zeichnung. Hängen Sie die Kameras daran auf und geben Sie an, wie lange der Weg zwischen zweien dauert. Die Durchsicht zeichnet dann den Weg einer Person und kennzeichnet, was nicht sein kann: an zwei Orten zugleich oder schneller, als jemand geht. Das Bild wird in den Fall kopiert.</translation>
    </message>
    <message>
        <source>This case is open for reading only.</source>
        <translation>Dieser Fall ist nur zum Lesen geöffnet.</translation>
    </message>
    <message>
        <source>Cameras can be hung up once there is a picture.</source>
        <translation>Kameras lassen sich aufhängen, sobald es ein Bild gibt.</translation>
    </message>
    <message>
        <source>Double-click the camera to which the way from {camera} leads.</source>
        <translation>Doppelklicken Sie die Kamera, zu der der Weg von {camera} führt.</translation>
    </message>
    <message>
        <source>Click on the plan where {camera} hangs, or press Enter there.</source>
        <translation>Klicken Sie auf dem Plan dorthin, wo {camera} hängt, oder drücken Sie dort die Eingabetaste.</translation>
    </message>
    <message>
        <source>Drag a camera, or move it with the arrow keys. Double-click two cameras for the walking time between them. Delete takes one off.</source>
        <translation>Ziehen Sie eine Kamera, oder bewegen Sie sie mit den Pfeiltasten. Doppelklicken Sie zwei Kameras für die Gehzeit zwischen ihnen. Entf nimmt eine ab.</translation>
    </message>
</context>
<context>
    <name>PlayerDrawing</name>
    <message>
        <source>Search with this</source>
        <translation>Hiermit suchen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Draw a box…</source>
        <translation>Rahmen zeichnen…</translation>
    </message>
    <message>
        <source>Draw a box round somebody who was not found, and search with it</source>
        <translation>Einen Rahmen um eine Person zeichnen, die nicht gefunden wurde, und damit suchen</translation>
    </message>
    <message>
        <source>Drag a box round the person, or use the arrow keys</source>
        <translation>Ziehen Sie einen Rahmen um die Person, oder nehmen Sie die Pfeiltasten</translation>
    </message>
</context>
<context>
    <name>PlayerPane</name>
    <message>
        <source>Keep to the tracklet</source>
        <translation>Beim Tracklet bleiben</translation>
    </message>
    <message>
        <source>Keep to the tracklet, over and over; off: play on into the recording</source>
        <translation>Beim Tracklet bleiben, immer wieder; aus: weiter in die Aufnahme hinein</translation>
    </message>
    <message>
        <source>Box of the person</source>
        <translation>Rahmen der Person</translation>
    </message>
    <message>
        <source>Boxes of others</source>
        <translation>Rahmen anderer</translation>
    </message>
    <message>
        <source>Trail of the last seconds</source>
        <translation>Spur der letzten Sekunden</translation>
    </message>
    <message>
        <source>Drawn on the picture</source>
        <translation>Ins Bild gezeichnet</translation>
    </message>
    <message>
        <source>Search from here…</source>
        <translation>Von hier aus suchen…</translation>
    </message>
    <message>
        <source>Save still</source>
        <translation>Standbild sichern</translation>
    </message>
    <message>
        <source>Also recorded then</source>
        <translation>Zur selben Zeit aufgenommen</translation>
    </message>
    <message>
        <source>Opening the footage…</source>
        <translation>Aufnahme wird geöffnet…</translation>
    </message>
    <message>
        <source>This recording cannot be played</source>
        <translation>Diese Aufnahme lässt sich nicht abspielen</translation>
    </message>
    <message>
        <source>It was not found below {folder}. Plug the medium in again, or press Find moved files… and choose another folder.</source>
        <translation>Unter {folder} wurde sie nicht gefunden. Schließen Sie den Datenträger wieder an, oder drücken Sie „Dateien suchen…“ und wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>nearest keyframe…</source>
        <translation>nächstes Schlüsselbild…</translation>
    </message>
    <message>
        <source>Nobody is known to be in this picture</source>
        <translation>In diesem Bild ist niemand bekannt</translation>
    </message>
    <message>
        <source>{label}, the one shown</source>
        <translation>{label}, die gezeigte Person</translation>
    </message>
</context>
<context>
    <name>PlayerProblem</name>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Sucht…</translation>
    </message>
    <message>
        <source>Find moved files…</source>
        <translation>Dateien suchen…</translation>
    </message>
</context>
<context>
    <name>PropositionFields</name>
    <message>
        <source>Add another</source>
        <translation>Noch eine</translation>
    </message>
    <message>
        <source>Add another proposition</source>
        <translation>Noch eine Hypothese</translation>
    </message>
    <message>
        <source>At least two have to compete: write another.</source>
        <translation>Mindestens zwei müssen einander gegenüberstehen: Schreiben Sie noch eine.</translation>
    </message>
</context>
<context>
    <name>PutUpDialog</name>
    <message>
        <source>Put up for a second reader</source>
        <translation>Einer zweiten Person vorlegen</translation>
    </message>
    <message>
        <source>Known non-members at most</source>
        <translation>Bekannte andere Personen, höchstens</translation>
    </message>
    <message>
        <source>Another person decides once more on {candidates}, in an order drawn by lot, among people who cannot be the one: seen by the query&apos;s camera at the same time, or by cameras that lie apart. They see both recordings; neither scores, ranks, names nor your verdicts. Afterwards the agreement of the two readings is shown.</source>
        <translation>Eine andere Person entscheidet noch einmal über {candidates}, in ausgeloster Reihenfolge und zwischen Personen, die es nicht sein können: gesehen von der Kamera der Anfrage zur selben Zeit oder von weit entfernten Kameras. Sie sieht beide Aufnahmen, aber weder Werte, Ränge, Namen noch Ihre Urteile. Danach wird gezeigt, wie einig beide Lesungen sind.</translation>
    </message>
    <message>
        <source>Put up</source>
        <translation>Vorlegen</translation>
    </message>
    <message>
        <source>Known non-members, at most</source>
        <translation>Bekannte andere Personen, höchstens</translation>
    </message>
</context>
<context>
    <name>QueryCard</name>
    <message>
        <source>Query {label} · {camera}</source>
        <translation>Anfrage {label} · {camera}</translation>
    </message>
    <message>
        <source>Query {label} and {more} more · {camera}</source>
        <translation>Anfrage {label} und {more} weitere · {camera}</translation>
    </message>
</context>
<context>
    <name>QueryReview</name>
    <message>
        <source>New person…</source>
        <translation>Neue Person…</translation>
    </message>
    <message>
        <source>Open in Search</source>
        <translation>In Suche öffnen</translation>
    </message>
    <message>
        <source>The query&apos;s whole list  Enter</source>
        <translation>Die ganze Liste der Anfrage  Eingabe</translation>
    </message>
    <message>
        <source>Second reader…</source>
        <translation>Zweite Person…</translation>
    </message>
    <message>
        <source>Put it up for another person, who sees neither ranks nor your verdicts</source>
        <translation>Einer anderen Person vorlegen, die weder Ränge noch Ihre Urteile sieht</translation>
    </message>
    <message>
        <source>Nothing is decided about single candidates.</source>
        <translation>Über einzelne Kandidaten ist nichts entschieden.</translation>
    </message>
    <message>
        <source>to be read blind</source>
        <translation>blind zu lesen</translation>
    </message>
    <message>
        <source>Query {labels}, {count}</source>
        <translation>Anfrage {labels}, {count}</translation>
    </message>
    <message>
        <source>Nobody was found on its list: {who}; {count} looked at.</source>
        <translation>Auf der Liste wurde niemand gefunden: {who}; {count} angesehen.</translation>
    </message>
    <message>
        <source>No candidate is accepted</source>
        <translation>Kein Kandidat angenommen</translation>
    </message>
    <message>
        <source>New person of {tracklets}…</source>
        <translation>Neue Person aus {tracklets}…</translation>
    </message>
    <message>
        <source>Merge {other} into {name}…</source>
        <translation>{other} in {name} aufnehmen…</translation>
    </message>
    <message>
        <source>Add {tracklets} to {name}</source>
        <translation>{tracklets} zu {name} hinzufügen</translation>
    </message>
    <message>
        <source>Show person {name}</source>
        <translation>Person {name} zeigen</translation>
    </message>
    <message>
        <source>The query and what supports the same person: {labels}</source>
        <translation>Die Anfrage und was für dieselbe Person spricht: {labels}</translation>
    </message>
    <message>
        <source>A finding of yours, not an identification: {labels}</source>
        <translation>Ein Befund von Ihnen, keine Identifizierung: {labels}</translation>
    </message>
    <message>
        <source>New person</source>
        <translation>Neue Person</translation>
    </message>
    <message>
        <source>Make of {tracklets}</source>
        <translation>Aus {tracklets} bilden</translation>
    </message>
</context>
<context>
    <name>ReasonsDialog</name>
    <message>
        <source>Reasons and note</source>
        <translation>Gründe und Notiz</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>A note, for the history and the report</source>
        <translation>Eine Notiz, für Verlauf und Bericht</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Decide</source>
        <translation>Entscheiden</translation>
    </message>
    <message>
        <source>It rests on</source>
        <translation>Es beruht auf</translation>
    </message>
</context>
<context>
    <name>RecordPage</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the log&apos;s head</source>
        <translation>Prüfwert des Protokolls kopieren</translation>
    </message>
    <message>
        <source>Check the chain</source>
        <translation>Kette prüfen</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Export the log</source>
        <translation>Protokoll exportieren</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>Prüfwert</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>Zweck</translation>
    </message>
    <message>
        <source>Examiner</source>
        <translation>Bearbeitet von</translation>
    </message>
    <message>
        <source>Times are told in</source>
        <translation>Zeiten angegeben in</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Angelegt</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Log, newest first</source>
        <translation>Protokoll, neueste zuerst</translation>
    </message>
    <message>
        <source>The last {count} entries; export shows all {all}.</source>
        <translation>Die letzten {count} Einträge; der Export zeigt alle {all}.</translation>
    </message>
    <message>
        <source>{count} entries exported; resources/verify_log.py checks them.</source>
        <translation>{count} Einträge exportiert; resources/verify_log.py prüft sie.</translation>
    </message>
    <message>
        <source>Each entry holds the hash of the one before. Write the head down on paper: whoever changes the log later cannot make that head again.</source>
        <translation>Jeder Eintrag enthält den Hash des vorigen. Notieren Sie den Prüfwert auf Papier: Wer das Protokoll später ändert, kann diesen Prüfwert nicht wieder erzeugen.</translation>
    </message>
    <message>
        <source>The log&apos;s head was copied.</source>
        <translation>Der Prüfwert des Protokolls wurde kopiert.</translation>
    </message>
    <message>
        <source>Computing every hash again…</source>
        <translation>Alle Hashes werden neu berechnet…</translation>
    </message>
    <message>
        <source>Every hash fits. Whether entries were cut off the end is told only by a head that was written down earlier.</source>
        <translation>Alle Hashes stimmen. Ob am Ende Einträge abgeschnitten wurden, zeigt nur ein früher notierter Prüfwert.</translation>
    </message>
    <message>
        <source>{count} faults in the log. {first}</source>
        <translation>Fehler im Protokoll: {count}. {first}</translation>
    </message>
    <message>
        <source>JSON Lines (*.jsonl)</source>
        <translation>JSON Lines (*.jsonl)</translation>
    </message>
</context>
<context>
    <name>RecordedThen</name>
    <message>
        <source>Also recorded then</source>
        <translation>Zur selben Zeit aufgenommen</translation>
    </message>
    <message>
        <source>all cameras</source>
        <translation>alle Kameras</translation>
    </message>
    <message>
        <source>Nobody told when this recording was made</source>
        <translation>Niemand hat angegeben, wann diese Aufnahme entstand</translation>
    </message>
    <message numerus="yes">
        <source>{count} other cameras</source>
        <translation>
            <numerusform>{count} andere Kamera</numerusform>
            <numerusform>{count} andere Kameras</numerusform>
        </translation>
    </message>
    <message>
        <source>{cameras} recorded at this moment</source>
        <translation>Zu diesem Zeitpunkt aufgenommen: {cameras}</translation>
    </message>
    <message>
        <source>No other camera recorded at this moment</source>
        <translation>Keine andere Kamera hat zu diesem Zeitpunkt aufgenommen</translation>
    </message>
    <message>
        <source>{count} shown, the rest in the lists above the pictures</source>
        <translation>{count} gezeigt, die übrigen in den Listen über den Bildern</translation>
    </message>
    <message>
        <source>{files} without a time left out</source>
        <translation>{files} ohne Zeit außen vor</translation>
    </message>
</context>
<context>
    <name>RecordingWindow</name>
    <message>
        <source>Recording</source>
        <translation>Aufnahme</translation>
    </message>
    <message>
        <source>No recording is open</source>
        <translation>Keine Aufnahme ist offen</translation>
    </message>
    <message>
        <source>{name} · {camera}</source>
        <translation>{name} · {camera}</translation>
    </message>
    <message>
        <source>Somebody without a box was not found: draw a box round them (B) to search with it.</source>
        <translation>Wer keinen Rahmen hat, wurde nicht gefunden: Ziehen Sie einen Rahmen um die Person (B), um damit zu suchen.</translation>
    </message>
    <message>
        <source>{state}. {what}</source>
        <translation>{state}. {what}</translation>
    </message>
</context>
<context>
    <name>ReportContents</name>
    <message>
        <source>Title of the report</source>
        <translation>Titel des Berichts</translation>
    </message>
    <message>
        <source>Exhibits that go in</source>
        <translation>Beweisstücke, die hineinkommen</translation>
    </message>
    <message>
        <source>For disclosure: every row, with names, searches and reasons</source>
        <translation>Zur Offenlegung: jede Zeile, mit Namen, Suchen und Gründen</translation>
    </message>
    <message>
        <source>{name}  cannot be read</source>
        <translation>{name}  nicht lesbar</translation>
    </message>
    <message>
        <source>Not what it was: {names}. Uncheck it, or bring it back from a copy.</source>
        <translation>Nicht, was es war: {names}. Nehmen Sie den Haken weg, oder holen Sie es aus einer Kopie zurück.</translation>
    </message>
    <message>
        <source>What goes in</source>
        <translation>Was hineinkommt</translation>
    </message>
    <message>
        <source>Clips and redacted copies are made in a terminal: {command}</source>
        <translation>Clips und geschwärzte Kopien werden in einem Terminal erstellt: {command}</translation>
    </message>
    <message>
        <source>A redacted copy covers everyone but the tracklets that are named. Where somebody was missed, a box is drawn by hand:
{command}

It becomes an exhibit of its own, and stands here then.</source>
        <translation>Eine geschwärzte Kopie verdeckt alle außer den genannten Tracklets. Wo jemand übersehen wurde, wird von Hand ein Rahmen gezogen:
{command}

Sie wird ein eigenes Beweisstück und steht dann hier.</translation>
    </message>
    <message>
        <source>The whole log, as JSON</source>
        <translation>Das ganze Protokoll, als JSON</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Propositions that compete</source>
        <translation>Konkurrierende Hypothesen</translation>
    </message>
    <message>
        <source>Exhibits</source>
        <translation>Beweisstücke</translation>
    </message>
    <message>
        <source>None were made. “Save still” in a player makes one of its picture.</source>
        <translation>Es gibt keine. „Standbild sichern“ in einer Wiedergabe macht eines von deren Bild.</translation>
    </message>
    <message>
        <source>Left out: {count}. The report says so.</source>
        <translation>Weggelassen: {count}. Der Bericht sagt es.</translation>
    </message>
    <message>
        <source>All go in, each compared with what it was when it was made.</source>
        <translation>Alle kommen hinein, jedes verglichen mit dem, was es bei der Erstellung war.</translation>
    </message>
</context>
<context>
    <name>ReportLackList</name>
    <message>
        <source>What is missing</source>
        <translation>Was fehlt</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Wird angesehen…</translation>
    </message>
    <message>
        <source>Nothing that this program knows of.</source>
        <translation>Nichts, wovon dieses Programm weiß.</translation>
    </message>
    <message>
        <source>There is no report without the first of these.</source>
        <translation>Ohne das erste davon gibt es keinen Bericht.</translation>
    </message>
    <message>
        <source>It can be made all the same, and says so.</source>
        <translation>Er lässt sich trotzdem erstellen und sagt es.</translation>
    </message>
</context>
<context>
    <name>ReportMaking</name>
    <message>
        <source>A folder of its own: PDF, page, JSON, pictures, exhibits, and their hashes.</source>
        <translation>Ein eigener Ordner: PDF, Seite, JSON, Bilder, Beweisstücke und ihre Hashwerte.</translation>
    </message>
    <message>
        <source>Make the report…</source>
        <translation>Bericht erstellen…</translation>
    </message>
    <message>
        <source>Check a report…</source>
        <translation>Bericht prüfen…</translation>
    </message>
    <message>
        <source>Makes every list of a report again and compares it rank by rank</source>
        <translation>Erstellt jede Liste eines Berichts noch einmal und vergleicht Rang für Rang</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Progress of the report</source>
        <translation>Fortschritt des Berichts</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Check it</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Copy the SHA-256 of report.json</source>
        <translation>SHA-256 von report.json kopieren</translation>
    </message>
    <message>
        <source>Copy the log&apos;s head</source>
        <translation>Prüfwert des Protokolls kopieren</translation>
    </message>
    <message>
        <source>Into a folder of its own</source>
        <translation>In einen eigenen Ordner</translation>
    </message>
    <message>
        <source>Where to make the report&apos;s folder</source>
        <translation>Wo soll der Ordner des Berichts entstehen?</translation>
    </message>
    <message>
        <source>Making the report…</source>
        <translation>Bericht wird erstellt…</translation>
    </message>
    <message>
        <source>Check a report: choose its report.json</source>
        <translation>Bericht prüfen: seine report.json wählen</translation>
    </message>
    <message>
        <source>Reports ({name})</source>
        <translation>Berichte ({name})</translation>
    </message>
    <message>
        <source>Making every list again…</source>
        <translation>Jede Liste wird noch einmal erstellt…</translation>
    </message>
    <message>
        <source>The report is made, and stands in the log.</source>
        <translation>Der Bericht ist erstellt und steht im Protokoll.</translation>
    </message>
    <message>
        <source>No report was made.</source>
        <translation>Es wurde kein Bericht erstellt.</translation>
    </message>
    <message>
        <source>Stopped; nothing was written.</source>
        <translation>Angehalten; nichts wurde geschrieben.</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>Kopiert.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>SHA-256 of report.json</source>
        <translation>SHA-256 von report.json</translation>
    </message>
    <message>
        <source>Head of the log in it</source>
        <translation>Prüfwert des Protokolls darin</translation>
    </message>
</context>
<context>
    <name>ReportPage</name>
    <message>
        <source>Case {number}</source>
        <translation>Fall {number}</translation>
    </message>
    <message>
        <source>The report as it would be now</source>
        <translation>Der Bericht, wie er jetzt wäre</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Go to Index</source>
        <translation>Zum Index</translation>
    </message>
    <message>
        <source>The report is hidden from you</source>
        <translation>Der Bericht ist vor Ihnen verborgen</translation>
    </message>
    <message>
        <source>This case is open for reading only, and a report leaves a row in its log</source>
        <translation>Dieser Fall ist nur zum Lesen offen, und ein Bericht hinterlässt eine Zeile im Protokoll</translation>
    </message>
    <message>
        <source>At least two propositions have to compete</source>
        <translation>Mindestens zwei Hypothesen müssen einander gegenüberstehen</translation>
    </message>
    <message>
        <source>There is nothing to report yet</source>
        <translation>Es gibt noch nichts zu berichten</translation>
    </message>
    <message>
        <source>A report tells what was found in footage that was searched: index it first.</source>
        <translation>Ein Bericht sagt, was in durchsuchten Aufnahmen gefunden wurde: Indexieren Sie sie zuerst.</translation>
    </message>
    <message>
        <source>Not as it is written at the left</source>
        <translation>Nicht so, wie es links geschrieben steht</translation>
    </message>
    <message>
        <source>Drawing…</source>
        <translation>Wird gezeichnet…</translation>
    </message>
    <message>
        <source>As it would be now</source>
        <translation>Wie er jetzt wäre</translation>
    </message>
</context>
<context>
    <name>ReviewLists</name>
    <message>
        <source>Queries</source>
        <translation>Anfragen</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Nothing decided yet</source>
        <translation>Noch nichts entschieden</translation>
    </message>
    <message>
        <source>No people yet</source>
        <translation>Noch keine Personen</translation>
    </message>
    <message>
        <source>No steps yet</source>
        <translation>Noch keine Schritte</translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message>
        <source>Query</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>The query&apos;s recording plays here</source>
        <translation>Hier läuft die Aufnahme der Anfrage</translation>
    </message>
    <message>
        <source>Tracklet</source>
        <translation>Tracklet</translation>
    </message>
    <message>
        <source>The chosen tracklet&apos;s recording plays here</source>
        <translation>Hier läuft die Aufnahme des gewählten Tracklets</translation>
    </message>
    <message>
        <source>Your decisions gather here</source>
        <translation>Hier sammeln sich Ihre Entscheidungen</translation>
    </message>
    <message>
        <source>Decide about candidates in Search (Ctrl+4). Each query then stands at the left, with its candidates by verdict.</source>
        <translation>Entscheiden Sie in der Suche über Kandidaten (Strg+4). Jede Anfrage steht dann links, mit ihren Kandidaten nach Urteil.</translation>
    </message>
    <message>
        <source>People are what you found</source>
        <translation>Personen sind Ihr Befund</translation>
    </message>
    <message>
        <source>Choose a query, and make a person of it and of the candidates that support the same. A person is a finding of yours, never one of the program.</source>
        <translation>Wählen Sie eine Anfrage und bilden Sie aus ihr und den Kandidaten, die für dieselbe Person sprechen, eine Person. Eine Person ist Ihr Befund, nie einer des Programms.</translation>
    </message>
    <message>
        <source>Every step is kept here</source>
        <translation>Hier bleibt jeder Schritt erhalten</translation>
    </message>
    <message>
        <source>With who, when and why; each can be undone, also after a restart.</source>
        <translation>Mit Wer, Wann und Warum; jeder lässt sich rückgängig machen, auch nach einem Neustart.</translation>
    </message>
</context>
<context>
    <name>RouteCanvas</name>
    <message>
        <source>Route on the plan</source>
        <translation>Weg auf dem Plan</translation>
    </message>
    <message>
        <source>Stop {number}, {camera}. {way}</source>
        <translation>Station {number}, {camera}. {way}</translation>
    </message>
    <message>
        <source>{number} of {numbers}</source>
        <translation>{number} von {numbers}</translation>
    </message>
</context>
<context>
    <name>RouteView</name>
    <message>
        <source>Stops of the route</source>
        <translation>Stationen des Weges</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Station</translation>
    </message>
    <message>
        <source>Camera and time</source>
        <translation>Kamera und Zeit</translation>
    </message>
    <message>
        <source>From the stop before</source>
        <translation>Von der Station davor</translation>
    </message>
    <message>
        <source>No plan yet</source>
        <translation>Noch kein Plan</translation>
    </message>
    <message>
        <source>What speaks against the route</source>
        <translation>Was gegen den Weg spricht</translation>
    </message>
    <message>
        <source>Under Evidence, Plan, any picture becomes the plan of this case. The route is then drawn on it; below it is told in words.</source>
        <translation>Unter Beweismittel, Plan wird jedes Bild zum Plan dieses Falls. Der Weg wird dann darauf gezeichnet; darunter steht er in Worten.</translation>
    </message>
    <message>
        <source>Not on the plan: {cameras}.</source>
        <translation>Nicht auf dem Plan: {cameras}.</translation>
    </message>
    <message>
        <source>Contradictions: {count}. A decision, a clock or a walking time is wrong.</source>
        <translation>Widersprüche: {count}. Eine Entscheidung, eine Uhr oder eine Gehzeit ist falsch.</translation>
    </message>
    <message>
        <source>No contradiction, but not everything is known.</source>
        <translation>Kein Widerspruch, aber nicht alles ist bekannt.</translation>
    </message>
    <message>
        <source>Nothing speaks against this route.</source>
        <translation>Nichts spricht gegen diesen Weg.</translation>
    </message>
    <message>
        <source>Nobody was seen.</source>
        <translation>Niemand wurde gesehen.</translation>
    </message>
    <message>
        <source>… {count} more; the report has all of them.</source>
        <translation>… {count} weitere; der Bericht enthält alle.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
</context>
<context>
    <name>SearchPage</name>
    <message>
        <source>Query</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>The query&apos;s recording plays here</source>
        <translation>Hier läuft die Aufnahme der Anfrage</translation>
    </message>
    <message>
        <source>Candidate</source>
        <translation>Kandidat</translation>
    </message>
    <message>
        <source>The chosen candidate&apos;s recording plays here</source>
        <translation>Hier läuft die Aufnahme des gewählten Kandidaten</translation>
    </message>
    <message>
        <source>Play or pause both</source>
        <translation>Beide abspielen oder anhalten</translation>
    </message>
    <message>
        <source>Previous frame</source>
        <translation>Voriges Bild</translation>
    </message>
    <message>
        <source>Next frame</source>
        <translation>Nächstes Bild</translation>
    </message>
</context>
<context>
    <name>SecondReadings</name>
    <message>
        <source>Second readings</source>
        <translation>Zweite Lesungen</translation>
    </message>
    <message>
        <source>Show the agreement</source>
        <translation>Einigkeit zeigen</translation>
    </message>
    <message>
        <source>Go on reading</source>
        <translation>Weiterlesen</translation>
    </message>
    <message>
        <source>Read blind</source>
        <translation>Blind lesen</translation>
    </message>
    <message>
        <source>{text}, second reading {number}</source>
        <translation>{text}, zweite Lesung {number}</translation>
    </message>
</context>
<context>
    <name>SpanLine</name>
    <message>
        <source>from</source>
        <translation>von</translation>
    </message>
    <message>
        <source>until</source>
        <translation>bis</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Recent cases</source>
        <translation>Zuletzt geöffnete Fälle</translation>
    </message>
    <message>
        <source>Cases you open appear here.</source>
        <translation>Hier erscheinen Fälle, die Sie öffnen.</translation>
    </message>
    <message>
        <source>Open a case…</source>
        <translation>Fall öffnen…</translation>
    </message>
    <message>
        <source>Go on with a case</source>
        <translation>Fall fortsetzen</translation>
    </message>
    <message>
        <source>Duskline</source>
        <translation>Duskline</translation>
    </message>
    <message>
        <source>Finds the same person by day and by night in recorded CCTV. Everything stays on this computer.</source>
        <translation>Findet dieselbe Person bei Tag und Nacht in Aufnahmen der Videoüberwachung. Alles bleibt auf diesem Rechner.</translation>
    </message>
</context>
<context>
    <name>StepReview</name>
    <message>
        <source>Undo this</source>
        <translation>Diesen rückgängig machen</translation>
    </message>
    <message>
        <source>This step alone; it is refused where later steps build on it</source>
        <translation>Nur diesen Schritt; nicht möglich, wo spätere Schritte auf ihm beruhen</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Tracklets</source>
        <translation>Tracklets</translation>
    </message>
    <message>
        <source>Step {number}</source>
        <translation>Schritt {number}</translation>
    </message>
    <message>
        <source>line {number} of the log</source>
        <translation>Zeile {number} des Protokolls</translation>
    </message>
    <message>
        <source>Why: {why}</source>
        <translation>Warum: {why}</translation>
    </message>
</context>
<context>
    <name>StillNotice</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Close the notice</source>
        <translation>Hinweis schließen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Verifying, then saving…</source>
        <translation>Wird geprüft, dann gesichert…</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Open the folder of the exhibit</source>
        <translation>Ordner des Beweisstücks öffnen</translation>
    </message>
    <message>
        <source>{name} saved</source>
        <translation>{name} gesichert</translation>
    </message>
    <message>
        <source>The still is exhibit {name}: {folder}</source>
        <translation>Das Standbild ist Beweisstück {name}: {folder}</translation>
    </message>
</context>
<context>
    <name>TileModel</name>
    <message>
        <source>tracklet {row} of {total}, {facts}</source>
        <translation>Tracklet {row} von {total}, {facts}</translation>
    </message>
    <message>
        <source>tracklet {row} of {total}, being read</source>
        <translation>Tracklet {row} von {total}, wird gelesen</translation>
    </message>
    <message>
        <source>camera {camera}, {modality}, {time}</source>
        <translation>Kamera {camera}, {modality}, {time}</translation>
    </message>
</context>
<context>
    <name>TransportBar</name>
    <message>
        <source>Position in the footage, {name}</source>
        <translation>Stelle in der Aufnahme, {name}</translation>
    </message>
    <message>
        <source>Previous frame</source>
        <translation>Voriges Bild</translation>
    </message>
    <message>
        <source>Next frame</source>
        <translation>Nächstes Bild</translation>
    </message>
    <message>
        <source>Frame back</source>
        <translation>Bild zurück</translation>
    </message>
    <message>
        <source>Play or pause</source>
        <translation>Abspielen oder anhalten</translation>
    </message>
    <message>
        <source>Frame forward</source>
        <translation>Bild vor</translation>
    </message>
    <message>
        <source>What else this player can do</source>
        <translation>Was diese Wiedergabe noch kann</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
</context>
<context>
    <name>ViewMenu</name>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>L&amp;arger text</source>
        <translation>&amp;Größerer Text</translation>
    </message>
    <message>
        <source>&amp;Smaller text</source>
        <translation>&amp;Kleinerer Text</translation>
    </message>
    <message>
        <source>Text as the s&amp;ystem has it</source>
        <translation>Text wie im &amp;System</translation>
    </message>
    <message>
        <source>&amp;Go on where a case was left</source>
        <translation>Im Fall &amp;weitermachen, wo er verlassen wurde</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Sprache</translation>
    </message>
    <message>
        <source>&amp;Keyboard…</source>
        <translation>&amp;Tastatur…</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Duskline speaks the chosen language from its next start on.</source>
        <translation>Die gewählte Sprache gilt ab dem nächsten Start von Duskline.</translation>
    </message>
    <message>
        <source>&amp;As the system</source>
        <translation>Wie das S&amp;ystem</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>&amp;High contrast</source>
        <translation>&amp;Hoher Kontrast</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>Wie das &amp;System</translation>
    </message>
</context>
<context>
    <name>WalkingTimes</name>
    <message>
        <source>Walking times</source>
        <translation>Gehzeiten</translation>
    </message>
    <message>
        <source>Between</source>
        <translation>Zwischen</translation>
    </message>
    <message>
        <source>and</source>
        <translation>und</translation>
    </message>
    <message>
        <source>At least</source>
        <translation>Mindestens</translation>
    </message>
    <message>
        <source>From camera</source>
        <translation>Von Kamera</translation>
    </message>
    <message>
        <source>To camera</source>
        <translation>Zu Kamera</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>Least walking time in seconds</source>
        <translation>Kürzeste Gehzeit in Sekunden</translation>
    </message>
    <message>
        <source>For somebody who runs. 0 s: they only do not see the same place.</source>
        <translation>Für jemanden, der rennt. 0 s: Sie sehen nur nicht denselben Ort.</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Setzen</translation>
    </message>
    <message>
        <source>Set the walking time</source>
        <translation>Gehzeit setzen</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Take the walking time back</source>
        <translation>Gehzeit zurücknehmen</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} s</translation>
    </message>
    <message>
        <source>The shortest way between two cameras, at a run, in seconds. Error figures rest on it as well: a time that is too long calls possible ways impossible.</source>
        <translation>Der kürzeste Weg zwischen zwei Kameras, im Laufen, in Sekunden. Auch die Fehlerzahlen beruhen darauf: Eine zu lange Zeit nennt mögliche Wege unmöglich.</translation>
    </message>
</context>
<context>
    <name>WallPane</name>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>Opening the footage…</source>
        <translation>Aufnahme wird geöffnet…</translation>
    </message>
    <message>
        <source>Picture of {camera}</source>
        <translation>Bild von {camera}</translation>
    </message>
    <message>
        <source>No recording at this moment</source>
        <translation>Keine Aufnahme zu diesem Zeitpunkt</translation>
    </message>
</context>
<context>
    <name>_Row</name>
    <message>
        <source>One that competes with the others</source>
        <translation>Eine, die den anderen gegenübersteht</translation>
    </message>
    <message>
        <source>Proposition {number}</source>
        <translation>Hypothese {number}</translation>
    </message>
    <message>
        <source>Take proposition {number} away</source>
        <translation>Hypothese {number} wegnehmen</translation>
    </message>
</context>
<context>
    <name>_Side</name>
    <message>
        <source>nobody was seen beside anybody</source>
        <translation>niemand wurde neben jemandem gesehen</translation>
    </message>
</context>
<context>
    <name>asked</name>
    <message>
        <source>external</source>
        <translation>extern</translation>
    </message>
    <message>
        <source>drawn box</source>
        <translation>gezeichneter Rahmen</translation>
    </message>
    <message>
        <source>Rests on one picture.</source>
        <translation>Beruht auf einem einzigen Bild.</translation>
    </message>
    <message>
        <source>Not verified evidence of this case.</source>
        <translation>Kein geprüftes Beweismittel dieses Falls.</translation>
    </message>
    <message>
        <source>{width} x {height} pixels</source>
        <translation>{width} x {height} Pixel</translation>
    </message>
    <message>
        <source>{width} x {height} pixels; at least {least_width} x {least_height} are needed</source>
        <translation>{width} x {height} Pixel; mindestens {least_width} x {least_height} sind nötig</translation>
    </message>
</context>
<context>
    <name>blind</name>
    <message>
        <source>hidden while you read a set blind</source>
        <translation>verborgen, solange Sie einen Satz blind lesen</translation>
    </message>
    <message>
        <source>Second reading {number}: {reader} has read all {places}</source>
        <translation>Zweite Lesung {number}: {reader} hat alle {places} gelesen</translation>
    </message>
    <message>
        <source>Second reading {number}: {places} to read, nobody has begun</source>
        <translation>Zweite Lesung {number}: {places} zu lesen, noch niemand hat begonnen</translation>
    </message>
    <message>
        <source>Second reading {number}: {reader} has read {read} of {places}</source>
        <translation>Zweite Lesung {number}: {reader} hat {read} von {places} gelesen</translation>
    </message>
    <message>
        <source>A set has one reader. Put the query up again for another.</source>
        <translation>Ein Satz hat eine lesende Person. Legen Sie die Anfrage für eine andere neu vor.</translation>
    </message>
    <message>
        <source>You decided on this query first, so another person reads it: they put their name under File, Your name…</source>
        <translation>Über diese Anfrage haben Sie zuerst entschieden, daher liest eine andere Person: ihr Name steht unter Datei, Ihr Name…</translation>
    </message>
    <message>
        <source>Hidden from you until the set is finished: scores, ranks, names, times, cameras, what was decided about this query and the people it led to, here and in Search, Review, Undo and the log under Case. Not hidden, for the case lies open before you: what recordings show in their own pictures, reports and exhibits that were written, an exported log, and the case in another program. Leave those closed.</source>
        <translation>Verborgen vor Ihnen, bis der Satz fertig ist: Werte, Ränge, Namen, Zeiten, Kameras und was über diese Anfrage und daraus gebildete Personen entschieden wurde, hier und unter Suche, Durchsicht, Rückgängig und im Protokoll unter Fall. Nicht verborgen, denn der Fall liegt offen vor Ihnen: was Aufnahmen in ihren eigenen Bildern zeigen, geschriebene Berichte und Beweisstücke, ein exportiertes Protokoll und der Fall in einem anderen Programm. Lassen Sie diese geschlossen.</translation>
    </message>
    <message>
        <source>What was decided about this query is hidden from you, since you may read it a second time without sight of the first reading.</source>
        <translation>Was über diese Anfrage entschieden wurde, ist vor Ihnen verborgen, da Sie sie ein zweites Mal lesen können, ohne die erste Lesung zu kennen.</translation>
    </message>
    <message>
        <source>No candidate was decided on by both readers</source>
        <translation>Über keinen Kandidaten haben beide entschieden</translation>
    </message>
    <message>
        <source>The same verdict on {agreed} of {pairs} candidates</source>
        <translation>Dasselbe Urteil bei {agreed} von {pairs} Kandidaten</translation>
    </message>
    <message>
        <source>Cohen&apos;s kappa is not defined: both readers used one and the same verdict throughout, which chance alone would do as well.</source>
        <translation>Cohens Kappa ist nicht bestimmt: Beide haben durchweg ein und dasselbe Urteil verwendet, was der Zufall allein ebenso gut täte.</translation>
    </message>
    <message>
        <source>Cohen&apos;s kappa {kappa}. 1 is the same verdict everywhere; 0 is as often as two people would agree who drew by chance from the verdicts each of them used; below 0 is less often. All five verdicts count as equally far apart. Of few candidates it says little. It tells how alike two people judged, and nothing of whether they are right.</source>
        <translation>Cohens Kappa {kappa}. 1 heißt überall dasselbe Urteil; 0 so oft, wie zwei sich einig wären, die zufällig aus ihren eigenen Urteilen zögen; unter 0 seltener. Alle fünf Urteile gelten als gleich weit voneinander entfernt. Bei wenigen Kandidaten sagt es wenig. Es sagt, wie ähnlich zwei geurteilt haben, und nichts darüber, ob sie recht haben.</translation>
    </message>
    <message>
        <source>No known non-member was among them.</source>
        <translation>Keine bekannte andere Person war darunter.</translation>
    </message>
    <message>
        <source>Among them were {count} who cannot be the query&apos;s person; of these the second reader said: {said}.</source>
        <translation>Darunter waren {count}, die nicht die Person der Anfrage sein können; von ihnen sagte die zweite Lesung: {said}.</translation>
    </message>
    <message>
        <source>{count} of these are of another kind of camera than every candidate, which their pictures show: of them the reading says less.</source>
        <translation>{count} davon stammen von einer anderen Art Kamera als jeder Kandidat, was ihre Bilder zeigen: Über sie sagt die Lesung weniger.</translation>
    </message>
    <message>
        <source>{count} candidates were gone from the case and were not read.</source>
        <translation>{count} Kandidaten waren nicht mehr im Fall und wurden nicht gelesen.</translation>
    </message>
    <message>
        <source>First: {first}. Second: {second}, without sight of scores, ranks, names and first verdicts, in an order drawn from seed {seed}.</source>
        <translation>Erste: {first}. Zweite: {second}, ohne Kenntnis von Werten, Rängen, Namen und ersten Urteilen, in einer Reihenfolge, die aus Startwert {seed} gelost wurde.</translation>
    </message>
</context>
<context>
    <name>clocks</name>
    <message>
        <source>Say to which zone the recorder&apos;s clock was set.</source>
        <translation>Geben Sie an, auf welche Zone die Rekorderuhr eingestellt war.</translation>
    </message>
    <message>
        <source>The second comparison needs a first one to count from.</source>
        <translation>Der zweite Vergleich braucht einen ersten, ab dem gezählt wird.</translation>
    </message>
    <message>
        <source>A comparison has both: what the recorder showed, and the truth.</source>
        <translation>Zu einem Vergleich gehört beides: was der Rekorder zeigte und wie spät es wirklich war.</translation>
    </message>
</context>
<context>
    <name>engine</name>
    <message>
        <source>Finding people</source>
        <translation>Personen finden</translation>
    </message>
    <message>
        <source>Checking footage</source>
        <translation>Aufnahmen prüfen</translation>
    </message>
    <message>
        <source>Reading footage</source>
        <translation>Aufnahmen lesen</translation>
    </message>
    <message>
        <source>Looking at footage</source>
        <translation>Aufnahmen ansehen</translation>
    </message>
    <message>
        <source>Verifying footage</source>
        <translation>Aufnahmen prüfen</translation>
    </message>
    <message>
        <source>Verifying the database</source>
        <translation>Datenbank prüfen</translation>
    </message>
    <message>
        <source>Verifying the log</source>
        <translation>Protokoll prüfen</translation>
    </message>
    <message>
        <source>Verifying crops</source>
        <translation>Ausschnitte prüfen</translation>
    </message>
    <message>
        <source>Reading files</source>
        <translation>Dateien lesen</translation>
    </message>
    <message>
        <source>Reading time stamps</source>
        <translation>Zeitstempel lesen</translation>
    </message>
    <message>
        <source>Looking at pictures</source>
        <translation>Bilder ansehen</translation>
    </message>
    <message>
        <source>Comparing appearance</source>
        <translation>Aussehen vergleichen</translation>
    </message>
    <message>
        <source>Comparing halves</source>
        <translation>Hälften vergleichen</translation>
    </message>
    <message>
        <source>Drawing the map</source>
        <translation>Karte wird gezeichnet</translation>
    </message>
    <message>
        <source>Measuring on the sample</source>
        <translation>Am Beispiel wird gemessen</translation>
    </message>
    <message>
        <source>Error figures</source>
        <translation>Fehlerzahlen</translation>
    </message>
    <message>
        <source>Exporting the log</source>
        <translation>Protokoll exportieren</translation>
    </message>
    <message>
        <source>Loading the networks</source>
        <translation>Netze laden</translation>
    </message>
    <message>
        <source>frames</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>tracklets</source>
        <translation>Tracklets</translation>
    </message>
    <message>
        <source>entries</source>
        <translation>Einträge</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Looking for people in the picture</source>
        <translation>Personen werden im Bild gesucht</translation>
    </message>
    <message>
        <source>Comparing the picture</source>
        <translation>Das Bild wird verglichen</translation>
    </message>
    <message>
        <source>{name} is not a picture</source>
        <translation>{name} ist kein Bild</translation>
    </message>
    <message>
        <source>{name} is a damaged picture</source>
        <translation>{name} ist ein beschädigtes Bild</translation>
    </message>
    <message>
        <source>{name} has more than {count} million pixels</source>
        <translation>{name} hat mehr als {count} Millionen Pixel</translation>
    </message>
    <message>
        <source>{label} is a picture from outside the case: there is no recording of it</source>
        <translation>{label} ist ein Bild von außerhalb des Falls: Davon gibt es keine Aufnahme</translation>
    </message>
    <message>
        <source>Cannot read footage {name}: {reason}</source>
        <translation>Aufnahme {name} ist nicht lesbar: {reason}</translation>
    </message>
    <message>
        <source>it is a playlist, not a video</source>
        <translation>sie ist eine Abspielliste, kein Video</translation>
    </message>
    <message>
        <source>it is a picture, not a video</source>
        <translation>sie ist ein Bild, kein Video</translation>
    </message>
    <message>
        <source>it is a text, not a video</source>
        <translation>sie ist ein Text, kein Video</translation>
    </message>
    <message>
        <source>it describes a live stream, it holds no video</source>
        <translation>sie beschreibt eine Liveübertragung und enthält kein Video</translation>
    </message>
    <message>
        <source>it is not a regular file</source>
        <translation>sie ist keine gewöhnliche Datei</translation>
    </message>
    <message>
        <source>the file is empty</source>
        <translation>die Datei ist leer</translation>
    </message>
    <message>
        <source>permission denied</source>
        <translation>keine Zugriffsrechte</translation>
    </message>
    <message>
        <source>it has no video stream</source>
        <translation>sie enthält kein Video</translation>
    </message>
    <message>
        <source>its video is in a format that FFmpeg cannot decode</source>
        <translation>FFmpeg kann das Format ihres Videos nicht decodieren</translation>
    </message>
    <message>
        <source>it is not a video that FFmpeg knows ({detail})</source>
        <translation>sie ist kein Video, das FFmpeg kennt ({detail})</translation>
    </message>
    <message>
        <source>it is cut off: {reason}</source>
        <translation>sie ist abgeschnitten: {reason}</translation>
    </message>
    <message>
        <source>{count} bytes are missing at its end</source>
        <translation>am Ende fehlen {count} Bytes</translation>
    </message>
    <message>
        <source>there is nothing at this place</source>
        <translation>an dieser Stelle ist nichts</translation>
    </message>
    <message>
        <source>it is no longer there</source>
        <translation>sie ist nicht mehr da</translation>
    </message>
    <message>
        <source>none of its frames can be decoded as {codec}</source>
        <translation>keines ihrer Bilder lässt sich als {codec} decodieren</translation>
    </message>
    <message>
        <source>none of its frames can be decoded</source>
        <translation>keines ihrer Bilder lässt sich decodieren</translation>
    </message>
    <message>
        <source>not one frame of it can be decoded</source>
        <translation>nicht ein Bild davon lässt sich decodieren</translation>
    </message>
    <message>
        <source>it holds no frames</source>
        <translation>sie enthält keine Bilder</translation>
    </message>
    <message>
        <source>the folder holds no row of numbered pictures</source>
        <translation>der Ordner enthält keine Reihe nummerierter Bilder</translation>
    </message>
    <message>
        <source>it holds {count} videos, only the largest is used</source>
        <translation>sie enthält {count} Videos, nur das größte wird verwendet</translation>
    </message>
    <message>
        <source>the file is cut off after frame {frame}: {reason}</source>
        <translation>die Datei ist nach Bild {frame} abgeschnitten: {reason}</translation>
    </message>
    <message>
        <source>1 damaged packet was skipped</source>
        <translation>1 beschädigtes Paket wurde übergangen</translation>
    </message>
    <message>
        <source>{count} damaged packets were skipped</source>
        <translation>{count} beschädigte Pakete wurden übergangen</translation>
    </message>
    <message>
        <source>Play the file in a video player, or export it again from the recorder.</source>
        <translation>Spielen Sie die Datei in einem Videoprogramm ab, oder exportieren Sie sie noch einmal aus dem Rekorder.</translation>
    </message>
    <message>
        <source>Footage {name} is not at {folder}</source>
        <translation>Aufnahme {name} liegt nicht in {folder}</translation>
    </message>
    <message>
        <source>Footage {name} has changed since it was added to the case</source>
        <translation>Aufnahme {name} hat sich geändert, seit sie zum Fall hinzugefügt wurde</translation>
    </message>
    <message>
        <source>Compare it with the original; add the changed file as new footage if it is meant.</source>
        <translation>Vergleichen Sie sie mit dem Original; ist die Änderung gewollt, fügen Sie die geänderte Datei als neue Aufnahme hinzu.</translation>
    </message>
    <message>
        <source>{name} is in the case already, as footage {known_as}</source>
        <translation>{name} ist schon im Fall, als Aufnahme {known_as}</translation>
    </message>
    <message>
        <source>No stream copy of {name} can be made: {reason}</source>
        <translation>Von {name} ist keine unveränderte Teilkopie möglich: {reason}</translation>
    </message>
    <message>
        <source>{path} is not a Duskline case</source>
        <translation>{path} ist kein Fall von Duskline</translation>
    </message>
    <message>
        <source>{path} exists already</source>
        <translation>{path} gibt es schon</translation>
    </message>
    <message>
        <source>Choose another name, or open the case there.</source>
        <translation>Wählen Sie einen anderen Namen, oder öffnen Sie den Fall dort.</translation>
    </message>
    <message>
        <source>{name} was written by a newer Duskline (schema {schema})</source>
        <translation>{name} wurde von einem neueren Duskline geschrieben (Schema {schema})</translation>
    </message>
    <message>
        <source>Update Duskline to open it. The case was not touched.</source>
        <translation>Aktualisieren Sie Duskline, um ihn zu öffnen. Der Fall wurde nicht angetastet.</translation>
    </message>
    <message>
        <source>The database of {name} is damaged: {reason}</source>
        <translation>Die Datenbank von {name} ist beschädigt: {reason}</translation>
    </message>
    <message>
        <source>it holds no case</source>
        <translation>sie enthält keinen Fall</translation>
    </message>
    <message>
        <source>{file} is missing</source>
        <translation>{file} fehlt</translation>
    </message>
    <message>
        <source>{link} in {name} is a link to elsewhere; nothing is written through it</source>
        <translation>{link} in {name} ist ein Verweis nach außen; darüber wird nichts geschrieben</translation>
    </message>
    <message>
        <source>Put the folder or file it leads to in its place: a case keeps everything within.</source>
        <translation>Legen Sie den Ordner oder die Datei, auf die er zeigt, an seine Stelle: Ein Fall enthält alles selbst.</translation>
    </message>
    <message>
        <source>{name} is being written by {holder}</source>
        <translation>{name} wird gerade von {holder} beschrieben</translation>
    </message>
    <message>
        <source>another process</source>
        <translation>einem anderen Prozess</translation>
    </message>
    <message>
        <source>Wait until it has finished, or stop it there, and try again.</source>
        <translation>Warten Sie, bis er fertig ist, oder beenden Sie ihn dort, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>{name} cannot be written: {reason}</source>
        <translation>{name} ist nicht beschreibbar: {reason}</translation>
    </message>
    <message>
        <source>it is open for reading only</source>
        <translation>nur zum Lesen geöffnet</translation>
    </message>
    <message>
        <source>it was opened for reading only</source>
        <translation>nur zum Lesen geöffnet</translation>
    </message>
    <message>
        <source>an older Duskline made it, and bringing it up to date writes</source>
        <translation>ein älteres Duskline hat ihn angelegt, und ihn auf den Stand zu bringen, schreibt</translation>
    </message>
    <message>
        <source>no right to write {file}</source>
        <translation>keine Schreibrechte für {file}</translation>
    </message>
    <message>
        <source>no right to read its database</source>
        <translation>keine Leserechte für seine Datenbank</translation>
    </message>
    <message>
        <source>there is no folder {folder}</source>
        <translation>es gibt keinen Ordner {folder}</translation>
    </message>
    <message>
        <source>{path} cannot be reached: {reason}</source>
        <translation>{path} ist nicht erreichbar: {reason}</translation>
    </message>
    <message>
        <source>{path} cannot be used: {reason}</source>
        <translation>{path} ist nicht verwendbar: {reason}</translation>
    </message>
    <message>
        <source>Ask for the right to read and write there, or set {variable} to a folder where you have it.</source>
        <translation>Lassen Sie sich dort Lese- und Schreibrechte geben, oder setzen Sie {variable} auf einen Ordner, für den Sie sie haben.</translation>
    </message>
    <message>
        <source>The case has no {kind} {wanted}</source>
        <translation>Im Fall gibt es nicht: {kind} {wanted}</translation>
    </message>
    <message>
        <source>This case is not indexed yet</source>
        <translation>Dieser Fall ist noch nicht indexiert</translation>
    </message>
    <message>
        <source>Tracklet {label} has no vector of model {model}</source>
        <translation>Tracklet {label} hat keinen Vektor des Modells {model}</translation>
    </message>
    <message>
        <source>The disk of {path} is full</source>
        <translation>Der Datenträger von {path} ist voll</translation>
    </message>
    <message>
        <source>Setting {key}: {reason}</source>
        <translation>Einstellung {key}: {reason}</translation>
    </message>
    <message>
        <source>Correct the value and try again.</source>
        <translation>Berichtigen Sie den Wert, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>there is no zone {zone}; give one such as Europe/Madrid or UTC</source>
        <translation>es gibt keine Zone {zone}; geben Sie eine wie Europe/Berlin oder UTC an</translation>
    </message>
    <message>
        <source>these tracklets are visible and infrared: name the modality to search in</source>
        <translation>diese Tracklets sind sichtbar und infrarot: Geben Sie an, in welcher Lichtart gesucht wird</translation>
    </message>
    <message>
        <source>these tracklets cancel each other out: ask with fewer of them</source>
        <translation>diese Tracklets heben einander auf: Fragen Sie mit weniger davon an</translation>
    </message>
    <message>
        <source>nobody told what the recorder shows at the first frame of footage {number} ({name})</source>
        <translation>niemand hat angegeben, was der Rekorder beim ersten Bild der Aufnahme {number} zeigt ({name})</translation>
    </message>
    <message>
        <source>These vectors come from model {given}, the index holds model {held}</source>
        <translation>Diese Vektoren stammen vom Modell {given}, der Index enthält das Modell {held}</translation>
    </message>
    <message>
        <source>{package} is not installed</source>
        <translation>{package} ist nicht installiert</translation>
    </message>
    <message>
        <source>{what} has been changed since</source>
        <translation>{what} wurde seither geändert</translation>
    </message>
    <message>
        <source>A person needs a name</source>
        <translation>Eine Person braucht einen Namen</translation>
    </message>
    <message>
        <source>A map needs {least} tracklets with a vector, and there are {count}</source>
        <translation>Eine Karte braucht {least} Tracklets mit einem Vektor; hier gibt es {count}</translation>
    </message>
    <message>
        <source>Tracklet {label} is the query itself</source>
        <translation>Tracklet {label} ist die Anfrage selbst</translation>
    </message>
    <message>
        <source>Tracklet {label} is {owner}</source>
        <translation>Tracklet {label} gehört {owner}</translation>
    </message>
    <message>
        <source>nobody&apos;s</source>
        <translation>zu niemandem</translation>
    </message>
    <message>
        <source>person {number}&apos;s</source>
        <translation>zu Person {number}</translation>
    </message>
    <message>
        <source>Edit {number} was undone already</source>
        <translation>Schritt {number} wurde schon rückgängig gemacht</translation>
    </message>
    <message>
        <source>The worker process ended unexpectedly (exit code {code})</source>
        <translation>Der Arbeitsprozess endete unerwartet (Code {code})</translation>
    </message>
    <message>
        <source>Start the job again: it goes on where it was.</source>
        <translation>Starten Sie den Auftrag noch einmal: Er macht dort weiter, wo er war.</translation>
    </message>
    <message>
        <source>{name} cannot be the plan: {reason}</source>
        <translation>{name} kann nicht der Plan sein: {reason}</translation>
    </message>
    <message>
        <source>Choose a picture such as a PNG or JPEG; a drawing or a PDF can be saved as one.</source>
        <translation>Wählen Sie ein Bild, etwa PNG oder JPEG; eine Zeichnung oder ein PDF lässt sich als solches speichern.</translation>
    </message>
    <message>
        <source>there is no such file</source>
        <translation>diese Datei gibt es nicht</translation>
    </message>
    <message>
        <source>it is larger than {size} MB</source>
        <translation>sie ist größer als {size} MB</translation>
    </message>
    <message>
        <source>it is of a kind that cannot be shown</source>
        <translation>diese Art von Bild kann nicht gezeigt werden</translation>
    </message>
    <message>
        <source>it is damaged or cut off</source>
        <translation>es ist beschädigt oder abgeschnitten</translation>
    </message>
    <message>
        <source>it has too many pixels</source>
        <translation>es hat zu viele Pixel</translation>
    </message>
    <message>
        <source>it is too small, {width} by {height} pixels</source>
        <translation>es ist zu klein, {width} mal {height} Pixel</translation>
    </message>
    <message>
        <source>it is too large, {width} by {height} pixels</source>
        <translation>es ist zu groß, {width} mal {height} Pixel</translation>
    </message>
    <message>
        <source>its content has changed since it was added</source>
        <translation>der Inhalt hat sich seit dem Hinzufügen geändert</translation>
    </message>
    <message>
        <source>compare it with the original; add a file that is meant to differ as new footage</source>
        <translation>vergleichen Sie sie mit dem Original; fügen Sie eine gewollt abweichende Datei als neue Aufnahme hinzu</translation>
    </message>
    <message>
        <source>it is not where it was</source>
        <translation>sie liegt nicht mehr dort, wo sie war</translation>
    </message>
    <message>
        <source>plug the medium in, or: cba footage find CASE FOLDER</source>
        <translation>schließen Sie den Datenträger an, oder suchen Sie verschobene Dateien unter Beweismittel</translation>
    </message>
    <message>
        <source>it cannot be read: {reason}</source>
        <translation>nicht lesbar: {reason}</translation>
    </message>
    <message>
        <source>copy it from the original medium again</source>
        <translation>kopieren Sie sie noch einmal vom Originaldatenträger</translation>
    </message>
    <message>
        <source>what was found in it stays; it is not indexed, and no exhibit is made of it</source>
        <translation>Was darin gefunden wurde, bleibt; sie wird nicht indexiert, und kein Beweisstück wird aus ihr gemacht</translation>
    </message>
    <message>
        <source>it is missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>it is no picture</source>
        <translation>ist kein Bild</translation>
    </message>
    <message>
        <source>it was not written whole: its end is missing</source>
        <translation>wurde nicht ganz geschrieben: das Ende fehlt</translation>
    </message>
    <message>
        <source>searching, and looking at the footage itself; this picture is not shown</source>
        <translation>Suchen und das Ansehen der Aufnahme selbst bleiben möglich; dieses Bild wird nicht gezeigt</translation>
    </message>
    <message>
        <source>bring the file back from a copy of the case folder, or index the footage anew</source>
        <translation>holen Sie die Datei aus einer Kopie des Fallordners zurück, oder indexieren Sie die Aufnahme neu</translation>
    </message>
    <message>
        <source>its content has changed since it was asked with</source>
        <translation>sein Inhalt hat sich geändert, seit damit gesucht wurde</translation>
    </message>
    <message>
        <source>searching with other queries; what was decided stands as it was</source>
        <translation>mit anderen Anfragen suchen; was entschieden wurde, steht wie zuvor</translation>
    </message>
    <message>
        <source>bring the file back from a copy of the case folder</source>
        <translation>die Datei aus einer Kopie des Fallordners zurückholen</translation>
    </message>
    <message>
        <source>what can be read is shown; nothing is written into it</source>
        <translation>Lesbares wird gezeigt; geschrieben wird nichts</translation>
    </message>
    <message>
        <source>restore the last good backup: cba case restore</source>
        <translation>stellen Sie die letzte gute Sicherung wieder her: cba case restore</translation>
    </message>
    <message>
        <source>there are no index files</source>
        <translation>es gibt keine Indexdateien</translation>
    </message>
    <message>
        <source>the case has changed since they were made</source>
        <translation>der Fall hat sich geändert, seit sie entstanden</translation>
    </message>
    <message>
        <source>everything; the next search makes these files again from the database</source>
        <translation>alles; die nächste Suche legt diese Dateien aus der Datenbank neu an</translation>
    </message>
    <message>
        <source>nothing needs to be done</source>
        <translation>es ist nichts zu tun</translation>
    </message>
    <message>
        <source>a run that ended early left it; nothing refers to it</source>
        <translation>ein vorzeitig beendeter Lauf ließ es zurück; nichts verweist darauf</translation>
    </message>
    <message>
        <source>everything</source>
        <translation>alles</translation>
    </message>
    <message>
        <source>remove it when nothing works on the case</source>
        <translation>entfernen Sie es, wenn nichts am Fall arbeitet</translation>
    </message>
    <message>
        <source>everything but handing out this exhibit</source>
        <translation>alles, außer dieses Beweisstück herauszugeben</translation>
    </message>
    <message>
        <source>bring it back from a copy, or make the exhibit again under a new number</source>
        <translation>holen Sie es aus einer Kopie zurück, oder erstellen Sie das Beweisstück unter neuer Nummer</translation>
    </message>
    <message>
        <source>entry {number} is not what was hashed</source>
        <translation>Eintrag {number} ist nicht der, dessen Hash gebildet wurde</translation>
    </message>
    <message>
        <source>entries {first} to {last} are missing</source>
        <translation>die Einträge {first} bis {last} fehlen</translation>
    </message>
    <message>
        <source>entry {number} does not follow entry {before} as that stands now</source>
        <translation>Eintrag {number} folgt nicht auf Eintrag {before}, wie dieser jetzt lautet</translation>
    </message>
    <message>
        <source>everything; what the log says of this entry is not to be relied on</source>
        <translation>alles; was das Protokoll zu diesem Eintrag sagt, ist nicht verlässlich</translation>
    </message>
    <message>
        <source>compare with an exported log or a backup: cba log verify</source>
        <translation>vergleichen Sie mit einem exportierten Protokoll oder einer Sicherung: cba log verify</translation>
    </message>
    <message>
        <source>Exhibits are not what they were when they were made: {reason}</source>
        <translation>Beweisstücke sind nicht mehr, was sie bei der Erstellung waren: {reason}</translation>
    </message>
    <message>
        <source>recorder clock not compared, taken as right in {zone}</source>
        <translation>Rekorderuhr nicht verglichen, als richtig in {zone} angenommen</translation>
    </message>
    <message>
        <source>{reason}; it falls behind {seconds} s a day</source>
        <translation>{reason}; sie verliert {seconds} s am Tag</translation>
    </message>
    <message>
        <source>{reason}; it gains {seconds} s a day</source>
        <translation>{reason}; sie gewinnt {seconds} s am Tag</translation>
    </message>
    <message>
        <source>recorder was {amount} slow; {shown} on screen is {moment}</source>
        <translation>Rekorderuhr ging {amount} nach; {shown} im Bild ist {moment}</translation>
    </message>
    <message>
        <source>recorder was {amount} fast; {shown} on screen is {moment}</source>
        <translation>Rekorderuhr ging {amount} vor; {shown} im Bild ist {moment}</translation>
    </message>
    <message>
        <source>recorder was right; {shown} on screen is {moment}</source>
        <translation>Rekorderuhr ging richtig; {shown} im Bild ist {moment}</translation>
    </message>
    <message>
        <source>YOLOX, COCO, from an ONNX file</source>
        <translation>YOLOX, COCO, aus einer ONNX-Datei</translation>
    </message>
    <message>
        <source>Detections or tracks from a MOTChallenge text file</source>
        <translation>Detektionen oder Spuren aus einer MOTChallenge-Textdatei</translation>
    </message>
</context>
<context>
    <name>frame_times</name>
    <message>
        <source>corrected</source>
        <translation>berichtigt</translation>
    </message>
    <message>
        <source>time not told</source>
        <translation>Zeit nicht angegeben</translation>
    </message>
    <message>
        <source>as told</source>
        <translation>angegeben</translation>
    </message>
    <message>
        <source>clock not compared</source>
        <translation>Uhr nicht verglichen</translation>
    </message>
    <message>
        <source>not compared</source>
        <translation>ungeprüft</translation>
    </message>
    <message>
        <source>recorder&apos;s clock not set</source>
        <translation>Rekorderuhr nicht angegeben</translation>
    </message>
    <message>
        <source>recorder showed {date} </source>
        <translation>Rekorder zeigte {date} </translation>
    </message>
    <message>
        <source>recorder showed </source>
        <translation>Rekorder zeigte </translation>
    </message>
    <message>
        <source>frame {index}</source>
        <translation>Bild {index}</translation>
    </message>
    <message>
        <source>no PTS</source>
        <translation>ohne PTS</translation>
    </message>
    <message>
        <source> in file</source>
        <translation> ab Beginn</translation>
    </message>
    <message>
        <source>The time was told when the file was added; nobody set its clock.</source>
        <translation>Die Zeit wurde beim Hinzufügen angegeben; die Uhr hat niemand eingestellt.</translation>
    </message>
    <message>
        <source>Nobody compared the recorder&apos;s clock with a right one.</source>
        <translation>Niemand hat die Rekorderuhr mit einer richtigen verglichen.</translation>
    </message>
    <message>
        <source>{sign} marks digits reckoned from the frame rate: no time stamp tells them.</source>
        <translation>{sign} kennzeichnet Ziffern, die aus der Bildrate berechnet sind: Kein Zeitstempel nennt sie.</translation>
    </message>
</context>
<context>
    <name>index</name>
    <message>
        <source>{files} to look through</source>
        <translation>{files} durchzusehen</translation>
    </message>
    <message>
        <source>{duration} of footage</source>
        <translation>{duration} Aufnahmen</translation>
    </message>
    <message>
        <source>{count} of them failed before</source>
        <translation>{count} davon vorher gescheitert</translation>
    </message>
    <message>
        <source>{files} missing</source>
        <translation>{files} nicht auffindbar</translation>
    </message>
    <message>
        <source>Duskline looks for people in each file, follows each of them through the picture, keeps the best pictures, and describes their appearance so that they can be compared. The footage itself is only read. You can pause or cancel at any time: finished work is kept, and the next start goes on there.</source>
        <translation>Duskline sucht in jeder Datei nach Personen, verfolgt jede durch das Bild (ein solches Stück, in dem eine Person ohne Unterbrechung zu sehen ist, heißt Tracklet), behält die besten Bilder und beschreibt das Aussehen so, dass es sich vergleichen lässt. Die Aufnahmen selbst werden nur gelesen. Sie können jederzeit anhalten oder abbrechen: Fertiges bleibt erhalten, und der nächste Start macht dort weiter.</translation>
    </message>
    <message>
        <source>The last run did not come to its end</source>
        <translation>Der letzte Lauf kam nicht zu Ende</translation>
    </message>
    <message>
        <source>{done} Start again to go on with its settings.</source>
        <translation>{done} Starten Sie erneut, um mit seinen Einstellungen weiterzumachen.</translation>
    </message>
    <message>
        <source>{done} Look for files that were moved under Evidence (Ctrl+2).</source>
        <translation>{done} Suchen Sie verschobene Dateien unter Beweismittel (Strg+2).</translation>
    </message>
    <message>
        <source>Everything is indexed</source>
        <translation>Alles ist indexiert</translation>
    </message>
    <message>
        <source>{done} Search is next (Ctrl+4).</source>
        <translation>{done} Als Nächstes folgt die Suche (Strg+4).</translation>
    </message>
    <message>
        <source>{tracklets} found: {visible} visible, {infrared} infrared</source>
        <translation>{tracklets} gefunden: {visible} sichtbar, {infrared} infrarot</translation>
    </message>
    <message>
        <source> · {count} cannot be compared</source>
        <translation> · {count} nicht vergleichbar</translation>
    </message>
    <message>
        <source>nothing to do</source>
        <translation>nichts zu tun</translation>
    </message>
    <message>
        <source>{count} left</source>
        <translation>noch {count}</translation>
    </message>
    <message>
        <source>{count} failed</source>
        <translation>{count} gescheitert</translation>
    </message>
    <message>
        <source>{count} missing</source>
        <translation>{count} nicht da</translation>
    </message>
    <message>
        <source>{files} left</source>
        <translation>noch {files}</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>{camera} {part} %</source>
        <translation>{camera} {part} von 100</translation>
    </message>
    <message>
        <source>{camera} {part} %, about {duration} left</source>
        <translation>{camera} {part} von 100, noch etwa {duration}</translation>
    </message>
</context>
<context>
    <name>keys</name>
    <message>
        <source>Everywhere</source>
        <translation>Überall</translation>
    </message>
    <message>
        <source>add footage</source>
        <translation>Aufnahmen hinzufügen</translation>
    </message>
    <message>
        <source>add a folder of footage</source>
        <translation>Ordner mit Aufnahmen hinzufügen</translation>
    </message>
    <message>
        <source>start indexing</source>
        <translation>Indexierung starten</translation>
    </message>
    <message>
        <source>make the report</source>
        <translation>Bericht erstellen</translation>
    </message>
    <message>
        <source>new case</source>
        <translation>neuer Fall</translation>
    </message>
    <message>
        <source>open case</source>
        <translation>Fall öffnen</translation>
    </message>
    <message>
        <source>all commands in one list</source>
        <translation>alle Befehle in einer Liste</translation>
    </message>
    <message>
        <source>undo</source>
        <translation>rückgängig</translation>
    </message>
    <message>
        <source>{key} stands for “{action}” already ({where}).</source>
        <translation>{key} steht schon für „{action}“ ({where}).</translation>
    </message>
    <message>
        <source>{key} cannot be chosen here: it moves the keyboard, confirms, leaves, or writes.</source>
        <translation>{key} ist hier nicht wählbar: Diese Taste bewegt, bestätigt, verlässt oder schreibt.</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Beweismittel</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>A query, in Review</source>
        <translation>Eine Anfrage, in der Durchsicht</translation>
    </message>
    <message>
        <source>go to Case</source>
        <translation>zum Fall</translation>
    </message>
    <message>
        <source>go to Evidence</source>
        <translation>zu den Beweismitteln</translation>
    </message>
    <message>
        <source>go to Index</source>
        <translation>zum Index</translation>
    </message>
    <message>
        <source>go to Search</source>
        <translation>zur Suche</translation>
    </message>
    <message>
        <source>go to Review</source>
        <translation>zur Durchsicht</translation>
    </message>
    <message>
        <source>go to Report</source>
        <translation>zum Bericht</translation>
    </message>
    <message>
        <source>go to Models</source>
        <translation>zu den Modellen</translation>
    </message>
    <message>
        <source>close case</source>
        <translation>Fall schließen</translation>
    </message>
    <message>
        <source>quit</source>
        <translation>beenden</translation>
    </message>
    <message>
        <source>do again</source>
        <translation>wiederholen</translation>
    </message>
    <message>
        <source>Galleries</source>
        <translation>Galerien</translation>
    </message>
    <message>
        <source>move</source>
        <translation>bewegen</translation>
    </message>
    <message>
        <source>Page, Home, End</source>
        <translation>Bild, Pos1, Ende</translation>
    </message>
    <message>
        <source>move far</source>
        <translation>weit bewegen</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>search for this person</source>
        <translation>nach dieser Person suchen</translation>
    </message>
    <message>
        <source>Ctrl+click</source>
        <translation>Strg+Klick</translation>
    </message>
    <message>
        <source>tick a tracklet of a person</source>
        <translation>Tracklet einer Person anhaken</translation>
    </message>
    <message>
        <source>next part of the page</source>
        <translation>nächster Teil der Seite</translation>
    </message>
    <message>
        <source>back</source>
        <translation>zurück</translation>
    </message>
    <message>
        <source>Candidates and Review</source>
        <translation>Kandidaten und Durchsicht</translation>
    </message>
    <message>
        <source>cannot say</source>
        <translation>keine Aussage</translation>
    </message>
    <message>
        <source>clear the decision</source>
        <translation>Entscheidung löschen</translation>
    </message>
    <message>
        <source>reasons and note</source>
        <translation>Gründe und Notiz</translation>
    </message>
    <message>
        <source>nobody on this list</source>
        <translation>niemand auf dieser Liste</translation>
    </message>
    <message>
        <source>search again with what was accepted</source>
        <translation>mit Angenommenen neu suchen</translation>
    </message>
    <message>
        <source>A second reading</source>
        <translation>Eine zweite Lesung</translation>
    </message>
    <message>
        <source>People, in Review</source>
        <translation>Personen, in der Durchsicht</translation>
    </message>
    <message>
        <source>make, or show, the query&apos;s person</source>
        <translation>Person der Anfrage bilden oder zeigen</translation>
    </message>
    <message>
        <source>tick a tracklet</source>
        <translation>Tracklet anhaken</translation>
    </message>
    <message>
        <source>rename</source>
        <translation>umbenennen</translation>
    </message>
    <message>
        <source>merge with another person</source>
        <translation>mit anderer Person zusammenführen</translation>
    </message>
    <message>
        <source>take ticked tracklets away</source>
        <translation>angehakte Tracklets wegnehmen</translation>
    </message>
    <message>
        <source>Both recordings, from a gallery</source>
        <translation>Beide Aufnahmen, aus einer Galerie</translation>
    </message>
    <message>
        <source>play or pause</source>
        <translation>abspielen oder anhalten</translation>
    </message>
    <message>
        <source>From a player, of one recording or several</source>
        <translation>Wiedergabe, eine oder mehrere Aufnahmen</translation>
    </message>
    <message>
        <source>From the player of one recording</source>
        <translation>Wiedergabe einer Aufnahme</translation>
    </message>
    <message>
        <source>sheet of keys</source>
        <translation>Tastenübersicht</translation>
    </message>
    <message>
        <source>change keys</source>
        <translation>Tasten ändern</translation>
    </message>
    <message>
        <source>larger text</source>
        <translation>größerer Text</translation>
    </message>
    <message>
        <source>smaller text</source>
        <translation>kleinerer Text</translation>
    </message>
    <message>
        <source>text as the system has it</source>
        <translation>Text wie im System</translation>
    </message>
    <message>
        <source>colours as the system has them</source>
        <translation>Farben wie im System</translation>
    </message>
    <message>
        <source>light colours</source>
        <translation>helle Farben</translation>
    </message>
    <message>
        <source>dark colours</source>
        <translation>dunkle Farben</translation>
    </message>
    <message>
        <source>colours of high contrast</source>
        <translation>Farben mit hohem Kontrast</translation>
    </message>
    <message>
        <source>go on where a case was left, or not</source>
        <translation>weitermachen, wo ein Fall verlassen wurde, oder nicht</translation>
    </message>
    <message>
        <source>your name</source>
        <translation>Ihr Name</translation>
    </message>
    <message>
        <source>user guide</source>
        <translation>Handbuch</translation>
    </message>
    <message>
        <source>about Duskline</source>
        <translation>über Duskline</translation>
    </message>
    <message>
        <source>recorder clock</source>
        <translation>Rekorderuhr</translation>
    </message>
    <message>
        <source>search with a picture from a file</source>
        <translation>mit einem Bild aus einer Datei suchen</translation>
    </message>
    <message>
        <source>search with the pasted picture</source>
        <translation>mit dem eingefügten Bild suchen</translation>
    </message>
    <message>
        <source>supports same</source>
        <translation>spricht für dieselbe Person</translation>
    </message>
    <message>
        <source>weakly supports same</source>
        <translation>spricht schwach für dieselbe Person</translation>
    </message>
    <message>
        <source>supports different</source>
        <translation>spricht für eine andere Person</translation>
    </message>
    <message>
        <source>not comparable</source>
        <translation>kein Vergleich möglich</translation>
    </message>
    <message>
        <source>split ticked tracklets off</source>
        <translation>angehakte Tracklets abtrennen</translation>
    </message>
    <message>
        <source>remove the person</source>
        <translation>Person entfernen</translation>
    </message>
    <message>
        <source>search with this person</source>
        <translation>mit dieser Person suchen</translation>
    </message>
    <message>
        <source>pair before</source>
        <translation>voriges Paar</translation>
    </message>
    <message>
        <source>next pair that is read</source>
        <translation>nächstes gelesenes Paar</translation>
    </message>
    <message>
        <source>watch the selected recording</source>
        <translation>die gewählte Aufnahme ansehen</translation>
    </message>
    <message>
        <source>play or pause both</source>
        <translation>beide abspielen oder anhalten</translation>
    </message>
    <message>
        <source>frame back, both</source>
        <translation>Bild zurück, beide</translation>
    </message>
    <message>
        <source>frame forward, both</source>
        <translation>Bild vor, beide</translation>
    </message>
    <message>
        <source>play backward; again: 2, 4, 8 times as fast</source>
        <translation>rückwärts abspielen; erneut: 2-, 4-, 8-mal so schnell</translation>
    </message>
    <message>
        <source>play forward; again: 2, 4, 8 times as fast</source>
        <translation>vorwärts abspielen; erneut: 2-, 4-, 8-mal so schnell</translation>
    </message>
    <message>
        <source>frame back</source>
        <translation>Bild zurück</translation>
    </message>
    <message>
        <source>frame forward</source>
        <translation>Bild vor</translation>
    </message>
    <message>
        <source>1 second back</source>
        <translation>1 Sekunde zurück</translation>
    </message>
    <message>
        <source>1 second forward</source>
        <translation>1 Sekunde vor</translation>
    </message>
    <message>
        <source>10 seconds back</source>
        <translation>10 Sekunden zurück</translation>
    </message>
    <message>
        <source>10 seconds forward</source>
        <translation>10 Sekunden vor</translation>
    </message>
    <message>
        <source>beginning of the stretch</source>
        <translation>Anfang des Abschnitts</translation>
    </message>
    <message>
        <source>end of the stretch</source>
        <translation>Ende des Abschnitts</translation>
    </message>
    <message>
        <source>search for somebody in the picture</source>
        <translation>nach jemandem im Bild suchen</translation>
    </message>
    <message>
        <source>draw a box round somebody, to search with</source>
        <translation>einen Rahmen um jemanden ziehen, um damit zu suchen</translation>
    </message>
    <message>
        <source>what the other cameras recorded then</source>
        <translation>was die anderen Kameras zu der Zeit aufnahmen</translation>
    </message>
    <message>
        <source>save a still as an exhibit</source>
        <translation>Standbild als Beweisstück sichern</translation>
    </message>
    <message>
        <source>keep to the tracklet, or not</source>
        <translation>beim Tracklet bleiben oder nicht</translation>
    </message>
    <message>
        <source>Pages of the report</source>
        <translation>Seiten des Berichts</translation>
    </message>
    <message>
        <source>scroll</source>
        <translation>rollen</translation>
    </message>
    <message>
        <source>+  -  Ctrl+wheel</source>
        <translation>+  -  Strg+Mausrad</translation>
    </message>
    <message>
        <source>larger, smaller</source>
        <translation>größer, kleiner</translation>
    </message>
    <message>
        <source>as wide as there is room</source>
        <translation>so breit wie Platz ist</translation>
    </message>
</context>
<context>
    <name>log</name>
    <message>
        <source>created</source>
        <translation>angelegt</translation>
    </message>
    <message>
        <source>added</source>
        <translation>hinzugefügt</translation>
    </message>
    <message>
        <source>viewed</source>
        <translation>angesehen</translation>
    </message>
    <message>
        <source>searched</source>
        <translation>gesucht</translation>
    </message>
    <message>
        <source>decided</source>
        <translation>entschieden</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>exported</source>
        <translation>exportiert</translation>
    </message>
    <message>
        <source>disclosed</source>
        <translation>offengelegt</translation>
    </message>
    <message>
        <source>erased</source>
        <translation>gelöscht</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
</context>
<context>
    <name>map</name>
    <message>
        <source>other cameras</source>
        <translation>andere Kameras</translation>
    </message>
    <message>
        <source>not taken for a person</source>
        <translation>keiner Person zugeordnet</translation>
    </message>
    <message>
        <source>others</source>
        <translation>übrige</translation>
    </message>
    <message>
        <source>All {tracklets} that the model could describe are on it.</source>
        <translation>Alle, die das Modell beschreiben konnte, sind darauf: {tracklets}.</translation>
    </message>
    <message>
        <source>{shown} of {all} {modality} tracklets</source>
        <translation>{shown} von {all} Tracklets ({modality})</translation>
    </message>
    <message>
        <source>On it are {parts}, drawn by chance.</source>
        <translation>Darauf sind {parts}, zufällig gezogen.</translation>
    </message>
    <message>
        <source>Each mark is a tracklet; those that the model finds alike lie near one another (t-SNE). Where the two kinds of camera lie apart, the model sees the camera before it sees the person. How far apart groups lie, and how large they are, means nothing.</source>
        <translation>Jede Marke ist ein Tracklet; die, die das Modell ähnlich findet, liegen nahe beieinander (t-SNE). Wo die beiden Arten von Kameras getrennt liegen, sieht das Modell die Kamera, bevor es die Person sieht. Wie weit Gruppen auseinanderliegen und wie groß sie sind, bedeutet nichts.</translation>
    </message>
</context>
<context>
    <name>models</name>
    <message>
        <source>mean of 40 steps</source>
        <translation>Mittel über 40 Schritte</translation>
    </message>
    <message>
        <source>visible</source>
        <translation>sichtbar</translation>
    </message>
    <message>
        <source>infrared</source>
        <translation>infrarot</translation>
    </message>
    <message>
        <source>told right, of 100</source>
        <translation>richtig erkannt, von 100</translation>
    </message>
    <message>
        <source>comes with Duskline</source>
        <translation>kommt mit Duskline</translation>
    </message>
    <message>
        <source>packaged</source>
        <translation>mitgeliefert</translation>
    </message>
    <message>
        <source>added on this computer</source>
        <translation>auf diesem Rechner hinzugefügt</translation>
    </message>
    <message>
        <source>learnt from this case</source>
        <translation>aus diesem Fall gelernt</translation>
    </message>
    <message>
        <source>a file outside the case</source>
        <translation>eine Datei außerhalb des Falls</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>in Verwendung</translation>
    </message>
    <message>
        <source>in use before</source>
        <translation>zuvor in Verwendung</translation>
    </message>
    <message>
        <source>Learnt from</source>
        <translation>Gelernt aus</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>{steps} steps, method {method}</source>
        <translation>{steps} Schritte, Verfahren {method}</translation>
    </message>
    <message>
        <source>{name}: {value} of 100, n = {count}</source>
        <translation>{name}: {value} von 100, n = {count}</translation>
    </message>
    <message>
        <source>{wrong} of {all} confused</source>
        <translation>{wrong} von {all} verwechselt</translation>
    </message>
    <message>
        <source>{low} to {high} in 100, n = {pairs}</source>
        <translation>{low} bis {high} von 100, n = {pairs}</translation>
    </message>
    <message>
        <source>Lines run from 0 to {most} in 100 and show intervals of 95 %; n: pairs of people.</source>
        <translation>Die Linien reichen von 0 bis {most} von 100 und zeigen Intervalle, die 95 von 100 umfassen; n: Personenpaare.</translation>
    </message>
    <message>
        <source>visible into infrared</source>
        <translation>sichtbar in infrarot</translation>
    </message>
    <message>
        <source>infrared into visible</source>
        <translation>infrarot in sichtbar</translation>
    </message>
    <message>
        <source>A copy of the packaged network is taught on these cameras, without anybody saying who is who: {visible} and {infrared}, {steps} steps.</source>
        <translation>Eine Kopie des mitgelieferten Netzes wird an diesen Kameras geschult, ohne dass jemand sagt, wer wer ist: {visible} und {infrared}, {steps} Schritte.</translation>
    </message>
    <message>
        <source>{name} was stopped at about step {done} of {all}. It goes on from there as if it had not been stopped, unless people were found in new footage meanwhile.</source>
        <translation>{name} wurde etwa bei Schritt {done} von {all} angehalten. Es geht dort weiter, als wäre es nicht angehalten worden, sofern inzwischen niemand in neuen Aufnahmen gefunden wurde.</translation>
    </message>
    <message>
        <source>, {day}</source>
        <translation>, {day}</translation>
    </message>
    <message>
        <source>Trained</source>
        <translation>Trainiert</translation>
    </message>
    <message>
        <source>On this case</source>
        <translation>An diesem Fall</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>Anmerkungen</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>Nothing was measured of it when it was made.</source>
        <translation>Bei der Erstellung wurde nichts daran gemessen.</translation>
    </message>
    <message>
        <source>People in like clothes look alike to every one of them. Thermal pictures are hardly comparable with visible ones: learning brought nothing there. Crowds, people half hidden, low light and small pictures make lists worse. Children were never measured, nor was real near-infrared footage of many people.</source>
        <translation>Personen in ähnlicher Kleidung sehen für jedes gleich aus. Wärmebilder sind mit sichtbaren kaum vergleichbar: Lernen brachte dort nichts. Gedränge, halb verdeckte Personen, wenig Licht und kleine Bilder machen Listen schlechter. Kinder wurden nie gemessen, ebenso wenig echtes nahes Infrarot mit vielen Personen.</translation>
    </message>
    <message>
        <source>no pairs</source>
        <translation>keine Paare</translation>
    </message>
    <message>
        <source>{text}: too few to go by</source>
        <translation>{text}: zu wenige, um danach zu gehen</translation>
    </message>
    <message>
        <source>There are fewer than {least} pairs of people seen together: this compares nothing. Keep the old one unless you have another reason.</source>
        <translation>Es gibt weniger als {least} Paare zusammen gesehener Personen: Das vergleicht nichts. Behalten Sie das alte, wenn nichts anderes dagegen spricht.</translation>
    </message>
    <message>
        <source>The new one confuses people who stood side by side less often.</source>
        <translation>Das neue verwechselt Personen, die nebeneinander standen, seltener.</translation>
    </message>
    <message>
        <source>The new one confuses people who stood side by side MORE often: keep the old.</source>
        <translation>Das neue verwechselt Personen, die nebeneinander standen, ÖFTER: Behalten Sie das alte.</translation>
    </message>
    <message>
        <source>The intervals overlap: the difference may be chance.</source>
        <translation>Die Intervalle überschneiden sich: Der Unterschied kann Zufall sein.</translation>
    </message>
    <message>
        <source>Counted: of two people whom one camera saw at one moment, how often the other one&apos;s pictures were at least as like as the person&apos;s own a moment later. It is measured on the footage that the new one learnt from, with pairs that learning kept apart, so it looks better than it is. It does not tell how often a search errs, nor whether people are found across modalities.</source>
        <translation>Gezählt: wie oft von zwei Personen, die eine Kamera im selben Augenblick sah, die Bilder der anderen mindestens so ähnlich waren wie die eigenen kurz danach. Gemessen an den Aufnahmen, aus denen das neue gelernt hat, mit Paaren, die das Lernen auseinanderhielt; es sieht also besser aus, als es ist. Es sagt nicht, wie oft eine Suche irrt, noch ob Personen über Lichtarten hinweg gefunden werden.</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>nicht gemessen</translation>
    </message>
    <message>
        <source>first for {first} of {queries}, mAP {average}</source>
        <translation>vorn bei {first} von {queries}, mAP {average}</translation>
    </message>
    <message>
        <source>Not measured on the sample: {reason}</source>
        <translation>Am Beispiel nicht gemessen: {reason}</translation>
    </message>
    <message>
        <source>The sample&apos;s people do not exist and are known, so this tells how often the same person stood first across modalities; by chance that is {chance} of {queries}. It is not your footage, and of so few a difference of three or four may be chance.</source>
        <translation>Die Personen des Beispiels gibt es nicht, und sie sind bekannt. So zeigt sich, wie oft dieselbe Person in der anderen Lichtart vorn stand; durch Zufall ist das bei {chance} von {queries} so. Es sind nicht Ihre Aufnahmen, und bei so wenigen kann ein Unterschied von drei oder vier Zufall sein.</translation>
    </message>
    <message>
        <source>The computer is busy meanwhile, and indexing waits. You can pause and stop it.</source>
        <translation>Der Rechner ist solange beschäftigt, und die Indexierung wartet. Sie können pausieren und anhalten.</translation>
    </message>
    <message>
        <source>About {duration}, at the pace of the last run in this case. {busy}</source>
        <translation>Etwa {duration}, im Tempo des letzten Laufs in diesem Fall. {busy}</translation>
    </message>
    <message>
        <source>How long it takes here is told after the first steps. On one of two busy cores 460 steps took 26 minutes. {busy}</source>
        <translation>Wie lange es hier dauert, zeigen die ersten Schritte. Auf einem von zwei ausgelasteten Kernen dauerten 460 Schritte 26 Minuten. {busy}</translation>
    </message>
    <message>
        <source>Small and not certain. On simulated people lists became a little better; on public visible and thermal footage people who stood side by side were confused less often (109 of 2,492 before, 73 after, one run, on the footage it learnt from). On real near infrared nothing was measured. Nothing changes in this case until you compare and say so.</source>
        <translation>Wenig und nicht sicher. Bei simulierten Personen wurden Listen ein wenig besser; bei öffentlichen sichtbaren und Wärmebildaufnahmen wurden Personen, die nebeneinander standen, seltener verwechselt (109 von 2,492 vorher, 73 nachher, ein Lauf, an den Aufnahmen, aus denen es lernte). Bei echtem nahem Infrarot wurde nichts gemessen. In diesem Fall ändert sich nichts, bis Sie vergleichen und es sagen.</translation>
    </message>
    <message>
        <source>Some hundred tracklets of each are better than some dozen as here.</source>
        <translation>Einige hundert Tracklets von jeder sind besser als einige Dutzend wie hier.</translation>
    </message>
    <message>
        <source>{name} was stopped before its first steps were kept.</source>
        <translation>{name} wurde angehalten, bevor erste Schritte gespeichert waren.</translation>
    </message>
    <message>
        <source>The model in use is not touched. Whatever is learnt until you stop, or close the window, is kept, and it goes on from there.</source>
        <translation>Das verwendete Modell wird nicht berührt. Was gelernt wird, bis Sie anhalten oder das Fenster schließen, bleibt erhalten, und von dort geht es weiter.</translation>
    </message>
    <message>
        <source>The loss falls within a stage and jumps between stages. Clusters are the groups found in each modality; they should come near the number of people. The modality probe tells how often a modality can be told from what the network sees: the nearer to chance, the better people can be compared across modalities.</source>
        <translation>Der Verlust fällt innerhalb eines Abschnitts und springt zwischen Abschnitten. Gruppen sind die in jeder Lichtart gefundenen; sie sollten der Zahl der Personen nahekommen. Die Lichtart-Probe sagt, wie oft sich die Lichtart aus dem erkennen lässt, was das Netz sieht: Je näher am Zufall, desto besser lassen sich Personen über Lichtarten hinweg vergleichen.</translation>
    </message>
</context>
<context>
    <name>moments</name>
    <message>
        <source>Write a date and time such as 2026-03-01 18:00:00.</source>
        <translation>Schreiben Sie Datum und Zeit wie 2026-03-01 18:00:00.</translation>
    </message>
    <message>
        <source>Write what the recorder shows, such as 2026-03-01 18:00:00.</source>
        <translation>Schreiben Sie, was der Rekorder zeigt, wie 2026-03-01 18:00:00.</translation>
    </message>
    <message>
        <source>The clocks were put back there, so this time came twice. Write which one: {reading}{first} or {reading}{second}.</source>
        <translation>Dort wurden die Uhren zurückgestellt, diese Zeit gab es zweimal. Schreiben Sie, welche: {reading}{first} oder {reading}{second}.</translation>
    </message>
    <message>
        <source>The clocks were put forward there, so this time never was. If the recorder was not put forward, write {reading}{offset}; that is {there} there.</source>
        <translation>Dort wurden die Uhren vorgestellt, diese Zeit gab es nie. Wurde der Rekorder nicht vorgestellt, schreiben Sie {reading}{offset}; das ist dort {there}.</translation>
    </message>
</context>
<context>
    <name>remedies</name>
    <message>
        <source>Duskline is not installed completely on this computer. Ask whoever looks after it to install what is missing.</source>
        <translation>Duskline ist auf diesem Rechner nicht vollständig installiert. Bitten Sie die betreuende Stelle, das Fehlende zu installieren.</translation>
    </message>
    <message>
        <source>Ask whoever looks after Duskline on this computer to put the file back as it was, or to install it again.</source>
        <translation>Bitten Sie die Stelle, die Duskline auf diesem Rechner betreut, die Datei wiederherzustellen oder neu zu installieren.</translation>
    </message>
    <message>
        <source>Keep the case&apos;s folder as it is, and have the last of its backups restored: they lie in its folder backups.</source>
        <translation>Lassen Sie den Ordner des Falls, wie er ist, und lassen Sie die letzte Sicherung wiederherstellen: Die Sicherungen liegen in seinem Ordner backups.</translation>
    </message>
    <message>
        <source>Plug the medium in again, or press Find moved files… and choose the folder it is in now.</source>
        <translation>Schließen Sie den Datenträger wieder an, oder drücken Sie „Dateien suchen…“ und wählen Sie den jetzigen Ordner.</translation>
    </message>
    <message>
        <source>Choose a folder whose name ends in .duskcase, or make a new case.</source>
        <translation>Wählen Sie einen Ordner, dessen Name auf .duskcase endet, oder legen Sie einen neuen Fall an.</translation>
    </message>
    <message>
        <source>Check that its disk is plugged in and sound and that you may read it, then try again.</source>
        <translation>Prüfen Sie, ob der Datenträger angeschlossen und in Ordnung ist und ob Sie ihn lesen dürfen, und versuchen Sie es dann noch einmal.</translation>
    </message>
    <message>
        <source>Nothing needs to be done: it is in the list under Evidence.</source>
        <translation>Es ist nichts zu tun: Sie steht in der Liste unter Beweismittel.</translation>
    </message>
    <message>
        <source>The case has changed meanwhile. Choose again from what is shown now.</source>
        <translation>Der Fall hat sich inzwischen geändert. Wählen Sie noch einmal aus dem, was jetzt gezeigt wird.</translation>
    </message>
    <message>
        <source>Bring them back from a copy of the case, or take the check mark off them under Report: the report then says that they are left out, and why.</source>
        <translation>Holen Sie sie aus einer Kopie des Falls zurück, oder nehmen Sie unter Bericht den Haken davon weg: Der Bericht sagt dann, dass und warum sie fehlen.</translation>
    </message>
    <message>
        <source>Start indexing under Index, and search when the first people are found.</source>
        <translation>Starten Sie unter Index die Indexierung, und suchen Sie, wenn die ersten Personen gefunden sind.</translation>
    </message>
    <message>
        <source>Index more footage under Index, then draw the map.</source>
        <translation>Indizieren Sie unter Index mehr Aufnahmen, und zeichnen Sie dann die Karte.</translation>
    </message>
    <message>
        <source>Start indexing again under Index. If this does not help, none of its pictures is good enough to compare: choose another tracklet of the person.</source>
        <translation>Starten Sie unter Index die Indexierung noch einmal. Hilft das nicht, taugt keines der Bilder zum Vergleich: Wählen Sie ein anderes Tracklet der Person.</translation>
    </message>
    <message>
        <source>Free some space and start again; finished work is kept.</source>
        <translation>Schaffen Sie Platz, und starten Sie noch einmal; Fertiges bleibt erhalten.</translation>
    </message>
    <message>
        <source>Choose another detector under Index.</source>
        <translation>Wählen Sie unter Index einen anderen Detektor.</translation>
    </message>
    <message>
        <source>Correct the file, or choose another detector under Index.</source>
        <translation>Berichtigen Sie die Datei, oder wählen Sie unter Index einen anderen Detektor.</translation>
    </message>
    <message>
        <source>Copy the case folder to a disk you may write to, or ask for the right to write here. Decisions can be looked at meanwhile.</source>
        <translation>Kopieren Sie den Ordner des Falls auf einen beschreibbaren Datenträger, oder lassen Sie sich hier Schreibrechte geben. Entscheidungen können Sie inzwischen ansehen.</translation>
    </message>
    <message>
        <source>Nothing was changed. Look at the people under Review as they are now, and choose again.</source>
        <translation>Es wurde nichts geändert. Sehen Sie sich die Personen unter Durchsicht an, wie sie jetzt sind, und wählen Sie noch einmal.</translation>
    </message>
    <message>
        <source>Nothing was changed. See under Review, History, what was done since; undo the later steps first, or decide anew.</source>
        <translation>Es wurde nichts geändert. Sehen Sie unter Durchsicht, Verlauf, was seither geschah; machen Sie zuerst die späteren Schritte rückgängig, oder entscheiden Sie neu.</translation>
    </message>
    <message>
        <source>Start indexing again under Index: it brings the case up to date.</source>
        <translation>Starten Sie unter Index die Indexierung noch einmal: Sie bringt den Fall auf den Stand.</translation>
    </message>
    <message>
        <source>Save it as JPEG or PNG in a picture program, with the person cut out of a very large one, and drop it here again.</source>
        <translation>Speichern Sie es in einem Bildprogramm als JPEG oder PNG, aus einem sehr großen Bild nur die Person, und legen Sie es hier erneut ab.</translation>
    </message>
    <message>
        <source>Draw the box round the whole person, in a frame in which the person is large enough.</source>
        <translation>Zeichnen Sie den Rahmen um die ganze Person, in einem Einzelbild, in dem die Person groß genug ist.</translation>
    </message>
    <message>
        <source>Its picture stands beside the candidates; decide by that.</source>
        <translation>Sein Bild steht neben den Kandidaten; entscheiden Sie danach.</translation>
    </message>
</context>
<context>
    <name>report</name>
    <message>
        <source>no finding yet</source>
        <translation>noch kein Befund</translation>
    </message>
    <message>
        <source>{findings}, complete</source>
        <translation>{findings}, vollständig</translation>
    </message>
    <message>
        <source>{findings}, at least {count} missing</source>
        <translation>{findings}, noch offen: mindestens {count}</translation>
    </message>
    <message>
        <source>{findings}, {count} missing</source>
        <translation>{findings}, noch offen: {count}</translation>
    </message>
    <message>
        <source>No list is in this report: nothing was decided when it was made.</source>
        <translation>In diesem Bericht steht keine Liste: Nichts war entschieden, als er erstellt wurde.</translation>
    </message>
    <message>
        <source>{lists} made again, the same rank by rank.</source>
        <translation>{lists} noch einmal erstellt, Rang für Rang gleich.</translation>
    </message>
    <message>
        <source>; and {count} more ranks</source>
        <translation>; und {count} weitere Ränge</translation>
    </message>
    <message>
        <source>{count} of {lists} differ.</source>
        <translation>{count} von {lists} weichen ab.</translation>
    </message>
    <message>
        <source>Model, settings or footage are others than when it was made.</source>
        <translation>Modell, Einstellungen oder Aufnahmen sind andere als bei der Erstellung.</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>niemand</translation>
    </message>
    <message>
        <source>Query {query}, rank {rank}: {expected} in the report, {found} now</source>
        <translation>Anfrage {query}, Rang {rank}: {expected} im Bericht, {found} jetzt</translation>
    </message>
    <message>
        <source>No footage was added</source>
        <translation>Es wurden keine Aufnahmen hinzugefügt</translation>
    </message>
    <message>
        <source>A report tells what was found in footage.</source>
        <translation>Ein Bericht sagt, was in Aufnahmen gefunden wurde.</translation>
    </message>
    <message>
        <source>Add some…</source>
        <translation>Hinzufügen…</translation>
    </message>
    <message>
        <source>{count} of {files} not searched</source>
        <translation>{count} von {files} nicht durchsucht</translation>
    </message>
    <message>
        <source>Nobody is found in what was not searched; the report names these files.</source>
        <translation>In nicht Durchsuchtem wird niemand gefunden; der Bericht nennt diese Dateien.</translation>
    </message>
    <message>
        <source>Index…</source>
        <translation>Index…</translation>
    </message>
    <message>
        <source>{files} not where they were</source>
        <translation>{files} nicht, wo sie waren</translation>
    </message>
    <message>
        <source>1 file not where it was</source>
        <translation>1 Datei nicht, wo sie war</translation>
    </message>
    <message>
        <source>Nobody can compare or play them until they are found again.</source>
        <translation>Niemand kann sie vergleichen oder abspielen, bis sie wieder da sind.</translation>
    </message>
    <message>
        <source>Find them…</source>
        <translation>Suchen…</translation>
    </message>
    <message>
        <source>{files} without a clock</source>
        <translation>{files} ohne Uhr</translation>
    </message>
    <message>
        <source>Their times are told as not corrected, or not at all.</source>
        <translation>Ihre Zeiten stehen als nicht berichtigt da oder gar nicht.</translation>
    </message>
    <message>
        <source>Tell clocks…</source>
        <translation>Uhren angeben…</translation>
    </message>
    <message>
        <source>{files} not compared since they were added</source>
        <translation>{files} nicht verglichen, seit sie hinzukamen</translation>
    </message>
    <message>
        <source>The report cannot say that they are what they were.</source>
        <translation>Der Bericht kann nicht sagen, dass sie sind, was sie waren.</translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation>Vergleichen…</translation>
    </message>
    <message>
        <source>{faults} found in the case</source>
        <translation>{faults} im Fall gefunden</translation>
    </message>
    <message>
        <source>The last look found them, and the report says so.</source>
        <translation>Der letzte Durchgang fand sie, und der Bericht sagt es.</translation>
    </message>
    <message>
        <source>See them…</source>
        <translation>Ansehen…</translation>
    </message>
    <message>
        <source>Nothing was decided</source>
        <translation>Nichts wurde entschieden</translation>
    </message>
    <message>
        <source>A report tells what people decided. Without that it has no finding.</source>
        <translation>Ein Bericht sagt, was Menschen entschieden haben. Ohne das hat er keinen Befund.</translation>
    </message>
    <message>
        <source>Search…</source>
        <translation>Suche…</translation>
    </message>
    <message>
        <source>No second reading</source>
        <translation>Keine zweite Lesung</translation>
    </message>
    <message>
        <source>Nobody read the candidates once more without the first verdicts. Choose a query under Review; cba blind make puts it up for another reader.</source>
        <translation>Niemand hat die Kandidaten noch einmal ohne die ersten Urteile gelesen. Wählen Sie unter Durchsicht eine Anfrage; cba blind make legt sie einer anderen Person vor.</translation>
    </message>
    <message>
        <source>Review…</source>
        <translation>Durchsicht…</translation>
    </message>
    <message>
        <source>Self-test not run with this version</source>
        <translation>Selbsttest mit dieser Version nicht ausgeführt</translation>
    </message>
    <message>
        <source>The report cannot say that this program works as it should on this machine. In a terminal, {command} finds out in a minute or so.</source>
        <translation>Der Bericht kann nicht sagen, dass dieses Programm auf diesem Rechner arbeitet, wie es soll. In einem Terminal stellt {command} das in etwa einer Minute fest.</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>Befehl kopieren</translation>
    </message>
    <message>
        <source>Error figures not measured</source>
        <translation>Fehlerzahlen nicht gemessen</translation>
    </message>
    <message>
        <source>Error figures of {count} of {total} pairs not measured</source>
        <translation>Fehlerzahlen von {count} von {total} Paaren nicht gemessen</translation>
    </message>
    <message>
        <source>Too few people were seen at one moment by one camera, or by cameras that lie apart. More footage and right clocks help.</source>
        <translation>Zu wenige Personen wurden im selben Augenblick von einer Kamera oder von weit entfernten Kameras gesehen. Mehr Aufnahmen und richtige Uhren helfen.</translation>
    </message>
    <message>
        <source>Evidence…</source>
        <translation>Beweismittel…</translation>
    </message>
</context>
<context>
    <name>review</name>
    <message>
        <source>{count} no more in the case</source>
        <translation>{count} nicht mehr im Fall</translation>
    </message>
    <message>
        <source>{count} to read blind</source>
        <translation>{count} blind zu lesen</translation>
    </message>
    <message>
        <source>nothing decided yet</source>
        <translation>noch nichts entschieden</translation>
    </message>
    <message>
        <source>{count} without a person</source>
        <translation>{count} ohne Person</translation>
    </message>
    <message>
        <source>to be read blind</source>
        <translation>blind zu lesen</translation>
    </message>
    <message>
        <source>put up</source>
        <translation>vorgelegt</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>niemand</translation>
    </message>
    <message>
        <source>{count} decided</source>
        <translation>{count} entschieden</translation>
    </message>
    <message>
        <source>{count} same</source>
        <translation>{count} dieselbe</translation>
    </message>
    <message>
        <source>no more in the case</source>
        <translation>nicht mehr im Fall</translation>
    </message>
    <message>
        <source>{candidate} was decided to be different from {query}.</source>
        <translation>{candidate} wurde als andere Person als {query} entschieden.</translation>
    </message>
    <message>
        <source>Supports same</source>
        <translation>Spricht für dieselbe Person</translation>
    </message>
    <message>
        <source>Weakly supports same</source>
        <translation>Spricht schwach für dieselbe Person</translation>
    </message>
    <message>
        <source>Cannot say</source>
        <translation>Keine Aussage</translation>
    </message>
    <message>
        <source>Supports different</source>
        <translation>Spricht für eine andere Person</translation>
    </message>
    <message>
        <source>Not comparable</source>
        <translation>Kein Vergleich</translation>
    </message>
    <message>
        <source>Same</source>
        <translation>Dieselbe</translation>
    </message>
    <message>
        <source>Weakly same</source>
        <translation>Eher dieselbe</translation>
    </message>
    <message>
        <source>Different</source>
        <translation>Andere</translation>
    </message>
    <message>
        <source>build</source>
        <translation>Statur</translation>
    </message>
    <message>
        <source>gait</source>
        <translation>Gangbild</translation>
    </message>
    <message>
        <source>shape of the clothing</source>
        <translation>Form der Kleidung</translation>
    </message>
    <message>
        <source>carried item</source>
        <translation>mitgeführter Gegenstand</translation>
    </message>
    <message>
        <source>the time fits</source>
        <translation>die Zeit passt</translation>
    </message>
    <message>
        <source>the time excludes it</source>
        <translation>die Zeit schließt es aus</translation>
    </message>
    <message>
        <source>something else</source>
        <translation>etwas anderes</translation>
    </message>
    <message>
        <source>query {labels}</source>
        <translation>Anfrage {labels}</translation>
    </message>
    <message>
        <source>Nobody on the list of {query}</source>
        <translation>Niemand auf der Liste: {query}</translation>
    </message>
    <message>
        <source>Somebody may be on the list of {query}</source>
        <translation>Jemand kann auf der Liste stehen: {query}</translation>
    </message>
    <message>
        <source>Undo step {number}</source>
        <translation>Schritt {number} rückgängig machen</translation>
    </message>
    <message>
        <source>Put {tracklets} of {query} up for a second reader</source>
        <translation>{tracklets} zur Zweitbeurteilung geben ({query})</translation>
    </message>
    <message>
        <source>Second reading, set {number}, place {place}</source>
        <translation>Zweitbeurteilung, Satz {number}, Platz {place}</translation>
    </message>
    <message>
        <source>Clear the second reading, set {number}, place {place}</source>
        <translation>Zweitbeurteilung löschen, Satz {number}, Platz {place}</translation>
    </message>
    <message>
        <source>Clear the decision on {candidate} for {query}</source>
        <translation>Entscheidung über {candidate} zu {query} löschen</translation>
    </message>
    <message>
        <source>: {candidate} for {query}</source>
        <translation>: {candidate} zu {query}</translation>
    </message>
    <message>
        <source>{cameras} lie apart</source>
        <translation>{cameras} liegen auseinander</translation>
    </message>
    <message>
        <source> and </source>
        <translation> und </translation>
    </message>
    <message>
        <source>Correct the facts of {files}</source>
        <translation>Angaben zu {files} berichtigen</translation>
    </message>
    <message>
        <source>Set the clock of {files}</source>
        <translation>Uhr von {files} einstellen</translation>
    </message>
    <message>
        <source>Forget the clock of {files}</source>
        <translation>Uhr von {files} vergessen</translation>
    </message>
    <message>
        <source>Take the plan off</source>
        <translation>Den Plan abnehmen</translation>
    </message>
    <message>
        <source>Use {name} as the plan</source>
        <translation>{name} als Plan nehmen</translation>
    </message>
    <message>
        <source>Take {camera} off the plan</source>
        <translation>{camera} vom Plan nehmen</translation>
    </message>
    <message>
        <source>Place {camera} on the plan</source>
        <translation>{camera} auf den Plan setzen</translation>
    </message>
    <message>
        <source>Make person {name} of {tracklets}</source>
        <translation>Person {name} aus {tracklets} bilden</translation>
    </message>
    <message>
        <source>Rename person {number} to {name}</source>
        <translation>Person {number} in {name} umbenennen</translation>
    </message>
    <message>
        <source>Add {tracklets} to person {number}</source>
        <translation>{tracklets} zu Person {number} hinzufügen</translation>
    </message>
    <message>
        <source>Take {tracklets} from person {number}</source>
        <translation>{tracklets} von Person {number} wegnehmen</translation>
    </message>
    <message>
        <source>Merge person {others} into person {number}</source>
        <translation>Person {others} in Person {number} aufnehmen</translation>
    </message>
    <message>
        <source>Split {tracklets} off person {number}, as {name}</source>
        <translation>{tracklets} von Person {number} abtrennen, als {name}</translation>
    </message>
    <message>
        <source>Remove person {number}</source>
        <translation>Person {number} entfernen</translation>
    </message>
    <message>
        <source>undone, can be done again</source>
        <translation>rückgängig gemacht, wiederholbar</translation>
    </message>
    <message>
        <source>undone</source>
        <translation>rückgängig gemacht</translation>
    </message>
</context>
<context>
    <name>route</name>
    <message>
        <source>Two places at once</source>
        <translation>An zwei Orten zugleich</translation>
    </message>
    <message>
        <source>Faster than walking</source>
        <translation>Schneller als zu Fuß</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} s</translation>
    </message>
    <message>
        <source>{flag}: together for {time}</source>
        <translation>{flag}: {time} gleichzeitig</translation>
    </message>
    <message>
        <source>{flag}: {time}, at least {needed} needed</source>
        <translation>{flag}: {time}, mindestens {needed} nötig</translation>
    </message>
    <message>
        <source>at the same time</source>
        <translation>zur selben Zeit</translation>
    </message>
    <message>
        <source>{time} later</source>
        <translation>{time} später</translation>
    </message>
    <message>
        <source>{way}; walking time not told</source>
        <translation>{way}; Gehzeit nicht angegeben</translation>
    </message>
    <message>
        <source>{way}; clocks not compared</source>
        <translation>{way}; Uhren nicht verglichen</translation>
    </message>
    <message>
        <source>no time</source>
        <translation>keine Zeit</translation>
    </message>
    <message>
        <source>clock corrected</source>
        <translation>Uhr berichtigt</translation>
    </message>
    <message>
        <source>clock not compared</source>
        <translation>Uhr nicht verglichen</translation>
    </message>
    <message>
        <source>At one moment: {stops}. Nobody said whether these cameras see the same place.</source>
        <translation>Im selben Augenblick: {stops}. Niemand hat angegeben, ob diese Kameras denselben Ort sehen.</translation>
    </message>
    <message>
        <source>Walking time not told: {first} and {second}.</source>
        <translation>Gehzeit nicht angegeben: {first} und {second}.</translation>
    </message>
    <message>
        <source>Clocks not compared: some times between cameras are what the recorders say, no more.</source>
        <translation>Uhren nicht verglichen: Manche Zeiten zwischen Kameras sind nur das, was die Rekorder sagen.</translation>
    </message>
    <message>
        <source>Time unknown: {stop} has no place in the order.</source>
        <translation>Zeit unbekannt: {stop} hat keinen Platz in der Reihenfolge.</translation>
    </message>
    <message>
        <source>No more in the case: {label}; its footage was indexed anew.</source>
        <translation>Nicht mehr im Fall: {label}; die Aufnahme wurde neu indiziert.</translation>
    </message>
    <message>
        <source>{flag}: {stops}, together for {time}.</source>
        <translation>{flag}: {stops}, {time} gleichzeitig.</translation>
    </message>
    <message>
        <source>{flag}: {stops}, {time} between them, at least {needed} needed.</source>
        <translation>{flag}: {stops}, {time} dazwischen, mindestens {needed} nötig.</translation>
    </message>
    <message>
        <source>{flag} Their clocks were not compared: a clock may be wrong instead.</source>
        <translation>{flag} Ihre Uhren wurden nicht verglichen: Stattdessen kann eine Uhr falsch gehen.</translation>
    </message>
    <message>
        <source>stops {first} and {second} ({cameras})</source>
        <translation>Stationen {first} und {second} ({cameras})</translation>
    </message>
</context>
<context>
    <name>search</name>
    <message>
        <source>No candidates</source>
        <translation>Keine Kandidaten</translation>
    </message>
    <message>
        <source>Nothing passes the filter</source>
        <translation>Der Filter lässt nichts durch</translation>
    </message>
    <message>
        <source>{files}. Tell it under Evidence (Ctrl+2), or press Clear.</source>
        <translation>{files}. Geben Sie sie unter Beweismittel an (Strg+2), oder drücken Sie „Leeren“.</translation>
    </message>
    <message>
        <source>Widen the time, the camera or the length, or press Clear.</source>
        <translation>Erweitern Sie Zeit, Kamera oder Länge, oder drücken Sie „Leeren“.</translation>
    </message>
    <message>
        <source>There is nobody to compare with</source>
        <translation>Es gibt niemanden zum Vergleichen</translation>
    </message>
    <message>
        <source>No indexed tracklet passes these choices. Index footage of the other modality, or search in both.</source>
        <translation>Kein indexiertes Tracklet entspricht dieser Auswahl. Indexieren Sie Aufnahmen der anderen Lichtart, oder suchen Sie in beiden.</translation>
    </message>
</context>
<context>
    <name>tiles</name>
    <message>
        <source>was {before}</source>
        <translation>war {before}</translation>
    </message>
</context>
<context>
    <name>wording</name>
    <message>
        <source>visible</source>
        <translation>sichtbar</translation>
    </message>
    <message>
        <source>infrared, thermal</source>
        <translation>infrarot, thermisch</translation>
    </message>
    <message>
        <source>infrared, near</source>
        <translation>infrarot, nah</translation>
    </message>
    <message>
        <source>infrared</source>
        <translation>infrarot</translation>
    </message>
    <message>
        <source>not looked at yet</source>
        <translation>noch nicht angesehen</translation>
    </message>
    <message>
        <source>both, proposed</source>
        <translation>beides, Vorschlag</translation>
    </message>
    <message>
        <source>{modality}, proposed</source>
        <translation>{modality}, Vorschlag</translation>
    </message>
    <message>
        <source>not indexed</source>
        <translation>nicht indexiert</translation>
    </message>
    <message>
        <source>indexing</source>
        <translation>wird indexiert</translation>
    </message>
    <message>
        <source>indexed</source>
        <translation>indexiert</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>file missing</source>
        <translation>Datei fehlt</translation>
    </message>
    <message>
        <source>not told</source>
        <translation>keine Angabe</translation>
    </message>
    <message>
        <source>not compared</source>
        <translation>unverglichen</translation>
    </message>
    <message>
        <source>right</source>
        <translation>richtig</translation>
    </message>
    <message>
        <source>{amount} slow</source>
        <translation>{amount} nach</translation>
    </message>
    <message>
        <source>{amount} fast</source>
        <translation>{amount} vor</translation>
    </message>
    <message>
        <source>Nobody told this recorder&apos;s clock; times are as they were told or unknown.</source>
        <translation>Zu dieser Rekorderuhr gibt es keine Angabe; Zeiten sind wie angegeben oder unbekannt.</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>{hours} h {minutes:02} min</source>
        <translation>{hours} h {minutes:02} min</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} min</translation>
    </message>
    <message>
        <source>{minutes} min {seconds:02} s</source>
        <translation>{minutes} min {seconds:02} s</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} s</translation>
    </message>
    <message>
        <source>{rate} frames/s</source>
        <translation>{rate} Bilder/s</translation>
    </message>
    <message>
        <source>{offset} into the file</source>
        <translation>{offset} nach Dateibeginn</translation>
    </message>
    <message>
        <source>Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec</source>
        <translation>Jan Feb Mär Apr Mai Jun Jul Aug Sep Okt Nov Dez</translation>
    </message>
    <message>
        <source>{offset} in file</source>
        <translation>{offset} in der Datei</translation>
    </message>
    <message>
        <source>{duration}, seen in {frames}</source>
        <translation>{duration}, zu sehen in {frames}</translation>
    </message>
    <message>
        <source>{done} of {total} {unit}</source>
        <translation>{done} von {total} {unit}</translation>
    </message>
    <message>
        <source>{rate} {unit}/s</source>
        <translation>{rate} {unit}/s</translation>
    </message>
    <message>
        <source>about {duration} left</source>
        <translation>noch etwa {duration}</translation>
    </message>
</context>
</TS>
