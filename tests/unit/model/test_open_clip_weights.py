"""CLIP towers: timm's network gives what open_clip's does, and unsafe files are refused."""

import logging
import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import save_file
from torch import Tensor, nn

from cba_core.domain.errors import ModelFileError
from cba_core.model.frame_encoder_configs import FrameEncoderConfig, VisionTransformerConfig
from cba_core.model.frame_encoder_registry import FRAME_ENCODERS
from cba_core.model.frame_encoders import build_frame_encoder
from cba_core.model.model_header import ImageTransforms
from cba_core.model.network import load_network
from cba_core.model.open_clip_weights import (
    WeightOrigin,
    _open_clip,
    download_clip_checkpoint,
    fill_from_clip,
    import_clip_weights,
    read_checkpoint,
    reference_transforms,
    tower_config,
)

ORIGIN = WeightOrigin(licence="none", source="drawn at random")
SMALL = {"image_size": (64, 32), "patch_size": 16, "width": 48, "layers": 2, "head_width": 16}


@pytest.fixture(autouse=True)
def quiet_open_clip() -> Iterator[None]:
    """open_clip warns that weights are random, which is what these tests want."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


def small_tower(monkeypatch: pytest.MonkeyPatch, **settings: Any) -> nn.Module:
    """A random CLIP whose tower open_clip knows as `small`; norms and biases are not trivial."""
    quick_gelu = settings.pop("quick_gelu", False)
    config = {
        "embed_dim": 24,
        "quick_gelu": quick_gelu,
        "vision_cfg": SMALL | settings,
        "text_cfg": {"context_length": 8, "vocab_size": 16, "width": 8, "heads": 1, "layers": 1},
    }
    monkeypatch.setitem(_open_clip().factory._MODEL_CONFIGS, "small", config)
    torch.manual_seed(0)
    clip: nn.Module = _open_clip().create_model("small", pretrained=None)
    with torch.no_grad():
        for parameter in clip.parameters():
            if parameter.ndim == 1:
                parameter.add_(torch.randn_like(parameter) * 0.2)
    return clip.eval()


def converted(clip: nn.Module, config: FrameEncoderConfig, height: int, width: int) -> nn.Module:
    encoder = build_frame_encoder(config, height_px=height, width_px=width)
    fill_from_clip(encoder, config, clip.state_dict(), "a random CLIP")
    return encoder.eval()


def features_of(tower: Any, frames: Tensor, *, projected: bool) -> Tensor:
    """What open_clip's own tower gives."""
    if not projected:
        tower.proj = None
    with torch.inference_mode():
        features: Tensor = tower(frames)
    return features


@pytest.mark.parametrize("projected", [False, True])
@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"quick_gelu": True},
        {"no_ln_pre": True},
        {"ls_init_value": 0.5},
        {"mlp_ratio": 3.3},
        {"no_ln_pre": True, "pool_type": "avg", "final_ln_after_pool": True},
    ],
    ids=lambda settings: "+".join(settings) or "plain",
)
def test_a_small_tower_gives_what_open_clip_does(
    monkeypatch: pytest.MonkeyPatch, settings: dict[str, Any], projected: bool
) -> None:
    clip = small_tower(monkeypatch, **settings)
    config = tower_config("small", projected=projected)
    encoder = converted(clip, config, 64, 32)
    frames = torch.randn(3, 3, 64, 32)
    expected = features_of(clip.visual, frames, projected=projected)
    assert expected.shape == (3, config.dim)
    with torch.inference_mode():
        torch.testing.assert_close(encoder(frames), expected, atol=2e-5, rtol=1e-4)


def test_quick_gelu_is_not_gelu(monkeypatch: pytest.MonkeyPatch) -> None:
    clip = small_tower(monkeypatch, quick_gelu=True)
    plain = VisionTransformerConfig(
        name="wrong", patch_px=16, width=48, depth=2, heads=3, mlp_width=192
    )
    frames = torch.randn(1, 3, 64, 32)
    expected = features_of(clip.visual, frames, projected=False)
    with torch.inference_mode():
        wrong = converted(clip, plain, 64, 32)(frames)
    assert float((wrong - expected).abs().max()) > 1e-3


@pytest.mark.parametrize("tower", ["ViT-B-16", "ViT-B-16-quickgelu"])
def test_vit_b_16_gives_what_open_clip_does(tower: str) -> None:
    clip = _open_clip().create_model(tower, pretrained=None).eval()
    encoder = converted(clip, tower_config(tower), 224, 224)
    frames = torch.randn(1, 3, 224, 224)
    expected = features_of(clip.visual, frames, projected=False)
    with torch.inference_mode():
        torch.testing.assert_close(encoder(frames), expected, atol=2e-5, rtol=1e-4)


def test_resnet_50_gives_open_clips_last_map_averaged() -> None:
    clip = _open_clip().create_model("RN50", pretrained=None).eval()
    encoder = converted(clip, tower_config("RN50"), 64, 64)
    clip.visual.attnpool = nn.Identity()
    frames = torch.randn(2, 3, 64, 64)
    with torch.inference_mode():
        torch.testing.assert_close(encoder(frames), clip.visual(frames).mean((2, 3)))


def test_positions_are_resized_to_another_input(monkeypatch: pytest.MonkeyPatch) -> None:
    clip = small_tower(monkeypatch, image_size=64)
    positions = clip.visual.positional_embedding
    with torch.no_grad():  # rows of the 4 x 4 grid differ, columns do not
        positions[1:] = torch.arange(4.0).repeat_interleave(4)[:, None]
    resized = converted(clip, tower_config("small"), 96, 48).pos_embed
    torch.testing.assert_close(resized[0, 0], positions[0])
    grid = resized[0, 1:].reshape(6, 3, 48)
    torch.testing.assert_close(grid, grid[:, :1, :1].expand(6, 3, 48))
    rows = grid[:, 0, 0].tolist()
    assert rows == sorted(rows)
    assert sum(rows) / 6 == pytest.approx(1.5, abs=0.01)


@pytest.mark.parametrize("wrapped", [False, True], ids=["plain", "in a training checkpoint"])
@pytest.mark.parametrize("suffix", [".safetensors", ".pt"])
def test_a_checkpoint_becomes_a_model_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, suffix: str, wrapped: bool
) -> None:
    clip = small_tower(monkeypatch)
    tensors = {f"module.{k}" if wrapped else k: v for k, v in clip.state_dict().items()}
    path = tmp_path / f"clip{suffix}"
    if suffix == ".safetensors":
        save_file(tensors, path)
    else:
        torch.save({"state_dict": tensors, "epoch": 3} if wrapped else tensors, path)
    size = ImageTransforms(height_px=64, width_px=32)
    target = tmp_path / "model.safetensors"
    import_clip_weights("small", path, target, origin=ORIGIN, transforms=size)
    header, network = load_network(target)
    assert header.encoder == tower_config("small")
    assert header.frames_per_clip == 6
    assert header.provenance.parents[0].name == path.name
    frames = torch.randn(2, 3, 64, 32)
    with torch.inference_mode():
        torch.testing.assert_close(
            network.frame_encoder(frames),
            features_of(clip.visual, frames, projected=False),
            atol=2e-5,
            rtol=1e-4,
        )


def test_the_reference_input_is_a_multiple_of_the_patch() -> None:
    sizes = {
        tower: (t.height_px, t.width_px)
        for tower in ("ViT-B-16", "ViT-B-32", "ViT-L-14", "RN50")
        for t in [reference_transforms(tower_config(tower))]
    }
    assert sizes["ViT-B-16"] == (288, 144)
    assert sizes["ViT-B-32"] == (288, 160)
    assert sizes["ViT-L-14"] == (294, 154)
    assert sizes["RN50"] == (288, 160)


def test_the_registry_says_of_clip_what_open_clip_does() -> None:
    towers = {"clip-vit-b-16": "ViT-B-16", "clip-vit-b-32": "ViT-B-32", "clip-vit-l-14": "ViT-L-14"}
    towers["clip-rn50"] = "RN50"
    ours = [entry for entry in FRAME_ENCODERS if entry.name.startswith("clip-")]
    assert {entry.name for entry in ours} == towers.keys()
    for entry in ours:
        assert entry.config == tower_config(towers[entry.name])
        assert entry.transforms == reference_transforms(entry.config)


@pytest.mark.parametrize(
    ("tower", "reason"),
    [
        ("coca_ViT-B-32", "attentional_pool is True"),
        ("ViT-B-16-SigLIP", "no CLIP tower of the original design"),
        ("ViT-Q-99", "open_clip has no model"),
        ("hf-hub:somebody/something", "open_clip has no model"),
    ],
)
def test_towers_of_other_kinds_are_refused(tower: str, reason: str) -> None:
    with pytest.raises(ModelFileError, match=reason):
        tower_config(tower)


def test_a_resnet_has_no_projection_here() -> None:
    with pytest.raises(ModelFileError, match="no projection"):
        tower_config("RN50", projected=True)


def test_nothing_is_downloaded_unasked() -> None:
    with pytest.raises(ModelFileError, match="downloads nothing unasked") as refusal:
        download_clip_checkpoint("ViT-B-16", "openai")
    assert "Give a checkpoint file" in refusal.value.remedy


def test_unknown_weights_are_refused_with_the_known_ones() -> None:
    with pytest.raises(ModelFileError, match="knows no weights nobody") as refusal:
        download_clip_checkpoint("ViT-B-16", "nobody", allow_download=True)
    assert "openai" in refusal.value.remedy


def test_torchscript_is_refused_and_told(tmp_path: Path) -> None:
    path = tmp_path / "clip.pt"
    with pytest.warns(DeprecationWarning, match="torch.jit"):
        torch.jit.save(torch.jit.script(nn.Linear(2, 2)), path)
    with pytest.raises(ModelFileError, match="TorchScript") as refusal:
        read_checkpoint(path)
    assert "safetensors" in refusal.value.remedy


def test_a_checkpoint_that_runs_code_is_refused(tmp_path: Path) -> None:
    class Trap:
        def __reduce__(self) -> tuple[Any, tuple[Path]]:
            return Path.touch, (tmp_path / "ran",)

    torch.save({"state_dict": Trap()}, tmp_path / "clip.pt")
    (tmp_path / "old.pt").write_bytes(pickle.dumps(Trap()))
    for name in ("clip.pt", "old.pt"):
        with pytest.raises(ModelFileError, match="no checkpoint of plain tensors"):
            read_checkpoint(tmp_path / name)
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("content", [b"", b"hello", b"\x00" * 100])
@pytest.mark.parametrize("name", ["clip.pt", "clip.safetensors"])
def test_what_is_no_checkpoint_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ModelFileError):
        read_checkpoint(tmp_path / name)


def test_a_missing_checkpoint_is_told(tmp_path: Path) -> None:
    for name in ("absent.pt", "absent.safetensors"):
        with pytest.raises(ModelFileError, match="There is no checkpoint"):
            read_checkpoint(tmp_path / name)


def test_a_checkpoint_must_hold_named_tensors(tmp_path: Path) -> None:
    torch.save([1, 2, 3], tmp_path / "clip.pt")
    with pytest.raises(ModelFileError, match="no named tensors"):
        read_checkpoint(tmp_path / "clip.pt")


def test_the_weights_of_another_tower_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    clip = small_tower(monkeypatch)
    wider = VisionTransformerConfig(
        name="wider", patch_px=16, width=64, depth=2, heads=4, mlp_width=256
    )
    deeper = VisionTransformerConfig(
        name="deeper", patch_px=16, width=48, depth=3, heads=3, mlp_width=192
    )
    for config in (wider, deeper):
        encoder = build_frame_encoder(config, height_px=64, width_px=32)
        with pytest.raises(ModelFileError, match=f"not hold the weights of {config.name}"):
            fill_from_clip(encoder, config, clip.state_dict(), "small.pt")
    with pytest.raises(ModelFileError, match="holds no CLIP image tower"):
        fill_from_clip(encoder, deeper, {"text.weight": torch.zeros(1)}, "text.pt")
