"""Batches of clips: clean ones, and the same tracklets under interventions."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from cba_core.config.train_config import ClipConfig, WarmUpConfig
from cba_core.domain.arrays import IntArray
from cba_core.domain.footage import Modality
from cba_core.domain.learning import TrainingTracklets
from cba_core.model.model_header import ImageTransforms
from cba_core.training.augmentation import augment
from cba_core.training.clip_drawing import chunk_draws, clip_of, length_of
from cba_core.training.interventions import changes, intervene
from cba_core.training.motion import MOTIONS, drawn_motion, shifted

_LUMINANCE = (0.299, 0.587, 0.114)


@dataclass(frozen=True, slots=True, eq=False)
class ClipViews:
    """Views of some tracklets; each (n, frames, 3, h, w) as the network takes it.

    Exactly one factor changes from `clean` to `modality` and to `motion`, so that each
    intervention stays pure (method.md, E.3).
    """

    tracklets: IntArray  # (n,) rows of the training data
    clean: Tensor
    modality: Tensor | None = None  # do(M) of the same pictures as clean
    motion: Tensor | None = None  # do(V): other pictures of the tracklets
    both: Tensor | None = None  # do(M, V)


class ClipDrawer:
    """Draws clips of training data as a configuration says, on a device."""

    def __init__(
        self,
        data: TrainingTracklets,
        clips: ClipConfig,
        warm_up: WarmUpConfig,
        transforms: ImageTransforms,
        device: torch.device,
    ) -> None:
        """Keep what every draw needs; nothing is drawn yet."""
        self._data = data
        self._clips = clips
        self._warm_up = warm_up
        self._transforms = transforms
        self._device = device

    def draw(
        self,
        tracklets: IntArray,
        generator: np.random.Generator,
        *,
        modality: bool = False,
        motion: bool = False,
    ) -> ClipViews:
        """Clips of some tracklets of either modality.

        Args:
            tracklets: (n,) rows of the training data.
            generator: of all that chance decides.
            modality: whether do(M) is wanted; with `motion` both at once, too.
            motion: whether do(V) is wanted.
        """
        places = [
            chunk_draws(length_of(self._data, one), self._clips.frames, generator)
            for one in tracklets.tolist()
        ]
        clean = self._clips_at(tracklets, places, generator)
        views: dict[str, Tensor | None] = {"modality": None, "motion": None, "both": None}
        if modality:
            views["modality"] = self._prepared(self._changed(tracklets, clean, generator))
        if motion:
            moved = self._moved(tracklets, places, generator)
            views["motion"] = self._prepared(moved)
            if modality:
                views["both"] = self._prepared(self._changed(tracklets, moved, generator))
        return ClipViews(tracklets=tracklets, clean=self._prepared(clean), **views)

    def perturbed(
        self, tracklets: IntArray, clips: Tensor, generator: np.random.Generator
    ) -> Tensor:
        """do(M) of clips (n, frames, 3, h, w) uint8, prepared for the network."""
        values = [clip.float() / 255.0 for clip in clips]
        return self._prepared(self._changed(tracklets, values, generator))

    def streams(self, tracklets: IntArray, *, changed: bool = False) -> Tensor:
        """(n,) bool on the device: which clips of (n,) rows go through the infrared stream.

        A visible clip under do(M) looks infrared and goes where infrared clips go: the stem is
        part of what do(M) sets. Where nothing changes visible clips they stay in theirs.
        """
        infrared = self._data.infrared[tracklets]
        if changed and changes(Modality.VISIBLE, self._warm_up.modality_interventions):
            infrared = np.ones_like(infrared)
        return torch.from_numpy(infrared).to(self._device)

    def prepared(self, clips: Tensor) -> Tensor:
        """(n, frames, 3, h, w) uint8 as the network takes it."""
        return self._normalised(clips.to(self._device, non_blocking=True).float() / 255.0)

    def moved(self, tracklets: IntArray, frames: int, generator: np.random.Generator) -> Tensor:
        """do(V) of clips without augmentation, prepared for the network."""
        clips = []
        for one in tracklets.tolist():
            drawn = chunk_draws(length_of(self._data, one), frames, generator)
            clips.append(self._in_motion(one, drawn, generator))
        return self._prepared(clips)

    def _clips_at(
        self, tracklets: IntArray, places: Sequence[IntArray], generator: np.random.Generator
    ) -> list[Tensor]:
        return [
            augment(clip_of(self._data, one, which), self._clips, generator)
            for one, which in zip(tracklets.tolist(), places, strict=True)
        ]

    def _moved(
        self, tracklets: IntArray, places: Sequence[IntArray], generator: np.random.Generator
    ) -> list[Tensor]:
        return [
            augment(self._in_motion(one, drawn, generator), self._clips, generator)
            for one, drawn in zip(tracklets.tolist(), places, strict=True)
        ]

    def _in_motion(self, tracklet: int, drawn: IntArray, generator: np.random.Generator) -> Tensor:
        name = drawn_motion(self._warm_up.motion_interventions, generator)
        if name is None:
            return clip_of(self._data, tracklet, drawn)
        count = length_of(self._data, tracklet)
        clip = clip_of(self._data, tracklet, MOTIONS[name].places(count, drawn, generator))
        return shifted(clip, generator) if name == "shift" else clip

    def _changed(
        self, tracklets: IntArray, clips: Sequence[Tensor], generator: np.random.Generator
    ) -> list[Tensor]:
        infrared = self._data.infrared[tracklets]
        changed = []
        for clip, is_infrared in zip(clips, infrared.tolist(), strict=True):
            others = np.flatnonzero(infrared != is_infrared)
            if len(others):
                other = clips[int(others[generator.integers(len(others))])]
            else:
                other = self._any_clip(infrared=not is_infrared, generator=generator)
            changed.append(
                intervene(
                    clip,
                    Modality.INFRARED if is_infrared else Modality.VISIBLE,
                    other,
                    self._warm_up.modality_interventions,
                    generator,
                    per_clip=self._warm_up.per_clip,
                )
            )
        return changed

    def _any_clip(self, *, infrared: bool, generator: np.random.Generator) -> Tensor:
        """A clip of a modality that the batch does not hold."""
        rows = np.flatnonzero(self._data.infrared == infrared)
        one = int(rows[generator.integers(len(rows))])
        drawn = chunk_draws(length_of(self._data, one), self._clips.frames, generator)
        return clip_of(self._data, one, drawn)

    def _prepared(self, clips: Sequence[Tensor]) -> Tensor:
        batch = torch.stack(list(clips))
        if self._device.type == "cuda":
            batch = batch.pin_memory()
        return self._normalised(batch.to(self._device, non_blocking=True))

    def _normalised(self, batch: Tensor) -> Tensor:
        if self._transforms.colour == "grey":
            weights = torch.tensor(_LUMINANCE, device=batch.device).view(1, 1, 3, 1, 1)
            batch = (batch * weights).sum(dim=2, keepdim=True).expand_as(batch)
        shape = (1, 1, 3, 1, 1)
        mean = torch.tensor(self._transforms.mean, device=batch.device).view(shape)
        deviation = torch.tensor(self._transforms.std, device=batch.device).view(shape)
        return (batch - mean) / deviation
