"""Training settings: what is refused, and TOML that says what it means."""

import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from cba_core.config.train_config import SECTIONS, TrainConfig
from cba_core.config.train_toml import (
    commented_toml,
    read_train_config,
    train_config_of,
    train_config_to_json,
)
from cba_core.domain.errors import ConfigError


def test_the_printed_settings_are_the_defaults() -> None:
    assert train_config_of(tomllib.loads(commented_toml(TrainConfig()))) == TrainConfig()


def test_settings_go_through_json_and_back() -> None:
    config = train_config_of({"method": "pgm", "clips": {"frames": 5}, "seed": 4})
    assert train_config_of(train_config_to_json(config)) == config


def test_every_setting_is_explained_unless_its_name_says_all() -> None:
    plain = {
        "seed", "height_px", "temperature", "smallest_group", "assignment_temperature",
        "transport_regularisation",
    }  # fmt: skip
    lines = commented_toml(TrainConfig()).splitlines()
    names = {one.name for kind in SECTIONS.values() for one in fields(kind)}
    names |= {one.name for one in fields(TrainConfig)} - set(SECTIONS)
    for name in names - plain:
        place = next(at for at, line in enumerate(lines) if line.startswith(f"{name} = "))
        assert lines[place - 1].startswith("# "), name


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("methud = 'cba'", "methud"),
        ("[clips]\nframe = 3", "clips.frame"),
        ("[clips]\nframes = 'six'", "clips.frames"),
        ("[clips]\nframes = true", "clips.frames"),
        ("[clips]\nframes = 0", "clips.frames"),
        ("[clips]\nflip = 1.5", "clips.flip"),
        ("clips = 3", "clips"),
        ("[warm_up]\nloss = 'guess'", "warm_up.loss"),
        ("[warm_up]\nmodality_interventions = ['rain']", "warm_up.modality_interventions"),
        ("[warm_up]\nmodality_interventions = 'luminance'", "warm_up.modality_interventions"),
        ("[rounds]\nmodality_interventions = ['rain']", "rounds.modality_interventions"),
        ("[clustering]\nk1 = 3\nk2 = 5", "clustering.k2"),
        ("[clustering]\nepsilon = 1.0", "clustering.epsilon"),
        ("seed = -1", "seed"),
        ("[refinement]\nreliable_share = 0.0", "refinement.reliable_share"),
    ],
)
def test_what_is_wrong_is_named(text: str, key: str, tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        read_train_config(path)
    assert key in caught.value.what


def test_a_near_name_is_proposed() -> None:
    with pytest.raises(ConfigError, match=r"did you mean clips\.frames\?"):
        train_config_of({"clips": {"framess": 3}})


@pytest.mark.parametrize("content", [b"[clips\n", b"\xff\xfe\x00"])
def test_a_file_that_is_no_toml_is_named(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "broken.toml"
    path.write_bytes(content)
    with pytest.raises(ConfigError, match=r"broken\.toml"):
        read_train_config(path)


@pytest.mark.parametrize(
    ("method", "warms_up", "rounds"),
    [("cba", True, "pgur"), ("ciw+dcl", True, "dcl"), ("pgm", False, "pgm")],
)
def test_a_name_says_whether_the_warm_up_comes_first(
    method: str, warms_up: bool, rounds: str
) -> None:
    config = TrainConfig(method=method)
    assert (config.warms_up, config.cross_method) == (warms_up, rounds)


@pytest.mark.parametrize("method", ["cba", "ciw+pgm"])
def test_what_begins_with_the_warm_up_keeps_its_interventions(method: str) -> None:
    config = TrainConfig(method=method)
    assert config.interventions == config.warm_up


def test_what_does_not_exchanges_channels_as_its_source_does() -> None:
    config = TrainConfig(method="pgm")
    assert config.interventions.modality_interventions == ("channel-copy",)
    assert config.interventions.motion_interventions == config.warm_up.motion_interventions
