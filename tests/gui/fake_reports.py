"""Reports of a made-up case, with real pages."""

import time
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from cba_core.domain.case_report import (
    RankDifference,
    ReportCheck,
    ReportLack,
    ReportMade,
    ReportPreview,
    ReportWishes,
)
from cba_core.domain.errors import JobCancelled
from cba_core.domain.exhibits import Exhibit
from cba_core.domain.progress import Progress, TaskContext


def drawn_pages(*texts: str) -> bytes:
    """A PDF with a page for each text."""
    made = BytesIO()
    canvas = Canvas(made, pagesize=A4)
    for text in texts:
        canvas.drawString(72, 720, text)
        canvas.rect(72, 300, 200, 200, fill=1)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def made_up_exhibit(number: int, folder: Path) -> Exhibit:
    manifest = {"kind": "still", "source": {"camera": f"Gate {number}"}}
    return Exhibit(number=number, folder=folder, manifest=manifest)


@dataclass
class FakeReports:
    """Remembers what was asked for; a preview shows its title on the first page."""

    missing: list[ReportLack] = field(default_factory=list)
    found_by_drawing: list[ReportLack] = field(default_factory=list)
    pages: int = 3
    previews: list[ReportWishes] = field(default_factory=list)
    made: list[tuple[Path, ReportWishes]] = field(default_factory=list)
    checked: list[Path] = field(default_factory=list)
    differs: tuple[RankDifference, ...] = ()
    preview_error: Exception | None = None
    make_error: Exception | None = None
    holds: bool = False  # makes until it is cancelled
    draws_for_s: float = 0.0

    def lacks(self) -> list[ReportLack]:
        return list(self.missing)

    def preview(self, wishes: ReportWishes, *, context: TaskContext | None = None) -> ReportPreview:
        self.previews.append(wishes)
        time.sleep(self.draws_for_s)
        if self.preview_error is not None:
            raise self.preview_error
        texts = [wishes.title or "untitled", *(f"part {n}" for n in range(2, self.pages + 1))]
        return ReportPreview(
            pdf=drawn_pages(*texts),
            head="3:ab",
            findings=1,
            lacks=(*self.missing, *self.found_by_drawing),
        )

    def make(
        self, out: Path, wishes: ReportWishes, *, context: TaskContext | None = None
    ) -> ReportMade:
        assert context is not None
        context.report(Progress("Making the report", 1, 4, "queries"))
        while self.holds:
            if context.is_cancelled():
                raise JobCancelled("Making the report")
            time.sleep(0.01)
        if self.make_error is not None:
            raise self.make_error
        out.mkdir()
        self.made.append((out, wishes))
        return ReportMade(folder=out, json_sha256="5a" * 32, head=f"3:{'ab' * 32}")

    def differences(self, report: Path, *, context: TaskContext | None = None) -> ReportCheck:
        self.checked.append(report)
        return ReportCheck(lists=2, differences=self.differs)
