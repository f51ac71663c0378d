"""Tells camera, modality and recorder time of all selected files at once."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QFrame, QPushButton, QVBoxLayout

from app.operations.footage_operations import FootageEdit
from app.settings.keys import Keys
from app.viewmodels import wording
from app.widgets.labels import breakable, label
from app.widgets.moment_field import MomentField
from app.widgets.text_scale import scaled
from app.widgets.worn_keys import wear_on_button
from cba_core.domain.footage import Footage, FootageState, InfraredKind, Modality, ToldModality

_WIDTH = 292
_KEEP, _AS_PROPOSED = "keep", "as proposed"
_TOLD = (
    ToldModality(modality=Modality.VISIBLE),
    ToldModality(modality=Modality.INFRARED),
    ToldModality(modality=Modality.INFRARED, kind=InfraredKind.NEAR_INFRARED),
    ToldModality(modality=Modality.INFRARED, kind=InfraredKind.THERMAL),
)

_TO_INDEX = (FootageState.ADDED, FootageState.INDEXING, FootageState.FAILED)


class FootageFactsPanel(QFrame):
    """Fields that are left alone stay as they are in each file; an emptied time is forgotten."""

    tell_wanted = Signal(FootageEdit)
    clock_wanted = Signal()
    first_wanted = Signal()
    watch_wanted = Signal()

    def __init__(self, zone: tzinfo, keys: Keys) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setFixedWidth(scaled(_WIDTH))
        self._zone = zone
        self._ids: tuple[int, ...] = ()
        self._camera = ""  # as the fields were filled; only what differs from it is told
        self._start: datetime | None = None
        self._heading = label("", "heading", wraps=True)
        self._facts = label("", "muted", wraps=True)
        self.camera = QComboBox()
        self.camera.setEditable(True)
        self.camera.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        # known names are offered below, and not written behind a new one that begins like them
        completer = self.camera.completer()
        if completer is not None:
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.modality = QComboBox()
        self._recorder_time = self.tr("Recorder time at start")
        self._start_name = label(self._recorder_time, "strong")
        self.start = MomentField(zone, self._recorder_time, "2026-03-01 18:00:00")
        self.problem = label("", "failure", wraps=True)
        self.button = QPushButton()
        self.button.setObjectName("primary")
        self.button.clicked.connect(self._submit)
        self.forget = QPushButton(self.tr("Forget the recorder's time"))
        self.forget.setObjectName("quiet")
        self.forget.clicked.connect(
            lambda: self.tell_wanted.emit(FootageEdit(forget_start_time=True))
        )
        self.clock = QPushButton(self.tr("Recorder clock…"))
        hint = self.tr("How far the recorder's clock was out, and what the time really was")
        wear_on_button(self.clock, keys, "recorder-clock", hint=hint)
        self.clock.clicked.connect(self.clock_wanted)
        self.watch = QPushButton(self.tr("Watch the recording"))
        wear_on_button(
            self.watch,
            keys,
            "watch-recording",
            hint=self.tr("As it is, whoever is in it; a double-click on its row does the same"),
        )
        self.watch.clicked.connect(self.watch_wanted)
        self.first = QPushButton(self.tr("Index first"))
        self.first.setToolTip(
            self.tr("The selected files before all others. A run follows at its next piece.")
        )
        self.first.setObjectName("quiet")
        self.first.clicked.connect(self.first_wanted)
        self._arrange()
        self._fill_modalities()

    def show_cameras(self, cameras: Sequence[str]) -> None:
        """Offer the cameras that the case knows."""
        if [self.camera.itemText(row) for row in range(self.camera.count())] == list(cameras):
            return
        written = self.camera.currentText()
        self.camera.clear()
        self.camera.addItems(list(cameras))
        self.camera.setCurrentIndex(-1)
        self.camera.setEditText(written)

    def show_footage(self, chosen: Sequence[Footage], *, clocked: bool = False) -> None:
        """Show what the selected files have in common.

        `clocked`: a recorder's clock was told of one of them. Their time then follows from it, and
        is no recorder's any more; telling another here would drop the clock unseen (E6).
        """
        ids = tuple(footage.id for footage in chosen)
        if not chosen:
            self._ids = ids
            return
        one = chosen[0] if len(chosen) == 1 else None
        heading = wording.files_text(len(chosen)) if one is None else one.name
        self._heading.setText(breakable(heading))
        self._heading.setAccessibleName(heading)
        self._facts.setText("" if one is None else _facts_of(one))
        self._facts.setVisible(one is not None)
        self.watch.setVisible(one is not None)
        self.button.setText(self.tr("Set on {files}").format(files=wording.files_text(len(chosen))))
        self.forget.setVisible(any(footage.start_time for footage in chosen))
        self.first.setVisible(any(one.state in _TO_INDEX for one in chosen))
        self._show_common(chosen, are_others=ids != self._ids)
        self._ids = ids
        name = self.tr("Corrected time at start") if clocked else self._recorder_time
        self._start_name.setText(name)
        self.start.setAccessibleName(name)
        self.start.setReadOnly(clocked)
        self.start.setClearButtonEnabled(not clocked)

    def show_done(self) -> None:
        """The facts are stored."""
        self.problem.hide()
        self.modality.setCurrentIndex(0)

    def _show_common(self, chosen: Sequence[Footage], *, are_others: bool) -> None:
        """Fill the fields; of the same files only those whose fact has changed meanwhile."""
        cameras = {footage.camera for footage in chosen}
        starts = {footage.start_time for footage in chosen}
        camera = next(iter(cameras)) if len(cameras) == 1 else ""
        start = next(iter(starts)) if len(starts) == 1 else None
        if are_others or camera != self._camera:
            self._camera = camera
            self.camera.setEditText(camera)
            line = self.camera.lineEdit()
            if line is not None:
                line.setPlaceholderText(self.tr("various, kept") if not camera else "")
        if are_others or start != self._start:
            self._start = start
            self.start.show_moment(start)
        if are_others:
            self.modality.setCurrentIndex(0)
            self.problem.hide()

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(6)
        layout.addWidget(self._heading)
        layout.addWidget(self._facts)
        layout.addSpacing(4)
        layout.addWidget(self.watch)
        zone = getattr(self._zone, "key", str(self._zone))
        for text, field in (
            (label(self.tr("Camera"), "strong"), self.camera),
            (label(self.tr("Modality"), "strong"), self.modality),
            (self._start_name, self.start),
        ):
            layout.addSpacing(10)
            text.setBuddy(field)
            field.setAccessibleName(text.text())
            layout.addWidget(text)
            layout.addWidget(field)
        layout.addWidget(label(self.tr("in {zone}").format(zone=zone), "muted"))
        layout.addWidget(self.clock)
        layout.addSpacing(10)
        self.problem.hide()
        layout.addWidget(self.problem)
        layout.addWidget(self.button)
        layout.addWidget(self.forget)
        layout.addWidget(self.first)
        layout.addStretch()
        margins = layout.contentsMargins()
        widest = max(
            one.sizeHint().width()
            for one in (self.clock, self.button, self.forget, self.first, self.watch)
        )
        self.setFixedWidth(max(_WIDTH, widest + margins.left() + margins.right() + 2))

    def _fill_modalities(self) -> None:
        self.modality.addItem(self.tr("Keep as it is"), _KEEP)
        self.modality.addItem(self.tr("As Duskline proposes"), _AS_PROPOSED)
        for told in _TOLD:
            self.modality.addItem(wording.begun(wording.told_modality_text(told)), told)

    def _submit(self) -> None:
        camera = self.camera.currentText().strip()
        problem = "" if self.start.read() else self.start.problem
        if not camera and self._camera:
            problem = self.tr("A camera needs a name.")
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        if problem:
            return
        # by row, for Qt hands dataclasses back as it likes
        row = self.modality.currentIndex()
        start = self.start.moment
        is_other_start = start != self._start
        edit = FootageEdit(
            camera=camera if camera != self._camera else None,
            start_time=start if is_other_start else None,
            told_modality=_TOLD[row - 2] if row > 1 else None,
            forget_start_time=is_other_start and start is None,
            forget_told_modality=row == 1,
        )
        if edit != FootageEdit():
            self.tell_wanted.emit(edit)


def _facts_of(footage: Footage) -> str:
    facts = footage.facts
    rate = "" if facts.frame_rate is None else f", {wording.frame_rate_text(facts)}"
    return f"{facts.width_px} x {facts.height_px}{rate}\n{footage.path.parent}"
