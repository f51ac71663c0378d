"""Known footage through the whole program: render, add, index, measure."""

from datetime import UTC, datetime
from pathlib import Path

from cba_core.case import Case
from cba_core.config.index_config import IndexConfig
from cba_core.domain.errors import CbaError
from cba_core.domain.progress import TaskContext
from cba_core.domain.reports import IndexReport
from cba_core.domain.repositories import CaseFacts
from cba_core.pipelines.embedded_sample import sample_folder, truth_sha256
from cba_core.self_test.choose_set import ChosenSet
from cba_core.self_test.fixed_set import SetName
from cba_core.self_test.named_figures import OTHER_PIXELS, SAME_PIXELS, named_figures
from cba_core.self_test.results import MeasuredSet
from cba_core.self_test.surroundings import library_facts, machine_facts, program_facts
from cba_core.simulation.plan import SimulationConfig
from cba_core.store.case_folder import CASE_SUFFIX

_FACTS = CaseFacts(
    number="self-test",
    examiner="cba self-test",
    purpose="To compare this installation's figures with the recorded ones",
    time_zone="UTC",
)


def measure_set(
    chosen: ChosenSet, footage: SimulationConfig, folder: Path, context: TaskContext
) -> MeasuredSet:
    """Render where that was chosen, then index and measure as the commands do.

    Args:
        chosen: which footage.
        footage: what is rendered, where it is.
        folder: empty; footage and case are made there.
        context: told of progress; may cancel.

    Raises:
        JobCancelled: asked to stop.
        CbaError: some footage could not be indexed or measured, or a package is missing.
    """
    began, program = datetime.now(UTC), program_facts()
    leeway = SAME_PIXELS if chosen.name is SetName.SAMPLE else OTHER_PIXELS
    truth, source = _footage(chosen, footage, folder, context)
    with Case.create(folder / f"self-test{CASE_SUFFIX}", _FACTS) as case:
        case.add_footage([truth / "footage"], context=context)
        index = case.index(config=IndexConfig(), context=context)
        _require_all_indexed(index)
        measurement = case.measure(truth, context=context)
        for left_out in measurement.not_measured:
            raise _not_whole(f"{left_out.name}: {left_out.reason}")
        return MeasuredSet(
            chosen=chosen,
            source=source,
            footage={one.name: one.sha256 for one in case.footage()},
            detector=case.index_config().detector_sha256 or "",
            index=index,
            figures=tuple(named_figures(measurement, leeway)),
            began=began,
            seconds=(datetime.now(UTC) - began).total_seconds(),
            program=program,
            machine=machine_facts(),
            libraries=library_facts(),
        )


def _footage(
    chosen: ChosenSet, footage: SimulationConfig, folder: Path, context: TaskContext
) -> tuple[Path, str]:
    """The folder of clips and truth, and the SHA-256 that tells which footage it is."""
    if chosen.name is SetName.SAMPLE:
        sample = sample_folder()
        return sample, truth_sha256(sample)
    from cba_core.simulation.plan import digest_of
    from cba_core.simulation.simulate import simulate

    rendered = folder / "rendered"
    simulate(footage, rendered, context)
    return rendered, digest_of(footage)


def _require_all_indexed(report: IndexReport) -> None:
    for outcome in report.outcomes:
        reason = outcome.failure or outcome.warning
        if reason:
            raise _not_whole(f"{outcome.footage.name}: {reason}")


def _not_whole(reason: str) -> CbaError:
    return CbaError(
        f"The self-test could not measure all of its footage: {reason}",
        "Look at what is missing with cba doctor, then run the same command again.",
    )
