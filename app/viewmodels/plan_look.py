"""The camera plan as it stands, with its picture decoded, for every place that draws it."""

from dataclasses import dataclass, field

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader

from app.engine_link.engine import OpenedCase
from app.engine_link.open_case import OpenCase
from cba_core.domain.changes import ChangeSet
from cba_core.domain.error_figures import Apart
from cba_core.domain.site_plan import PlanPicture, SitePlan

_MOST_SIDE_PX = 2600
"""Of a picture as it is kept in memory: enough for a large screen."""


_MOST_MB = 512
"""While it is decoded: the largest picture that a case takes, with 16 bits a colour."""


@dataclass(frozen=True)
class PlanLook:
    """One look at the plan."""

    plan: SitePlan = field(default_factory=SitePlan)
    apart: tuple[Apart, ...] = ()
    cameras: tuple[str, ...] = ()  # of the footage, sorted
    image: QImage | None = None  # None where there is no picture, or none that can be read

    @property
    def is_damaged(self) -> bool:
        """Whether the plan has a picture that cannot be shown."""
        return self.plan.picture is not None and self.image is None

    def seconds_between(self, first: str, second: str) -> float | None:
        """The walking time that was entered; None where nobody did."""
        pair = {first, second}
        return next((one.seconds for one in self.apart if set(one.cameras) == pair), None)


class CasePlanLook(QObject):
    """Loads the plan when it is first wanted, and again when something changed."""

    changed = Signal(PlanLook)

    def __init__(self, desk: OpenCase) -> None:
        super().__init__()
        self._desk = desk
        self._is_wanted = False
        self._is_loading = False
        self._is_stale = False
        self.latest = PlanLook()
        self.has_loaded = False
        desk.changes.changed.connect(self._on_change)

    @property
    def takes_edits(self) -> bool:
        """Whether anything can be changed; not in a case that is opened for reading only."""
        return self._desk.case.review.takes_edits

    def want(self) -> None:
        """Somebody draws it from now on."""
        if not self._is_wanted:
            self._is_wanted = True
            self._load()

    def look_again(self) -> None:
        """Read it anew, if anybody draws it: its file may have been put back."""
        if self._is_wanted:
            self._load()

    def _on_change(self, changes: ChangeSet) -> None:
        if self._is_wanted and (changes.plan or changes.footage):
            self._load()

    def _load(self) -> None:
        self._is_stale = self._is_loading
        if self._is_loading:
            return
        self._is_loading = True
        case, before = self._desk.case, self.latest
        self._desk.tasks.queries.run(lambda: _read(case, before), self._take, self._fail)

    def _take(self, look: PlanLook) -> None:
        self._is_loading = False
        self.has_loaded = True
        self.latest = look
        self.changed.emit(look)
        if self._is_stale:
            self._load()

    def _fail(self, problem: Exception) -> None:
        self._is_loading = False
        self._desk.failures.report(problem)


def _read(case: OpenedCase, before: PlanLook) -> PlanLook:
    plan = case.plan.get()
    is_same = before.image is not None and before.plan.picture == plan.picture
    image = before.image if is_same else None if plan.picture is None else _decoded(plan.picture)
    return PlanLook(
        plan=plan,
        apart=tuple(case.review.apart()),
        cameras=tuple(case.cameras()),
        image=image,
    )


def _decoded(picture: PlanPicture) -> QImage | None:
    QImageReader.setAllocationLimit(_MOST_MB)
    reader = QImageReader(str(picture.path))
    reader.setAutoTransform(True)
    size = reader.size()
    most = QSize(_MOST_SIDE_PX, _MOST_SIDE_PX)
    if size.isValid() and (size.width() > most.width() or size.height() > most.height()):
        reader.setScaledSize(size.scaled(most, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else image
