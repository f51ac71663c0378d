"""What lies beside a report: pictures, exhibits that were verified, and a manifest of it all."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from cba_core.domain.errors import ExhibitChangedError, NotInCaseError
from cba_core.domain.exhibits import Exhibit, ExhibitFault
from cba_core.domain.ids import TrackletId
from cba_core.domain.progress import TaskContext
from cba_core.domain.site_plan import PlanPicture, SitePlan
from cba_core.pipelines.page_picture import PagePictureError, page_picture
from cba_core.pipelines.reported_case import ReportedCase
from cba_core.pipelines.site_plan import fault_of_picture
from cba_core.store.exhibit_folders import sha256_of_file
from cba_core.store.file_system import copy_no_link

Json = dict[str, Any]
_TOLD = 5
_NOTHING: Json = {"reviewed": None, "files": []}
_PLAN = "pictures/plan.png"
LEFT_OUT = "left out by whoever made this report"


def verified_exhibits(
    case: ReportedCase, leave_out: Sequence[str], context: TaskContext | None = None
) -> dict[str, str]:
    """Why exhibits are left out, by their names; all others are as they were written and logged.

    Args:
        case: the case.
        leave_out: names such as E0003 that the person leaves out.
        context: told of progress; may cancel.

    Raises:
        NotInCaseError: there is no exhibit of such a name.
        ExhibitChangedError: others are not what they were; the faults are named, and logged.
        JobCancelled: the context asked to stop.
    """
    faults = case.exhibits.verify(context=context)
    known = {one.name for one in case.exhibits.exhibits()} | {one.exhibit for one in faults}
    for name in leave_out:
        if name not in known:
            raise NotInCaseError("exhibit", name, "cba exhibit list CASE")
    _refuse([one for one in faults if one.exhibit not in leave_out])
    return {
        name: "; ".join(_text(one) for one in faults if one.exhibit == name) or LEFT_OUT
        for name in sorted(set(leave_out))
    }


def copy_exhibits(
    case: ReportedCase, names: Sequence[str], folder: Path, context: TaskContext | None = None
) -> None:
    """Copy exhibits into `folder`/exhibits and hash the copies; no link is followed.

    Raises:
        ExhibitChangedError: a copy is not what was logged.
        OSError: it cannot be written.
        JobCancelled: the context asked to stop.
    """
    wanted = [one for one in case.exhibits.exhibits() if one.name in names]
    if wanted:
        _refuse(case.exhibits.copy_to(folder / "exhibits", wanted, context=context))


def exhibit_facts(
    exhibits: Sequence[Exhibit],
    left_out: Mapping[str, str],
    reviews: Mapping[str, Mapping[str, Any]],
) -> list[Json]:
    """Exhibits with the hashes of their files; of those that are left out, why (E34).

    Args:
        exhibits: of the case.
        left_out: why exhibits are left out, by their names.
        reviews: who watched a redacted copy whole, by its name (E35).
    """
    facts: dict[str, Json] = {
        one.name: {
            "name": one.name,
            "kind": str(one.manifest.get("kind", "")),
            "left_out": left_out.get(one.name),
            "reviewed": reviews.get(one.name),
            "files": [
                {"name": file.get("name"), "sha256": file.get("sha256"), "kind": file.get("kind")}
                for file in one.manifest.get("files", [])
                if isinstance(file, Mapping) and one.name not in left_out
            ],
        }
        for one in exhibits
    }
    for name, why in left_out.items():  # also those whose manifest cannot be read
        facts.setdefault(name, {"name": name, "kind": "", "left_out": why, **_NOTHING})
    return [facts[name] for name in sorted(facts)]


def plan_facts(plan: SitePlan) -> Json | None:
    """The plan that routes are drawn on; None where there is no picture of one.

    Where the picture is damaged or gone, `fault` says so and routes are drawn without it.
    """
    picture = plan.picture
    if picture is None:
        return None
    fault = _fault_of(picture)
    return {
        "name": picture.name,
        "sha256": picture.sha256,
        "picture": _PLAN if fault is None else None,
        "fault": fault,
        "width_px": picture.width_px,
        "height_px": picture.height_px,
        "places": [{"camera": one.camera, "x": one.x, "y": one.y} for one in plan.places],
    }


def copy_pictures(case: ReportedCase, report: Json, folder: Path) -> None:
    """The best picture of every tracklet that is told of, and the plan; no link is followed."""
    (folder / "pictures").mkdir()
    plan = report.get("plan")
    if plan is not None and plan["picture"]:
        # by its hash: another picture may have become the plan since the report was gathered
        kept = next((case.path / "plan").glob(f"{plan['sha256']}.*"), None)
        if kept is not None and not kept.is_symlink():  # a preview may be of facts of before
            (folder / _PLAN).write_bytes(page_picture(kept, plan["sha256"]))
    wanted = {}
    for finding in report["findings"]:
        for seen in [*finding["query"], *(one["seen"] for one in finding["decided"])]:
            if seen is not None and seen["picture"]:
                wanted[seen["id"]] = seen["picture"]
    for identifier, name in sorted(wanted.items()):
        cover = case.tracklet(TrackletId(identifier)).cover
        if cover is not None and cover.is_file() and not cover.is_symlink():
            copy_no_link(cover, folder / name)


def _fault_of(picture: PlanPicture) -> str | None:
    if picture.path.is_symlink():
        return "it is a link, and no link is followed"
    fault = fault_of_picture(picture)
    if fault is not None:
        return fault
    try:
        page_picture(picture.path, picture.sha256)
    except PagePictureError as error:
        return error.what
    return None


def write_manifest(folder: Path) -> None:
    """Name, size and SHA-256 of every file in it."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    lines = [
        {
            "name": path.relative_to(folder).as_posix(),
            "size_bytes": path.stat().st_size,
            "sha256": sha256_of_file(path),
        }
        for path in files
    ]
    text = json.dumps({"format": "duskline manifest 1", "files": lines}, indent=1) + "\n"
    (folder / "manifest.json").write_text(text, encoding="ascii")


def _refuse(faults: Sequence[ExhibitFault]) -> None:
    if not faults:
        return
    told = "; ".join(f"{one.exhibit} {_text(one)}" for one in faults[:_TOLD])
    more = f"; and {len(faults) - _TOLD} more" if len(faults) > _TOLD else ""
    raise ExhibitChangedError([one.exhibit for one in faults], told + more)


def _text(fault: ExhibitFault) -> str:
    return f"{fault.file}: {fault.reason}" if fault.file else fault.reason
