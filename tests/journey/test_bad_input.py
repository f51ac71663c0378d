"""Bad footage is listed with the reason and a remedy; the rest is indexed; nothing is lost."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.damaged_footage import (
    write_audio_only,
    write_empty_file,
    write_noise_as_video,
    write_picture_as_video,
    write_playlist,
    write_text_as_video,
    write_truncated_with_moov,
    write_truncated_without_moov,
)
from tests.support.small_case import (
    CASE_FACTS,
    ROOT,
    a_case,
    cba,
    cba_json,
    command,
    footage_with_tracks,
)

# root reads everything unless it lays the capability down
BOUND_BY_PERMISSIONS = (
    ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all"]
    if os.geteuid() == 0 and shutil.which("setpriv")
    else []
)

BROKEN: dict[Callable[[Path], Path], str] = {
    write_empty_file: "empty",
    write_truncated_without_moov: "cut off",
    write_text_as_video: "",
    write_picture_as_video: "picture",
    write_audio_only: "no video",
    write_noise_as_video: "",
    write_playlist: "",
}


@pytest.mark.parametrize("write", BROKEN, ids=lambda write: write.__name__)
def test_a_file_that_cannot_be_read_is_named_with_its_reason(
    write: Callable[[Path], Path], tmp_path: Path
) -> None:
    broken = write(tmp_path)
    case = a_case(tmp_path)
    told = cba("footage", "add", case, broken, check=False)
    assert told.returncode == 1
    assert broken.name in told.stderr
    assert BROKEN[write] in told.stderr
    assert "Remedy" in told.stderr
    assert cba_json("footage", "list", case)["footage"] == []


def test_the_readable_rest_of_a_folder_is_added(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    footage_with_tracks(stick, "whole", frames=20)
    write_empty_file(stick)
    write_picture_as_video(stick)
    report = cba_json("footage", "add", a_case(tmp_path), stick)
    assert [one["name"] for one in report["added"]] == ["whole.mp4"]
    assert sorted(Path(one["path"]).name for one in report["rejected"]) == [
        "empty.mp4",
        "snapshot.mp4",
    ]


def test_a_cut_off_file_is_indexed_as_far_as_it_goes(tmp_path: Path) -> None:
    clip = write_truncated_with_moov(tmp_path)
    rows = footage_with_tracks(tmp_path / "rows", "x", frames=50).with_suffix(".txt")
    clip.with_suffix(".txt").write_bytes(rows.read_bytes())
    case = a_case(tmp_path, clip)
    outcome = cba_json("index", case, "--detector", "motchallenge", "--stride", 1)["footage"][0]
    assert 5 <= outcome["frames"] < 50
    assert "cut off" in outcome["warning"]
    assert outcome["failure"] is None
    frames = [max(one["frames"]) for one in cba_json("tracklets", case)["tracklets"]]
    assert max(frames) == outcome["frames"] - 1


def test_a_file_that_goes_missing_or_bad_before_indexing_does_not_stop_the_others(
    tmp_path: Path,
) -> None:
    stick = tmp_path / "stick"
    clips = [footage_with_tracks(stick, name, frames=20, seed=seed)
             for seed, name in enumerate(("gone", "spoilt", "whole"))]  # fmt: skip
    case = a_case(tmp_path, stick)
    clips[0].unlink()
    clips[1].write_bytes(b"")
    done = cba("index", case, "--detector", "motchallenge", "--stride", 1)
    assert "gone.mp4 is not at" in done.stderr
    assert "spoilt.mp4" in done.stderr
    listed = cba_json("footage", "list", case)["footage"]
    assert [one["state"] for one in listed] == ["missing", "failed", "indexed"]
    assert listed[1]["failure"]
    assert len(cba_json("tracklets", case)["tracklets"]) == 2


def test_a_folder_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    footage_with_tracks(stick, "whole", frames=10)
    locked = stick / "locked"
    locked.mkdir()
    secret = footage_with_tracks(stick, "secret", frames=10, seed=3)
    case = a_case(tmp_path)
    locked.chmod(0o000)
    secret.chmod(0o000)
    try:
        told = subprocess.run(
            [*BOUND_BY_PERMISSIONS, *command("footage", "add", case, stick)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        locked.chmod(0o755)
    if BOUND_BY_PERMISSIONS and "setpriv" in told.stderr:
        pytest.skip(f"capabilities cannot be dropped here: {told.stderr.strip()}")
    assert told.returncode == 0, told.stderr
    assert "1 added" in told.stdout
    refused = [line for line in told.stderr.splitlines() if line.startswith("Not read:")]
    assert len(refused) == 2
    assert all("ermission" in line for line in refused), refused
    assert {"locked" in line for line in refused} == {True, False}


def test_a_path_that_does_not_exist_is_told(tmp_path: Path) -> None:
    told = cba("footage", "add", a_case(tmp_path), tmp_path / "nowhere", check=False)
    assert told.returncode == 1
    assert "nowhere" in told.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("search", "CASE", "9-9"), "not indexed yet"),
        (("search", "CASE", "nonsense"), "3-12"),
        (("search", "CASE", "1-1", "--into", "sideways"), "none of other"),
        (("index", "CASE", "--stride", "0"), "whole number"),
        (("index", "CASE", "--detector", "yolow"), "cba models list"),
        (("index", "CASE", "--model", "nowhere.safetensors"), "cba models list"),
        (("footage", "set", "CASE", "77", "--camera", "x"), "has no footage"),
        (("footage", "add", "CASE", "x.mp4", "--start", "yesterday"), "2026-03-01T18:00:00"),
        (("footage", "add", "CASE", "x.mp4", "--modality", "sonar"), "near-infrared"),
        (("case", "create", "CASE", "--number", "1", "--examiner", "a", "--purpose", "b",
          "--timezone", "UTC"), "exists already"),
        (("case", "create", "OTHER", "--number", "1", "--examiner", "a", "--purpose", "b",
          "--timezone", "Middle/Earth"), "Europe/Madrid"),
        (("models", "add", "FILE"), "as an ONNX file"),
        (("models", "show", "nothing"), "cba models list"),
    ],
)  # fmt: skip
def test_wrong_words_are_answered_with_what_to_do(
    words: tuple[str, ...], told: str, tmp_path: Path
) -> None:
    case = a_case(tmp_path)
    (tmp_path / "weights.pth").write_bytes(b"\x80\x04pickle")
    places = {"CASE": case, "OTHER": tmp_path / "other", "FILE": tmp_path / "weights.pth"}
    done = cba(*(places.get(word, word) for word in words), check=False)
    assert done.returncode in {1, 2}
    assert told in " ".join(done.stderr.replace("│", " ").split())


@pytest.mark.parametrize("place", ["/", "{file}/x", "/proc/x/y", "{file} " + "x" * 300])
def test_a_place_where_no_case_can_be_is_refused_with_a_remedy(place: str, tmp_path: Path) -> None:
    file = tmp_path / "a file"
    file.write_text("")
    case = place.format(file=file)
    for words in (("case", "create", case, *CASE_FACTS), ("case", "show", case)):
        told = cba(*words, check=False)
        assert told.returncode == 1
        assert "Remedy" in told.stderr


def test_names_with_brackets_line_breaks_and_foreign_bytes_go_through_every_command(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "a [" / "red] :bug:"
    clip = footage_with_tracks(folder, "clip", frames=10)
    rows = clip.with_suffix(".txt").rename(os.fsdecode(os.fsencode(folder) + b"/\xe9\n.txt"))
    clip.rename(rows.with_suffix(".mp4"))
    case = tmp_path / "Fäll [x] :bug:.duskcase"
    strict = {"PYTHONIOENCODING": "utf-8:strict"}
    cba("case", "create", case, *CASE_FACTS, "--title", "[/t]")
    assert "[/t]" in cba("case", "show", case).stdout
    cba("footage", "add", case, folder, env=strict)
    again = cba("footage", "add", case, folder, env=strict)
    assert "[/red] :bug:" in again.stdout
    cba("index", case, "--detector", "motchallenge", "--stride", 1, env=strict)
    assert "udce9" in cba("footage", "list", case, env=strict).stdout
    assert [one["path"] for one in cba_json("tracklets", case, env=strict)["tracklets"]] == [
        str(rows.with_suffix(".mp4"))
    ] * 2
    cba("tracklets", case, env=strict)
    cba("search", case, "1-1", "--into", "any", "--own-segment", env=strict)


def test_a_file_that_was_changed_after_it_was_added_is_not_indexed_as_what_was_added(
    tmp_path: Path,
) -> None:
    stick = tmp_path / "stick"
    first, second = (footage_with_tracks(stick, name, frames=20, seed=len(name)) for name in "ab")
    second.write_bytes(second.read_bytes() + b"\0\0\0\x08free")
    case = a_case(tmp_path, stick)
    content = bytearray(first.read_bytes())
    content[-1] ^= 1  # of the same size: only the content tells
    first.write_bytes(content)
    told = cba("index", case, "--detector", "motchallenge", "--stride", 1)
    assert "a.mp4 has changed since it was added" in told.stderr
    states = [one["state"] for one in cba_json("footage", "list", case)["footage"]]
    assert states == ["failed", "indexed"]
    assert {one["footage"] for one in cba_json("tracklets", case)["tracklets"]} == {2}
