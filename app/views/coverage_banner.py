"""What a ranking is, and what it covers; stands before the candidates."""

from datetime import tzinfo

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from app.viewmodels import wording
from app.viewmodels.counts import Counts, counted
from app.viewmodels.numbers import number_text
from app.widgets.drawing import Drawing
from app.widgets.labels import label
from app.widgets.theme import ThemeKeeper
from cba_core.config.search_config import SearchConfig
from cba_core.domain.ids import is_asked
from cba_core.domain.search import Searched, SearchResult

translate = QCoreApplication.translate

_DRAWING_FROM_PX = 400


class CoverageBanner(QFrame):
    """Two sentences that no list goes without."""

    def __init__(self, theme: ThemeKeeper, zone: tzinfo) -> None:
        super().__init__()
        self._zone = zone
        self.setObjectName("strip")
        self.heading = label(_heading(0), "strong", wraps=True)
        self.text = label("", "muted", wraps=True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.heading)
        words.addWidget(self.text)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 9, 14, 10)
        layout.setSpacing(12)
        self._drawing = Drawing("warning", theme, ink="muted", side=20)
        layout.addWidget(self._drawing)
        layout.addLayout(words, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The drawing leaves its room to the words where there is little."""
        super().resizeEvent(event)
        self._drawing.setVisible(self.width() >= _DRAWING_FROM_PX)

    def show_searched(self, result: SearchResult, config: SearchConfig) -> None:
        """Tell what was searched, and what was not."""
        searched = result.searched
        self.heading.setText(_heading(len(result.accepted)))
        kinds = self.tr(" and ").join(wording.modality_text(kind) for kind in searched.modalities)
        sentences = [
            self.tr("{count} of {files} searched; the person may not be here at all.").format(
                count=self.tr("{count} {kinds} tracklets", "", searched.gallery).format(
                    count=number_text(searched.gallery), kinds=kinds
                ),
                files=wording.files_text(searched.footage.indexed + searched.footage_in_part),
            ),
            *self._left_out(searched, config),
            self._error_text(result),
        ]
        self.text.setText(" ".join(sentences))
        self.setAccessibleName(f"{self.heading.text()} {self.text.text()}")

    def _error_text(self, result: SearchResult) -> str:
        """What this case's own check says of the first candidate it says anything of."""
        for one in result.candidates:
            figure = one.error
            if figure is not None:
                text = self.tr(
                    "In this case's own check, {share} of 100 different people scored at least as "
                    "high as candidate {rank} ({cameras}; n = {pairs})."
                )
                cameras = figure.kind.cameras
                named = (
                    self.tr("any cameras")
                    if cameras is None
                    else self.tr(" and ").join(dict.fromkeys(cameras))
                )
                pairs = str(figure.pairs)
                if figure.drawn_from is not None:
                    pairs = self.tr("{pairs}, drawn of {all}").format(
                        pairs=pairs, all=figure.drawn_from
                    )
                share = round(100 * figure.share)
                return text.format(share=share, rank=one.rank, cameras=named, pairs=pairs)
        if any(is_asked(one.id) for one in result.queries):
            return self.tr(
                "Error rate: not known for a query of one picture; it is measured on tracklets of "
                "several."
            )
        if result.figures_pending:
            return self.tr("Error rate: being measured.")
        return self.tr("Error rate: not measured for these cameras.")

    def _left_out(self, searched: Searched, config: SearchConfig) -> list[str]:
        footage = searched.footage
        said = [
            text.format(files=wording.files_text(count))
            for count, text in (
                (searched.footage_in_part, self.tr("{files} searched in part only.")),
                (footage.waiting, self.tr("{files} not indexed yet.")),
                (footage.failed, self.tr("{files} failed.")),
                (footage.missing, self.tr("{files} missing and never indexed.")),
                (
                    searched.footage_without_time,
                    self.tr("{files} without a recorder time left out."),
                ),
            )
            if count
        ]
        if searched.gaps.gaps:
            said.append(
                self.tr("{gaps} in {files}, {duration} together, hold no footage.").format(
                    gaps=counted(
                        self.tr("{count} gaps", "", searched.gaps.gaps), searched.gaps.gaps
                    ),
                    files=wording.files_text(searched.gaps.files),
                    duration=wording.duration_text(searched.gaps.seconds),
                )
            )
        if searched.rejected_left_out:
            said.append(
                self.tr("{count} decided to be different left out.").format(
                    count=number_text(searched.rejected_left_out)
                )
            )
        if searched.without_vector:
            said.append(
                self.tr("{tracklets} could not be compared.").format(
                    tracklets=wording.tracklets_text(searched.without_vector)
                )
            )
        if searched.cameras is not None:
            said.append(self.tr("Only {cameras}.").format(cameras=", ".join(searched.cameras)))
        if config.earliest is not None or config.latest is not None:
            said.append(self.tr("Only {time}.").format(time=self._time_text(config)))
        if config.minimum_length > 1:
            said.append(
                self.tr("Only who is seen in {frames} or more.").format(
                    frames=Counts.sampled_frames(config.minimum_length)
                )
            )
        return said

    def _time_text(self, config: SearchConfig) -> str:
        earliest, latest = (
            None if moment is None else wording.time_text(moment, self._zone)
            for moment in (config.earliest, config.latest)
        )
        if earliest is None:
            return self.tr("until {latest}").format(latest=latest)
        if latest is None:
            return self.tr("from {earliest}").format(earliest=earliest)
        return self.tr("from {earliest} until {latest}").format(earliest=earliest, latest=latest)


def _heading(accepted: int) -> str:
    if not accepted:
        return translate(
            "CoverageBanner", "Ranked by likeness in appearance. Not an identification."
        )
    return translate(
        "CoverageBanner", "Ranked by likeness to the query and {candidates}. Not an identification."
    ).format(candidates=Counts.accepted_candidates(accepted))
