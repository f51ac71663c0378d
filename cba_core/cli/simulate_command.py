"""`cba simulate`: footage of people who do not exist, with the truth about it."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cba_core.cli.case_commands import AsJson
from cba_core.cli.console import errors_for_people, print_json, stdout, watched
from cba_core.domain.errors import ConfigError
from cba_core.simulation.layout_kinds import USUAL_TEST_SHARE, Layout
from cba_core.simulation.scenes.scene import SceneName

if TYPE_CHECKING:
    from cba_core.simulation.cameras import CameraKind
    from cba_core.simulation.plan import SimulationConfig

DEFAULT_CAMERAS = "visible:2,near-infrared:1,thermal:1,switching:1"


def simulate(
    out: Annotated[Path, typer.Argument(help="Folder to make; go on with it where it exists.")],
    *,
    people: Annotated[int, typer.Option(min=1, help="Different people that walk about.")] = 12,
    cameras: Annotated[
        str, typer.Option(help="How many of each kind, as KIND:N,…")
    ] = DEFAULT_CAMERAS,
    minutes: Annotated[float, typer.Option(help="Length of every recording.")] = 1.0,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same pixels.")] = 1,
    scene: Annotated[SceneName, typer.Option(help="Where the cameras hang.")] = SceneName.STREET,
    size: Annotated[str, typer.Option(help="Pixels, as WIDTHxHEIGHT.")] = "640x480",
    codec: Annotated[str, typer.Option(help="Encoder: libx264, libx265 or mpeg4.")] = "libx264",
    layout: Annotated[
        Layout, typer.Option(help="Clips with their truth, or crops as a data set has them.")
    ] = Layout.FOOTAGE,
    test_share: Annotated[
        float, typer.Option(help="Of the people, for testing; layouts of crops only.")
    ] = USUAL_TEST_SHARE,
    carried_brightness: Annotated[
        float,
        typer.Option(
            help="How far near-infrared follows the brightness of cloth: 0 not at all, 1 wholly."
        ),
    ] = 0.0,
    as_json: AsJson = False,
) -> None:
    """Render what visible, near-infrared and thermal cameras record, with its truth."""
    with errors_for_people():
        from cba_core.simulation.plan import SimulationConfig

        width, height = _size(size)
        config = SimulationConfig(
            people=people,
            cameras=_cameras(cameras),
            minutes=minutes,
            seed=seed,
            scene=scene,
            width=width,
            height=height,
            codec=codec,
            carried_brightness=carried_brightness,
        )
        if layout is not Layout.FOOTAGE:
            _crops(config, layout, test_share, out, as_json=as_json)
            return
        from cba_core.simulation.simulate import simulate as render

        with watched() as context:
            report = render(config, out, context)
        if as_json:
            print_json(
                {
                    "layout": layout.value,
                    "folder": str(report.folder),
                    "clips": [str(clip) for clip in report.clips],
                    "frames": report.frames,
                    "people": report.people,
                }
            )
        else:
            for clip in report.clips:
                stdout.print(str(clip))
            stdout.print(
                f"{report.frames} frames of {len(report.clips)} cameras, {report.people} people; "
                f"the truth is in {report.folder / 'truth.json'}"
            )


def _crops(
    config: "SimulationConfig", layout: Layout, test_share: float, out: Path, *, as_json: bool
) -> None:
    from cba_core.simulation.layouts import LayoutConfig, write_layout

    wanted = LayoutConfig(simulation=config, layout=layout, test_share=test_share)
    with watched() as context:
        report = write_layout(wanted, out, context)
    if as_json:
        print_json(
            {
                "layout": layout.value,
                "folder": str(report.folder),
                "frames": report.frames,
                "people": report.people,
                "train": asdict(report.train),
                "test": asdict(report.test),
            }
        )
        return
    for name, part in (("train", report.train), ("test", report.test)):
        stdout.print(
            f"{name}: {part.identities} people, {part.tracklets} tracklets, {part.crops} crops"
        )
    stdout.print(f"{report.frames} frames rendered; the data set is {report.folder}")


def _cameras(text: str) -> "dict[CameraKind, int]":
    from cba_core.simulation.cameras import CameraKind

    counts: dict[CameraKind, int] = {}
    for part in text.split(","):
        name, _, number = part.strip().partition(":")
        try:
            counts[CameraKind(name)] = int(number or "1")
        except ValueError:
            kinds = ", ".join(kind.value for kind in CameraKind)
            raise ConfigError("cameras", f"{part!r} is not KIND:N with one of {kinds}") from None
    return counts


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    if not (width.isdigit() and height.isdigit()):
        raise ConfigError("size", f"{text!r} is not WIDTHxHEIGHT")
    return int(width), int(height)
