"""Where the parts of Search stand: players below the candidates, in a low window beside them."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QSplitter, QVBoxLayout, QWidget

from app.views.candidate_panel import CandidatePanel
from app.widgets.labels import card
from app.widgets.player_pane import PlayerPane
from app.widgets.text_scale import side_px

LOW_PX = 660
"""Below this height candidates and players on top of each other would be slits."""
_GALLERY_PX = 430
"""Three tiles beside each other."""
_NARROW_GALLERY_PX = 304
"""Two; it can be made no narrower."""
_WIDE_PX = 1340
"""Where a gallery of three tiles takes no room from the rest."""
_CANDIDATES_PX = 320
"""Two tiles, and their filters folded."""
_CARD_FROM_PX = 600
"""Where the query's card takes no room from the candidates; its pane shows it as well."""
_PLAYERS_PX = 264


class SearchArrangement(QWidget):
    """Gallery at the left; candidates and the two players share the rest."""

    def __init__(
        self,
        gallery: QWidget,
        candidates: CandidatePanel,
        panes: tuple[PlayerPane, PlayerPane],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._candidates = candidates
        self._is_low: bool | None = None
        self.video: QFrame = card()
        """The players' surface."""
        self._panes = QBoxLayout(QBoxLayout.Direction.LeftToRight, self.video)
        for pane in panes:
            self._panes.addWidget(pane, 1)
        self._gallery = gallery
        gallery.setMinimumWidth(_NARROW_GALLERY_PX)
        candidates.setMinimumWidth(_CANDIDATES_PX)
        self.video.setMinimumWidth(_PLAYERS_PX)
        # from the outside in: Qt looks up the style of all that is inside whenever it is moved
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._halves = QSplitter(Qt.Orientation.Horizontal)
        layout.addWidget(self._halves)
        self._halves.addWidget(gallery)
        self._right = QSplitter()
        self._halves.addWidget(self._right)
        for part in (candidates, self.video):
            self._right.addWidget(part)
        for splitter in (self._halves, self._right):
            splitter.setChildrenCollapsible(False)
        self._right.setStretchFactor(0, 1)
        self._right.setStretchFactor(1, 1)
        self._halves.setStretchFactor(0, 0)
        self._halves.setStretchFactor(1, 1)
        candidates.installEventFilter(self)
        self._place(is_low=False)

    @property
    def is_low(self) -> bool:
        """Whether the players stand beside the candidates."""
        return bool(self._is_low)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the parts for another height, or share out another width."""
        super().resizeEvent(event)
        is_low = self.height() < LOW_PX
        was_wide = event.oldSize().width() >= _WIDE_PX
        if is_low is not self._is_low or was_wide is not (self.width() >= _WIDE_PX):
            self._place(is_low=is_low)

    def changeEvent(self, event: QEvent) -> None:
        """Larger words need another share of the width."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and self._is_low is not None:
            self._place(is_low=self._is_low)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The query's card leaves its room to the candidates where there is little."""
        if watched is self._candidates and event.type() is QEvent.Type.Resize:
            self._candidates.card.setVisible(self._candidates.width() >= _CARD_FROM_PX)
        return False

    def _place(self, *, is_low: bool) -> None:
        self._is_low = is_low
        self._gallery.setMinimumWidth(side_px(_NARROW_GALLERY_PX, self.width()))
        usual = _GALLERY_PX if self.width() >= _WIDE_PX else _NARROW_GALLERY_PX
        gallery = side_px(usual, self.width())
        self._halves.setHandleWidth(12 if is_low else 20)
        self._halves.setSizes([gallery, max(self.width() - gallery, 1)])
        self._right.setHandleWidth(12 if is_low else 14)
        if is_low:
            self._panes.setContentsMargins(12, 8, 12, 8)
            self._panes.setSpacing(8)
            self._panes.setDirection(QBoxLayout.Direction.TopToBottom)
            self._right.setOrientation(Qt.Orientation.Horizontal)
            self._right.setSizes([600, 400])
        else:
            self._panes.setContentsMargins(16, 12, 16, 12)
            self._panes.setSpacing(20)
            self._panes.setDirection(QBoxLayout.Direction.LeftToRight)
            self._right.setOrientation(Qt.Orientation.Vertical)
            self._right.setSizes([560, 440])
