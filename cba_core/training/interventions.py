"""do(M): what a clip would look like as another camera records it; the person stays the same.

Modality-Perturbation Bootstrapping (MPB) of CBA. That it works on whole sequences is confirmed;
that it joins AdaIN and channel augmentation is deduced from where the paper cites them; the
operations below are our reading (method.md, E.3). One draw of parameters serves all frames of a
clip; each intervention is an object, and a configuration lists those it wants.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from cba_core.domain.footage import Modality

_LUMINANCE = (0.299, 0.587, 0.114)
_COLOUR_FEATURES = 8
_FABRIC_PX = 5  # what is averaged to find the colour of a fabric, folds left out
_ONE_FABRIC = 0.3  # spread below which a picture holds one colour: nothing to set apart
_DARK = 0.05  # so that noise in black is no fold
_LEAST_SPREAD = 1e-3  # of a flat picture, whose standard deviation says nothing


class ModalityIntervention(Protocol):
    """Changes how a clip was recorded."""

    @property
    def modalities(self) -> frozenset[Modality]:
        """Of the clips it changes."""
        ...

    def __call__(self, clip: Tensor, other: Tensor, generator: np.random.Generator) -> Tensor:
        """A clip (frames, 3, h, w) of values 0..1 to one of the same shape.

        Args:
            clip: to change; stays as it is.
            other: a clip of the other modality, of another tracklet.
            generator: of what chance decides.
        """
        ...


class ChannelCopy:
    """One colour channel on all three (channel exchange of CAJ, Ye et al., ICCV 2021)."""

    modalities = frozenset({Modality.VISIBLE})

    def __call__(self, clip: Tensor, other: Tensor, generator: np.random.Generator) -> Tensor:
        """See `ModalityIntervention`."""
        del other
        channel = int(generator.integers(3))
        return clip[:, channel : channel + 1].expand_as(clip)


class Luminance:
    """Grey as the eye weighs it."""

    modalities = frozenset({Modality.VISIBLE})

    def __call__(self, clip: Tensor, other: Tensor, generator: np.random.Generator) -> Tensor:
        """See `ModalityIntervention`."""
        del other, generator
        return _weighed(clip, _LUMINANCE)


class RandomGrey:
    """Grey with random weights: fabrics keep no fixed order of brightness beyond red."""

    modalities = frozenset({Modality.VISIBLE})

    def __call__(self, clip: Tensor, other: Tensor, generator: np.random.Generator) -> Tensor:
        """See `ModalityIntervention`."""
        del other
        weights = generator.random(3)
        return _weighed(clip, tuple(weights / weights.sum()))


class RandomReflectance:
    """Grey by a random function of colour: what a fabric reflects beyond red follows no colour.

    Dyes that are black to the eye are often bright in the near infrared, and two fabrics of one
    colour need not be alike there. So each colour gets a brightness of its own, whose order is
    anybody's guess; folds and edges stay, as the ratio of a pixel to its surroundings. Ours [I]:
    the public channel operations all keep dark dark.
    """

    modalities = frozenset({Modality.VISIBLE})

    def __call__(self, clip: Tensor, other: Tensor, generator: np.random.Generator) -> Tensor:
        """See `ModalityIntervention`."""
        del other
        mix = torch.from_numpy(generator.normal(0.0, 3.0, (_COLOUR_FEATURES, 3))).to(clip)
        shift = torch.from_numpy(generator.uniform(-2.0, 2.0, _COLOUR_FEATURES)).to(clip)
        sign = torch.from_numpy(generator.normal(0.0, 1.0, _COLOUR_FEATURES)).to(clip)
        padded = functional.pad(clip, (_FABRIC_PX // 2,) * 4, mode="replicate")
        fabric = functional.avg_pool2d(padded, _FABRIC_PX, stride=1)
        features = torch.tanh(torch.einsum("fc,nchw->nfhw", mix, fabric) + shift.view(1, -1, 1, 1))
        drawn = torch.einsum("f,nfhw->nhw", sign, features)[:, None]
        # fabrics differ in every draw: without this most of them would be all bright or all dark
        spread = drawn.std(correction=0).clamp_min(_ONE_FABRIC)
        reflected = torch.sigmoid(1.5 * (drawn - drawn.mean()) / spread)
        folds = (_grey(clip) + _DARK) / (_grey(fabric) + _DARK)
        changed = ((0.08 + 0.84 * reflected) * folds.clamp(0.5, 2.0)).clamp(0.0, 1.0)
        return changed.expand_as(clip)


class SequenceAdaIn:
    """Mean and spread of each channel from a clip of the other modality (Huang, ICCV 2017).

    Over all frames and pixels of the clip, mixed in by a share from a half to the whole.
    """

    modalities = frozenset(Modality)

    def __call__(self, clip: Tensor, other: Tensor, generator: np.random.Generator) -> Tensor:
        """See `ModalityIntervention`."""
        share = float(generator.uniform(0.5, 1.0))
        return (clip + share * (restyled(clip, other) - clip)).clamp(0.0, 1.0)


class LowFrequencySwap:
    """What is large and smooth from a clip of the other modality, edges and folds from this one.

    A person lit by a lamp is bright on dark, and a coat no longer differs from trousers as it did
    by day; outlines, folds and what is worn stay where they are. In the spirit of the swap of
    Fourier amplitudes (CIRL, Lv et al., CVPR 2022), but with the phase of what is smooth: crops
    of persons are aligned, so the other clip's person lies where this one's does. Ours [I].
    """

    modalities = frozenset(Modality)

    def __call__(self, clip: Tensor, other: Tensor, generator: np.random.Generator) -> Tensor:
        """See `ModalityIntervention`."""
        share = float(generator.uniform(0.5, 1.0))
        width_px = clip.shape[-2] * float(generator.uniform(0.08, 0.25))
        theirs = _smoothed(other.mean(dim=0, keepdim=True), width_px)
        grey = _grey(clip)
        detail = grey - _smoothed(grey, width_px)
        their_detail = _grey(other) - _smoothed(_grey(other), width_px)
        gain = their_detail.std(correction=0) / detail.std(correction=0).clamp_min(_LEAST_SPREAD)
        joined = theirs + gain.clamp(0.5, 2.0) * detail
        return (grey + share * (joined - grey)).clamp(0.0, 1.0)


class ToneCurve:
    """Gain, gamma and offset that a camera or an illuminator could have; rising, never turned."""

    modalities = frozenset({Modality.INFRARED})

    def __call__(self, clip: Tensor, other: Tensor, generator: np.random.Generator) -> Tensor:
        """See `ModalityIntervention`."""
        del other
        gain, gamma = (float(np.exp(generator.uniform(-0.5, 0.5))) for _ in range(2))
        offset = float(generator.uniform(-0.1, 0.1))
        return (gain * clip.clamp(0.0, 1.0).pow(gamma) + offset).clamp(0.0, 1.0)


def _smoothed(clip: Tensor, width_px: float) -> Tensor:
    """Two box filters of about this width, the picture continued by its edges."""
    half = max(1, round(width_px / 2))
    width = 2 * half + 1
    for _ in range(2):
        padded = functional.pad(clip, (half,) * 4, mode="replicate")
        # down, then across: the same sums as of whole boxes, in a few additions a pixel
        down = functional.avg_pool2d(padded, (width, 1), stride=1)
        clip = functional.avg_pool2d(down, (1, width), stride=1)
    return clip


def restyled(clip: Tensor, style: Tensor) -> Tensor:
    """AdaIN at full strength: each channel gets the mean and standard deviation of `style`.

    Not clipped, so that the statistics are exactly those.
    """
    mean, spread = _statistics(clip)
    wanted_mean, wanted_spread = _statistics(style)
    return (clip - mean) / spread.clamp_min(_LEAST_SPREAD) * wanted_spread + wanted_mean


def _statistics(clip: Tensor) -> tuple[Tensor, Tensor]:
    mean = clip.mean(dim=(0, 2, 3), keepdim=True)
    return mean, (clip - mean).square().mean(dim=(0, 2, 3), keepdim=True).sqrt()


def _weighed(clip: Tensor, weights: Sequence[float]) -> Tensor:
    return _grey(clip, weights).expand_as(clip)


def _grey(clip: Tensor, weights: Sequence[float] = _LUMINANCE) -> Tensor:
    """(frames, 1, h, w)."""
    column = torch.tensor(weights, dtype=clip.dtype, device=clip.device).view(1, 3, 1, 1)
    return (clip * column).sum(dim=1, keepdim=True)


INTERVENTIONS: Mapping[str, ModalityIntervention] = {
    "channel-copy": ChannelCopy(),
    "low-frequency-swap": LowFrequencySwap(),
    "luminance": Luminance(),
    "random-grey": RandomGrey(),
    "random-reflectance": RandomReflectance(),
    "sequence-adain": SequenceAdaIn(),
    "tone-curve": ToneCurve(),
}
"""By the names of `WarmUpConfig.modality_interventions`."""


def changes(modality: Modality, names: Sequence[str]) -> bool:
    """Whether any of the named interventions is for clips of this modality."""
    return any(modality in INTERVENTIONS[name].modalities for name in names)


def intervene(
    clip: Tensor,
    modality: Modality,
    other: Tensor,
    names: Sequence[str],
    generator: np.random.Generator,
    *,
    per_clip: bool = True,
) -> Tensor:
    """do(M): one of the named interventions, drawn for the whole clip.

    Where none of them is for this modality the clip stays as it is.

    Args:
        clip: (frames, 3, h, w) 0..1.
        modality: of the clip.
        other: a clip of the other modality.
        names: what to choose among.
        generator: of what chance decides.
        per_clip: False draws anew for every frame, which is the ablation.
    """
    chosen = [INTERVENTIONS[name] for name in names if modality in INTERVENTIONS[name].modalities]
    if not chosen:
        return clip
    if not per_clip:
        frames = [intervene(one, modality, other, names, generator) for one in torch.split(clip, 1)]
        return torch.cat(frames)
    which = chosen[int(generator.integers(len(chosen)))]
    return which(clip, other, generator)
