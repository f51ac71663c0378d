"""The order of indexing, in memory."""

from collections.abc import Sequence

from cba_core.domain.ids import FootageId


class FakeOrder:
    def __init__(self) -> None:
        self.held: list[FootageId] = []

    def first(self) -> list[FootageId]:
        return list(self.held)

    def put_first(self, footage: Sequence[FootageId]) -> list[FootageId]:
        self.held = list(dict.fromkeys([*footage, *self.held]))
        return self.first()

    def put_back(self, footage: Sequence[FootageId]) -> list[FootageId]:
        self.held = [one for one in self.held if one not in footage]
        return self.first()
