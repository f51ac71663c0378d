"""The PDF of a report says that it is PDF/A-1b, and is (E24): what a validator asks for."""

import os
import re
import runpy
import zlib
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from cba_core.reporting.pdf_parts import register_fonts, visible
from cba_core.reporting.report_pdf import report_pdf
from tests.support.small_case import ROOT

PREFLIGHT = runpy.run_path(str(ROOT / "packaging" / "check_pdfa.py"))
JARS = Path(os.environ.get("DUSKLINE_PREFLIGHT_JARS", "/usr/share/java"))
STRANGE = "\x07Ömer <&> \"Ž\" (x\\) '😀' 漢字 \u202e\n ﬁ Ж"


def a_report(text: str = "A person at the gate") -> dict[str, Any]:
    """With every section that needs no picture; what people type is `text`."""
    time = {"time": "2026-03-11T14:12:00+00:00", "time_basis": "computer", "time_zone": "UTC"}
    moment = "2026-03-11T14:12:00+00:00"
    stop = {
        "tracklet": "1-1", "camera": text, "start": moment, "start_basis": "told",
        "start_zone": "UTC", "end": moment, "end_basis": "told", "end_zone": "UTC",
    }  # fmt: skip
    route = {"stops": [stop], "untimed": [stop], "flags": [text]}
    look = {**time, "log": 3, "actor": text, "footage": 1, "faults_in_all": 1, "faults": [text]}
    sighting = {"tracklet": "1-1", "camera": text, "start": None, "end": None}
    route = {"stops": [], "untimed": [sighting], "flags": [text]}
    return {
        "case": {
            "title": text, "number": text, "examiner": text, "purpose": text, "time_zone": "UTC",
            "created": None, "as_of": "2026-03-11T14:12:00.250000+00:00", "as_of_basis": "computer",
            "as_of_zone": "UTC", "log_head": f"3:{'a' * 64}",
        },
        "coverage": {
            "footage": [], "searched": 0, "failed": 0, "missing": 0, "total": 0,
            "tracklets_visible": 0, "tracklets_infrared": 0, "tracklets_without_vector": 0,
        },
        "integrity": {"compared": look, "only_sizes_since": None},
        "propositions": [text, text],
        "method": {
            "program": "Duskline", "model_sha256": "b" * 64, "search": "exact", "python": "3",
            "system": "Linux", "settings": "{}", "index_runs": [],
        },
        "model_card": None,
        "self_test": None,
        "error_figures": [],
        "error_groups": [],
        "findings": [],
        "second_readings": [],
        "people": [{"number": 1, "name": text, "tracklets": ["1-1"], "route": route}],
        "exhibits": [],
    }  # fmt: skip


def drawn(folder: Path, text: str = "A person at the gate") -> Path:
    report_pdf(a_report(text), folder / "report.pdf", folder)
    return folder / "report.pdf"


@pytest.mark.parametrize("text", ["A person at the gate", STRANGE])
def test_E24_metadata_say_the_same_in_both_places_and_the_state_of_the_case(
    tmp_path: Path, text: str
) -> None:
    path = drawn(tmp_path, text)
    document = pypdfium2.PdfDocument(path)
    told = document.get_metadata_dict()
    document.close()
    content = path.read_bytes()
    xmp = re.search(rb"<\?xpacket begin.*?<\?xpacket end=\"w\"\?>", content, re.DOTALL)
    assert xmp is not None
    text_of = xmp[0].decode("utf-8").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert told["CreationDate"] == told["ModDate"] == "D:20260311141200+00'00'"
    for value in (told["Title"], told["Author"], told["Subject"], told["Creator"]):
        assert f">{value}<" in text_of
    assert "<xmp:CreateDate>2026-03-11T14:12:00+00:00</xmp:CreateDate>" in text_of
    assert "<pdfaid:part>1</pdfaid:part>" in text_of
    assert "<pdfaid:conformance>B</pdfaid:conformance>" in text_of


def test_E24_colours_are_defined_fonts_are_in_it_and_streams_stand_on_lines(tmp_path: Path) -> None:
    content = drawn(tmp_path, STRANGE).read_bytes()
    assert content.startswith(b"%PDF-1.4\n%")
    assert b"/S /GTS_PDFA1" in content
    assert (ROOT / "resources" / "icc" / "sRGB.icc").read_bytes() in content
    fonts = set(re.findall(rb"/BaseFont /(\S+)", content))
    assert fonts == {b"AAAAAA+DejaVuSans", b"AAAAAA+DejaVuSans-Bold"}  # no other, not even unused
    assert content.count(b"/FontFile2") == len(fonts)
    assert content.count(b"\nendstream\n") == content.count(b"endstream")
    for length, start in (
        (int(found[1]), found.end()) for found in re.finditer(rb"/Length (\d+)", content)
    ):
        begin = content.index(b"\nstream\n", start) + len(b"\nstream\n")
        assert content[begin + length :].startswith(b"\nendstream\n")
    for forbidden in (b"/Encrypt", b"/JavaScript", b"/SMask", b"/LZWDecode", b"/Launch"):
        assert forbidden not in content
    assert zlib.crc32(content) == zlib.crc32(drawn(tmp_path, STRANGE).read_bytes())


def test_characters_without_a_letter_here_are_shown_as_their_number(tmp_path: Path) -> None:
    register_fonts()
    assert visible("Ömer Ж • …\n1") == "Ömer Ж • …\n1"
    assert visible("漢😀\x07") == "[U+6F22][U+1F600][U+0007]"
    assert visible(None) == ""
    document = pypdfium2.PdfDocument(drawn(tmp_path, "漢 Ömer"))
    assert "[U+6F22] Ömer" in document[0].get_textpage().get_text_bounded()
    document.close()


@pytest.mark.parametrize("what", ["note", "tracklets", "purpose"])
def test_what_is_longer_than_a_page_is_told_to_its_end(tmp_path: Path, what: str) -> None:
    """One long note must not leave a case without a report."""
    report = a_report()
    words = [f"w{number}" for number in range(2500)]
    if what == "purpose":
        report["case"]["purpose"] = " ".join(words)
    elif what == "tracklets":
        report["people"][0]["tracklets"] = words
    else:
        report["exhibits"] = [
            {
                "name": "E0001",
                "kind": "",
                "left_out": " ".join(words),
                "reviewed": None,
                "files": [],
            }
        ]
    report_pdf(report, tmp_path / "report.pdf", tmp_path)
    document = pypdfium2.PdfDocument(tmp_path / "report.pdf")
    told = " ".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    assert re.findall(r"w\d+", told) == words


@pytest.mark.skipif(not PREFLIGHT["is_there"](JARS), reason="see packaging/check_pdfa.py")
@pytest.mark.parametrize("text", ["A person at the gate", STRANGE])
def test_E24_a_validator_calls_it_valid(tmp_path: Path, text: str) -> None:
    path = drawn(tmp_path, text)
    assert PREFLIGHT["faults_of"](path, JARS) == []
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(path.read_bytes().replace(b"/GTS_PDFA1", b"/GTS_PDFX1"))
    assert PREFLIGHT["faults_of"](broken, JARS) != []
