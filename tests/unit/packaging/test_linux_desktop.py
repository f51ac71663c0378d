"""Menu entry, metadata, type of cases and icons are what a Linux desktop takes."""

import configparser
import os
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

pytest.importorskip("PySide6", reason="icons are drawn by Qt")

ROOT = Path(__file__).parents[3]
LINUX = ROOT / "packaging" / "linux"
PNG = b"\x89PNG\r\n\x1a\n"


def tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed: its rules are not checked here")
    return found


def checked(*command: str | Path, **environment: str) -> str:
    done = subprocess.run(
        [str(part) for part in command],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def run(prefix: Path, *options: str) -> None:
    checked(sys.executable, LINUX / "install.py", "--prefix", prefix, *options)


@pytest.fixture(scope="module")
def share(tmp_path_factory: pytest.TempPathFactory) -> Path:
    prefix = tmp_path_factory.mktemp("prefix")
    run(prefix)
    return prefix / "share"


def entry_of(path: Path) -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None, delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(path.read_text("utf-8"))
    assert parser.sections() == ["Desktop Entry"]
    return parser["Desktop Entry"]


def test_the_entry_has_what_the_specification_and_the_window_need(share: Path) -> None:
    entry = entry_of(share / "applications" / "duskline.desktop")
    assert entry["Type"] == "Application"
    assert entry["Name"] == "Duskline"
    assert entry["Exec"] == "duskline %F"  # several files, as one start
    composition = (ROOT / "app" / "composition.py").read_text("utf-8")
    assert f'setDesktopFileName("{entry["StartupWMClass"]}")' in composition
    assert entry["Categories"].split(";") == ["Science", ""]  # one main category
    types = entry["MimeType"].split(";")
    assert types[0] == "application/x-duskline-case"
    assert types[-1] == ""
    assert "video/mp4" in types
    assert (share / "icons" / "hicolor" / "scalable" / "apps" / f"{entry['Icon']}.svg").exists()


def test_the_entry_passes_the_validator_of_freedesktop() -> None:
    checked(tool("desktop-file-validate"), LINUX / "duskline.desktop")


def test_the_metadata_name_the_entry_the_licence_and_the_type() -> None:
    root = ET.parse(LINUX / "duskline.metainfo.xml").getroot()  # noqa: S314  (our own file)
    assert root.get("type") == "desktop-application"
    texts = {name: root.findtext(name) for name in ("id", "project_license", "launchable")}
    assert texts == {
        "id": "io.github.duskline.duskline",
        "project_license": "Apache-2.0",
        "launchable": "duskline.desktop",
    }
    assert root.findtext("provides/mediatype") == "application/x-duskline-case"
    for needed in ("name", "summary", "description/p", "metadata_license", "content_rating"):
        assert root.find(needed) is not None, needed
    text = " ".join("".join(root.itertext()).split()).lower()
    assert " match" not in text
    assert "identif" not in text


def test_the_metadata_pass_appstream_without_a_network() -> None:
    checked(
        tool("appstreamcli"), "validate", "--no-net", "--pedantic", LINUX / "duskline.metainfo.xml"
    )


def test_a_case_is_known_by_the_file_in_it(share: Path, tmp_path: Path) -> None:
    checked(tool("update-mime-database"), share / "mime")
    assert "application/x-duskline-case" in (share / "mime" / "types").read_text("utf-8")
    case = tmp_path / "a.duskcase"
    case.mkdir()
    (case / "case.json").write_text('{\n  "format": "duskline-case",\n  "version": 1\n}', "utf-8")
    shutil.copy(case / "case.json", tmp_path / "unnamed")
    code = (
        "import sys; from PySide6.QtCore import QMimeDatabase;"
        "print(*(QMimeDatabase().mimeTypeForFile(path).name() for path in sys.argv[1:]))"
    )
    others = f"{share}:/usr/local/share:/usr/share"
    told = checked(
        sys.executable, "-c", code, case / "case.json", tmp_path / "unnamed", case,
        XDG_DATA_DIRS=others,
    )  # fmt: skip
    assert told.split() == ["application/x-duskline-case"] * 2 + ["inode/directory"]


def test_the_engine_writes_what_the_type_looks_for(tmp_path: Path) -> None:
    from cba_core.case import Case
    from tests.support.builders import some_case_facts

    Case.create(tmp_path / "a.duskcase", some_case_facts()).close()
    told = (tmp_path / "a.duskcase" / "case.json").read_text("utf-8")
    match = ET.parse(LINUX / "duskline.mime.xml").find(".//{*}match")  # noqa: S314  (as above)
    assert match is not None
    first, last = (int(part) for part in str(match.get("offset")).split(":"))
    wanted = str(match.get("value"))
    assert first <= told.index(wanted) <= last


def test_icons_lie_in_every_size_and_are_what_they_say(share: Path) -> None:
    icons = share / "icons" / "hicolor"
    for side in (16, 22, 24, 32, 48, 64, 128, 256, 512):
        data = (icons / f"{side}x{side}" / "apps" / "duskline.png").read_bytes()
        assert data.startswith(PNG)
        assert int.from_bytes(data[16:20]) == int.from_bytes(data[20:24]) == side


def test_another_program_is_named_and_everything_is_taken_away_again(tmp_path: Path) -> None:
    run(tmp_path, "--program", '/opt/a "b" $c 100%/duskline')
    entry = entry_of(tmp_path / "share" / "applications" / "duskline.desktop")
    assert entry["Exec"] == '"/opt/a \\\\"b\\\\" \\\\$c 100%%/duskline" %F'
    run(tmp_path, "--remove")
    left = [path for path in (tmp_path / "share").rglob("*duskline*") if path.is_file()]
    assert left == []
