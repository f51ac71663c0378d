import errno
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cba_core.domain.errors import DetectorError, DiskFullError, ModelFileError
from cba_core.weights import installed_weights
from cba_core.weights.catalogue import WeightCatalogue
from cba_core.weights.installed_weights import WeightFacts, WeightLibrary, default_folder

DETECTOR = WeightFacts(kind="detector", input_height_px=416, input_width_px=640, about="YOLOX")


def taken(_: Path) -> WeightFacts:
    return DETECTOR


def refused(path: Path) -> WeightFacts:
    raise DetectorError(f"{path.suffix} is no detector", "Export it again.")


@pytest.fixture
def library(tmp_path: Path) -> WeightLibrary:
    return WeightLibrary(tmp_path / "models")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "yolox_nano.onnx"
    path.write_bytes(b"network")
    return path


def test_an_added_file_is_copied_with_its_facts(library: WeightLibrary, file: Path) -> None:
    added = library.add(file, inspect=taken, licence="Apache-2.0", source="Megvii")
    file.unlink()
    (found,) = WeightLibrary(library.folder).all()
    assert found == added
    assert found.name == "yolox_nano"
    assert found.path.read_bytes() == b"network"
    assert found.sha256 == found.recorded_sha256
    assert found.size_bytes == 7
    assert found.facts == DETECTOR
    assert (found.licence, found.source) == ("Apache-2.0", "Megvii")
    assert (datetime.now(UTC) - found.added).total_seconds() < 60


def test_a_licence_nobody_told_is_not_made_up(library: WeightLibrary, file: Path) -> None:
    assert library.add(file, inspect=taken).licence == "not told"


def test_nothing_but_the_file_and_its_facts_is_left(library: WeightLibrary, file: Path) -> None:
    library.add(file, inspect=taken)
    assert sorted(path.name for path in library.folder.iterdir()) == [
        "yolox_nano.json",
        "yolox_nano.onnx",
    ]


def test_the_same_content_is_added_once(library: WeightLibrary, file: Path) -> None:
    first = library.add(file, inspect=taken)
    again = library.add(file, inspect=refused, name="other")
    assert again == first
    assert len(list(library.folder.iterdir())) == 2


def test_another_file_does_not_take_a_name_that_is_used(library: WeightLibrary, file: Path) -> None:
    library.add(file, inspect=taken)
    file.write_bytes(b"another network")
    with pytest.raises(ModelFileError, match="other weights called yolox_nano"):
        library.add(file, inspect=taken)
    assert [entry.size_bytes for entry in library.all()] == [7]
    assert library.add(file, inspect=taken, name="second").name == "second"


def test_names_of_packaged_weights_are_not_taken(library: WeightLibrary, file: Path) -> None:
    with pytest.raises(ModelFileError, match="called ssd-mobilenet-v2"):
        library.add(file, inspect=taken, name="ssd-mobilenet-v2")


@pytest.mark.parametrize("name", ["../evil", "a b", ".hidden", "a/b", "x" * 81, "é"])
def test_names_that_are_no_plain_file_names_are_refused(
    library: WeightLibrary, file: Path, name: str
) -> None:
    with pytest.raises(ModelFileError, match="cannot be the name"):
        library.add(file, inspect=taken, name=name)
    assert not library.folder.exists()


@pytest.mark.parametrize("suffix", [".pt", ".pth", ".PKL", ".ckpt", ".bin"])
def test_pickles_are_refused_unopened(library: WeightLibrary, file: Path, suffix: str) -> None:
    with pytest.raises(ModelFileError, match="pickle") as caught:
        library.add(file.rename(file.with_suffix(suffix)), inspect=refused)
    assert "safetensors" in caught.value.remedy


def test_unknown_files_are_refused(library: WeightLibrary, file: Path) -> None:
    with pytest.raises(ModelFileError, match="no weight file"):
        library.add(file.rename(file.with_suffix(".docx")), inspect=taken)


def test_a_file_that_inspection_refuses_leaves_nothing(library: WeightLibrary, file: Path) -> None:
    with pytest.raises(DetectorError, match=r"\.onnx is no detector"):
        library.add(file, inspect=refused)
    assert list(library.folder.iterdir()) == []


def test_a_file_of_another_kind_than_its_suffix_is_refused(
    library: WeightLibrary, file: Path
) -> None:
    with pytest.raises(ModelFileError, match="holds a detector"):
        library.add(file.rename(file.with_suffix(".safetensors")), inspect=taken)
    assert list(library.folder.iterdir()) == []


def test_a_missing_file_is_told(library: WeightLibrary, tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match=r"gone\.onnx cannot be added"):
        library.add(tmp_path / "gone.onnx", inspect=taken)


def test_a_full_disk_is_told_and_leaves_nothing(
    library: WeightLibrary, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(installed_weights.os, "fsync", full)
    with pytest.raises(DiskFullError):
        library.add(file, inspect=taken)
    assert list(library.folder.iterdir()) == []


def test_a_file_that_changed_is_refused_at_use(library: WeightLibrary, file: Path) -> None:
    added = library.add(file, inspect=taken)
    added.path.write_bytes(b"netw0rk")
    with pytest.raises(ModelFileError, match="have changed since they were added"):
        _ = added.sha256


def test_a_file_that_vanished_is_told_at_use(library: WeightLibrary, file: Path) -> None:
    added = library.add(file, inspect=taken)
    added.path.unlink()
    with pytest.raises(ModelFileError, match="cannot be read"):
        _ = added.sha256


def test_removed_weights_are_gone(library: WeightLibrary, file: Path) -> None:
    library.add(file, inspect=taken)
    library.remove("yolox_nano")
    assert library.all() == []
    assert list(library.folder.iterdir()) == []
    with pytest.raises(ModelFileError, match="no installed weights yolox_nano"):
        library.remove("yolox_nano")


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"name": 3, "facts": null}'])
def test_a_damaged_record_is_told_by_its_path(
    library: WeightLibrary, file: Path, content: str
) -> None:
    library.add(file, inspect=taken)
    (library.folder / "yolox_nano.json").write_text(content)
    with pytest.raises(ModelFileError, match=r"yolox_nano\.json cannot be read"):
        library.all()


def test_a_record_does_not_point_outside_the_folder(library: WeightLibrary, file: Path) -> None:
    library.add(file, inspect=taken)
    record = library.folder / "yolox_nano.json"
    record.write_text(json.dumps(json.loads(record.read_text()) | {"path": "/etc/passwd"}))
    assert library.all()[0].path == library.folder / "passwd"


def test_the_folder_is_the_one_the_environment_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUSKLINE_MODELS", str(tmp_path))
    assert default_folder() == tmp_path
    monkeypatch.delenv("DUSKLINE_MODELS")
    assert default_folder().parts[-2:] == ("duskline", "models")


def test_a_library_that_was_never_used_is_empty_and_makes_no_folder(
    library: WeightLibrary,
) -> None:
    assert library.all() == []
    assert library.get("anything") is None
    assert not library.folder.exists()


def test_the_catalogue_finds_installed_weights_of_its_kind(
    library: WeightLibrary, file: Path
) -> None:
    added = library.add(file, inspect=taken)
    found = WeightCatalogue(library).find("yolox_nano")
    assert found is not None
    assert (found.path, found.sha256) == (added.path, added.recorded_sha256)
    assert "yolox_nano" in WeightCatalogue(library).names()
    assert WeightCatalogue(library, "encoder").find("yolox_nano") is None
    assert WeightCatalogue(library).find("nothing") is None
