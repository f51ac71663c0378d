"""Sentences that the PDF and the page have in common, made of the report's JSON alone."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from cba_core.domain.error_groups import COMPARED_SHARE
from cba_core.domain.exhibits import ExhibitKind
from cba_core.reporting import wording

Json = Mapping[str, Any]
_FAULTS_TOLD = 5


def time_text(told: Json, key: str) -> str:
    """`2026-03-11 14:11:51 UTC+01:00 (Europe/Madrid, corrected)`; the JSON has the microseconds.

    Args:
        told: what has the time.
        key: its name; its basis and its zone stand beside it.
    """
    iso = told[key]
    if iso is None:
        return "not told"
    time = datetime.fromisoformat(iso)
    offset = time.isoformat()[-6:]
    text = f"{time:%Y-%m-%d %H:%M:%S} UTC{'' if offset == '+00:00' else offset}"
    basis, zone = told[f"{key}_basis"], told[f"{key}_zone"]
    if basis == "computer":
        return text  # of what the program did itself; not a time of the footage
    told_as = "corrected" if basis == "corrected" else "not corrected"
    place = "" if zone is None or zone.startswith("UTC") else f"{zone}, "
    return f"{text} ({place}{told_as})"


def coverage_text(told: Json) -> str:
    """One sentence of what was searched."""
    text = (
        f"{told['searched']} of {told['total']} footage files were searched; "
        f"{told['failed']} failed, {told['missing']} were not there. Found: "
        f"{told['tracklets_visible']} visible and {told['tracklets_infrared']} infrared tracklets"
    )
    left = told["tracklets_without_vector"]
    text += f", {left} of which could not be compared." if left else "."
    return " ".join([text, *_gaps(told)])


def _gaps(told: Json) -> Iterable[str]:
    """Of reports that tell of gaps; those of older programs do not."""
    if told.get("gaps"):
        yield (
            f"Recordings have {told['gaps']} gaps of {told['gaps_s']:.1f} s together, in "
            f"{told['footage_with_gaps']} files: there is no footage of these times."
        )
    if told.get("footage_gaps_unknown"):
        yield (
            f"Whether there are gaps within {told['footage_gaps_unknown']} files is not known: "
            "their time stamps were not read, or they carry none."
        )


def state_text(footage: Json) -> str:
    """State and failure of a file."""
    text = "searched" if footage["state"] == "indexed" else str(footage["state"])
    if footage["failure"]:
        text += f": {footage['failure']}"
    faults = footage.get("time_faults") or {}
    if faults.get("gaps"):
        text += f"; {faults['gaps']} gaps, {faults['gaps_s']:.1f} s"
    return text if footage["is_there"] else f"{text}; not where it was"


def seen_text(seen: Json | None) -> str:
    """Camera and time of a tracklet."""
    if seen is None:
        return "no more in the case"
    if seen.get("asked"):
        return _asked_text(seen, seen["asked"])
    of_file = f"{seen['from_s']:.1f} to {seen['to_s']:.1f} s of the file"
    when = time_text(seen, "start") if seen["start"] else of_file
    return f"{seen['camera']}, {seen['modality']}, {when}"


def _asked_text(seen: Json, asked: Json) -> str:
    """A picture that was asked with: where it comes from, its hash, and what is not known."""
    hashed = "the file" if asked["external"] else "the frame's decoded pixels"
    when = f", {time_text(seen, 'start')}" if seen["start"] else ""
    where = "" if asked["external"] else f"; {seen['camera']}{when}"
    width, height = asked["size_px"]
    told = "by a person's word" if asked["modality_told"] else "by the spread of its colours"
    return (
        f"{asked['origin']}{where}; {seen['modality']} {told}; box {asked['box']} of "
        f"{width} x {height} pixels; SHA-256 of {hashed} {asked['picture_sha256']}, of what was "
        f"cut out {asked['crop_sha256']}. {' '.join(asked['notes'])} "
        f"Made again by: {asked['again']}"
    )


def nobody_text(nobody: Json) -> str:
    """That nobody on a list is the one."""
    note = f" ({nobody['note']})" if nobody["note"] else ""
    return f"{nobody['actor']} found nobody on this list, {time_text(nobody, 'time')}{note}."


def figure_text(figure: Json | None) -> str:
    """How often different people score as high as a candidate."""
    if figure is None:
        return "not measured"
    share = 100 * figure["at_least"] / figure["pairs"]
    low, high = 100 * figure["low"], 100 * figure["high"]
    return f"{share:.0f} of 100 ({low:.0f} to {high:.0f}), n = {figure['pairs']}"


def repeat_commands(report: Json) -> list[str]:
    """The command that makes each list again (E18)."""
    return [
        f"cba search CASE.duskcase {','.join(one['label'] for one in finding['query'])} "
        f"--into {finding['search']['into']} --limit {finding['search']['limit']} --show-rejected"
        for finding in report["findings"]
        if finding["search"]
    ]


def query_title(number: int, finding: Json) -> str:
    """`Query 1: 1-1, 1-2`: as it was decided on."""
    return f"Query {number}: {', '.join(finding['asked'])}"


def gone_text(finding: Json) -> str | None:
    """That tracklets of a query are gone, and what that does to its list; None: all are there."""
    gone, left = finding["gone"], [one["label"] for one in finding["query"]]
    if not gone or not left:
        return None  # where nothing is left, `failure` says so
    is_are = "is" if len(gone) == 1 else "are"
    return (
        f"This was decided with the tracklets {', '.join(finding['asked'])}. "
        f"{', '.join(gone)} {is_are} no more in the case: the footage was indexed anew. Whatever "
        f"list stands here was made with {', '.join(left)} alone and is not the list that was "
        "decided on."
    )


def limits(report: Json) -> list[str]:
    """What the findings do not say; last, what is known of the files since they were added."""
    return [*wording.LIMITS, *integrity_texts(report["integrity"], report["coverage"]["total"])]


def integrity_texts(integrity: Json, files: int) -> list[str]:
    """When `cba verify` last compared the files and with what outcome, or that nobody did (E4).

    Args:
        integrity: as the report tells it.
        files: how many the case has now.
    """
    compared, sizes = integrity["compared"], integrity["only_sizes_since"]
    before = "What happened before they were added is outside the knowledge of this program."
    if compared is None:
        texts = [f"The files were not compared since they were added to this case. {before}"]
    else:
        counted = compared["footage"] if isinstance(compared["footage"], int) else 0
        text = (
            f"The files were last compared with the SHA-256 they had when they were added on "
            f"{time_text(compared, 'time')} (cba verify, {compared['actor']}, row "
            f"{compared['log']} of the log): {counted} of {files} files, {_outcome(compared)}."
        )
        if files > counted:
            text += f" {files - counted} added later were not compared since they were added."
        texts = [f"{text} {before}"]
    if sizes is not None:
        texts.append(
            f"A quick look that compares sizes alone followed on {time_text(sizes, 'time')} "
            f"({sizes['actor']}): {_outcome(sizes)}."
        )
    return texts


def _outcome(look: Json) -> str:
    count, told = look["faults_in_all"], look["faults"]
    if count == 0:
        return "no fault, neither in them nor in the rest of the case"
    shown = "; ".join(told[:_FAULTS_TOLD])
    more = f"; and {count - _FAULTS_TOLD} more" if count and count > _FAULTS_TOLD else ""
    return f"{count} fault{'' if count == 1 else 's'} in the case: {shown}{more}"


def exhibit_rows(exhibits: list[Json]) -> list[tuple[str, str, str, str]]:
    """Exhibit, kind, file and SHA-256 of every file; one row where an exhibit is left out."""
    return [
        row
        for one in exhibits
        for row in (
            [(one["name"], _kind_text(one), f"left out: {one['left_out']}", "")]
            if one["left_out"]
            else [
                (one["name"], _kind_text(one), str(file["name"]), str(file["sha256"]))
                for file in one["files"]
            ]
        )
    ]


def _kind_text(exhibit: Json) -> str:
    """Its kind; of a redacted copy, who watched it whole, or that nobody said so (E35)."""
    kind, reviewed = str(exhibit["kind"]), exhibit["reviewed"]
    if kind != ExhibitKind.REDACTED:
        return kind
    if reviewed is None:
        return f"{kind}, watched whole by nobody"
    leaks = reviewed["frames_with_leaks"]
    return f"{kind}, watched whole by {reviewed['by']}: frames with leaks {leaks}"


def second_reading_texts(reading: Json) -> list[str]:
    """What two readers of one blind set agree on; of one that is not finished, how far it is."""
    name = f"Blind set {reading['set']}, query {', '.join(reading['query'])}"
    if not reading["finished"]:
        return [
            (
                f"{name}: {reading['read']} of {reading['places']} candidates were read. How far "
                "the readers agree is told once all are."
            )
        ]
    kappa = "not defined" if reading["kappa"] is None else f"{reading['kappa']:.2f}"
    others = reading["known_non_members"]
    told = ", ".join(f"{verdict} {count}" for verdict, count in reading["of_non_members"].items())
    texts = [
        (
            f"{name}, made by {reading['made_by']} on {time_text(reading, 'made')}, order drawn "
            f"from seed {reading['seed']}. First: {', '.join(reading['first_readers'])}. Second: "
            f"{reading['second_reader']}, without sight of scores, ranks, names and first verdicts."
        ),
        (
            f"Agreement: the same verdict on {reading['agreed']} of {reading['pairs']} candidates; "
            f"Cohen's kappa {kappa}."
        ),
        f"Among them were {others} tracklets that cannot be the query's person; of these the "
        f"second reader said: {told}."
        if others
        else "No known non-member was among them.",
    ]
    if reading["unlike"]:
        texts.append(
            f"{reading['unlike']} of these are of another kind of camera than every candidate "
            "that was decided on, which their pictures show: of them the reading says less."
        )
    if reading["gone"]:
        texts.append(f"{reading['gone']} candidates were gone from the case and were not read.")
    return texts


def second_reading_rows(reading: Json) -> list[tuple[str, str, str, str]]:
    """Candidate, first verdict, second verdict, and why, by place."""
    return [
        (
            one["label"],
            "known non-member" if one["known_non_member"] else one["first"],
            one["second"],
            "; ".join(filter(None, (", ".join(one["because"]), one["note"]))),
        )
        for one in reading["readings"]
    ]


def not_done(report: Json) -> list[str]:
    """What was not done; first, whether anybody read a second time."""
    finished = any(one["finished"] for one in report["second_readings"])
    read = "Only what the section on second readings names was read a second time."
    fault = (report.get("plan") or {}).get("fault")
    plan = [f"The picture of the camera plan is not shown: {fault}."] if fault else []
    return [read if finished else wording.NO_SECOND_READING, *plan, *wording.NOT_DONE]


def certificate(report: Json) -> list[tuple[str, int]]:
    """Statements of the certificate, each with how many lines are left to fill in."""
    case, method = report["case"], report["method"]
    facts = {
        "case": case["number"],
        "head": case["log_head"],
        "program": method["program"],
        "model": method["model_sha256"],
        "files": report["coverage"]["total"],
    }
    return [(text.format(**facts), lines) for text, lines in wording.CERTIFICATE]


def pairs_text(figure: Json) -> str:
    """How many pairs a figure rests on, and of how many they were drawn where not all were."""
    drawn = figure["drawn_from"]
    return str(figure["pairs"]) if drawn is None else f"{figure['pairs']} drawn of {drawn}"


def group_rows(groups: list[Json]) -> list[tuple[str, str, str, str, str]]:
    """Kind of pair, what groups are told apart by, group, pairs, and how many of 100 reach.

    Groups without a pair are in the JSON alone.
    """
    return [
        (
            " and ".join(dict.fromkeys(one["modalities"])),
            one["by"],
            one["group"],
            str(one["pairs"]),
            f"{100 * one['reach']:.0f} of 100 ({100 * one['low']:.0f} to {100 * one['high']:.0f})"
            if one["measured"]
            else "not measured",
        )
        for one in groups
        if one["pairs"]
    ]


GROUP_HEAD = (
    "Kind",
    "Told apart by",
    "Group",
    "Pairs",
    f"Reach what {100 * COMPARED_SHARE:.0f} of 100 reach over all",
)


ROUTE_HEAD = ("Stop", "Tracklet", "Camera", "From", "To")


def route_title(person: Json) -> str:
    """Of the table of a person's stops."""
    return f"Route of {person['name']}, in the order of time"


def route_rows(person: Json) -> list[tuple[str, str, str, str, str]]:
    """Stops by number; sightings without a time stand at the end, without one."""
    route = person["route"]
    return [
        (number, one["tracklet"], one["camera"], time_text(one, "start"), time_text(one, "end"))
        for number, one in [
            *((str(number), one) for number, one in enumerate(route["stops"], 1)),
            *(("", one) for one in route["untimed"]),
        ]
    ]
