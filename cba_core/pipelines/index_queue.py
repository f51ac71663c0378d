"""Which footage file is indexed next: what a person put first, then the order of adding."""

from collections.abc import Callable, Sequence
from threading import Lock

from cba_core.domain.footage import Footage
from cba_core.domain.ids import FootageId
from cba_core.domain.index_order import in_order


class IndexQueue:
    """Files that wait for a free thread. Safe to use from several threads.

    What was put first is asked anew each time, so that a running job follows a person's word.
    """

    def __init__(
        self, footage: Sequence[Footage], first: Callable[[], Sequence[FootageId]]
    ) -> None:
        self._footage = {one.id: one for one in footage}
        self._waiting = dict.fromkeys(self._footage)  # in the order of adding
        self._first = first
        self._lock = Lock()

    def take(self) -> Footage | None:
        """The file that is next; None where none waits."""
        first = self._first()
        with self._lock:
            order = in_order(list(self._waiting), first)
            if not order:
                return None
            del self._waiting[order[0]]
            return self._footage[order[0]]

    def put_back(self, footage: Footage) -> None:
        """It gave way to another and is to be gone on with."""
        with self._lock:
            kept = {*self._waiting, footage.id}
            self._waiting = {one: None for one in self._footage if one in kept}

    def is_overtaken(self, footage: Footage) -> bool:
        """Whether a file that waits was put ahead of this one, which is being indexed."""
        first = list(dict.fromkeys(self._first()))
        ahead = first[: first.index(footage.id)] if footage.id in first else first
        with self._lock:
            return any(one in self._waiting for one in ahead)
