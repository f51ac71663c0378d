"""`cba self-test`: known footage through the whole program, and a page about it to file."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cba_core.cli.as_json import Json
from cba_core.cli.case_commands import AsJson
from cba_core.cli.console import (
    EXIT_CANCELLED,
    EXIT_FAILED,
    errors_for_people,
    on_one_line,
    print_json,
    print_table,
    stderr,
    stdout,
    watched,
)
from cba_core.domain.errors import CbaError, JobCancelled
from cba_core.domain.progress import Progress
from cba_core.domain.time_facts import OF_COMPUTER, time_json

if TYPE_CHECKING:
    from cba_core.self_test.choose_set import ChosenSet
    from cba_core.self_test.results import MeasuredSet, SelfTest

_DIGITS = 6


def self_test(
    *,
    out: Annotated[
        Path, typer.Option(metavar="FOLDER", help="Where the page is written.", show_default=False)
    ] = Path(),
    keep: Annotated[
        bool, typer.Option("--keep", help="Keep the footage and the case beside the page.")
    ] = False,
    sample: Annotated[
        bool, typer.Option("--sample", help="Measure the embedded sample instead of rendering.")
    ] = False,
    expected: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Compare with these figures instead of this version's own."
        ),
    ] = None,
    record: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Record the figures instead of comparing them."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Index and measure known footage, and compare with the figures of this version."""
    if record is not None and expected is not None:
        raise typer.BadParameter("give either --expected or --record")
    name = f"duskline-self-test-{datetime.now(UTC):%Y%m%d-%H%M%S}"
    with errors_for_people():
        kept = out / name if keep else None
        if record is not None:
            _record(record, kept, wants_sample=sample, as_json=as_json)
        elif not _compare(expected, kept, out / f"{name}.html", sample, as_json=as_json):
            raise typer.Exit(EXIT_FAILED)


def _record(record: Path, kept: Path | None, *, wants_sample: bool, as_json: bool) -> None:
    from cba_core.self_test.recorded_figures import write_recorded
    from cba_core.self_test.results import recorded_of

    measured = _measure(_chosen(wants_sample=wants_sample), kept)
    write_recorded(record, measured.chosen.name, recorded_of(measured))
    if as_json:
        print_json({"recorded": str(record), **_json_of(measured)})
    else:
        stdout.print(on_one_line(f"Recorded {len(measured.figures)} figures in {record}"))


def _compare(
    expected: Path | None,
    kept: Path | None,
    target: Path,
    wants_sample: bool,
    *,
    as_json: bool,
) -> bool:
    from cba_core.self_test.page import page

    test = _judged(expected, kept, target.parent, wants_sample=wants_sample)
    target.write_text(page(test), encoding="utf-8")
    if as_json:
        print_json(_json(test, target))
    else:
        _print(test, target)
    return test.passed


def run_for_report() -> None:
    """Run it against this version's own figures and keep the result; it writes no page."""
    test = _judged(None, None, None, wants_sample=False)
    stderr.print("Self-test: passed" if test.passed else "Self-test: DEVIATES, see the report")


def _judged(
    expected: Path | None, kept: Path | None, pages: Path | None, *, wants_sample: bool
) -> "SelfTest":
    from cba_core.self_test.fixed_set import FIXED_SET, expected_file
    from cba_core.self_test.recorded_figures import read_recorded
    from cba_core.self_test.results import compare
    from cba_core.simulation.plan import digest_of

    chosen = _chosen(wants_sample=wants_sample)
    recorded = read_recorded(expected or expected_file(), chosen.name, digest_of(FIXED_SET))
    if pages is not None:
        pages.mkdir(parents=True, exist_ok=True)
    test = compare(_measure(chosen, kept), recorded)
    if expected is None:  # figures of another file say nothing of this version
        _keep(test)
    return test


def _keep(test: "SelfTest") -> None:
    """Keep what reports are to tell; where that cannot be, the page is there all the same."""
    from cba_core.pipelines.kept_self_test import keep_self_test
    from cba_core.self_test.results import kept_result

    try:
        keep_self_test(kept_result(test))
    except CbaError as error:
        stderr.print(on_one_line(f"Reports will not name this result: {error.what}"))


def _chosen(*, wants_sample: bool) -> "ChosenSet":
    from cba_core.self_test.choose_set import choose_set
    from cba_core.self_test.fixed_set import FIXED_SET

    return choose_set(FIXED_SET.codec, wants_sample=wants_sample)


def _measure(chosen: "ChosenSet", kept: Path | None) -> "MeasuredSet":
    from cba_core.self_test.fixed_set import FIXED_SET
    from cba_core.self_test.run_self_test import measure_set

    stderr.print(on_one_line(f"Footage: {chosen.name}. {chosen.why}"))
    with watched() as context, _workplace(kept) as folder:
        context.report(Progress("Preparing", 0, None))
        try:
            return measure_set(chosen, FIXED_SET, folder, context)
        except JobCancelled as cancelled:
            stderr.print("Stopped. Nothing was judged; the same command begins anew.")
            raise typer.Exit(EXIT_CANCELLED) from cancelled


@contextmanager
def _workplace(kept: Path | None) -> Iterator[Path]:
    if kept is not None:
        kept.mkdir(parents=True)
        yield kept
        return
    with tempfile.TemporaryDirectory(prefix="duskline-self-test-") as folder:
        yield Path(folder)


def _print(test: "SelfTest", target: Path) -> None:
    from cba_core.self_test.page import figure_text, verdict_text

    print_table(
        ("figure", "recorded", "allowed", "measured", "verdict"),
        [
            (
                one.name,
                figure_text(one.expected, is_count=one.is_count),
                f"± {figure_text(one.allowed, is_count=one.is_count)}",
                figure_text(one.measured, is_count=one.is_count),
                verdict_text(one),
            )
            for one in test.figures
        ],
    )
    for content in (one for one in test.contents if not one.passed):
        stdout.print(
            on_one_line(
                f"DEVIATES: {content.name}: SHA-256 {content.found[:12] or 'none'}, "
                f"recorded {content.expected[:12] or 'none'}"
            )
        )
    total = len(test.figures) + len(test.contents)
    if test.passed:
        stdout.print(f"Passed: all {total} figures and files are as recorded or within")
    else:
        stdout.print(f"DEVIATES: {len(test.deviations)} of {total} figures and files")
    stdout.print(on_one_line(f"The page to file: {target}"))


def _json(test: "SelfTest", target: Path) -> Json:
    return {
        "passed": test.passed,
        "deviations": test.deviations,
        "page": str(target),
        **_json_of(test.measured),
        "recorded_with": dict(test.recorded.recorded_with),
        "recorded_pixels": test.has_recorded_pixels,
        "figures": [
            {
                "name": one.name,
                "recorded": one.expected,
                "allowed": one.allowed,
                "measured": _rounded(one.measured),
                "passed": one.passed,
            }
            for one in test.figures
        ],
        "files": [
            {
                "name": one.name,
                "recorded": one.expected,
                "found": one.found,
                "passed": one.passed,
            }
            for one in test.contents
        ],
    }


def _json_of(measured: "MeasuredSet") -> Json:
    return {
        "set": measured.chosen.name.value,
        "why": measured.chosen.why,
        "renderer": measured.chosen.renderer or None,
        **time_json("began", measured.began.replace(microsecond=0), OF_COMPUTER),
        "seconds": round(measured.seconds, 1),
        "detector_backend": measured.index.detector_backend,
        "encoder_backend": measured.index.encoder_backend,
        "footage": [{"name": name, "sha256": sha} for name, sha in measured.footage.items()],
        "program": dict(measured.program),
        "machine": dict(measured.machine),
        "libraries": dict(measured.libraries),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS)
