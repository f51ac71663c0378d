"""The camera plan: a picture is copied whole or refused in words, and every plan comes back."""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image

from cba_core.case import Case
from cba_core.domain.case_log import LogAction
from cba_core.domain.edits import CreatePerson, SetApart
from cba_core.domain.errors import (
    CaseDamagedError,
    CaseReadOnlyError,
    CbaError,
    ConfigError,
    NotInCaseError,
)
from cba_core.domain.ids import FootageId, tracklet_id
from cba_core.domain.integrity import CasePart
from cba_core.domain.routes import LegState
from cba_core.domain.site_plan import CameraPlace, SitePlan
from cba_core.pipelines import site_plan
from cba_core.pipelines.site_plan import PlanPictureError
from cba_core.store.case_store import create_store
from tests.support.builders import (
    A_MODEL,
    AN_EVENING,
    a_found_tracklet,
    a_new_footage,
    a_segment,
    some_case_facts,
)


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    path = tmp_path / "Station.duskcase"
    with create_store(path, some_case_facts()) as store:
        for number, camera in ((1, "gate"), (2, "yard")):
            start = AN_EVENING if number == 1 else None
            new = a_new_footage(f"/e/{number}.mp4", camera=camera, start_time=start)
            store.footage.add(new)
            store.tracklets.begin_footage(FootageId(number), "one")
            store.tracklets.store_segment(a_segment(number), [a_found_tracklet(1)], A_MODEL)
    with Case.open(path) as opened:
        yield opened


def a_picture(path: Path, size: tuple[int, int] = (320, 200), **options: object) -> Path:
    Image.new("RGB", size, "white").save(path, **options)  # type: ignore[arg-type]
    return path


@pytest.mark.parametrize("suffix", [".png", ".jpg", ".bmp", ".gif", ".tif", ".webp"])
def test_a_picture_is_copied_into_the_case_with_its_hash(
    case: Case, tmp_path: Path, suffix: str
) -> None:
    file = a_picture(tmp_path / f"Ground floor{suffix}")
    before = file.read_bytes()
    applied = case.plan.set_picture(file)
    assert applied is not None
    assert applied.changes.plan
    picture = case.plan.get().picture
    assert picture is not None
    assert (picture.name, picture.width_px, picture.height_px) == (file.name, 320, 200)
    assert picture.path.parent == case.path / "plan"
    assert picture.path.suffix == suffix
    assert picture.path.read_bytes() == before == file.read_bytes()
    assert picture.sha256 == hashlib.sha256(before).hexdigest() == picture.path.stem
    assert case.log.entries()[-1].action is LogAction.CHANGE
    assert case.plan.set_picture(file) is None  # it is the plan already


def test_a_turned_photograph_has_the_size_in_which_it_is_seen(case: Case, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # a quarter turn
    case.plan.set_picture(a_picture(tmp_path / "photo.jpg", exif=exif))
    picture = case.plan.get().picture
    assert picture is not None
    assert (picture.width_px, picture.height_px) == (200, 320)


def test_an_older_plan_comes_back_with_undo(case: Case, tmp_path: Path) -> None:
    case.plan.set_picture(a_picture(tmp_path / "first.png"))
    case.plan.place("gate", 0.25, 0.5)
    case.plan.set_picture(a_picture(tmp_path / "second.png", (400, 300)))
    assert case.plan.get().place_of("gate") == CameraPlace(camera="gate", x=0.25, y=0.5)
    case.review.undo()
    picture = case.plan.get().picture
    assert picture is not None
    assert picture.name == "first.png"
    assert picture.path.is_file()
    case.plan.clear_picture()
    assert case.plan.get().picture is None
    case.review.undo()
    assert case.plan.get().picture == picture
    case.review.undo()
    case.review.undo()
    assert case.plan.get() == SitePlan()


def test_a_camera_is_placed_moved_and_lifted(case: Case) -> None:
    case.plan.place("gate", 0, 1)
    case.plan.place("gate", 0.5, 0.75)
    assert case.plan.get().places == (CameraPlace(camera="gate", x=0.5, y=0.75),)
    assert case.plan.place("gate", 0.5, 0.75) is None
    case.plan.lift("gate")
    assert case.plan.get().places == ()
    assert case.plan.lift("gate") is None
    case.review.undo()
    assert case.plan.get().place_of("gate") is not None


@pytest.mark.parametrize(("x", "y"), [(-0.01, 0.5), (0.5, 1.01), (float("nan"), 0.5)])
def test_no_camera_hangs_beside_the_picture(case: Case, x: float, y: float) -> None:
    with pytest.raises(ConfigError, match="fraction"):
        case.plan.place("gate", x, y)
    assert case.plan.get().places == ()


def test_a_camera_that_the_case_has_not_is_refused(case: Case) -> None:
    with pytest.raises(NotInCaseError, match="nowhere"):
        case.plan.place("nowhere", 0.5, 0.5)


def refusal(case: Case, file: Path) -> str:
    with pytest.raises(PlanPictureError) as told:
        case.plan.set_picture(file)
    assert "PNG or JPEG" in told.value.remedy
    assert not list((case.path / "plan").glob("*"))
    assert case.plan.get().picture is None
    return told.value.what


def test_a_bad_picture_is_refused_in_words_and_leaves_nothing(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = a_picture(tmp_path / "good.png")
    text, cut, empty = (tmp_path / name for name in ("text.png", "cut.png", "empty.png"))
    text.write_text("a plan")
    cut.write_bytes(good.read_bytes()[:-80])
    empty.touch()
    icon = tmp_path / "plan.ico"
    Image.new("RGB", (64, 64)).save(icon)
    assert refusal(case, text) == "text.png cannot be the plan: it is no picture"
    assert refusal(case, empty) == "empty.png cannot be the plan: it is no picture"
    assert refusal(case, cut) == "cut.png cannot be the plan: it is damaged or cut off"
    assert "of a kind that cannot be shown" in refusal(case, icon)
    assert "there is no such file" in refusal(case, tmp_path / "gone.png")
    assert "there is no such file" in refusal(case, tmp_path)
    tiny = a_picture(tmp_path / "tiny.png", (15, 400))
    assert "too small, 15 by 400 pixels" in refusal(case, tiny)
    long = a_picture(tmp_path / "long.png", (12_001, 20))
    assert "too large, 12001 by 20 pixels" in refusal(case, long)
    monkeypatch.setattr(site_plan, "MOST_BYTES", 100)
    assert "larger than" in refusal(case, good)


def test_a_case_that_is_only_read_gets_no_file(case: Case, tmp_path: Path) -> None:
    file = a_picture(tmp_path / "a.png")
    with Case.open(case.path, read_only=True) as read, pytest.raises(CaseReadOnlyError):
        read.plan.set_picture(file)
    assert not (case.path / "plan").exists()


def test_a_picture_that_is_not_what_it_was_is_found(case: Case, tmp_path: Path) -> None:
    case.plan.set_picture(a_picture(tmp_path / "a.png"))
    picture = case.plan.get().picture
    assert picture is not None
    model = case.model_id()
    assert not [one for one in case.integrity.verify(model).faults if "plan" in one.object]
    picture.path.write_bytes(b"another")
    (fault,) = [one for one in case.integrity.verify(model).faults if "plan" in one.object]
    assert (fault.part, fault.text) == (
        CasePart.FOLDER,
        "its content has changed since it was added",
    )
    picture.path.unlink()
    (fault,) = [one for one in case.integrity.verify(model).faults if "plan" in one.object]
    assert fault.text == "it is missing"


def test_a_route_is_made_of_a_persons_tracklets_and_what_is_gone_is_told(case: Case) -> None:
    gate, yard = (tracklet_id(FootageId(number), 1) for number in (1, 2))
    person = case.review.apply(CreatePerson(name="A", tracklets=(gate, yard)))
    assert person is not None
    found = case.plan.route(person.number)
    assert [one.tracklet for one in found.route.stops] == [gate]
    assert [one.tracklet for one in found.route.untimed] == [yard]  # its time is not invented
    case.set_footage([FootageId(2)], start_time=AN_EVENING)
    assert case.plan.route(person.number).route.unanswered[0].state is LegState.NOT_TOLD
    case.review.apply(SetApart(cameras=("gate", "yard"), seconds=60))
    (leg,) = case.plan.route(person.number).route.conflicts
    assert leg.state is LegState.TWO_PLACES
    assert not leg.clocks_agree
    case.set_footage([FootageId(2)], start_time=AN_EVENING.replace(hour=19))
    assert not case.plan.route(person.number).route.conflicts
    case._store.tracklets.begin_footage(FootageId(2), "two")
    found = case.plan.route(person.number)
    assert found.gone == (yard,)
    assert [one.number for one in case.plan.routes(case.review.people())] == [person.number]
    with pytest.raises(NotInCaseError, match="person"):
        case.plan.route(99)


def test_walking_times_are_those_of_the_error_figures(case: Case) -> None:
    applied = case.review.apply(SetApart(cameras=("yard", "gate"), seconds=45))
    assert applied is not None
    assert applied.changes.plan
    assert applied.changes.decisions
    with pytest.raises(CbaError):
        case.review.apply(SetApart(cameras=("yard", "gate"), seconds=-1))


@pytest.mark.parametrize("told", ["/etc/hostname", "../case.json", "a/b.png", "..", "", "c:x.png"])
def test_a_made_up_case_shows_no_file_from_elsewhere_as_its_plan(
    case: Case, tmp_path: Path, told: str
) -> None:
    case.plan.set_picture(a_picture(tmp_path / "a.png"))
    with closing(sqlite3.connect(case.path / "case.sqlite")) as connection:
        connection.execute("UPDATE plan_picture SET file = ?", (told,))
        connection.commit()
    with pytest.raises(CaseDamagedError, match="no name of a plan"):
        case.plan.get()
    faults = case.integrity.verify(case.model_id()).faults
    assert any("plan" in one.text for one in faults)


@pytest.mark.parametrize("seconds", [-1.0, float("nan"), float("inf"), 1e15, 1e300])
def test_a_way_that_nobody_could_go_is_refused(case: Case, seconds: float) -> None:
    with pytest.raises(ConfigError, match="a year"):
        case.review.apply(SetApart(cameras=("gate", "yard"), seconds=seconds))
    assert not case.review.apart()


def test_a_picture_whose_orientation_cannot_be_read_is_refused_in_words(
    case: Case, tmp_path: Path
) -> None:
    tags = Image.Exif()
    tags[0x0112], tags[0x011A] = 6, 72.0
    file = a_picture(tmp_path / "a.jpg", exif=tags)
    content = file.read_bytes()
    resolution, width = b"\x01\x1a\x00\x05", b"\x01\x00\x00\x05"  # a width that is a fraction
    assert content.count(resolution) == 1
    file.write_bytes(content.replace(resolution, width))
    assert "damaged" in refusal(case, file)
