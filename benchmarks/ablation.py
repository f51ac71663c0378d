"""The experiment of docs/science/results.md: methods and seeds on one data set, equal steps.

Run: `python -m benchmarks.ablation DATA OUT [--seeds 1 2 3] [--methods …] [--threads 1]`. Every
run is a model in OUT with its log, card and evaluation; runs that are there are not made again,
and a stopped one goes on. At the end the table is printed and written to OUT/table.md.

What methods have in common is trained once a seed: the warm-up, and the rounds within each
modality after it or instead of it. So a method begins with the weights that its own first stages
would have come to; only the optimiser's moments begin anew.
"""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cba_core.cli.evaluate_command import evaluation_json
from cba_core.cli.train_command import source_at
from cba_core.cli.used_cases import UsedCases
from cba_core.config.train_config import MODALITY_INTERVENTIONS, TrainConfig
from cba_core.config.train_toml import read_train_config
from cba_core.domain.progress import Progress, RateMeter, TaskContext
from cba_core.evaluation.comparison_table import comparison_markdown, comparison_rows
from cba_core.pipelines.compare_runs import evaluation_path, run_result
from cba_core.pipelines.evaluate_model import evaluate_model
from cba_core.pipelines.train_model import TrainRequest, train_model

METHODS = (
    "frozen", "dcl", "dcl with interventions", "pgm", "ciw+dcl", "ciw+pgm", "cba",
    "cba without uncertainty", "ciw+epsilon-control", "ciw+supervised",
)  # fmt: skip
_EVERY_S = 60.0


@dataclass(slots=True)
class _Told:
    """A line a minute."""

    name: str
    told_s: float = 0.0

    def report(self, progress: Progress) -> None:
        """See `TaskContext`."""
        now = time.monotonic()
        if now - self.told_s > _EVERY_S:
            self.told_s = now
            total = "" if progress.total is None else f" of {progress.total:g}"
            print(f"{self.name}: {progress.step} {progress.done:g}{total}", flush=True)

    def is_cancelled(self) -> bool:
        """Only Ctrl+C ends it."""
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Experiment:
    """Where everything lies."""

    data: Path
    out: Path
    config: TrainConfig
    threads: int
    protocol: str

    def model(self, name: str, seed: int) -> Path:
        """Where the model of this name lies."""
        return self.out / f"{name.replace(' ', '-')}-seed{seed}.safetensors"

    def train(self, name: str, seed: int, config: TrainConfig, init: str) -> Path:
        """A model of this name, made unless it is there."""
        path = self.model(name, seed)
        if path.is_file():
            return path
        begin = time.monotonic()
        context: TaskContext = _Told(f"{name}, seed {seed}")
        request = TrainRequest(
            sources=[source_at(self.data, UsedCases("ablation", None, ""))],
            out=path,
            config=replace(config, seed=seed),
            init=init,
            resume=True,
            device="cpu",
            threads=self.threads,
            pictures=self.out / "pictures",
            command=" ".join(["python -m benchmarks.ablation", *sys.argv[1:]]),
        )
        train_model(request, context)
        minutes = (time.monotonic() - begin) / 60
        with (self.out / "times.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps({"run": path.name, "minutes": round(minutes, 2)}) + "\n")
        print(f"{path.name}: {minutes:.1f} min", flush=True)
        return path

    def evaluate(self, model: Path) -> None:
        """Measure a model on the test part, unless that was done."""
        path = evaluation_path(model)
        if path.is_file():
            return
        report = evaluate_model(
            str(model), self.data, self.protocol, _Told(f"measuring {model.name}"),
            threads=self.threads, kept=self.out / "pictures",
        )  # fmt: skip
        path.write_text(json.dumps(evaluation_json(report), indent=1), encoding="utf-8")

    def run(self, method: str, seed: int) -> Path | None:
        """Everything that one row and seed of the table needs; None for the frozen encoder."""
        if method == "frozen":
            start = self.train("imagenet", 0, self._config("dcl", intra=0, cross=0), "imagenet")
            self.evaluate(start)
            return start
        name = method.partition(" ")[0]
        config = self._config(name, intra=0)
        if method.endswith("with interventions"):
            config = _with_interventions(config)
        base = self._beginning(seed, config)
        if method.endswith("without uncertainty"):
            config = replace(config, refinement=replace(config.refinement, uncertainty=False))
        path = self.train(method, seed, config, str(base))
        self.evaluate(path)
        return path

    def _beginning(self, seed: int, config: TrainConfig) -> Path:
        """The model after warm-up and rounds within each modality, or after the latter alone."""
        if not config.warms_up:
            whole = replace(self.config, method="dcl", rounds=replace(self.config.rounds, cross=0))
            if config.rounds.modality_interventions == whole.rounds.modality_interventions:
                return self.train("within", seed, _without_drop(whole), "imagenet")
            whole = _with_interventions(whole)
            return self.train("within with interventions", seed, _without_drop(whole), "imagenet")
        alone = replace(
            self.config,
            method="ciw+dcl",
            rounds=replace(self.config.rounds, intra=0, cross=0),
        )
        warm = self.train("warm-up", seed, alone, "imagenet")
        self.evaluate(warm)
        within = _without_drop(self._config("ciw+dcl", cross=0))
        return self.train("warm-up-within", seed, within, str(warm))

    def _config(
        self, method: str, *, intra: int | None = None, cross: int | None = None
    ) -> TrainConfig:
        rounds = self.config.rounds
        rounds = replace(
            rounds,
            intra=rounds.intra if intra is None else intra,
            cross=rounds.cross if cross is None else cross,
        )
        warm_up = replace(self.config.warm_up, steps=0)
        return replace(self.config, method=method, rounds=rounds, warm_up=warm_up)


def _with_interventions(config: TrainConfig) -> TrainConfig:
    """CIW's interventions as an augmentation, without its warm-up."""
    rounds = replace(config.rounds, modality_interventions=MODALITY_INTERVENTIONS)
    return replace(config, rounds=rounds)


def _without_drop(config: TrainConfig) -> TrainConfig:
    """For first stages: the method's rounds come after them."""
    return replace(config, optimiser=replace(config.optimiser, drop_after=1.0))


def table(experiment: Experiment, methods: Sequence[str], seeds: Sequence[int]) -> str:
    """The results that are there, as Markdown."""
    results = []
    for method in methods:
        for seed in seeds if method != "frozen" else [0]:
            name = "imagenet" if method == "frozen" else method
            model = experiment.model(name, seed)
            if evaluation_path(model).is_file():
                results.append(run_result(model, method=method))
    return comparison_markdown(comparison_rows(results))


def main() -> None:
    """Run what is missing and print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--methods", nargs="+", default=list(METHODS))
    parser.add_argument("--config", type=Path, default=Path(__file__).with_name("ablation.toml"))
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--protocol", default="hitsz-vcm")
    wanted = parser.parse_args()
    wanted.out.mkdir(parents=True, exist_ok=True)
    experiment = Experiment(
        data=wanted.data,
        out=wanted.out,
        config=read_train_config(wanted.config),
        threads=wanted.threads,
        protocol=wanted.protocol,
    )
    runs = [(method, seed) for seed in wanted.seeds for method in wanted.methods]
    meter = RateMeter(len(runs), window_s=36_000.0)
    for done, (method, seed) in enumerate(runs):
        _, left = meter.at(done)
        told = "" if left is None else f", about {left / 60:.0f} min left"
        print(f"run {done + 1} of {len(runs)}: {method}, seed {seed}{told}", flush=True)
        experiment.run(method, seed)
    text = table(experiment, wanted.methods, wanted.seeds)
    (wanted.out / "table.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
