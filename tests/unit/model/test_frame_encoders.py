"""Frame encoders: the parts they pool, and timm's networks they are cut from."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from cba_core.domain.errors import ModelFileError
from cba_core.model.frame_encoder_configs import FAMILIES, InvertedResidualConfig
from cba_core.model.frame_encoder_registry import (
    FRAME_ENCODERS,
    FrameEncoderEntry,
    frame_encoder_entry,
)
from cba_core.model.frame_encoders import (
    InvertedResidualEncoder,
    PartPooling,
    build_frame_encoder,
)
from cba_core.model.model_header import ModelHeader, Provenance
from tests.support.model_files import SMALL_CONFIGS


def test_parts_of_a_small_map_worked_by_hand() -> None:
    features = torch.tensor([[1.0, 2, 3, 4], [5, 6, 7, 8]])[None, None]
    assert PartPooling(1, 1)(features).tolist() == [[4.5]]
    assert PartPooling(2, 1)(features).tolist() == [[2.5, 6.5]]
    assert PartPooling(1, 2)(features).tolist() == [[(1 + 4 + 5 + 8) / 4, (2 + 3 + 6 + 7) / 4]]
    assert PartPooling(2, 2)(features).tolist() == [[2.5, 2.5, 6.5, 6.5]]


@given(rows=st.sampled_from([1, 2, 4]), columns=st.sampled_from([1, 2]), seed=st.integers(0, 99))
def test_parts_do_not_tell_left_from_right(rows: int, columns: int, seed: int) -> None:
    features = torch.rand(2, 3, 4, 4, generator=torch.Generator().manual_seed(seed))
    pool = PartPooling(rows, columns)
    torch.testing.assert_close(pool(features.flip(3)), pool(features))


@pytest.mark.parametrize("family", FAMILIES)
def test_a_feature_is_as_long_as_its_config_says(family: str) -> None:
    config = SMALL_CONFIGS[family]
    encoder = build_frame_encoder(config, height_px=64, width_px=32).eval()
    with torch.inference_mode():
        assert encoder(torch.rand(2, 3, 64, 32)).shape == (2, config.dim)


@pytest.mark.parametrize("architecture", ["efficientnet-lite0", "mobilenet-v2"])
@pytest.mark.parametrize("stages", [1, 5, 7, 8])
def test_a_cut_cnn_agrees_with_timms_whole_one(architecture: str, stages: int) -> None:
    config = InvertedResidualConfig(
        name="cut",
        architecture=architecture,  # type: ignore[arg-type]  # pytest gives plain text
        stages=stages,
    )
    encoder = InvertedResidualEncoder(config).eval()
    from cba_core.model.frame_encoders import _timm_model

    whole = _timm_model(architecture).eval()
    whole.load_state_dict(encoder.state_dict(), strict=False)
    frames = torch.rand(1, 3, 64, 64)
    with torch.inference_mode():
        if stages == 8:
            features = whole.forward_features(frames)
        else:
            features = whole.bn1(whole.conv_stem(frames))
            for stage in whole.blocks[:stages]:
                features = stage(features)
        expected = features.mean((2, 3))
        assert expected.shape == (1, config.dim)
        torch.testing.assert_close(encoder(frames), expected)


def test_kept_stages_learn_nothing_and_the_others_do() -> None:
    torch.manual_seed(0)
    encoder = InvertedResidualEncoder(
        InvertedResidualConfig(name="cut", architecture="mobilenet-v2", stages=3)
    )
    encoder.keep_stages(2)
    before = {name: value.clone() for name, value in encoder.state_dict().items()}
    encoder.train()(torch.rand(4, 3, 64, 32)).square().sum().backward()
    learning = {name for name, one in encoder.named_parameters() if one.grad is not None}
    assert learning == {n for n, _ in encoder.named_parameters() if n.startswith("blocks.2.")}
    changed = {n for n, one in encoder.state_dict().items() if not torch.equal(one, before[n])}
    assert changed
    assert all(name.startswith("blocks.2.") for name in changed)


def test_more_kept_stages_than_there_are_is_refused() -> None:
    encoder = InvertedResidualEncoder(
        InvertedResidualConfig(name="cut", architecture="mobilenet-v2", stages=3)
    )
    with pytest.raises(ValueError, match="3 stages, not 4"):
        encoder.keep_stages(4)


def test_the_tiny_cnn_is_the_same_every_time() -> None:
    first, second = (
        build_frame_encoder(SMALL_CONFIGS["tiny-cnn"], height_px=64, width_px=32) for _ in range(2)
    )
    for one, other in zip(first.parameters(), second.parameters(), strict=True):
        assert torch.equal(one, other)


@pytest.mark.parametrize("entry", FRAME_ENCODERS, ids=lambda entry: entry.name)
def test_every_known_encoder_takes_its_own_input_size(entry: FrameEncoderEntry) -> None:
    about = Provenance(
        licence=entry.licence, source="", training_data="", trained_for_person_search=False
    )
    header = ModelHeader(encoder=entry.config, transforms=entry.transforms, provenance=about)
    assert header.dim == entry.config.dim
    assert frame_encoder_entry(entry.name) is entry
    assert entry.licence


def test_an_unknown_encoder_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ModelFileError, match="efficientnet-lite0, mobilenet-v2"):
        frame_encoder_entry("resnet-9000")


@settings(max_examples=20)
@given(stages=st.integers(-3, 12))
def test_stages_outside_the_network_are_refused(stages: int) -> None:
    def make() -> InvertedResidualConfig:
        return InvertedResidualConfig(name="x", architecture="mobilenet-v2", stages=stages)

    if 1 <= stages <= 8:
        assert make().dim > 0
    else:
        with pytest.raises(ValueError, match=r"stages must lie in 1\.\.8"):
            make()
