"""A case is gone on with where it was left: its place, its query, and how the window stood."""

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QByteArray, QObject
from PySide6.QtWidgets import QWidget

from app.settings.app_settings import AppSettings, CaseSession
from app.views import places
from cba_core.domain.errors import NotInCaseError
from cba_core.domain.ids import TrackletId

if TYPE_CHECKING:
    from app.views.case_page import CasePage
    from cba_core.domain.decisions import QueryKey
    from cba_core.domain.tracklets import Tracklet

PLACES: dict[str, int] = {
    name.lower(): number for name, number in vars(places).items() if name.isupper()
}
"""By the name under which they are stored: numbers change when a place is added."""


class Host(Protocol):
    """The window, as far as sessions need it."""

    @property
    def case_page(self) -> "CasePage | None":
        """The case that is open."""


class SessionKeeper(QObject):
    """Remembers where somebody is, and leads back when the case is opened again.

    A query is asked again only when its place is entered: every search is a row of the log.
    """

    def __init__(self, window: QWidget, host: Host, settings: AppSettings) -> None:
        super().__init__(window)
        self._window = window
        self._host = host
        self._settings = settings
        self._pending: QueryKey | None = None

    def begin(self, *, leads_back: bool) -> None:
        """A case was opened; `leads_back`: and nothing else was asked for."""
        page = self._host.case_page
        if page is None:
            return
        self._pending = None
        session = self._settings.sessions.get(str(page.desk.case.path))
        if session is not None and self._settings.goes_on:
            self._restore(page, session, leads_back=leads_back)
        page.place_changed.connect(self._on_place)
        page.search.candidates.shown.connect(self.remember)

    def remember(self) -> None:
        """Keep where somebody is now."""
        page = self._host.case_page
        if page is None or not self._settings.goes_on:
            return
        key = page.search.candidates.key or self._pending or ()
        self._settings.remember_session(
            str(page.desk.case.path),
            CaseSession(
                place=next(name for name, number in PLACES.items() if number == page.place),
                query=tuple(int(one) for one in key),
                geometry=bytes(self._window.saveGeometry().toBase64().data()).decode(),
            ),
        )

    def _restore(self, page: "CasePage", session: CaseSession, *, leads_back: bool) -> None:
        if session.geometry:
            self._window.restoreGeometry(QByteArray.fromBase64(session.geometry.encode()))
        place = PLACES.get(session.place)
        if not leads_back or place is None:
            return
        self._pending = tuple(TrackletId(one) for one in session.query) or None
        page.go_to(place)
        if place == places.SEARCH:
            self._ask_pending()

    def _on_place(self, place: int) -> None:
        if place == places.SEARCH:
            self._ask_pending()
        self.remember()

    def _ask_pending(self) -> None:
        page, query = self._host.case_page, self._pending
        self._pending = None
        if page is None or query is None or page.search.candidates.query is not None:
            return
        case = page.desk.case

        def read() -> "list[Tracklet]":
            try:
                return [case.tracklet(one) for one in query]
            except NotInCaseError:  # its footage was indexed anew, or removed
                return []

        def show(tracklets: "list[Tracklet]") -> None:
            if tracklets and page.search.candidates.query is None:
                page.search.gallery.mark(tracklets[0])
                page.search.show_query(tracklets[0], tracklets[1:])

        page.desk.tasks.queries.run(read, show)
