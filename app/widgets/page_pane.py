"""Pages with their tools: which page it is, how large it is, and whether it is being drawn."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout

from app.viewmodels.pdf_pages import PdfPages
from app.widgets.icons import icon
from app.widgets.labels import ElidedLabel, label
from app.widgets.page_view import PageView
from app.widgets.theme import Colours, ThemeKeeper

_WHOLE = 100
_ZOOM_PX = 52


class PagePane(QFrame):
    """A line of tools over the pages."""

    def __init__(self, theme: ThemeKeeper, pages: PdfPages, name: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self._pages = pages
        self.view = PageView(theme, pages, name)
        self.place = label("", "muted")
        self.state = ElidedLabel("muted")
        self.state.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.zoom = label("", "muted")
        self.zoom.setMinimumWidth(_ZOOM_PX)
        self.zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.back = self._tool(self.tr("Page before"), self.tr("Page before  PgUp"))
        self.onward = self._tool(self.tr("Next page"), self.tr("Next page  PgDown"))
        self.smaller = self._tool(self.tr("Smaller"), self.tr("Smaller  -"))
        self.larger = self._tool(self.tr("Larger"), self.tr("Larger  +"))
        self.fit = QPushButton(self.tr("Fit width"))
        self.fit.setObjectName("quiet")
        self.fit.setToolTip(self.tr("As wide as there is room  0"))
        self.back.clicked.connect(lambda: self.view.go_to_page(self.view.page - 1))
        self.onward.clicked.connect(lambda: self.view.go_to_page(self.view.page + 1))
        self.smaller.clicked.connect(lambda: self.view.zoom_by(-1))
        self.larger.clicked.connect(lambda: self.view.zoom_by(1))
        self.fit.clicked.connect(self.view.fit_width)
        self._arrange()
        self.view.page_changed.connect(self._tell_place)
        self.view.zoom_changed.connect(self._tell_zoom)
        pages.opened.connect(self._tell_place)
        theme.changed.connect(self._draw_icons)
        self._draw_icons(theme.colours)
        self._tell_place()
        self._tell_zoom(self.view.zoom)

    def _arrange(self) -> None:
        tools = QHBoxLayout()
        tools.setContentsMargins(8, 6, 12, 6)
        tools.setSpacing(4)
        for part in (self.back, self.onward, self.place):
            tools.addWidget(part)
        tools.addSpacing(10)
        for widget in (self.smaller, self.zoom, self.larger, self.fit):
            tools.addWidget(widget)
        tools.addWidget(self.state, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 0, 1, 8)
        layout.setSpacing(0)
        layout.addLayout(tools)
        layout.addWidget(self.view, 1)

    def _tool(self, name: str, hint: str) -> QToolButton:
        made = QToolButton()
        made.setAccessibleName(name)
        made.setToolTip(hint)
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return made

    def _draw_icons(self, colours: Colours) -> None:
        for tool, drawing in (
            (self.back, "chevron-up"),
            (self.onward, "chevron-down"),
            (self.smaller, "minus"),
            (self.larger, "add"),
        ):
            tool.setIcon(icon(drawing, colours.text, colours.faint))

    def _tell_place(self) -> None:
        count, page = len(self._pages.sizes), self.view.page
        self.place.setText(
            self.tr("Page {page} of {count}").format(page=page + 1, count=count) if count else ""
        )
        self.back.setEnabled(page > 0)
        self.onward.setEnabled(page + 1 < count)

    def _tell_zoom(self, zoom: float) -> None:
        self.zoom.setText(f"{round(_WHOLE * zoom)} %")
        self.fit.setEnabled(not self.view.fits)
