"""A box where the detector failed, and a picture from outside, ask as a tracklet does."""

import json
import shutil
from pathlib import Path

import cv2
import pytest
from typer.testing import CliRunner

from cba_core.cli.main import app
from tests.support.model_files import write_small_model
from tests.support.small_case import a_case, cba, cba_json, footage_with_tracks

BOX = "20,20,60,120"


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A day and a night of walking boxes, indexed."""
    folder = tmp_path_factory.mktemp("asked")
    day = footage_with_tracks(folder / "stick", "day", frames=30)
    night = footage_with_tracks(folder / "stick", "night", colour=False, frames=30)
    case = a_case(folder, day, night)
    cba("index", case, "--detector", "motchallenge", "--stride", 1)
    return case


@pytest.fixture
def case(indexed: Path, tmp_path: Path) -> Path:
    """A copy of it beside its footage."""
    shutil.copytree(indexed.parent, tmp_path / "copy")
    return tmp_path / "copy" / indexed.name


@pytest.fixture
def photo(case: Path, tmp_path: Path) -> Path:
    """A frame of the day, as somebody outside might have it."""
    video = cv2.VideoCapture(str(case.parent / "stick" / "day.mp4"))
    is_read, frame = video.read()
    assert is_read
    path = tmp_path / "photo.png"
    cv2.imwrite(str(path), frame)
    return path


def test_E18_a_box_asks_and_the_same_box_asks_the_same(case: Path) -> None:
    ask = ("search", case, "--footage", 1, "--at", 0.4, "--box", BOX)
    first = cba_json(*ask, "--actor", "B. Reader")
    (asked,) = first["asked"]
    assert asked["label"] == "box-1"
    assert asked["origin"] == "box drawn by B. Reader in footage 1 at 0.400 s (frame 10)"
    assert asked["external"] is False
    assert asked["box"] == [20, 20, 60, 120]
    assert any("one picture" in note for note in asked["notes"])
    assert first["query"]["camera"] == "day"
    assert first["searched"]["modalities"] == ["infrared"]
    assert first["candidates"]
    assert all(one["different_people"] is None for one in first["candidates"])
    assert cba_json(*ask) == first
    again = cba_json("search", case, "box-1")
    assert again == first
    assert len(cba_json("asked", case)["asked"]) == 1


def test_a_picture_from_outside_is_copied_marked_decided_on_and_reported(
    case: Path, photo: Path, tmp_path: Path
) -> None:
    content = photo.read_bytes()
    found = cba_json("search", case, "--picture", photo, "--box", BOX, "--modality", "visible")
    (asked,) = found["asked"]
    photo.unlink()
    assert asked["label"] == "external-1"
    assert Path(asked["picture"]).read_bytes() == content
    assert any("not verified evidence" in note for note in asked["notes"])
    assert "external" in found["query"]["camera"]
    candidate = found["candidates"][0]["label"]
    cba("decide", case, "external-1", candidate, "supports-same", "--because", "build")
    assert cba_json("search", case, "external-1")["candidates"][0]["verdict"] == "supports-same"
    cba("report", "make", case, tmp_path / "report")
    report = json.loads((tmp_path / "report" / "report.json").read_text())
    (query,) = report["findings"][0]["query"]
    assert query["asked"]["external"] is True
    assert query["asked"]["picture_sha256"] == asked["picture_sha256"]
    assert (tmp_path / "report" / query["picture"]).is_file()
    page = (tmp_path / "report" / "report.html").read_text(encoding="utf-8")
    assert "external, photo.png" in page
    assert asked["picture_sha256"] in page
    assert (tmp_path / "report" / "report.pdf").stat().st_size > 1000
    checked = cba("report", "verify", case, tmp_path / "report" / "report.json").stdout
    assert "the same rank by rank" in checked


def test_the_log_tells_of_the_query_with_the_hash_of_its_crop(case: Path, photo: Path) -> None:
    cba("search", case, "--picture", photo, "--whole")
    (asked,) = cba_json("asked", case)["asked"]
    rows = cba_json("log", "show", case)["entries"]
    query = next(
        row for row in rows if row["object"] == "picture external-1" and row["action"] == "query"
    )
    (told,) = query["details"]["query_pictures"]
    assert told["crop_sha256"] == asked["crop_sha256"]
    assert told["picture_sha256"] == asked["picture_sha256"]
    assert any(row["action"] == "import" and row["object"] == "picture external-1" for row in rows)


def test_a_changed_picture_is_found_by_verify(case: Path, photo: Path) -> None:
    cba("search", case, "--picture", photo, "--whole")
    (asked,) = cba_json("asked", case)["asked"]
    picture = Path(asked["picture"])
    picture.write_bytes(picture.read_bytes() + b"x")
    done = cba("verify", case, "--quick", check=False)
    assert done.returncode == 1
    assert "asked/external-1.png" in done.stderr


def test_another_model_compares_pictures_asked_with_too(
    case: Path, photo: Path, tmp_path: Path
) -> None:
    before = cba_json("search", case, "--picture", photo, "--whole")
    model = tmp_path / "small.safetensors"
    write_small_model(model)
    cba("index", case, "--detector", "motchallenge", "--stride", 1, "--model", model)
    after = cba_json("search", case, "external-1")
    assert after["model"] != before["model"]
    assert len(after["candidates"]) == len(before["candidates"])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--footage", 1, "--at", 0.4, "--box", "9000,0,60,120"), "does not lie within"),
        (("--footage", 1, "--at", 0.4, "--box", "0,0,4,8"), "12 x 24 at least"),
        (("--footage", 1, "--at", 500, "--box", BOX), "no frame at 500 s"),
        (("--footage", 9, "--at", 0.4, "--box", BOX), "no footage 9"),
        (("--picture", "/nowhere/photo.png"), "no picture at"),
        (("external-7",), "external-7"),
    ],
)
def test_what_cannot_be_asked_is_told_with_a_remedy(
    indexed: Path, words: tuple[object, ...], said: str
) -> None:
    done = cba("search", indexed, *words, check=False)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Remedy:" in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("1-1", "--picture", "photo.png"),
        ("--footage", 1, "--at", 0.4),
        ("--picture", "photo.png", "--footage", 1),
        ("--footage", 1, "--at", 0.4, "--box", "20,20,60"),
        ("1-1", "--modality", "infrared"),
        ("1-1", "--whole"),
        ("--picture", "photo.png", "--whole", "--box", BOX),
        ("--footage", 1, "--at", 0.4, "--box", BOX, "--whole"),
    ],
)
def test_options_that_do_not_go_together_are_a_wrong_use(
    indexed: Path, words: tuple[object, ...]
) -> None:
    asked = ["search", str(indexed), *(str(word) for word in words)]
    assert CliRunner().invoke(app, asked).exit_code == 2


def test_nothing_can_be_asked_before_the_first_index(tmp_path: Path, photo: Path) -> None:
    day = footage_with_tracks(tmp_path / "stick", "day", frames=5)
    case = a_case(tmp_path, day)
    done = cba("search", case, "--picture", photo, check=False)
    assert done.returncode == 1
    assert "not indexed yet" in done.stderr


def test_a_drawn_box_stands_in_marked_copies_and_hides_nobody_in_redacted_ones(case: Path) -> None:
    cba("search", case, "--footage", 1, "--at", 0.4, "--box", BOX)
    still = cba_json("exhibit", "still", case, "--tracklet", "box-1", "--annotated")
    folder = Path(still["folder"])
    plain = cv2.imread(str(folder / "still.png"))
    marked = cv2.imread(str(folder / "still-annotated-copy.png"))[: plain.shape[0]]
    changed = (plain != marked).any(axis=2)
    assert changed[20:140, 20].all()  # the left side of the box
    copy = cba_json("exhibit", "redact", case, "--tracklet", "box-1")
    listed = (Path(copy["folder"]) / "review-list.csv").read_text().splitlines()
    (_, number, _, found, covered, _, _) = listed[1].split(",")
    assert number == "10"
    assert found == covered  # whoever was detected; the box found nobody


def test_a_picture_from_outside_has_no_recording_and_no_segment(case: Path, photo: Path) -> None:
    found = cba_json("search", case, "--picture", photo, "--whole")
    assert not found["searched"]["own_segment_excluded"]
    assert cba_json("search", case, "1-1")["searched"]["own_segment_excluded"]
    for kind in ("still", "clip", "annotate", "redact"):
        refused = cba("exhibit", kind, case, "--tracklet", "external-1", check=False)
        assert refused.returncode == 1
        assert "there is no recording of it" in " ".join(refused.stderr.split())
