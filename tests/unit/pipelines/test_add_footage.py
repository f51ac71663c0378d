"""Adding goes on where a file disappears under its hands."""

from pathlib import Path

from cba_core.case import Case
from cba_core.domain.progress import Progress
from tests.support.builders import some_case_facts
from tests.support.synthetic_footage import walking_boxes, write_clip


class _PullsOut:
    """Removes a file as soon as adding has begun."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def report(self, progress: Progress) -> None:
        del progress
        self._file.unlink(missing_ok=True)

    def is_cancelled(self) -> bool:
        return False


def test_a_file_that_disappears_while_others_are_added_is_listed_with_the_reason(
    tmp_path: Path,
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    clips = [
        write_clip(stick / f"{name}.mp4", walking_boxes(8, seed=seed))
        for seed, name in enumerate("abc")
    ]
    with Case.create(tmp_path / "case", some_case_facts()) as case:
        report = case.add_footage([stick], context=_PullsOut(clips[1]))
    assert [one.name for one in report.added] == ["a.mp4", "c.mp4"]
    assert [(one.path, one.reason) for one in report.rejected] == [
        (clips[1], "it is no longer there")
    ]
