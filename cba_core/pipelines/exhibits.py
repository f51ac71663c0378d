"""Exhibits of a case: evidence is verified, read only, and what is made of it is logged."""

import errno
import platform
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import cba_core
from cba_core.domain.asked import NoRecordingError
from cba_core.domain.case_log import LogAction
from cba_core.domain.errors import (
    CaseReadOnlyError,
    CbaError,
    FootageChangedError,
    FootageMissingError,
    JobCancelled,
    NotInCaseError,
)
from cba_core.domain.exhibits import (
    TIME_NOT_TOLD,
    UNCHANGED,
    ClockText,
    DrawnBox,
    Exhibit,
    ExhibitFault,
    ExhibitKind,
    Moment,
    Stretch,
    exhibit_name,
)
from cba_core.domain.footage import Footage, FootageState
from cba_core.domain.ids import FootageId, TrackletId, is_external
from cba_core.domain.progress import Progress, TaskContext, Unattended
from cba_core.domain.time_facts import OF_COMPUTER, TimeFacts, time_facts_of, time_json
from cba_core.domain.tracklets import Tracklet
from cba_core.pipelines.case_log import CaseLog
from cba_core.pipelines.clocks import clock_lines
from cba_core.pipelines.exhibit_reviews import logged_manifests, review_exhibit, reviews_in
from cba_core.store.case_store import SqlCaseStore
from cba_core.store.exhibit_folders import (
    MANIFEST,
    copy_listed,
    exhibits_in,
    faults_in,
    put_in_place,
    room_for_one,
    sha256_of_file,
)
from cba_core.store.file_system import naming_disk_failures

_LISTING = "cba exhibit list CASE"


def recorder_time(footage: Footage, moment: Moment) -> tuple[str, ...]:
    """The time the recorder told, counted from the first frame's; no correction is known."""
    if footage.start_time is None:
        recorded = f"Recorder {TIME_NOT_TOLD}"
    else:
        at = footage.start_time + timedelta(seconds=moment.time_s)
        recorded = f"Recorder time: {at.isoformat(sep=' ', timespec='milliseconds')}"
    return (recorded, f"Corrected {TIME_NOT_TOLD}")


def _require_recording(tracklet: Tracklet) -> None:
    if is_external(tracklet.id):
        raise NoRecordingError(tracklet.label)


class CaseExhibits:
    """Makes, lists and verifies the exhibits of an open case."""

    def __init__(self, store: SqlCaseStore, log: CaseLog) -> None:
        self._store = store
        self._log = log
        self.root = store.folder.path / "exhibits"

    def clock_text(self, footage: Footage) -> ClockText:
        """The lines that tell the times of one footage file's frames."""
        clock = self._store.clocks.all().get(footage.id)
        if clock is None:
            return lambda moment: recorder_time(footage, moment)
        return lambda moment: clock_lines(clock, moment.time_s)

    def stretch_of(self, tracklets: Sequence[TrackletId], *, padding_s: float = 0.0) -> Stretch:
        """From the first to the last time tracklets of one footage file are seen.

        Raises:
            NotInCaseError: there is no such tracklet.
            NoRecordingError: one is a picture from outside.
            CbaError: none is given, or they are of several files.
        """
        found = self._store.tracklets.by_ids(tracklets)
        for one in found:
            _require_recording(one)
        if len({one.footage_id for one in found}) != 1:
            raise CbaError(
                "These tracklets are not of one footage file",
                "Make one exhibit for each file.",
            )
        return Stretch(
            footage_id=found[0].footage_id,
            start_s=min(one.start_s for one in found),
            end_s=max(one.end_s for one in found),
            padding_s=padding_s,
            tracklets=tuple(tracklets),
        )

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
        """One frame as a PNG of the untouched decoded picture, and a marked copy if asked for.

        Args:
            footage_id: of which file.
            frame: its number.
            pts: its time stamp, by which it is found faster, and behind damage for certain.
            tracklets: what it is about.
            annotated: whether to make the marked copy.
            context: may cancel.

        Raises:
            CbaError: the footage is missing, changed or has no such frame; the disk is full.
            JobCancelled: the context asked to stop.
        """
        from cba_core.pipelines.exhibit_pictures import write_still

        footage = self._store.footage.get(footage_id)
        with self._making(ExhibitKind.STILL, footage, tracklets, context) as making:
            facts = write_still(
                self._store, footage, frame, pts=pts, tracklets=tracklets, folder=making.folder,
                clock_text=self.clock_text(footage), checkpoint=making.checkpoint,
                annotated=annotated,
            )  # fmt: skip
            return making.finished({"asked": {"frame": frame}, **facts})

    def still_frame_of(self, tracklet: TrackletId) -> tuple[FootageId, int]:
        """The footage and frame of a tracklet's best picture.

        Raises:
            NotInCaseError: there is no such tracklet.
            NoRecordingError: it is a picture from outside.
        """
        found = self._store.tracklets.get(tracklet)
        _require_recording(found)
        crops = self._store.tracklets.crops(tracklet)
        if crops:
            return found.footage_id, crops[0].frame_index
        frames = self._store.tracklets.track(tracklet)[0].frame_indices
        return found.footage_id, int(frames[len(frames) // 2])

    def clip(self, stretch: Stretch, *, context: TaskContext | None = None) -> Exhibit:
        """A stream copy: the source's packets, byte for byte (E9).

        Raises:
            CbaError: as `still`, or the stretch cannot be copied without encoding it anew.
            JobCancelled: the context asked to stop.
        """
        from cba_core.pipelines.exhibit_pictures import write_clip

        footage = self._store.footage.get(stretch.footage_id)
        with self._making(ExhibitKind.CLIP, footage, stretch.tracklets, context) as making:
            facts = write_clip(footage, stretch, making.folder, making.checkpoint)
            return making.finished({"asked": _asked(stretch), **facts})

    def annotate(self, stretch: Stretch, *, context: TaskContext | None = None) -> Exhibit:
        """A copy with boxes, labels and times, encoded anew and marked (E10).

        Raises:
            CbaError: as `still`.
            JobCancelled: the context asked to stop.
        """
        return self._copy(ExhibitKind.ANNOTATED, stretch, context)

    def redact(
        self,
        stretch: Stretch,
        *,
        drawn: Sequence[DrawnBox] = (),
        context: TaskContext | None = None,
    ) -> Exhibit:
        """A copy in which everyone found but the stretch's tracklets is covered (E35).

        People whom the detector missed stay visible where nobody drew a box: a person must watch
        the whole copy, then `review` it.

        Args:
            stretch: of which footage, from when to when, and who stays visible.
            drawn: what is covered besides, also over who stays visible.
            context: told of progress; may cancel.

        Raises:
            CbaError: as `still`, the footage is not indexed to its end, or a drawn box lies
                outside of the stretch or of the picture.
            JobCancelled: the context asked to stop.
        """
        return self._copy(ExhibitKind.REDACTED, stretch, context, drawn)

    def review(self, number: int, *, leaks: int = 0) -> None:
        """Log that the author watched a redacted copy whole, and in how many frames someone shows.

        Then the manifest says so, too. A crash between both leaves the former manifest, which the
        log knows as well; saying it again mends that.

        Raises:
            CbaError: there is no such exhibit, it is no redacted copy, or it cannot be logged.
            ExhibitChangedError: it is not what it was made.
        """
        name = exhibit_name(number)
        found = next((one for one in self.exhibits() if one.number == number), None)
        if found is None:
            raise NotInCaseError("exhibit", name, _LISTING)
        if found.manifest.get("kind") != ExhibitKind.REDACTED:
            raise CbaError(f"{name} is no redacted copy", f"See what it is: {_LISTING}")
        self._require_writable()
        with naming_disk_failures(self.root):
            review_exhibit(found, self._log, leaks)

    def reviews(self) -> dict[str, dict[str, Any]]:
        """Who watched a redacted copy last, by the exhibit's name: name, time, leaks counted."""
        return reviews_in(self._log.entries())

    def exhibits(self) -> list[Exhibit]:
        """Every exhibit, by number."""
        return exhibits_in(self.root)

    def verify(self, *, context: TaskContext | None = None) -> list[ExhibitFault]:
        """Hash every file again; empty where all is as it was written and logged.

        Raises:
            JobCancelled: the context asked to stop.
        """
        checkpoint = checkpoint_of("Verifying", context or Unattended())
        faults = faults_in(self.root, self._logged(), checkpoint)
        for fault in faults:
            self._log.append(
                LogAction.FAILURE,
                f"exhibit {fault.exhibit}",
                {"file": fault.file, "text": fault.reason},
            )
        return faults

    def copy_to(
        self, place: Path, exhibits: Sequence[Exhibit], *, context: TaskContext | None = None
    ) -> list[ExhibitFault]:
        """Copy exhibits into a folder and hash the copies; no link is followed.

        Args:
            place: a folder to make, with a folder of each exhibit's name in it.
            exhibits: of this case.
            context: told of progress; may cancel.

        Returns:
            What is not as it was written and logged: then the copies are not to be used.

        Raises:
            OSError: it cannot be written.
            JobCancelled: the context asked to stop.
        """
        checkpoint = checkpoint_of("Copying exhibits", context or Unattended())
        logged = self._logged()
        wanted = {one.name: logged[one.name] for one in exhibits if one.name in logged}
        faults = []
        for one in exhibits:
            checkpoint()
            try:
                copy_listed(one.folder, place / one.name)
            except OSError as error:
                if error.errno not in (errno.ENOENT, errno.ELOOP):
                    raise
                reason = error.strerror or str(error)
                faults.append(ExhibitFault(exhibit=one.name, file="", reason=reason))
            except (ValueError, KeyError, TypeError, RecursionError) as error:
                faults.append(ExhibitFault(exhibit=one.name, file=MANIFEST, reason=str(error)))
        return faults or faults_in(place, wanted, checkpoint)

    def _logged(self) -> dict[str, str]:
        return logged_manifests(self.root, self._log.entries())

    def _copy(
        self,
        kind: ExhibitKind,
        stretch: Stretch,
        context: TaskContext | None,
        drawn: Sequence[DrawnBox] = (),
    ) -> Exhibit:
        from cba_core.pipelines.exhibit_copies import write_marked_copy

        footage = self._store.footage.get(stretch.footage_id)
        if kind is ExhibitKind.REDACTED and footage.reached is not FootageState.INDEXED:
            raise CbaError(
                f"Nobody can be covered in {footage.name}: it is not indexed to its end",
                "Index it first: cba index CASE",
            )
        with self._making(kind, footage, stretch.tracklets, context) as making:
            facts = write_marked_copy(
                self._store, footage, stretch, kind=kind, folder=making.folder,
                clock_text=self.clock_text(footage), checkpoint=making.checkpoint, drawn=drawn,
            )  # fmt: skip
            return making.finished({"asked": _asked(stretch), **facts})

    def _require_writable(self) -> None:
        if not self._log.is_kept:
            raise CaseReadOnlyError(self._store.folder.path, "it is open for reading only")

    @contextmanager
    def _making(
        self,
        kind: ExhibitKind,
        footage: Footage,
        tracklets: Sequence[TrackletId],
        context: TaskContext | None,
    ) -> Iterator["_Making"]:
        self._require_writable()
        context = context or Unattended()
        with self._log.failures_of(f"exhibit of footage {footage.id}"):
            for one in self._store.tracklets.by_ids(tracklets):
                if one.footage_id != footage.id:
                    raise CbaError(
                        f"Tracklet {one.label} is not of footage {footage.id}",
                        "Name tracklets of this footage file.",
                    )
            before = _verified(footage, context)
            with naming_disk_failures(self.root), room_for_one(self.root) as folder:
                yield _Making(
                    self._log, kind, footage, tracklets=tuple(tracklets),
                    folder=folder, before=before, times=self._times_of(footage), context=context,
                )  # fmt: skip

    def _times_of(self, footage: Footage) -> TimeFacts:
        clock = self._store.clocks.all().get(footage.id)
        return time_facts_of(footage.start_time, clock, self._store.facts.time_zone)


class _Making:
    def __init__(
        self,
        log: CaseLog,
        kind: ExhibitKind,
        footage: Footage,
        *,
        tracklets: tuple[TrackletId, ...],
        folder: Path,
        before: tuple[int, int],
        times: TimeFacts,
        context: TaskContext,
    ) -> None:
        self.folder = folder
        self.checkpoint = checkpoint_of(f"Making: {kind.value}", context)
        self._log = log
        self._kind = kind
        self._footage = footage
        self._tracklets = tracklets
        self._before = before
        self._times = times
        self._verified = datetime.now(UTC)

    def finished(self, facts: dict[str, Any]) -> Exhibit:
        """Number the exhibit, put it in place and log it."""
        footage = self._footage
        if _stamp(footage.path) != self._before:
            raise FootageChangedError(footage.path)
        self.checkpoint()
        manifest = {
            "format": "duskline exhibit 1",
            "kind": self._kind.value,
            "source": {
                "footage": footage.id,
                "path": str(footage.path),
                "camera": footage.camera,
                "sha256": footage.sha256,
                "size_bytes": footage.size_bytes,
                **time_json("verified", self._verified, OF_COMPUTER),
                **time_json("start", footage.start_time, self._times),
                "statement": UNCHANGED,
                "time_base": footage.facts.time_base,
            },
            "tracklets": list(self._tracklets),
            "made_by": self._log.author.name,
            "reason": self._log.author.reason,
            **time_json("made", datetime.now(UTC), OF_COMPUTER),
            "versions": _versions(),
            **facts,
        }
        exhibit = put_in_place(self.folder, manifest)
        self._log.append(
            LogAction.EXPORT,
            f"exhibit {exhibit.name}",
            {
                "kind": self._kind.value,
                "footage": footage.id,
                "source_sha256": footage.sha256,
                "tracklets": list(self._tracklets),
                "manifest_sha256": sha256_of_file(exhibit.folder / MANIFEST),
            },
        )
        return exhibit


def checkpoint_of(step: str, context: TaskContext) -> Callable[[], None]:
    """Counts the steps of work for the caller; raises `JobCancelled` where it asks to stop."""
    done = 0

    def checkpoint() -> None:
        nonlocal done
        if context.is_cancelled():
            raise JobCancelled(step)
        context.report(Progress(step, done, None))
        done += 1

    return checkpoint


def _verified(footage: Footage, context: TaskContext) -> tuple[int, int]:
    """The stamp of a source whose content is what was added.

    Raises:
        FootageMissingError, FootageUnreadableError: it cannot be read.
        FootageChangedError: it is another.
    """
    from cba_core.footage.fingerprint import sha256_of

    try:
        stamp = _stamp(footage.path)
    except FileNotFoundError as error:
        raise FootageMissingError(footage.path) from error
    if sha256_of(footage.path, context, report_as="Verifying footage") != footage.sha256:
        raise FootageChangedError(footage.path)
    return stamp


def _stamp(path: Path) -> tuple[int, int]:
    facts = path.stat()
    return facts.st_size, facts.st_mtime_ns


def _asked(stretch: Stretch) -> dict[str, float]:
    return {
        "start_s": stretch.start_s,
        "end_s": stretch.end_s,
        "padding_s": stretch.padding_s,
        "from_s": stretch.first_s,
        "to_s": stretch.last_s,
    }


def _versions() -> dict[str, str]:
    import av
    import PIL

    told = {"duskline": cba_core.__version__, "python": platform.python_version()}
    told |= {"av": av.__version__, "pillow": PIL.__version__}
    with suppress(AttributeError):
        for name, version in av.library_versions.items():
            told[name] = ".".join(map(str, version))
    return told
