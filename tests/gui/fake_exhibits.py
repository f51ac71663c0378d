"""Exhibits of a made-up case."""

import time
from collections.abc import Sequence
from pathlib import Path

from cba_core.domain.errors import JobCancelled
from cba_core.domain.exhibits import Exhibit, ExhibitKind, exhibit_name
from cba_core.domain.ids import FootageId, TrackletId
from cba_core.domain.progress import TaskContext


class FakeExhibits:
    """Remembers what was asked for; gives an exhibit whose folder is made."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.stills: list[tuple[FootageId, int, int | None, tuple[TrackletId, ...]]] = []
        self.error: Exception | None = None
        self.holds = False  # works until it is cancelled
        self.kept: list[Exhibit] = []

    def exhibits(self) -> list[Exhibit]:
        return list(self.kept)

    def still(
        self,
        footage_id: FootageId,
        frame: int,
        *,
        pts: int | None = None,
        tracklets: Sequence[TrackletId] = (),
        annotated: bool = False,
        context: TaskContext | None = None,
    ) -> Exhibit:
        if self.error is not None:
            raise self.error
        while self.holds:
            if context is not None and context.is_cancelled():
                raise JobCancelled("Making: still")
            time.sleep(0.01)
        self.stills.append((footage_id, frame, pts, tuple(tracklets)))
        folder = self.root / exhibit_name(len(self.stills))
        folder.mkdir(parents=True)
        manifest = {"kind": ExhibitKind.STILL, "annotated": annotated}
        return Exhibit(number=len(self.stills), folder=folder, manifest=manifest)
