"""The report of a case (E18, E23-E29, E34, E43): complete, repeatable, and in plain words."""

import hashlib
import html
import json
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image

from cba_core.reporting import wording
from tests.support.small_case import CASE_FACTS, ROOT, cba, cba_json, footage_with_tracks

EVIL = "<script>alert(1)</script>=1+1"


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An indexed case in which people decided."""
    folder = tmp_path_factory.mktemp("report")
    footage_with_tracks(folder / "stick", "day", frames=30)
    footage_with_tracks(folder / "stick", "night", colour=False, frames=30)
    case = folder / "Report.duskcase"
    cba("case", "create", case, *CASE_FACTS)
    cba("footage", "add", case, folder / "stick", "--start", "2026-03-01T18:00:00")
    (folder / "stick" / "bad.mp4").touch()
    cba("index", case, "--detector", "motchallenge", "--stride", 1)
    cba("footage", "set", case, 2, "--camera", EVIL)
    found = [one["label"] for one in cba_json("search", case, "1-1")["candidates"]]
    cba("decide", case, "1-1", found[0], "supports-different", "--because", "build", "--rank", 1)
    cba("decide", case, "1-1", found[1], "cannot-say", "--note", EVIL)
    cba("decide", case, "1-2", "--nobody", "--note", "seen all")
    cba("people", "create", case, "Ömer Ž", "1-1")
    return case


@pytest.fixture(scope="module")
def made(decided: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its report, of a copy: making one is logged."""
    folder = tmp_path_factory.mktemp("made")
    shutil.copytree(decided, folder / "case.duskcase")
    cba("report", "make", folder / "case.duskcase", folder / "report", "--with-log")
    return folder / "report"


def told(made: Path) -> dict[str, Any]:
    report: dict[str, Any] = json.loads((made / "report.json").read_text("ascii"))
    return report


def text_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return " ".join(" ".join(pages).split())


def test_E34_every_decision_is_in_it_the_rejected_ones_and_nobody_too(made: Path) -> None:
    first, second = told(made)["findings"]
    assert [one["verdict"] for one in first["decided"]] == ["supports-different", "cannot-say"]
    assert [one["rank"] for one in first["decided"]] == [1, 2]
    assert first["decided"][0]["because"] == ["build"]
    assert second["nobody"]["note"] == "seen all"
    actions = {one["action"] for one in told(made)["log"]}
    assert {"create", "import", "change", "query", "decision"} <= actions


def test_E24_E25_it_says_with_what_on_what_and_what_was_not_done(made: Path) -> None:
    report = told(made)
    assert [one["state"] for one in report["coverage"]["footage"]] == ["indexed", "indexed"]
    assert len(report["method"]["model_sha256"]) == 64
    assert len(report["propositions"]) == 2
    assert report["case"]["log_head"].count(":") == 1
    for text in (text_of(made / "report.pdf"), (made / "report.html").read_text("utf-8")):
        for needed in (
            "What was searched, and what was not",
            "Propositions",
            "Limits",
            "Error figures",
            "Not done",
            "Certificate",
            "not an identification",
            "supports that the candidate shows somebody else",
            "found nobody on this list",
            "The files were not compared since they were added to this case",
            report["method"]["model_sha256"],
        ):
            assert needed in text, needed
    assert "Ömer Ž" in text_of(made / "report.pdf")
    assert "page 1 of" in text_of(made / "report.pdf")


def test_what_people_type_is_shown_and_never_run(made: Path) -> None:
    page = (made / "report.html").read_text("utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert not re.search(r"(https?:)?//[a-z]", page)  # no network
    assert EVIL.replace(" ", "") in text_of(made / "report.pdf").replace(" ", "")


def test_E12_E18_the_same_case_gives_the_same_bytes(decided: Path, tmp_path: Path) -> None:
    prints = []
    for number in (1, 2):
        copied = tmp_path / str(number) / "case.duskcase"
        shutil.copytree(decided, copied)
        out = tmp_path / str(number) / "report"
        cba("report", "make", copied, out)
        prints.append(
            {
                path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
                for path in sorted(out.rglob("*"))
                if path.is_file()
            }
        )
    assert prints[0] == prints[1]
    manifest = json.loads((tmp_path / "1" / "report" / "manifest.json").read_text("ascii"))
    listed = {one["name"]: one["sha256"] for one in manifest["files"]}
    assert listed == {name: one for name, one in prints[0].items() if name != "manifest.json"}


def test_E18_lists_are_made_again_and_compared_rank_by_rank(
    decided: Path, made: Path, tmp_path: Path
) -> None:
    assert cba_json("report", "verify", decided, made / "report.json") == {
        "lists": 2,
        "differences": [],
    }
    changed = told(made)
    changed["findings"][0]["list"].reverse()
    (tmp_path / "changed.json").write_text(json.dumps(changed))
    done = cba("report", "verify", decided, tmp_path / "changed.json", check=False)
    assert done.returncode == 1
    assert "rank 1" in done.stderr
    assert "Remedy" in done.stderr


def test_a_second_program_confirms_hashes_chain_and_lists(decided: Path, tmp_path: Path) -> None:
    """Only the standard library, and not a line of ours but the verifiers."""
    copied = tmp_path / "case.duskcase"
    shutil.copytree(decided, copied)
    cba("report", "make", copied, tmp_path / "out")

    def checked() -> tuple[int, str]:
        verifier = ROOT / "resources" / "verify_report.py"
        done = subprocess.run(
            [sys.executable, "-I", verifier, tmp_path / "out", copied],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        return done.returncode, done.stdout

    status, said = checked()
    assert status == 0, said
    assert "2 lists come out again" in said
    report = json.loads((tmp_path / "out" / "report.json").read_text("ascii"))
    report["findings"][0]["list"].reverse()
    (tmp_path / "out" / "report.json").write_text(json.dumps(report))
    status, said = checked()
    assert status == 1
    assert "report.json has another SHA-256" in said
    assert "rank 1" in said
    with closing(sqlite3.connect(copied / "case.sqlite")) as database:
        database.execute("DROP TRIGGER case_log_keeps_its_lines")
        database.execute("UPDATE case_log SET line = replace(line, 'gait', 'Gait')")
        database.execute("UPDATE case_log SET line = replace(line, 'build', 'Build')")
        database.commit()
    assert "is not what was hashed" in checked()[1]


def test_the_second_program_counts_one_list_in_words(decided: Path, tmp_path: Path) -> None:
    copied, out = tmp_path / "case.duskcase", tmp_path / "out"
    shutil.copytree(decided, copied)
    cba("undo", copied)
    cba("undo", copied)  # the person, and nobody on the second list
    cba("report", "make", copied, out)
    command = [sys.executable, "-I", ROOT / "resources" / "verify_report.py", out, copied]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "; 1 list comes out again." in done.stdout


def test_the_command_that_it_prints_gives_the_list(decided: Path, made: Path) -> None:
    report = told(made)
    text = text_of(made / "report.pdf")
    command = re.search(
        r"cba search CASE.duskcase (1-1 --into \w+ --limit \d+ --show-rejected)", text
    )
    assert command is not None
    again = cba_json("search", decided, *command[1].split())
    assert [one["tracklet"] for one in again["candidates"]] == [
        one[1] for one in report["findings"][0]["list"]
    ]


def test_making_one_is_logged_and_replaces_nothing(decided: Path, tmp_path: Path) -> None:
    copied = tmp_path / "case.duskcase"
    shutil.copytree(decided, copied)
    done = cba_json("report", "make", copied, tmp_path / "out", "--actor", "R. Reader")
    entry = cba_json("log", "show", copied, "--last", 1)["entries"][0]
    assert (entry["action"], entry["actor"]) == ("export", "R. Reader")
    assert entry["details"]["report_sha256"] == done["report_sha256"]
    refused = cba("report", "make", copied, tmp_path / "out", check=False)
    assert "already" in refused.stderr
    assert [one.name for one in tmp_path.iterdir() if "partial" in one.name] == []
    refused = cba("report", "make", copied, tmp_path / "x", "--proposition", "one", check=False)
    assert "two that compete" in refused.stderr
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("text", ["", "[]", "{}", "[" * 50_000])
def test_what_is_no_report_is_refused(decided: Path, tmp_path: Path, text: str) -> None:
    path = tmp_path / "report.json"
    path.write_text(text)
    done = cba("report", "verify", decided, path, check=False)
    assert done.returncode == 1
    assert "Remedy" in done.stderr


def texts_of(report: Path) -> tuple[str, str]:
    """What the PDF and the page say."""
    page = html.unescape((report / "report.html").read_text("utf-8"))
    return text_of(report / "report.pdf"), page


def test_E4_it_says_when_files_were_compared_and_with_what_outcome(
    decided: Path, tmp_path: Path
) -> None:
    copied, stick = tmp_path / "case.duskcase", decided.parent / "stick"
    shutil.copytree(decided, copied)
    cba("verify", copied, "--actor", "V. Erifier")
    cba("report", "make", copied, tmp_path / "sound")
    compared = told(tmp_path / "sound")["integrity"]["compared"]
    assert (compared["actor"], compared["footage"], compared["faults_in_all"]) == (
        "V. Erifier",
        2,
        0,
    )
    assert (compared["time_basis"], compared["time_zone"]) == ("computer", "UTC")
    for text in texts_of(tmp_path / "sound"):
        assert "last compared with the SHA-256 they had when they were added on 20" in text
        assert "2 of 2 files, no fault, neither in them nor in the rest of the case." in text
        assert "not compared since" not in text
    whole = (stick / "night.mp4").read_bytes()
    try:
        (stick / "night.mp4").write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
        assert cba("verify", copied, check=False).returncode == 1
    finally:
        (stick / "night.mp4").write_bytes(whole)
    cba("verify", copied, "--quick", "--actor", "Q. Uick")
    cba("report", "make", copied, tmp_path / "changed")
    for text in texts_of(tmp_path / "changed"):
        assert "1 fault in the case: footage: footage 2: night.mp4: its content has" in text
        assert "A quick look that compares sizes alone followed" in text


def test_E34_what_was_decided_on_footage_indexed_anew_is_kept_and_said(
    decided: Path, tmp_path: Path
) -> None:
    """Decisions on a query that is gone in whole or in part: in JSON, PDF and page."""
    copied = tmp_path / "case.duskcase"
    shutil.copytree(decided, copied)
    night = [one["label"] for one in cba_json("tracklets", copied)["tracklets"] if one["id"] > 2e6]
    cba("decide", copied, f"1-1,{night[0]}", night[1], "cannot-say", "--note", "both")
    cba("decide", copied, f"1-1,{night[0]}", "--nobody", "--note", "in part")
    cba("decide", copied, night[0], "--nobody", "--note", "in whole")
    cba("footage", "set", copied, 2, "--modality", "visible")  # sought in another way: found anew
    cba("index", copied, "--detector", "motchallenge", "--stride", 1)
    now = {one["label"] for one in cba_json("tracklets", copied)["tracklets"]}
    assert not now & set(night)
    cba("report", "make", copied, tmp_path / "report")
    report = told(tmp_path / "report")
    part, whole = (
        next(one for one in report["findings"] if one["asked"] == asked)
        for asked in (["1-1", night[0]], [night[0]])
    )
    assert [one["label"] for one in part["query"]] == ["1-1"]
    assert part["gone"] == whole["gone"] == [night[0]]
    assert (part["nobody"]["note"], whole["nobody"]["note"]) == ("in part", "in whole")
    assert whole["query"] == whole["list"] == []
    assert "nothing any more" in whole["failure"]
    assert [(one["note"], one["seen"]) for one in part["decided"]] == [("both", None)]
    for text in texts_of(tmp_path / "report"):
        assert f"decided with the tracklets 1-1, {night[0]}. {night[0]} is no more in" in text
        assert "(in part)" in text
        assert "(in whole)" in text
        assert f"Query 4: {night[0]}" in text
        assert "the case has nothing any more" in text
    made_again = cba_json("report", "verify", copied, tmp_path / "report" / "report.json")
    assert made_again["differences"] == []


def test_E2_exhibits_are_verified_before_they_leave_and_no_link_is_followed(
    decided: Path, tmp_path: Path
) -> None:
    copied = tmp_path / "case.duskcase"
    shutil.copytree(decided, copied)
    for _ in range(2):
        cba("exhibit", "still", copied, "--tracklet", "1-1")
    cba("report", "make", copied, tmp_path / "sound")
    still = copied / "exhibits" / "E0001" / "still.png"
    copy = tmp_path / "sound" / "exhibits" / "E0001" / "still.png"
    assert copy.read_bytes() == still.read_bytes()

    def refused() -> str:
        done = cba("report", "make", copied, tmp_path / "refused", check=False)
        assert done.returncode == 1
        assert not (tmp_path / "refused").exists()
        assert "exhibit verify" in done.stderr
        assert "--leave-out E0001" in done.stderr
        rows = cba_json("log", "show", copied, "--last", 2)["entries"]
        told = [(one["action"], one["object"]) for one in rows]
        assert told == [("failure", "exhibit E0001"), ("failure", "report")]
        return " ".join(done.stderr.split())

    secret = tmp_path / "secret.png"
    secret.write_bytes(still.read_bytes())  # the very same content, elsewhere
    still.unlink()
    still.symlink_to(secret)
    assert "E0001 still.png: it is a link to elsewhere" in refused()
    still.unlink()
    still.write_bytes(secret.read_bytes() + b"!")
    assert "E0001 still.png: its content has changed" in refused()
    folder = still.parent.rename(tmp_path / "elsewhere")
    (copied / "exhibits" / "E0001").symlink_to(folder, target_is_directory=True)
    done = cba("report", "make", copied, tmp_path / "refused", check=False)
    assert "E0001 in case.duskcase is a link to elsewhere" in done.stderr  # not even opened
    (copied / "exhibits" / "E0001").unlink()
    assert "E0001 it is in the log and not in the folder" in refused()

    cba("report", "make", copied, tmp_path / "told", "--leave-out", "E0001")
    exhibits = told(tmp_path / "told")["exhibits"]
    assert [(one["name"], one["left_out"]) for one in exhibits] == [
        ("E0001", "it is in the log and not in the folder"),
        ("E0002", None),
    ]
    assert [one.name for one in (tmp_path / "told" / "exhibits").iterdir()] == ["E0002"]
    for text in texts_of(tmp_path / "told"):
        assert "left out: it is in the log and not in the folder" in text
    done = cba("report", "make", copied, tmp_path / "x", "--leave-out", "E0009", check=False)
    assert "E0009" in done.stderr


def test_E21_E22_a_second_reading_is_told_once_it_is_finished(
    decided: Path, made: Path, tmp_path: Path
) -> None:
    for text in texts_of(made):
        assert text.count("No second reading was made.") == 2  # in its section, and as not done
    assert told(made)["second_readings"] == []
    copied = tmp_path / "case.duskcase"
    shutil.copytree(decided, copied)
    begun = cba_json("blind", "make", copied, "1-1", "--seed", 3)
    number, second = begun["set"], ("--actor", "B. Reader")
    assert set(begun) == documented("cba blind make")
    assert (begun["places"], begun["finished"]) == (3, False)  # two decided on, one seen beside
    refused = cba("blind", "next", copied, number, check=False)
    assert "E. Xaminer decided on this query first" in refused.stderr
    assert "--actor NAME" in refused.stderr
    refused = cba("blind", "result", copied, number, check=False)
    assert "0 of 3 places are read" in refused.stderr
    seen = []
    while (question := cba_json("blind", "next", copied, number, *second)["question"]) is not None:
        assert set(question) == {"set", "place", "places", "query", "candidate"}
        assert set(question["candidate"]) == {"tracklet", "label", "pictures"}
        assert all(Path(one).is_file() for one in question["candidate"]["pictures"])
        seen.append(question["candidate"]["label"])
        place = question["place"]
        cba("blind", "decide", copied, number, place, "supports-different", "--note", EVIL, *second)
        if place == 1:
            cba("report", "make", copied, tmp_path / "begun")
    assert "1-2" in seen
    assert len(seen) == 3
    for text in texts_of(tmp_path / "begun"):
        assert f"Blind set {number}, query 1-1: 1 of 3 candidates were read." in text
        assert "B. Reader" not in text
        assert "No second reading was made." in text  # none is finished
    result = cba_json("blind", "result", copied, number)
    assert set(result) == documented("cba blind result")
    assert (result["pairs"], result["agreed"], result["kappa"]) == (2, 1, 0.0)
    assert result["of_non_members"] == {"supports-different": 1}
    assert (result["known_non_members"], result["unlike"]) == (1, 1)
    cba("report", "make", copied, tmp_path / "finished")
    report = told(tmp_path / "finished")
    assert report["second_readings"] == [result]
    for text in texts_of(tmp_path / "finished"):
        assert "the same verdict on 1 of 2 candidates; Cohen's kappa 0.00." in text
        assert "First: E. Xaminer. Second: B. Reader" in text
        assert "of these the second reader said: supports-different 1." in text
        assert "No second reading was made" not in text
        assert FORBIDDEN.search(text) is None
    assert "<script" not in (tmp_path / "finished" / "report.html").read_text("utf-8")
    assert "finished" in cba("blind", "list", copied).stdout
    assert "Cohen's kappa 0.00" in cba("blind", "result", copied, number).stdout


def documented(command: str) -> set[str]:
    """Keys that the reference lists of a command, without what lies within them."""
    reference = (ROOT / "docs" / "reference" / "cli.md").read_text("utf-8")
    section = reference.split(f"## `{command}`\n")[1].split("\n## ")[0]
    table = section.split("| key |")[1]
    names = re.findall(r"^\| `([^`]+)` \|", table, re.MULTILINE)
    return {name.split("[")[0].split(".")[0] for name in names}


def test_E43_the_certificate_is_a_page_to_fill_in_and_sign(made: Path) -> None:
    report = told(made)
    document = pypdfium2.PdfDocument(made / "report.pdf")
    last = " ".join(document[len(document) - 1].get_textpage().get_text_bounded().split())
    document.close()
    page = html.unescape((made / "report.html").read_text("utf-8")).split("class='certificate'")[1]
    for text in (last, page):
        for needed in (
            "Certificate of a qualified person",
            "902(13) and 902(14)",
            "The program certifies nothing",
            report["case"]["log_head"],
            report["method"]["model_sha256"],
            "Name in block letters",
            "Place and date",
            "Signature",
        ):
            assert needed in text, needed


FORBIDDEN = re.compile(
    r"\b(matched|matches|identified|identity of|certainty|suspect|perpetrator|"
    r"(\d+|per ?cent) ?%? (certain|sure|likely))\b",
    re.IGNORECASE,
)


def test_E23_reports_say_candidate_and_finding_and_never_more(made: Path) -> None:
    page = re.sub(
        r"<style>.*?</style>", "", (made / "report.html").read_text("utf-8"), flags=re.DOTALL
    )
    for text in (text_of(made / "report.pdf"), page):
        assert FORBIDDEN.search(text) is None
        assert not re.search(r"\bmatch\b", text)
        for hit in re.finditer(r"identification", text):
            assert "not an identification" in text[max(0, hit.start() - 20) : hit.end()]
    fixed = " ".join(str(vars(wording)[name]) for name in vars(wording) if name.isupper())
    assert len(fixed) > 2000
    assert FORBIDDEN.search(fixed) is None


def test_a_route_is_drawn_on_the_plan_and_a_damaged_plan_costs_no_report(
    decided: Path, tmp_path: Path
) -> None:
    case = shutil.copytree(decided, tmp_path / "plan.duskcase")
    picture = tmp_path / "floor.jpg"
    upside = Image.new("RGB", (300, 200), "#eee")
    exif = upside.getexif()
    exif[0x0112] = 6  # held upright: 200 wide and 300 high as it is shown
    upside.save(picture, exif=exif)
    cba("plan", "picture", case, picture)
    cba("plan", "place", case, "day", 0.3, 0.4)
    out = tmp_path / "report"
    cba("report", "make", case, out)
    plan = told(out)["plan"]
    assert (plan["name"], plan["width_px"], plan["height_px"]) == ("floor.jpg", 200, 300)
    assert plan["sha256"] == hashlib.sha256(picture.read_bytes()).hexdigest()
    with Image.open(out / plan["picture"]) as shown:
        assert shown.size == (200, 300)
        assert dict(shown.getexif()) == {}
    said = "Stops by number on the plan"
    assert said in text_of(out / "report.pdf")
    assert said in html.unescape((out / "report.html").read_text("utf-8"))
    again = tmp_path / "again"
    cba("report", "make", case, again)
    assert (again / "pictures" / "plan.png").read_bytes() == (out / plan["picture"]).read_bytes()
    (kept,) = (case / "plan").iterdir()
    kept.write_bytes(b"no picture any more")
    damaged = tmp_path / "damaged"
    cba("report", "make", case, damaged)
    assert list((damaged / "pictures").glob("plan*")) == []
    assert told(damaged)["plan"]["picture"] is None
    assert told(damaged)["plan"]["fault"] == "its content has changed since it was added"
    page = html.unescape((damaged / "report.html").read_text("utf-8"))
    assert "<image" not in page
    for text in (text_of(damaged / "report.pdf"), page):
        assert said in text  # the stops are drawn all the same
        assert "The picture of the camera plan is not shown: its content has changed" in text
