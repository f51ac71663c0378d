"""Where what lives as long as an open case is made and wired."""

from PySide6.QtCore import QSize

from app.engine_link.change_bus import ChangeBus
from app.engine_link.closings import Closings
from app.engine_link.engine import Engine, OpenedCase
from app.engine_link.failure_bus import FailureBus
from app.engine_link.job_bridge import JobBridge
from app.engine_link.open_case import OpenCase
from app.engine_link.task_runner import TaskRunner
from app.main_window import CasePageParent, CasePageSteps
from app.settings.app_settings import AppSettings
from app.settings.keys import Keys
from app.viewmodels.case_decisions import CaseDecisions
from app.viewmodels.case_overview import CaseOverview
from app.viewmodels.plan_look import CasePlanLook
from app.viewmodels.report_outlook import ReportOutlook
from app.viewmodels.thumbnail_cache import ThumbnailCache
from app.views.asking import Asking
from app.views.candidate_panel import CandidatePanel
from app.views.case_page import CasePage
from app.views.deciding import Deciding
from app.views.edit_steps import EditSteps
from app.views.evidence_page import EvidencePage
from app.views.gallery_panel import GalleryPanel
from app.views.index_page import IndexPage
from app.views.map_card import MapCard
from app.views.models_page import ModelsPage
from app.views.record_page import RecordPage
from app.views.report_page import ReportPage
from app.views.review_page import ReviewPage, review_panes
from app.views.search_page import SearchPage, player_panes
from app.widgets.theme import ThemeKeeper

PICTURE_PX = QSize(240, 480)
"""Enough for a tile at 2x and for the query's card."""


def make_case_page(
    case: OpenedCase,
    *,
    engine: Engine,
    tasks: TaskRunner,
    closings: Closings,
    failures: FailureBus,
    settings: AppSettings,
    theme: ThemeKeeper,
    keys: Keys,
    parent: CasePageParent,
) -> CasePageSteps:
    """Make the pages one by one, so that the window goes on painting between them.

    Made in one go they take a quarter of a second. Closed early, or by a fault, it closes the case.
    The whole lies in `parent` from the beginning: moved there later, all of it were styled twice.
    """
    tasks = tasks.scope()  # what the case asked is dropped with it
    changes = ChangeBus()
    jobs = JobBridge(engine.start_worker(), changes, failures)
    desk = OpenCase(
        case=case, tasks=tasks, jobs=jobs, changes=changes, failures=failures, keys=keys
    )
    try:
        overview = CaseOverview(desk)
        record = RecordPage(desk, settings)
        yield
        decisions = CaseDecisions(desk)
        plan_look = CasePlanLook(desk)
        evidence = EvidencePage(desk, overview, settings, theme, plan_look)
        yield
        index = IndexPage(desk, overview, theme)
        yield
        thumbnails = ThumbnailCache(tasks, PICTURE_PX)
        gallery = GalleryPanel(desk, overview, thumbnails, theme)
        yield
        candidates = CandidatePanel(desk, decisions, thumbnails, theme)
        deciding = Deciding(desk, decisions, candidates, theme)
        yield
        panes = player_panes(desk, theme)
        yield
        search = SearchPage(
            desk,
            overview,
            thumbnails=thumbnails,
            gallery=gallery,
            candidates=candidates,
            deciding=deciding,
            panes=panes,
            asking=Asking(desk, theme, panes),
        )
        yield
        review_players = review_panes(desk, theme)
        yield
        review = ReviewPage(desk, decisions, thumbnails, theme, review_players, plan_look=plan_look)
        yield
        report = ReportPage(desk, ReportOutlook(desk), decisions, theme)
        yield
        models = ModelsPage(
            desk, overview, settings, theme, MapCard(desk, decisions, thumbnails, theme)
        )
        yield
        return CasePage(
            desk,
            overview,
            record=record,
            evidence=evidence,
            index=index,
            search=search,
            review=review,
            models=models,
            report=report,
            decisions=decisions,
            steps=EditSteps(desk, decisions),
            theme=theme,
            parent=parent,
        )
    except BaseException:
        closings.begin(desk.let_go(), lambda: None, path=case.path)
        raise
