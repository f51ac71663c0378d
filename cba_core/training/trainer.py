"""A training run: warm-up, rounds within each modality, rounds across them.

    tracklets -> clips -> CIW -> embeddings -> clusters -> plan of the method -> steps -> model

All chance follows from the seed and the number of the step; what else a run is stands in its
checkpoint. So a run that was killed goes on as if it had not been.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from cba_core.config.train_config import TrainConfig
from cba_core.domain.arrays import IntArray
from cba_core.domain.errors import CbaError, JobCancelled
from cba_core.domain.learning import TrainingTracklets
from cba_core.domain.progress import Progress, RateMeter, TaskContext
from cba_core.model.model_header import ImageTransforms
from cba_core.model.network import CbaNetwork
from cba_core.training.batch_statistics import settle_statistics
from cba_core.training.causal_warmup import CausalWarmUp, WarmUpState
from cba_core.training.checkpoints import (
    Checkpoint,
    fill_module,
    fill_optimiser,
    module_tensors,
    optimiser_tensors,
    plan_facts,
    plan_of,
    plan_tensors,
    read_checkpoint,
    write_checkpoint,
)
from cba_core.training.clip_batches import ClipDrawer
from cba_core.training.embedding_rounds import clean_clips
from cba_core.training.learning_weights import make_optimiser, prepare_network
from cba_core.training.memories import LiveMemory, live_memories
from cba_core.training.round_plan import Judge, Method, RoundPlan
from cba_core.training.round_planning import RoundPlanner, draws_of
from cba_core.training.round_steps import LossLedger, RoundSteps
from cba_core.training.run_log import RunLog
from cba_core.training.schedule import Schedule, Stage

CHECKPOINT_EVERY_S = 120.0
"""What a killed run loses at most."""
_LOG_EVERY = 5  # steps


class TrainingDivergedError(CbaError):
    """The loss is no number."""

    def __init__(self, step: int) -> None:
        super().__init__(
            f"Training went out of bounds at step {step}: its loss is no number",
            "Train with a lower optimiser.learning_rate, a third of this one to begin with.",
        )


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """Where a run happens and who is told of it."""

    device: torch.device
    log: RunLog
    context: TaskContext
    checkpoint: Path | None = None  # None keeps none
    beginning: str = ""  # id of the model it starts from
    judge: Judge | None = None
    persons: IntArray | None = None  # only ceilings are given it


@dataclass(slots=True, eq=False)
class _RoundState:
    """The round that is being trained."""

    plan: RoundPlan
    memories: dict[str, LiveMemory]
    ledger: LossLedger


class Trainer:
    """Trains one network on one set of tracklets."""

    def __init__(
        self,
        config: TrainConfig,
        data: TrainingTracklets,
        network: CbaNetwork,
        transforms: ImageTransforms,
        *,
        method: Method,
        run: Run,
    ) -> None:
        """Put all in place; nothing is trained or read yet."""
        self._config = config
        self._data = data
        self._network = network.to(run.device)
        prepare_network(self._network, config.network)
        self._run = run
        self._schedule = Schedule(config)
        self._drawer = ClipDrawer(
            data, clips=config.clips, warm_up=config.interventions, transforms=transforms,
            device=run.device,
        )  # fmt: skip
        torch.manual_seed(config.seed)  # of the predictor's first weights
        dim = self._network.neck.num_features
        self._state = WarmUpState(self._network, dim, len(data)).to(run.device)
        self._optimiser = make_optimiser(self._network, self._state.predictor, config.optimiser)
        self._scaler = torch.amp.GradScaler(enabled=self._uses_half)
        self._losses = np.full(len(data), np.nan, np.float32)  # of the round before
        self._meter = RateMeter(self._schedule.total, window_s=60.0)
        self._begun_s = time.monotonic()
        self._planner = RoundPlanner(
            config, data, self._network,
            drawer=self._drawer, method=method, context=run.context, persons=run.persons,
        )  # fmt: skip

    @property
    def _uses_half(self) -> bool:
        return self._run.device.type == "cuda" and self._config.optimiser.mixed_precision

    @property
    def belongs_to(self) -> str:
        """What a checkpoint must be of to go on with it."""
        return self._schedule.digest(self._data.digest, self._run.beginning)

    def train(self) -> CbaNetwork:
        """Train to the end, from the checkpoint if there is one.

        Raises:
            JobCancelled: asked to stop; the checkpoint holds every finished step.
            CheckpointError: the checkpoint is damaged or of another run.
            TrainingDivergedError: the loss is no number.
        """
        step, round_state = self._resumed()
        self._run.log.forget_from(step)
        if step == 0:
            self._run.log.write("begun", 0, {"total_steps": self._schedule.total})
            self._settle()
        saved_s = time.monotonic()
        warm_up = CausalWarmUp(
            self._config.warm_up, self._data,
            drawer=self._drawer, network=self._network, state=self._state,
        )  # fmt: skip
        try:
            while step < self._schedule.total:
                stage = self._schedule.stage_of(step)
                if stage.begins_at == step:
                    round_state = self._begin(stage, step)
                    self._save(step, round_state)
                    saved_s = time.monotonic()
                if stage.is_warm_up:
                    self._one_step(step, warm_up.losses)
                    warm_up.follow(step)
                elif round_state is not None:
                    self._round_step(step, round_state, warm_up)
                step += 1
                if round_state is not None and self._schedule.ends_round(step):
                    self._losses = round_state.ledger.means()
                if time.monotonic() - saved_s > CHECKPOINT_EVERY_S:
                    self._save(step, round_state)
                    saved_s = time.monotonic()
                self._tell(step, stage)
        except JobCancelled:
            self._save(step, round_state)
            raise
        self._save(step, round_state)  # measuring may be stopped, too
        self._judge_end(step)
        return self._network.eval()

    def _settle(self) -> None:
        """Statistics of this footage for the network and its teacher, where anything is learnt."""
        if not (self._schedule.total and self._config.network.settle_statistics):
            return
        clean = clean_clips(self._data, self._drawer, self._config.clips.frames)
        generator = draws_of(self._config.seed, 0, "settle")
        settle_statistics(self._network, len(self._data), clean, generator, self._run.context)
        self._state.teacher.load_state_dict(self._network.state_dict())

    def _tell(self, step: int, stage: Stage) -> None:
        rate, left = self._meter.at(step)
        self._run.context.report(
            Progress(
                stage.title, step, self._schedule.total, unit="steps", rate=rate, seconds_left=left
            )
        )
        if self._run.context.is_cancelled():
            raise JobCancelled(stage.title)

    def _round_step(self, step: int, state: _RoundState, warm_up: CausalWarmUp) -> None:
        steps = RoundSteps(
            state.plan, state.memories,
            rounds=self._config.rounds,
            data=self._data,
            drawer=self._drawer,
            network=self._network,
            ledger=state.ledger,
        )  # fmt: skip
        if steps.is_empty:
            return
        later = self._config.warm_up.later_weight if self._config.warms_up else 0.0

        def losses(draw: np.random.Generator) -> tuple[Tensor, dict[str, Tensor]]:
            total, parts = steps.losses(draw)
            if later:
                consistency, _ = warm_up.losses(draw)
                parts["later consistency"] = later * consistency
                total = total + parts["later consistency"]
            return total, parts

        self._one_step(step, losses)
        if later:
            warm_up.follow(step)

    def _one_step(
        self,
        step: int,
        losses: Callable[[np.random.Generator], tuple[Tensor, dict[str, Tensor]]],
    ) -> None:
        self._network.train()
        self._state.predictor.train()
        for group in self._optimiser.param_groups:
            group["lr"] = group["factor"] * self._schedule.learning_rate(step)
        with torch.autocast(self._run.device.type, enabled=self._uses_half):
            total, parts = losses(draws_of(self._config.seed, step, "step"))
        if not torch.isfinite(total):
            raise TrainingDivergedError(step)
        self._optimiser.zero_grad(set_to_none=True)
        self._scaler.scale(total).backward()  # type: ignore[no-untyped-call]  # torch's own
        self._scaler.step(self._optimiser)
        self._scaler.update()
        if step % _LOG_EVERY == 0:
            facts = {name: round(float(loss.detach()), 5) for name, loss in parts.items()}
            self._run.log.write(
                "step",
                step,
                {
                    "seconds": round(time.monotonic() - self._begun_s, 1),
                    "losses": {"total": round(float(total.detach()), 5), **facts},
                },
            )

    def _begin(self, stage: Stage, step: int) -> _RoundState | None:
        """Fill the bank; cluster and let the method plan, unless it is the warm-up."""
        vectors = self._planner.embedded(stage)
        self._state.bank.copy_(torch.from_numpy(vectors))
        if stage.is_warm_up:
            return None
        planned = self._planner.plan(stage, step, vectors, self._losses)
        judged = {} if self._run.judge is None else self._run.judge(planned.view, planned.plan)
        seconds = {"seconds": round(time.monotonic() - self._begun_s, 1)}
        self._run.log.write("round", step, {**seconds, **planned.facts(stage), **judged})
        memories = live_memories(planned.plan.memories, self._run.device)
        return _RoundState(planned.plan, memories, LossLedger(len(self._data)))

    def _judge_end(self, step: int) -> None:
        """One more look at clusters and plan, of the network as it is handed over."""
        if self._run.judge is not None and self._schedule.total:
            self._begin(self._schedule.after_the_last(), step)
        self._run.log.write(
            "finished", step, {"seconds": round(time.monotonic() - self._begun_s, 1)}
        )

    def _save(self, step: int, state: _RoundState | None) -> None:
        if self._run.checkpoint is None:
            return
        tensors = {
            **module_tensors("network", self._network),
            **module_tensors("warm_up", self._state),
            **optimiser_tensors(self._optimiser),
            "losses": torch.from_numpy(self._losses),
        }
        facts: dict[str, Any] = {"scaler": self._scaler.state_dict(), "plan": None}
        if state is not None:
            tensors |= plan_tensors(state.plan, state.memories)
            tensors["ledger.sums"] = torch.from_numpy(state.ledger.sums)
            tensors["ledger.counts"] = torch.from_numpy(state.ledger.counts)
            facts["plan"] = plan_facts(state.plan)
        write_checkpoint(
            self._run.checkpoint,
            Checkpoint(step=step, belongs_to=self.belongs_to, tensors=tensors, facts=facts),
        )

    def _resumed(self) -> tuple[int, _RoundState | None]:
        if self._run.checkpoint is None:
            return 0, None
        found = read_checkpoint(self._run.checkpoint, self.belongs_to)
        if found is None:
            return 0, None
        fill_module("network", self._network, found.tensors)
        fill_module("warm_up", self._state, found.tensors)
        fill_optimiser(self._optimiser, found.tensors)
        self._scaler.load_state_dict(found.facts["scaler"])
        self._losses = found.tensors["losses"].numpy().copy()
        if found.facts["plan"] is None:
            return found.step, None
        plan, memories = plan_of(found.facts["plan"], found.tensors, self._run.device)
        ledger = LossLedger(len(self._data))
        ledger.sums = found.tensors["ledger.sums"].numpy().copy()
        ledger.counts = found.tensors["ledger.counts"].numpy().copy()
        return found.step, _RoundState(plan, memories, ledger)
