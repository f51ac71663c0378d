"""How long something was in sight until somebody decided about it (E13)."""

from collections.abc import Callable, Hashable
from time import monotonic


class Dwell:
    """Counts while the thing is in sight; another thing begins anew."""

    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        self._now = now
        self._of: Hashable | None = None
        self._counted_s = 0.0
        self._since: float | None = None  # None: out of sight

    @property
    def seconds(self) -> float | None:
        """For so long it was in sight, to a tenth; None where nothing is shown."""
        if self._of is None:
            return None
        running = 0.0 if self._since is None else self._now() - self._since
        return round(self._counted_s + running, 1)

    def show(self, what: Hashable | None, *, is_in_sight: bool) -> None:
        """This is what is shown now, or nothing; the same as before counts on."""
        if what != self._of:
            self._of, self._counted_s, self._since = what, 0.0, None
        if is_in_sight and self._since is None:
            self._since = self._now()
        elif not is_in_sight and self._since is not None:
            self._counted_s += self._now() - self._since
            self._since = None

    def begin_again(self) -> None:
        """It was decided; what is decided next is looked at from now on."""
        self._counted_s = 0.0
        if self._since is not None:
            self._since = self._now()
