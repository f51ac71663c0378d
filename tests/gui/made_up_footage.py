"""Footage and tracklets that no file stands behind."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cba_core.domain.footage import Footage, FootageFacts, FootageState, Modality, ModalitySegment
from cba_core.domain.ids import FootageId, tracklet_id
from cba_core.domain.tracklets import Tracklet
from tests.gui.fake_playback import RATE

START = datetime(2026, 3, 1, 17, 0, tzinfo=UTC)


def made_up_footage(number: int, path: Path, *, start: datetime | None = START) -> Footage:
    modality = Modality.VISIBLE if number % 2 else Modality.INFRARED
    return Footage(
        id=FootageId(number),
        path=path,
        sha256=f"{number:064x}",
        size_bytes=1_000_000 * number,
        facts=FootageFacts(
            container="mov",
            codec="h264",
            width_px=320,
            height_px=240,
            rotation_deg=0,
            duration_s=60.0 * number,
            expected_frames=600 * number,
            frame_rate=RATE,
            is_variable_frame_rate=False,
            time_base="1/10",
            has_timestamps=True,
            pixel_format="yuv420p",
        ),
        camera=path.stem,
        start_time=start,
        told_modality=None,
        proposed_segments=(ModalitySegment(start_s=0, end_s=60, modality=modality),),
        state=FootageState.ADDED,
    )


def made_up_tracklet(footage: Footage, number: int, cover: Path | None = None) -> Tracklet:
    start_s = 3.0 * number
    start = None if footage.start_time is None else footage.start_time + timedelta(seconds=start_s)
    modality = next(iter(footage.modalities))
    return Tracklet(
        id=tracklet_id(footage.id, number),
        footage_id=footage.id,
        segment=0,
        camera=footage.camera,
        modality=modality,
        proposed_modality=modality,
        kind=None,
        start_s=start_s,
        end_s=start_s + 2.0,
        start_time=start,
        end_time=None if start is None else start + timedelta(seconds=2),
        length=20,
        mean_score=0.8,
        cover=cover,
    )
