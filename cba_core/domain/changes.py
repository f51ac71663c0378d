"""What a writer changed, so that readers know what to load again."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeSet:
    """Kinds of things that an edit or a job touched."""

    footage: bool = False
    tracklets: bool = False
    embeddings: bool = False
    decisions: bool = False  # verdicts and "nobody here"
    people: bool = False
    plan: bool = False  # its picture, where cameras hang, how far apart they lie

    def __or__(self, other: "ChangeSet") -> "ChangeSet":
        return ChangeSet(
            footage=self.footage or other.footage,
            tracklets=self.tracklets or other.tracklets,
            embeddings=self.embeddings or other.embeddings,
            decisions=self.decisions or other.decisions,
            people=self.people or other.people,
            plan=self.plan or other.plan,
        )
