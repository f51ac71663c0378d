"""Settings to and from JSON; an unknown name is an error with the nearest one."""

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from difflib import get_close_matches
from typing import Any, TypeVar

from cba_core.config.index_config import (
    MOST_SEGMENT_S,
    CroppingConfig,
    IndexConfig,
    TrackerConfig,
)
from cba_core.domain.errors import ConfigError

_MOST_SEGMENT_S_ONCE = 3600.0  # a case may remember a run of such pieces

C = TypeVar("C", IndexConfig, TrackerConfig, CroppingConfig)


def index_config_to_json(config: IndexConfig) -> str:
    """The settings as JSON text."""
    return json.dumps(asdict(config), sort_keys=True)


def index_config_from_json(text: str) -> IndexConfig:
    """The settings from JSON text; longer pieces than are cut now become the longest there are.

    Raises:
        ConfigError: not JSON, an unknown name, or a value out of bounds.
    """
    try:
        values = json.loads(text)
    except json.JSONDecodeError as error:
        raise ConfigError("index settings", f"not JSON: {error}") from error
    values = dict(values)
    tracker = _from_mapping(TrackerConfig, values.pop("tracker", {}), "tracker.")
    cropping = _from_mapping(CroppingConfig, values.pop("cropping", {}), "cropping.")
    length = values.get("segment_s")
    if isinstance(length, int | float) and MOST_SEGMENT_S < length <= _MOST_SEGMENT_S_ONCE:
        values["segment_s"] = MOST_SEGMENT_S
    return _from_mapping(IndexConfig, {**values, "tracker": tracker, "cropping": cropping}, "")


def _from_mapping(kind: type[C], values: Mapping[str, Any], prefix: str) -> C:
    known = [field.name for field in fields(kind)]
    for name in values:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f"; did you mean {prefix}{near[0]}?" if near else ""
            raise ConfigError(prefix + name, f"there is no such setting{hint}")
    return kind(**values)
