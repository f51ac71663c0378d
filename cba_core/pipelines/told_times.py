"""What a person may tell of times: years that can be shown, and zones that there are."""

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cba_core.domain.errors import ConfigError

_YEARS = range(1900, 2200)


def plausible_start(start_time: datetime | None) -> datetime | None:
    """Times near the ends of the calendar cannot be shown in another zone, nor added to.

    Raises:
        ConfigError: it is one of those.
    """
    if start_time is not None and start_time.year not in _YEARS:
        raise ConfigError(
            "start time", f"must lie in {_YEARS[0]}..{_YEARS[-1]}, got {start_time.isoformat()}"
        )
    return start_time


def require_zone(name: str) -> None:
    """Raises `ConfigError` where the system knows no such time zone."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ConfigError(
            "time zone", f"there is no zone {name}; give one such as Europe/Madrid or UTC"
        ) from error
