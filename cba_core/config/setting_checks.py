"""Checks that settings share: each names the setting and the value."""

from typing import Any

from cba_core.domain.errors import ConfigError


def _name(section: str, key: str) -> str:
    return f"{section}.{key}" if section else key


def positive(section: str, config: Any, *keys: str) -> None:  # noqa: ANN401  (any of these classes)
    """Refuse settings that are not above 0.

    Raises:
        ConfigError: one is not.
    """
    for key in keys:
        if not getattr(config, key) > 0:
            raise ConfigError(_name(section, key), f"must be above 0, got {getattr(config, key):g}")


def not_negative(section: str, config: Any, *keys: str) -> None:  # noqa: ANN401  (any of these classes)
    """Refuse settings below 0.

    Raises:
        ConfigError: one is.
    """
    for key in keys:
        if not getattr(config, key) >= 0:
            value = getattr(config, key)
            raise ConfigError(_name(section, key), f"must not be negative, got {value:g}")


def share(section: str, config: Any, *keys: str) -> None:  # noqa: ANN401  (any of these classes)
    """Refuse settings outside 0..1.

    Raises:
        ConfigError: one is.
    """
    for key in keys:
        if not 0 <= getattr(config, key) <= 1:
            value = getattr(config, key)
            raise ConfigError(_name(section, key), f"must be between 0 and 1, got {value:g}")


def among(key: str, values: tuple[str, ...], known: tuple[str, ...]) -> None:
    """Refuse values that are not known.

    Raises:
        ConfigError: one is not.
    """
    for value in values:
        if value not in known:
            raise ConfigError(key, f"there is no {value}; there are {', '.join(known)}")
