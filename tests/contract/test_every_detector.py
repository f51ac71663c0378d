"""What every detector of the registry does, with whatever weights are at hand."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from cba_core.detection.motchallenge_file import MotChallengeDetector
from cba_core.detection.registry import DETECTORS, MOTCHALLENGE, YOLOX, make_detector
from cba_core.domain.arrays import UInt8Array
from cba_core.domain.detection import Detections, Detector
from cba_core.domain.footage import Modality
from cba_core.weights.catalogue import WeightCatalogue
from cba_core.weights.installed_weights import WeightLibrary
from tests.support.frames import a_frame
from tests.support.real_footage import DATA, YOLOX_NANO, needs_real_footage
from tests.support.yolox_files import write_yolox

BOX_LINES = "\n".join(
    f"{frame},{number},{number * 40 - 50},10,60,90,0.{number}"
    for frame in range(1, 40)
    for number in range(1, 5)
)
SIZES = [(640, 480), (1920, 1080), (1080, 1920), (641, 479), (64, 48), (33, 300), (1, 1)]
FEW = 3

Made = Callable[[], Detector]


def made_from_file(folder: Path) -> Detector:
    (folder / "clip.txt").write_text(BOX_LINES)
    detector = make_detector(MOTCHALLENGE, WeightCatalogue(WeightLibrary(folder)))
    assert isinstance(detector, MotChallengeDetector)
    return detector.for_footage(folder / "clip.mp4")


def made_of_weights(name: str) -> Detector:
    catalogue = WeightCatalogue(WeightLibrary(Path("no-such-folder")))
    if any(one.name == name and one.locate() is None for one in catalogue.packaged()):
        pytest.skip(f"the weights of {name} are not installed")
    return make_detector(name, catalogue)


def small_yolox(folder: Path) -> Detector:
    answer = {row: {2: 1.0, 3: 1.5, 4: 0.9, 5: 0.1 + row / 100} for row in range(84)}
    path = write_yolox(folder / "small.onnx", answer)
    return make_detector(str(path), WeightCatalogue(WeightLibrary(folder)))


@pytest.fixture(
    scope="module",
    params=[
        *[entry.name for entry in DETECTORS if entry.name != YOLOX],
        "small yolox",
        "yolox_nano",
    ],
)
def detector(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Detector:
    folder = tmp_path_factory.mktemp("detector")
    match request.param:
        case "motchallenge":
            return made_from_file(folder)
        case "small yolox":
            return small_yolox(folder)
        case "yolox_nano":
            if not YOLOX_NANO.is_file():
                pytest.skip(f"{YOLOX_NANO} is not there; see CONTRIBUTING.md")
            return made_of_weights(str(YOLOX_NANO))
        case name:
            return made_of_weights(name)


def noise(width: int, height: int, seed: int = 7) -> UInt8Array:
    return np.random.default_rng(seed).integers(0, 256, (height, width, 3), np.uint8)


def look(detector: Detector, *pictures: UInt8Array, infrared: bool = False) -> list[Detections]:
    modality = Modality.INFRARED if infrared else Modality.VISIBLE
    frames = [a_frame(index, pixels) for index, pixels in enumerate(pictures)]
    return detector.detect(frames, [modality] * len(frames))


def assert_same(one: Detections, other: Detections) -> None:
    np.testing.assert_array_equal(one.boxes, other.boxes)
    np.testing.assert_array_equal(one.scores, other.scores)


def test_it_knows_its_name_and_the_hash_of_its_weights(detector: Detector) -> None:
    assert detector.name
    assert detector.weights_sha256 is None or len(detector.weights_sha256) == 64


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("infrared", [False, True])
def test_boxes_lie_in_the_frame_and_scores_fall(
    detector: Detector, width: int, height: int, *, infrared: bool
) -> None:
    (found,) = look(detector, noise(width, height), infrared=infrared)
    assert found.boxes.dtype == np.float32
    assert found.scores.dtype == np.float32
    assert (found.boxes >= 0).all()
    assert (found.boxes[:, 0::2] <= width).all()
    assert (found.boxes[:, 1::2] <= height).all()
    assert (found.boxes[:, 2:] - found.boxes[:, :2] >= 1).all()
    assert ((found.scores >= 0) & (found.scores <= 1)).all()
    assert (np.diff(found.scores) <= 0).all()


def test_each_frame_has_one_answer_that_does_not_depend_on_the_others(detector: Detector) -> None:
    pictures = [noise(320, 240, seed) for seed in range(3)]
    together = look(detector, *pictures)
    assert len(together) == 3
    for index, picture in enumerate(pictures):
        (alone,) = detector.detect([a_frame(index, picture)], [Modality.VISIBLE])
        assert_same(alone, together[index])


def test_no_frames_give_no_answers(detector: Detector) -> None:
    assert detector.detect([], []) == []


def test_frames_without_their_modality_are_a_mistake(detector: Detector) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  (zip words it itself)
        detector.detect([a_frame()], [])


def test_a_turned_view_of_an_array_is_read_like_its_copy(detector: Detector) -> None:
    turned = np.rot90(noise(320, 240))
    assert_same(look(detector, turned)[0], look(detector, turned.copy())[0])


def test_a_frame_that_must_not_be_written_is_left_alone(detector: Detector) -> None:
    picture = noise(320, 240)
    picture.setflags(write=False)
    before = picture.copy()
    look(detector, picture, infrared=True)
    np.testing.assert_array_equal(picture, before)


@pytest.mark.parametrize("level", [0, 128, 255])
@pytest.mark.parametrize("infrared", [False, True])
def test_an_empty_picture_shows_nobody_to_a_network(
    detector: Detector, level: int, *, infrared: bool
) -> None:
    if detector.weights_sha256 is None or detector.name == "small.onnx":
        pytest.skip("its answer does not depend on the picture")
    (found,) = look(detector, np.full((480, 640, 3), level, np.uint8), infrared=infrared)
    assert (found.scores >= 0.3).sum() <= FEW


@needs_real_footage
@pytest.mark.parametrize("infrared", [False, True])
def test_a_network_finds_the_people_of_a_real_street(detector: Detector, *, infrared: bool) -> None:
    if detector.weights_sha256 is None or detector.name == "small.onnx":
        pytest.skip("its answer does not depend on the picture")
    import av

    clip = DATA / "m3svd" / ("infrared" if infrared else "visible") / "0113_1714.mp4"
    with av.open(str(clip)) as container:
        pixels = next(container.decode(video=0)).to_ndarray(format="rgb24")
    (found,) = look(detector, pixels, infrared=infrared)
    assert (found.scores >= 0.3).sum() >= 2
