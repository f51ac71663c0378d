"""One camera of several in step: which, its picture, its own time."""

from collections.abc import Sequence
from datetime import tzinfo

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from app.engine_link.camera_feed import CameraFeed, FeedFrame
from app.engine_link.failure_bus import Failure
from app.widgets.frame_time_line import FrameTimeLine
from app.widgets.frame_view import FrameView
from app.widgets.labels import ElidedLabel, label
from app.widgets.modality_badge import ModalityBadge
from app.widgets.theme import ThemeKeeper
from cba_core.domain.errors import CbaError, FootageMissingError
from cba_core.domain.footage import Modality
from cba_core.domain.tracklets import Tracklet


class WallPane(QWidget):
    """Shows what a feed shows; says so where there is nothing."""

    query_wanted = Signal(object)
    """The person wants candidates for somebody in the picture; a `TrackletId`."""
    camera_wanted = Signal(str)
    find_wanted = Signal()

    def __init__(self, feed: CameraFeed, theme: ThemeKeeper, zone: tzinfo) -> None:
        super().__init__()
        self.feed = feed
        self._tracklet: Tracklet | None = None
        self.choice = QComboBox()
        self.choice.setAccessibleName(self.tr("Camera"))
        self.choice.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.choice.setMinimumContentsLength(10)
        self._name = label("", "strong")
        self._name.setMinimumHeight(self.choice.sizeHint().height())  # pictures in one line
        self._file = ElidedLabel("muted")
        self._badge = ModalityBadge(theme)
        self.view = FrameView(theme)
        self.time = FrameTimeLine(theme, zone)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._name)
        head.addWidget(self.choice)
        head.addWidget(self._file, 1)
        head.addWidget(self._badge)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.time)
        self.choice.currentTextChanged.connect(self._on_chosen)
        self.view.person_clicked.connect(self.query_wanted)
        self.view.problem.find_wanted.connect(self.find_wanted)
        self.view.problem.again_wanted.connect(lambda: self.camera_wanted.emit(self.camera))
        feed.frame_shown.connect(self._on_frame)
        feed.gap_met.connect(self._on_gap)
        feed.failed.connect(self._on_failed)

    @property
    def camera(self) -> str:
        """Which one it shows."""
        return self.choice.currentText()

    def show_camera(
        self, camera: str, cameras: Sequence[str], tracklet: Tracklet | None = None
    ) -> None:
        """Take another camera, of those that can be chosen here."""
        self._tracklet = tracklet
        with QSignalBlocker(self.choice):
            self.choice.clear()
            self.choice.addItems(list(cameras))
            self.choice.setCurrentText(camera)
        self.choice.setVisible(len(cameras) > 1)
        self._name.setVisible(len(cameras) <= 1)
        self._name.setText(camera)
        self._show_name(camera)
        self._show_nothing(self.tr("Opening the footage…"))

    def _on_chosen(self, camera: str) -> None:
        if camera:
            self._show_name(camera)
            self._show_nothing(self.tr("Opening the footage…"))
            self.camera_wanted.emit(camera)

    def _show_name(self, camera: str) -> None:
        self.setAccessibleName(camera)
        self.view.setAccessibleName(self.tr("Picture of {camera}").format(camera=camera))

    def _show_nothing(self, words: str) -> None:
        self.view.show_words(words)
        self.view.setAccessibleDescription(words)
        self.time.clear()
        self._file.show_text("")
        self._badge.show_modality(None)

    def _on_frame(self, shown: FeedFrame) -> None:
        source, tracklet = shown.recording.source, self._tracklet
        if tracklet is not None and tracklet.footage_id != source.footage.id:
            tracklet = None
        modality = source.footage.modality_at(shown.frame.time_s)
        if tracklet is not None:
            modality = tracklet.modality
        self._badge.show_modality(modality)
        self._file.show_text(source.footage.name)
        self.view.setAccessibleDescription("")
        self.view.show_frame(
            shown.frame,
            modality or Modality.VISIBLE,
            None if tracklet is None else tracklet.id,
        )
        self.time.show_frame(shown.frame, source)

    def _on_gap(self) -> None:
        self._show_nothing(self.tr("No recording at this moment"))

    def _on_failed(self, problem: CbaError) -> None:
        self._show_nothing("")
        is_missing = isinstance(problem, FootageMissingError)
        self.view.show_problem(Failure.of(problem), offers_search=is_missing)
