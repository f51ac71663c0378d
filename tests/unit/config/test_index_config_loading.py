"""Index settings survive JSON; wrong ones are told apart by name."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cba_core.config import index_config
from cba_core.config.index_config import CroppingConfig, IndexConfig, TrackerConfig
from cba_core.config.loading import index_config_from_json, index_config_to_json
from cba_core.config.search_config import SearchConfig
from cba_core.domain.errors import ConfigError


@given(
    detector=st.text(min_size=1, max_size=12),
    stride=st.one_of(st.just("auto"), st.integers(1, 50)),
    skip_still=st.booleans(),
    most=st.integers(1, 64),
    patience=st.floats(0.1, 9),
)
def test_settings_come_back_from_json_as_they_were(
    detector: str, stride: int, skip_still: bool, most: int, patience: float
) -> None:
    config = IndexConfig(
        detector=detector,
        stride=stride,  # type: ignore[arg-type]  # text or number, as drawn
        skip_still=skip_still,
        tracker=TrackerConfig(patience_s=patience),
        cropping=CroppingConfig(most=most),
    )
    again = index_config_from_json(index_config_to_json(config))
    assert again == config
    assert again.digest == config.digest


def test_pieces_that_no_memory_holds_are_refused_with_the_reason() -> None:
    assert IndexConfig(segment_s=900).segment_s == 900
    with pytest.raises(ConfigError, match=r"1\.\.900 seconds, got 3600: .* in memory"):
        IndexConfig(segment_s=3600)


def test_a_case_that_remembers_longer_pieces_is_not_blocked() -> None:
    assert index_config_from_json('{"segment_s": 3600}').segment_s == 900
    assert index_config_from_json('{"segment_s": 600}').segment_s == 600


def test_tracklets_that_an_earlier_program_found_otherwise_are_stale(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = IndexConfig().digest
    monkeypatch.setattr(index_config, "REVISION", index_config.REVISION - 1)
    assert IndexConfig().digest != now


def test_every_setting_changes_the_digest() -> None:
    default = IndexConfig()
    changed = [
        IndexConfig(detector="other"),
        IndexConfig(detector_sha256="0" * 64),
        IndexConfig(stride=2),
        IndexConfig(skip_still=False),
        IndexConfig(segment_s=60),
        IndexConfig(tracker=TrackerConfig(minimum_length=9)),
        IndexConfig(cropping=CroppingConfig(most=3)),
    ]
    assert len({config.digest for config in [default, *changed]}) == len(changed) + 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "not JSON"),
        ('{"detecter": "x"}', "did you mean detector"),
        ('{"tracker": {"patience": 1}}', "did you mean tracker.patience_s"),
        (json.dumps({"stride": 0}), "stride"),
        (json.dumps({"segment_s": float("inf")}), "segment_s"),
    ],
)
def test_wrong_settings_are_named(text: str, told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        index_config_from_json(text)


@pytest.mark.parametrize("limit", [0, 2001])
def test_a_search_gives_between_one_and_two_thousand_candidates(limit: int) -> None:
    with pytest.raises(ConfigError, match="limit"):
        SearchConfig(limit=limit)


def test_a_detector_file_is_told_by_its_content_and_not_by_its_path() -> None:
    here = IndexConfig(detector="/a/y.onnx", detector_sha256="a" * 64)
    assert here.digest == IndexConfig(detector="/b/Z.ONNX", detector_sha256="a" * 64).digest
    assert here.digest != IndexConfig(detector="/a/y.onnx", detector_sha256="b" * 64).digest
    assert here.digest != IndexConfig(detector="yolox_nano", detector_sha256="a" * 64).digest
    unknown = IndexConfig(detector="/a/y.onnx")
    assert unknown.digest != IndexConfig(detector="/b/y.onnx").digest
