"""A made-up embedding map: tracklets in a ring, in the order of their ids."""

from dataclasses import dataclass

import numpy as np

from cba_core.domain.embedding_map import EmbeddingMap
from cba_core.domain.footage import Modality
from cba_core.domain.ids import ModelId
from cba_core.domain.progress import Progress
from cba_core.domain.tracklets import Tracklet
from cba_core.jobs.requests import Finished, Message, Progressed


def made_up_map(people: list[Tracklet], *, left_out: int = 0) -> EmbeddingMap:
    shown = sorted(people, key=lambda one: one.id)
    turn = np.linspace(0, 2 * np.pi, len(shown), endpoint=False)
    cameras = tuple(sorted({one.camera for one in shown}))
    infrared = np.array([one.modality is Modality.INFRARED for one in shown], np.bool_)
    return EmbeddingMap(
        model_id=ModelId("ab" * 32),
        seed=5,
        tracklet_ids=np.array([one.id for one in shown], np.int64),
        places=np.stack([0.5 + 0.5 * np.cos(turn), 0.5 + 0.5 * np.sin(turn)], axis=1).astype(
            np.float32
        ),
        is_infrared=infrared,
        camera_indices=np.array([cameras.index(one.camera) for one in shown], np.int64),
        cameras=cameras,
        in_case={
            Modality.VISIBLE: int((~infrared).sum()) + left_out,
            Modality.INFRARED: int(infrared.sum()),
        },
    )


@dataclass
class FakeMap:
    held: EmbeddingMap | None = None

    def kept(self) -> EmbeddingMap | None:
        return self.held

    def draw(self, people: list[Tracklet]) -> list[Message]:
        self.held = made_up_map(people)
        return [Progressed(Progress("Drawing the map", 0, None)), Finished(self.held)]
