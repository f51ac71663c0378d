"""A model on a data set of known people: ranking in both directions, and its pictures."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from cba_core.datasets.index_lines import DataSetError
from cba_core.datasets.picture_bank import PictureBank, benchmark_pictures
from cba_core.datasets.picture_file import PictureRules
from cba_core.datasets.recognition import read_dataset
from cba_core.domain.arrays import BoolArray, FloatArray, IntArray
from cba_core.domain.footage import Modality
from cba_core.domain.learning import Benchmark, TrackletSource, chunk_firsts
from cba_core.domain.progress import Progress, TaskContext
from cba_core.encoding.cba_encoder import make_encoder
from cba_core.evaluation.distance_histograms import distance_counts, draw_distance_histograms
from cba_core.evaluation.embedding_picture import draw_embedding, place_on_plane
from cba_core.evaluation.modality_probe import modality_probe
from cba_core.evaluation.retrieval_protocols import (
    PROTOCOLS,
    CrossModalityFigures,
    RankedQuery,
    RetrievalProtocol,
    evaluate_retrieval,
    rank_candidates,
)
from cba_core.evaluation.retrieval_strips import CANDIDATES, Candidate, Strip, draw_retrieval_strips
from cba_core.model.model_file import model_id_of, read_header
from cba_core.pipelines.choose_model import PUBLIC_NAMES, model_file_for
from cba_core.pipelines.embed_pictures import embed_pictures
from cba_core.pipelines.run_folder import passing_pictures

_FRAMES = 6  # of a clip, where a model says nothing
_STRIPS = 8  # queries in a picture
_DRAWN_TRACKLETS = 1500  # t-SNE of more takes minutes and shows no more


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EvaluationReport:
    """What was measured."""

    model_id: str
    data: str
    protocol: str
    people: int
    tracklets: int
    figures: CrossModalityFigures
    infrared_cameras: Mapping[str, CrossModalityFigures]
    """By the infrared camera that alone takes part, where there are several: a thermal camera and
    one of near infrared are hardly one modality."""
    modality_probe: float  # balanced accuracy; .5 is chance
    pictures: tuple[Path, ...]


def evaluate_model(
    model: str,
    data: Path,
    protocol: str,
    context: TaskContext,
    *,
    threads: int = 1,
    pictures: Path | None = None,
    kept: Path | None = None,
    seed: int = 1,
) -> EvaluationReport:
    """Measure a model on the test part of a data set.

    Args:
        model: `imagenet`, `clip`, a file, or the name of an added model.
        data: a data set with known people.
        protocol: a key of `PROTOCOLS`.
        context: told of progress; may cancel.
        threads: of the processor.
        pictures: folder for the figures; None draws none.
        kept: folder in which the crops made ready stay for another measuring; None keeps none.
        seed: of what chance decides in probe and figures.

    Raises:
        DataSetError, ModelFileError, NotInstalledError, JobCancelled.
    """
    path = model_file_for(Path(PUBLIC_NAMES.get(model, model)))
    header = read_header(path)
    benchmark = as_benchmark(read_dataset(data))
    rules = PictureRules(height_px=header.transforms.height_px, width_px=header.transforms.width_px)
    with passing_pictures(kept) as folder:
        bank = benchmark_pictures(benchmark, rules, folder, context)
        vectors = embed_pictures(
            make_encoder(path, threads=threads),
            bank,
            np.arange(len(bank.training)),
            partial(chunk_firsts, frames=header.frames_per_clip or _FRAMES),
            context,
        )
        figures = _figures(vectors, bank, benchmark, PROTOCOLS[protocol])
        each_camera = _by_infrared_camera(vectors, bank, benchmark, PROTOCOLS[protocol])
        probe = modality_probe(vectors, bank.training.infrared, seed=seed)
        drawn: tuple[Path, ...] = ()
        if pictures is not None:
            context.report(Progress("Drawing pictures", 0, None))
            drawn = _draw(vectors, bank, benchmark, PROTOCOLS[protocol], pictures, seed=seed)
    return EvaluationReport(
        model_id=model_id_of(path),
        data=benchmark.name,
        protocol=protocol,
        people=len(np.unique(bank.persons[bank.persons >= 0])),
        tracklets=len(bank.persons),
        figures=figures,
        infrared_cameras=each_camera,
        modality_probe=probe.balanced_accuracy,
        pictures=drawn,
    )


def as_benchmark(found: Benchmark | TrackletSource) -> Benchmark:
    """A data set with its division; in a folder every known tracklet is asked for and ranked.

    Raises:
        DataSetError: nobody is known in it.
    """
    if isinstance(found, Benchmark):
        return found
    known = tuple(one for one in found.tracklets if one.person is not None)
    if not known:
        raise DataSetError(
            f"Nobody is known in {found.name}: there is nothing to measure against",
            "Write people.csv into it: one line a tracklet, its folder and its person.",
        )
    places = np.arange(len(known), dtype=np.int64)
    whole = TrackletSource(name=found.name, tracklets=known)
    return Benchmark(name=found.name, train=whole, test=whole, query=places, gallery=places)


def _figures(
    vectors: FloatArray,
    bank: PictureBank,
    benchmark: Benchmark,
    protocol: RetrievalProtocol,
    taking_part: BoolArray | None = None,
) -> CrossModalityFigures:
    query, gallery = benchmark.query, benchmark.gallery
    if taking_part is not None:
        query, gallery = query[taking_part[query]], gallery[taking_part[gallery]]
    return evaluate_retrieval(
        vectors,
        persons=bank.persons,
        cameras=_cameras(benchmark),
        infrared=bank.training.infrared,
        query=query,
        gallery=gallery,
        protocol=protocol,
    )


def _by_infrared_camera(
    vectors: FloatArray, bank: PictureBank, benchmark: Benchmark, protocol: RetrievalProtocol
) -> dict[str, CrossModalityFigures]:
    """All visible tracklets and one infrared camera at a time; empty where there is only one."""
    infrared = bank.training.infrared
    names = np.array([one.camera for one in benchmark.test.tracklets])
    found = sorted(set(names[infrared].tolist()))
    if len(found) < 2:  # noqa: PLR2004  (one camera is the whole)
        return {}
    return {
        name: _figures(vectors, bank, benchmark, protocol, ~infrared | (names == name))
        for name in found
    }


def _cameras(benchmark: Benchmark) -> IntArray:
    """(n,) numbers of cameras; equal names are one camera in both modalities."""
    names = [one.camera for one in benchmark.test.tracklets]
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(name, len(numbers)) for name in names], np.int64)


def _draw(
    vectors: FloatArray,
    bank: PictureBank,
    benchmark: Benchmark,
    protocol: RetrievalProtocol,
    folder: Path,
    *,
    seed: int,
) -> tuple[Path, ...]:
    folder.mkdir(parents=True, exist_ok=True)
    infrared = bank.training.infrared
    draw = np.random.default_rng(seed)
    some = np.sort(draw.permutation(len(vectors))[:_DRAWN_TRACKLETS])
    plane = place_on_plane(vectors[some], seed=seed)
    counts = distance_counts(vectors, persons=bank.persons, infrared=infrared)
    strips = [
        _strips(vectors, bank, benchmark, protocol, modality=modality, seed=seed)
        for modality in (Modality.INFRARED, Modality.VISIBLE)
    ]
    pictures = {
        "embedding.png": draw_embedding(plane, infrared=infrared[some], persons=bank.persons[some]),
        "distances.png": draw_distance_histograms(counts),
    }
    if any(strips):
        pictures["candidates.png"] = draw_retrieval_strips(*strips)
    for name, content in pictures.items():
        (folder / name).write_bytes(content)
    return tuple(folder / name for name in pictures)


def _strips(
    vectors: FloatArray,
    bank: PictureBank,
    benchmark: Benchmark,
    protocol: RetrievalProtocol,
    *,
    modality: Modality,
    seed: int,
) -> list[Strip]:
    """Some queries, drawn by chance: neither the best nor the worst."""
    ranked = list(
        rank_candidates(
            vectors,
            persons=bank.persons,
            cameras=_cameras(benchmark),
            infrared=bank.training.infrared,
            query=benchmark.query,
            gallery=benchmark.gallery,
            protocol=protocol,
            query_modality=modality,
        )
    )
    chosen = np.random.default_rng(seed).permutation(len(ranked))[:_STRIPS]
    return [_strip(vectors, bank, ranked[int(one)]) for one in chosen]


def _strip(vectors: FloatArray, bank: PictureBank, ranked: RankedQuery) -> Strip:
    best = ranked.candidates[:CANDIDATES].tolist()
    person = bank.persons[ranked.query]
    return Strip(
        query=_middle_picture(bank, ranked.query),
        candidates=tuple(
            Candidate(
                picture=_middle_picture(bank, one),
                is_right=bool(bank.persons[one] == person),
                similarity=float(vectors[ranked.query] @ vectors[one]),
            )
            for one in best
        ),
        name=bank.names[ranked.query],
    )


def _middle_picture(bank: PictureBank, row: int) -> np.ndarray:
    data = bank.training
    return np.asarray(data.pictures[(int(data.starts[row]) + int(data.starts[row + 1])) // 2])
