"""What is said of models, of learning from a case, and of a comparison."""

from typing import Literal

from PySide6.QtCore import QCoreApplication

from app.engine_link.engine_texts import engine_text
from app.viewmodels.counts import Counts
from app.viewmodels.numbers import number_text
from app.viewmodels.wording import duration_text
from cba_core.domain.footage import Modality
from cba_core.domain.free_negatives import LEAST_PAIRS, FreeNegativeError
from cba_core.domain.model_facts import (
    LearningOutlook,
    MeasuredFigure,
    ModelFacts,
    SampleCheck,
    SampleFigure,
)

translate = QCoreApplication.translate

_SOME_HUNDRED = 100
"""Tracklets of a modality below which learning is said to be poor."""
_HUNDRED = 100
_MINUTE_S = 60


def origin_text(model: ModelFacts) -> str:
    """Where a model comes from."""
    return {
        "built-in": translate("models", "comes with Duskline"),
        "package": translate("models", "packaged"),
        "added": translate("models", "added on this computer"),
        "case": translate("models", "learnt from this case"),
        "file": translate("models", "a file outside the case"),
    }[model.origin]


def standing_text(model: ModelFacts) -> str:
    """Whether it is in use; empty where it neither is nor was."""
    if model.is_in_use:
        return translate("models", "in use")
    return translate("models", "in use before") if model.was_in_use else ""


def card_lines(model: ModelFacts) -> list[tuple[str, str]]:
    """Name and text of each fact that is always shown."""
    lines = [
        (translate("models", "Learnt from"), model.learnt_from),
        (translate("models", "Licence"), model.licence),
    ]
    if model.steps is not None:
        made = translate("models", "{steps} steps, method {method}").format(
            steps=number_text(model.steps), method=model.method
        )
        if model.made is not None:
            made += translate("models", ", {day}").format(day=model.made[:10])
        lines.append((translate("models", "Trained"), made))
    if model.check is not None and "both" in model.check.figures:
        lines.append(
            (
                translate("models", "On this case"),
                confusions_text(model.check.figures["both"], with_pairs=True),
            )
        )
    return [(name, text) for name, text in lines if text]


def more_lines(model: ModelFacts) -> list[tuple[str, str]]:
    """What is shown on request."""
    lines = [
        (translate("models", "Source"), model.source),
        (translate("models", "Figures"), "\n".join(figure_text(one) for one in model.figures)),
        (translate("models", "Remarks"), model.notes),
        (translate("models", "SHA-256"), model.model_id or ""),
    ]
    if not model.figures:
        lines[1] = (
            translate("models", "Figures"),
            translate("models", "Nothing was measured of it when it was made."),
        )
    return [(name, text) for name, text in lines if text]


def figure_text(figure: MeasuredFigure) -> str:
    """A figure with what it rests on."""
    value = number_text(figure.value * _HUNDRED, places=1).rstrip("0").rstrip(".")
    return translate("models", "{name}: {value} of 100, n = {count}").format(
        name=figure.name, value=value, count=number_text(figure.count)
    )


def weak_spots_text() -> str:
    """What no model here is good at, for each of them."""
    return translate(
        "models",
        "People in like clothes look alike to every one of them. Thermal pictures are hardly "
        "comparable with visible ones: learning brought nothing there. Crowds, people half hidden, "
        "low light and small pictures make lists worse. Children were never measured, nor was real "
        "near-infrared footage of many people.",
    )


def confusions_text(error: FreeNegativeError, *, with_pairs: bool = False) -> str:
    """How often somebody else was as like, as a count; never without what it rests on."""
    if not error.comparisons or error.interval is None:
        return translate("models", "no pairs")
    text = translate("models", "{wrong} of {all} confused").format(
        wrong=number_text(error.wrong), all=number_text(error.comparisons)
    )
    return f"{text}, {interval_text(error)}" if with_pairs else text


def interval_text(error: FreeNegativeError) -> str:
    """The interval of 95 % and the number of pairs."""
    if error.interval is None:
        return ""
    low, high = (number_text(_HUNDRED * end, places=1) for end in error.interval)
    text = translate("models", "{low} to {high} in 100, n = {pairs}").format(
        low=low, high=high, pairs=number_text(error.pairs)
    )
    return (
        text
        if error.is_measured
        else translate("models", "{text}: too few to go by").format(text=text)
    )


def favoured(before: FreeNegativeError, after: FreeNegativeError) -> Literal["old", "new", ""]:
    """Which of both a comparison speaks for; neither where their intervals overlap."""
    if not before.is_measured or before.interval is None or after.interval is None:
        return "old"
    if after.interval[1] < before.interval[0]:
        return "new"
    return "old" if after.interval[0] > before.interval[1] else ""


def verdict_text(before: FreeNegativeError, after: FreeNegativeError) -> str:
    """What the comparison of both modalities together says, and no more than that."""
    if not before.is_measured:
        return translate(
            "models",
            "There are fewer than {least} pairs of people seen together: this compares nothing. "
            "Keep the old one unless you have another reason.",
        ).format(least=LEAST_PAIRS)
    return {
        "new": translate(
            "models", "The new one confuses people who stood side by side less often."
        ),
        "old": translate(
            "models", "The new one confuses people who stood side by side MORE often: keep the old."
        ),
        "": translate("models", "The intervals overlap: the difference may be chance."),
    }[favoured(before, after)]


def scale_text(most: float) -> str:
    """How the lines of intervals are read."""
    return translate(
        "models",
        "Lines run from 0 to {most} in 100 and show intervals of 95 %; n: pairs of people.",
    ).format(most=number_text(_HUNDRED * most))


def caution_text() -> str:
    """What a comparison does not say."""
    return translate(
        "models",
        "Counted: of two people whom one camera saw at one moment, how often the other one's "
        "pictures were at least as like as the person's own a moment later. It is measured on the "
        "footage that the new one learnt from, with pairs that learning kept apart, so it looks "
        "better than it is. It does not tell how often a search errs, nor whether people are found "
        "across modalities.",
    )


def direction_text(queries: Modality) -> str:
    """From which modality into which is searched."""
    if queries is Modality.VISIBLE:
        return translate("models", "visible into infrared")
    return translate("models", "infrared into visible")


def sample_text(figure: SampleFigure | None) -> str:
    """How one direction fared on the sample."""
    if figure is None:
        return translate("models", "not measured")
    return translate("models", "first for {first} of {queries}, mAP {average}").format(
        first=number_text(figure.first),
        queries=number_text(figure.queries),
        average=number_text(figure.mean_average_precision, digits=2),
    )


def sample_note(sample: SampleCheck | None, left_out: str) -> str:
    """What the figures of the sample mean, or why there are none."""
    if sample is None:
        return (
            translate("models", "Not measured on the sample: {reason}").format(
                reason=engine_text(left_out)
            )
            if left_out
            else ""
        )
    queries = max((one.queries for one in sample.figures.values()), default=0)
    chance = max((one.queries * one.chance_first for one in sample.figures.values()), default=0.0)
    return translate(
        "models",
        "The sample's people do not exist and are known, so this tells how often the same person "
        "stood first across modalities; by chance that is {chance} of {queries}. It is not your "
        "footage, and of so few a difference of three or four may be chance.",
    ).format(chance=number_text(chance, places=1), queries=number_text(queries))


def work_text(outlook: LearningOutlook) -> str:
    """What learning does and takes."""
    visible, infrared = (outlook.tracklets[one] for one in Modality)
    return translate(
        "models",
        "A copy of the packaged network is taught on these cameras, without anybody saying who is "
        "who: {visible} and {infrared}, {steps} steps.",
    ).format(
        visible=Counts.visible_tracklets(visible),
        infrared=Counts.infrared_tracklets(infrared),
        steps=number_text(outlook.steps),
    )


def cost_text(outlook: LearningOutlook) -> str:
    """How long it takes, as far as that is known here."""
    left = outlook.steps
    if outlook.unfinished is not None:
        left = max(left - outlook.unfinished.steps_done, 0)
    busy = translate(
        "models", "The computer is busy meanwhile, and indexing waits. You can pause and stop it."
    )
    if outlook.seconds_per_step is not None:
        seconds = max(round(left * outlook.seconds_per_step / _MINUTE_S), 1) * _MINUTE_S
        return translate(
            "models", "About {duration}, at the pace of the last run in this case. {busy}"
        ).format(duration=duration_text(seconds), busy=busy)
    return translate(
        "models",
        "How long it takes here is told after the first steps. On one of two busy cores 460 steps "
        "took 26 minutes. {busy}",
    ).format(busy=busy)


def benefit_text(outlook: LearningOutlook) -> str:
    """What it may bring, as measured; against us, too."""
    text = translate(
        "models",
        "Small and not certain. On simulated people lists became a little better; on public "
        "visible and thermal footage people who stood side by side were confused less often (109 "
        "of 2,492 before, 73 after, one run, on the footage it learnt from). On real near infrared "
        "nothing was measured. Nothing changes in this case until you compare and say so.",
    )
    if min(outlook.tracklets.values()) < _SOME_HUNDRED:
        text += " " + translate(
            "models", "Some hundred tracklets of each are better than some dozen as here."
        )
    return text


def unfinished_text(outlook: LearningOutlook) -> str:
    """Where a run stands that was stopped."""
    run = outlook.unfinished
    if run is None:
        return ""
    if run.steps_total is None or not run.steps_done:
        return translate("models", "{name} was stopped before its first steps were kept.").format(
            name=run.name
        )
    return translate(
        "models",
        "{name} was stopped at about step {done} of {all}. It goes on from there as if it had "
        "not been stopped, unless people were found in new footage meanwhile.",
    ).format(name=run.name, done=number_text(run.steps_done), all=number_text(run.steps_total))


def kept_text() -> str:
    """What becomes of a run that is stopped."""
    return translate(
        "models",
        "The model in use is not touched. Whatever is learnt until you stop, or close the window, "
        "is kept, and it goes on from there.",
    )


def curves_text() -> str:
    """How the curves are read."""
    return translate(
        "models",
        "The loss falls within a stage and jumps between stages. Clusters are the groups found in "
        "each modality; they should come near the number of people. The modality probe tells how "
        "often a modality can be told from what the network sees: the nearer to chance, the better "
        "people can be compared across modalities.",
    )
