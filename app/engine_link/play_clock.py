"""The clock that frames are shown by: a position in the footage that runs with real time."""

from collections.abc import Callable
from time import monotonic


class PlayClock:
    """Read from any thread, set from one: what it holds is replaced whole."""

    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        self._now = now
        self._since = (0.0, 0.0, 0.0)  # real seconds, position then, rate

    @property
    def rate(self) -> float:
        """Seconds of the footage for each real one; 0 where it stands, below 0 backwards."""
        return self._since[2]

    @property
    def position_s(self) -> float:
        """Where it stands now."""
        started, position_s, rate = self._since
        return position_s + rate * (self._now() - started)

    def start(self, position_s: float, rate: float) -> None:
        """Run on from a position."""
        self._since = (self._now(), position_s, rate)

    def stop(self) -> None:
        """Stand where it is."""
        self.start(self.position_s, 0.0)

    def seconds_until(self, position_s: float) -> float:
        """Real seconds until it comes to a position ahead; below 0 where it is past."""
        ahead = position_s - self.position_s
        return ahead / self.rate if self.rate else float("inf")
