"""The starter model's weights beside those of ImageNet, in one file.

Run: `python -m benchmarks.join_starter LEARNT DATA OUT [--share .1] [--dim 512]`. LEARNT is a light
CNN that was trained from ImageNet (`cba train`). The training tracklets of DATA, a data set, tell
the mean and the main axes of what both see together; no label of it is read.
`python -m benchmarks.starter OUT SIMULATED CASE` measures what came out.
"""

import argparse
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np

from cba_core.datasets.picture_bank import benchmark_pictures
from cba_core.datasets.picture_file import PictureRules
from cba_core.datasets.recognition import read_dataset
from cba_core.domain.arrays import FloatArray
from cba_core.domain.embedding import Clip
from cba_core.domain.learning import Benchmark, chunk_firsts
from cba_core.domain.progress import Unattended
from cba_core.encoding.cba_encoder import CbaEncoder, make_encoder
from cba_core.model.joined_towers import Tower, shortened, side_by_side
from cba_core.model.model_file import model_id_of, read_header, read_model_file, write_model_file
from cba_core.model.model_header import ParentFile, Provenance
from cba_core.pipelines.choose_model import PUBLIC_NAMES, model_file_for
from cba_core.pipelines.embed_pictures import embed_pictures

_FRAMES = 6  # of a clip, where a model says nothing
_DIM = 512
_SHARE = 0.1


class _Pooled:
    """The same encoder, whose vectors keep their length."""

    def __init__(self, encoder: CbaEncoder) -> None:
        self.encoder = encoder
        self.model_id, self.dim, self.backend = encoder.model_id, encoder.dim, encoder.backend

    def encode(self, clips: Sequence[Clip]) -> FloatArray:
        return self.encoder.necked(clips).astype(np.float32)


def seen_by(model: Path, data: Benchmark) -> FloatArray:
    """(n, dim) what a model makes of the training tracklets, before unit length."""
    header = read_header(model)
    rules = PictureRules(height_px=header.transforms.height_px, width_px=header.transforms.width_px)
    places = np.arange(len(data.train.tracklets), dtype=np.int64)
    training = replace(data, test=data.train, query=places, gallery=places)
    encoder = make_encoder(model)
    if not isinstance(encoder, CbaEncoder):
        raise TypeError(f"{model} makes no vectors of a network")
    with tempfile.TemporaryDirectory(prefix="duskline-join-") as folder:
        bank = benchmark_pictures(training, rules, Path(folder), Unattended())
        choose = partial(chunk_firsts, frames=_FRAMES)
        return embed_pictures(_Pooled(encoder), bank, places, choose, Unattended())


def main() -> None:
    """Join and write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("learnt", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--share", type=float, default=_SHARE, help="of what was learnt")
    parser.add_argument("--dim", type=int, default=_DIM, help="numbers a vector")
    wanted = parser.parse_args()
    data = read_dataset(wanted.data)
    if not isinstance(data, Benchmark):
        parser.error(f"{wanted.data} has no training part")
    imagenet = model_file_for(Path(PUBLIC_NAMES["imagenet"]))
    shares = {imagenet: 1.0 - wanted.share, wanted.learnt: wanted.share}
    towers = [
        Tower(header=header, tensors=tensors, share=share)
        for path, share in shares.items()
        for header, tensors in [read_model_file(path)]
    ]
    learnt = towers[1].header
    whole = side_by_side(
        "efficientnet-lite0-twice",
        towers,
        Provenance(
            licence=learnt.provenance.licence,
            source=f"{learnt.provenance.source}, and beside it what that began with",
            training_data=learnt.provenance.training_data,
            trained_for_person_search=True,
            parents=tuple(ParentFile(name=one.name, sha256=model_id_of(one)) for one in shares),
            created=learnt.provenance.created,
            program_version=learnt.provenance.program_version,
        ),
    )
    with tempfile.TemporaryDirectory(prefix="duskline-join-") as folder:
        unshortened = Path(folder) / "side-by-side.safetensors"
        write_model_file(unshortened, *whole)
        header, tensors = shortened(whole, seen_by(unshortened, data), wanted.dim)
    joined = replace(header, training=learnt.training)
    print(f"{wanted.out}: {write_model_file(wanted.out, joined, tensors)}")


if __name__ == "__main__":
    main()
