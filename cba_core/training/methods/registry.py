"""Methods by name: what `cba train` and the comparison may be asked for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Any, Literal

from cba_core.domain.errors import ConfigError
from cba_core.training.methods.adca import CrossModalityAggregation
from cba_core.training.methods.camera_prototypes import CameraPrototypes
from cba_core.training.methods.ceilings import OracleMatching, Supervised
from cba_core.training.methods.direct_extension import DirectExtension
from cba_core.training.methods.frozen_encoder import FrozenEncoder
from cba_core.training.methods.label_propagation import LabelPropagation
from cba_core.training.methods.matched_granularity import MatchedGranularity
from cba_core.training.methods.neighbour_labels import NeighbourLabels
from cba_core.training.methods.optimal_transport import OptimalTransportMatching
from cba_core.training.methods.progressive_matching import ProgressiveMatching
from cba_core.training.methods.prototype_refinement import PrototypeRefinement
from cba_core.training.methods.sub_centres import MultiMemoryMatching
from cba_core.training.round_plan import Method

Mark = Literal["faithful", "-like", "abstract only", "ours"]
"""How near to its source: the same steps, some steps, known from an abstract, or no source."""

PAGES = "docs/science/methods"


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodEntry:
    """One method that can be asked for."""

    factory: Callable[..., Method]
    title: str  # one sentence
    mark: Mark
    trains: bool = True

    @property
    def name(self) -> str:
        """What it is asked for by."""
        return self.factory().name

    @property
    def page(self) -> str:
        """Where it is described, in the repository."""
        return f"{PAGES}/{self.name}.md"


_BASELINES = (
    MethodEntry(
        factory=FrozenEncoder,
        title="The encoder as it comes, without any training.",
        mark="ours",
        trains=False,
    ),
    MethodEntry(
        factory=DirectExtension,
        title="Each modality against its own clusters, nothing across.",
        mark="faithful",
    ),
    MethodEntry(
        factory=CrossModalityAggregation,
        title="Votes of similar tracklet pairs move visible prototypes onto infrared ones.",
        mark="faithful",
    ),
    MethodEntry(
        factory=ProgressiveMatching,
        title="Clusters matched by the Hungarian method, modalities learning in turns.",
        mark="faithful",
    ),
    MethodEntry(
        factory=OptimalTransportMatching,
        title="Calibrated clusters matched by optimal transport, with a hybrid memory.",
        mark="-like",
    ),
    MethodEntry(
        factory=MultiMemoryMatching,
        title="Clusters matched by sub-centres, tracklets weighted by how clean they look.",
        mark="-like",
    ),
    MethodEntry(
        factory=NeighbourLabels,
        title="Hungarian matching with labels softened by neighbours.",
        mark="-like",
    ),
    MethodEntry(
        factory=LabelPropagation,
        title="Infrared labels propagated to similar visible tracklets.",
        mark="-like",
    ),
    MethodEntry(
        factory=CameraPrototypes,
        title="Tracklet prototypes and mined positives instead of clusters.",
        mark="abstract only",
    ),
)

_CONTROLS = (
    MethodEntry(
        factory=MatchedGranularity,
        title="Hungarian matching after one side's radius made both sides equally fine.",
        mark="ours",
    ),
    MethodEntry(
        factory=Supervised,
        title="Ceiling: the true persons as labels.",
        mark="ours",
    ),
    MethodEntry(
        factory=OracleMatching,
        title="Ceiling: clusters of both modalities matched by their true persons.",
        mark="ours",
    ),
)

# Variants of prototype-guided refinement (PGUR) are added here.
_REFINEMENTS = (
    MethodEntry(
        factory=PrototypeRefinement,
        title="Reliable prototypes of the finer side reorganise the other, weighed by doubt.",
        mark="ours",
    ),
)

METHODS: Mapping[str, MethodEntry] = MappingProxyType(
    {entry.name: entry for entry in (*_BASELINES, *_REFINEMENTS, *_CONTROLS)}
)


def make_method(name: str, **settings: Any) -> Method:  # noqa: ANN401  (each method has its own)
    """A method with other settings than its defaults.

    Raises:
        ConfigError: there is no such method, or it has no such setting.
    """
    if name not in METHODS:
        raise ConfigError("method", f"{name} is none of {', '.join(METHODS)}")
    factory = METHODS[name].factory
    known = {setting.name for setting in fields(factory)}  # type: ignore[arg-type]  # they are dataclasses
    unknown = sorted(set(settings) - known)
    if unknown:
        raise ConfigError(
            f"method.{unknown[0]}", f"{name} knows {', '.join(sorted(known)) or 'no settings'}"
        )
    return factory(**settings)
