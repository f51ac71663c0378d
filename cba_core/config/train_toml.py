"""Training settings to and from TOML; an unknown name is an error with the nearest one."""

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from cba_core.config.train_config import SECTIONS, TrainConfig
from cba_core.domain.errors import ConfigError


def read_train_config(path: Path) -> TrainConfig:
    """The settings of a TOML file; what it leaves out keeps its default.

    Raises:
        ConfigError: it cannot be read, is no TOML, has an unknown name, or a value that is
            out of bounds or of another kind.
    """
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(path.name, f"cannot be read: {error}") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(path.name, f"is no TOML: {error}") from error
    return train_config_of(values)


def train_config_of(values: Mapping[str, Any]) -> TrainConfig:
    """The settings of a mapping, as TOML and JSON give it.

    Raises:
        ConfigError: an unknown name, or a value that is out of bounds or of another kind.
    """
    taken: dict[str, Any] = {}
    for name, value in values.items():
        if name in SECTIONS:
            if not isinstance(value, Mapping):
                raise ConfigError(name, "is a section: write its settings below [" + name + "]")
            taken[name] = _built(SECTIONS[name], value, name + ".")
        else:
            taken[name] = value
    config = _built(TrainConfig, taken, "")
    assert isinstance(config, TrainConfig)  # noqa: S101  (what _built was asked for)
    return config


def train_config_to_json(config: TrainConfig) -> dict[str, Any]:
    """The settings as JSON objects, which `train_config_of` reads."""
    return asdict(config)


def commented_toml(config: TrainConfig) -> str:
    """A TOML file with every setting and what it means, to begin from."""
    lines = ["# Settings of `cba train --config FILE`. What is left out keeps its default.", ""]
    lines += _lines(config)
    return "\n".join(lines) + "\n"


def _built(kind: type, values: Mapping[str, Any], prefix: str) -> object:
    hints = get_type_hints(kind)
    known = [one.name for one in fields(kind)]
    taken = {}
    for name, value in values.items():
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f"; did you mean {prefix}{near[0]}?" if near else ""
            raise ConfigError(prefix + name, f"there is no such setting{hint}")
        taken[name] = _checked(hints[name], value, prefix + name)
    return kind(**taken)


def _checked(hint: Any, value: Any, name: str) -> Any:  # noqa: ANN401  (as the file has it)
    """The value as its field's type, where it is of that kind."""
    if get_args(hint) and get_origin(hint) is not tuple:  # a Literal
        if value not in get_args(hint):
            raise ConfigError(name, f"must be one of {', '.join(get_args(hint))}, got {value!r}")
        return value
    if get_origin(hint) is tuple:
        if not isinstance(value, list | tuple) or not all(isinstance(one, str) for one in value):
            raise ConfigError(name, f"must be a list of names, got {value!r}")
        return tuple(value)
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    wanted = hint if isinstance(hint, type) else object
    if not isinstance(value, wanted) or (wanted is int and isinstance(value, bool)):
        raise ConfigError(name, f"must be {_kind(wanted)}, got {value!r}")
    return value


def _kind(kind: type) -> str:
    names = {int: "a whole number", float: "a number", bool: "true or false", str: "a text"}
    return names.get(kind, f"a {kind.__name__}")


def _lines(config: TrainConfig) -> list[str]:
    """Plain settings first: TOML gives everything after a header to that section."""
    from inspect import getsource

    explained = _docs_of(getsource(TrainConfig))
    lines: list[str] = []
    for one in fields(config):
        value = getattr(config, one.name)
        if one.name not in SECTIONS:
            lines += _setting(one.name, value, explained.get(one.name, ""))
    for name, kind in SECTIONS.items():
        section = getattr(config, name)
        explained = _docs_of(getsource(kind))
        lines += ["", f"# {_first_line(kind)}", f"[{name}]"]
        for one in fields(section):
            value = getattr(section, one.name)
            lines += _setting(one.name, value, explained.get(one.name, ""))
    return lines


def _setting(name: str, value: object, explained: str) -> list[str]:
    comments = [f"# {line}" for line in explained.splitlines()]
    return [*comments, f"{name} = {_toml(value)}"]


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, tuple):
        return "[" + ", ".join(_toml(one) for one in value) + "]"
    return repr(value)


def _first_line(kind: type) -> str:
    return (kind.__doc__ or "").strip().splitlines()[0]


def _docs_of(source: str) -> dict[str, str]:
    """The text that stands below each field of a dataclass, which Python itself throws away."""
    import ast
    from inspect import cleandoc
    from itertools import pairwise

    body = ast.parse(source).body[0]
    assert isinstance(body, ast.ClassDef)  # noqa: S101  (the source of a class)
    docs = {}
    for before, after in pairwise(body.body):
        if (
            isinstance(before, ast.AnnAssign)
            and isinstance(before.target, ast.Name)
            and isinstance(after, ast.Expr)
            and isinstance(after.value, ast.Constant)
        ):
            docs[before.target.id] = cleandoc(str(after.value.value))
    return docs
