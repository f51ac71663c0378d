"""What a person wants indexed first. It changes when people are found, and never who is found."""

import json
from collections.abc import Sequence

from cba_core.domain.case_log import LogAction
from cba_core.domain.errors import NotInCaseError
from cba_core.domain.ids import FootageId
from cba_core.domain.repositories import CaseStore
from cba_core.pipelines.case_log import CaseLog
from cba_core.store.footage_repository import LISTING

_FIRST = "index_first"


def put_first_of(store: CaseStore) -> list[FootageId]:
    """What was put first, and is indexed in this order; finished files may be among them."""
    stored = store.settings.get(_FIRST)
    return [] if stored is None else [FootageId(int(one)) for one in json.loads(stored)]


class IndexOrder:
    """The order of indexing in an open case; a job that runs follows it. Logged."""

    def __init__(self, store: CaseStore, log: CaseLog) -> None:
        self._store = store
        self._log = log

    def first(self) -> list[FootageId]:
        """What was put first, in its order."""
        return put_first_of(self._store)

    def named(self, text: str) -> list[FootageId]:
        """The files of a camera, or a file by its number, name or path.

        Raises:
            NotInCaseError: nothing is called so.
        """
        footage = self._store.footage.all()
        for found in (
            [one.id for one in footage if one.camera == text],
            [one.id for one in footage if str(one.id) == text],
            [one.id for one in footage if text in (one.name, str(one.path))],
        ):
            if found:
                return found
        raise NotInCaseError("camera and no footage", text, LISTING)

    def put_first(self, footage: Sequence[FootageId]) -> list[FootageId]:
        """Put files ahead of all others, what was first before behind them; give the new order.

        Raises:
            NotInCaseError: there is no such file.
        """
        known = {one.id for one in self._store.footage.all()}
        for one in footage:
            if one not in known:
                raise NotInCaseError("footage", one, LISTING)
        return self._change([*footage, *self.first()])

    def put_back(self, footage: Sequence[FootageId]) -> list[FootageId]:
        """Let files wait in the order of adding again; give the new order."""
        return self._change([one for one in self.first() if one not in set(footage)])

    def _change(self, order: Sequence[FootageId]) -> list[FootageId]:
        before, now = self.first(), list(dict.fromkeys(order))
        if now != before:
            self._store.settings.set(_FIRST, json.dumps(now))
            self._log.append(LogAction.CHANGE, "index order", {"first": now, "before": before})
        return now
