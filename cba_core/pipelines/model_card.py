"""The card of a model: what it is, what it learnt from, what was measured, for people to read."""

from pathlib import Path

from cba_core.model.model_header import ModelHeader


def card_path(model: Path) -> Path:
    """Where the card of a model file lies."""
    return model.with_suffix(".md")


def model_card(header: ModelHeader, model_id: str) -> str:
    """Markdown of all that the header says."""
    origin, record = header.provenance, header.training
    transforms = header.transforms
    lines = [
        f"# Model {model_id[:12]}",
        "",
        "It orders candidates by likeness. It does not tell who somebody is.",
        "",
        "| | |",
        "|---|---|",
        f"| id | `{model_id}` |",
        f"| encoder | {header.encoder.name}, {header.dim} numbers a tracklet |",
        f"| stem | {header.stem} |",
        f"| input | {transforms.height_px} x {transforms.width_px} px, {transforms.colour} |",
        f"| licence | {origin.licence} |",
        f"| source | {origin.source} |",
        f"| learnt from | {origin.training_data} |",
        f"| made | {origin.created or 'not told'} |",
    ]
    lines += [f"| parent | {one.name}, SHA-256 `{one.sha256}` |" for one in origin.parents]
    if origin.notes:
        lines += ["", origin.notes]
    if record is not None:
        lines += [
            "",
            "## Training",
            "",
            f"Method {record.method}, seed {record.seed}, {record.steps} steps on {record.device}.",
            "",
            *(
                f"- {one.tracklets} tracklets of {one.name}; their pictures have SHA-256 "
                f"`{one.sha256}`"
                for one in record.data
            ),
            "",
            "```sh",
            record.command,
            "```",
        ]
        if record.commit:
            lines += ["", f"Program at commit `{record.commit}`."]
        lines += ["", "## Measured", ""]
        if record.figures:
            lines += ["| figure | value | of |", "|---|---|---|"]
            lines += [f"| {one.name} | {one.value:.3f} | {one.count} |" for one in record.figures]
        else:
            lines += ["Nothing yet: `cba evaluate` measures it."]
    return "\n".join(lines) + "\n"
