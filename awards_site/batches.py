"""How the letters of one act go out: counted, by language, with one of each to read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Min

from . import kinds, mail
from .models import Letter
from .states import LetterStatus


@dataclass(slots=True)
class Progress:
    """The letters of an act in numbers."""

    total: int = 0
    by_status: dict[str, int] = field(default_factory=dict)
    by_language: dict[str, int] = field(default_factory=dict)
    #: the first letter of each name in each language
    firsts: list[int] = field(default_factory=list)

    @property
    def settled(self) -> int:
        """Count those of which it is known how they ended."""
        return self.by_status.get(LetterStatus.SENT, 0) + self.by_status.get(LetterStatus.FAILED, 0)

    @property
    def failed(self) -> int:
        """Count those that could not be delivered."""
        return self.by_status.get(LetterStatus.FAILED, 0)

    @property
    def is_going(self) -> bool:
        """Say whether some are still to go."""
        return self.settled < self.total

    @property
    def states(self) -> list[tuple[Any, int]]:
        """Give each state with its count."""
        return [(state, self.by_status.get(state, 0)) for state in LetterStatus]


def preview(names: Iterable[str], by_language: Mapping[str, int], **known: Any) -> dict[str, Any]:
    """Show what an act would write before it is done: to how many, in which languages, and how each letter reads."""
    letters = [mail.example(kinds.kind(name), code, **known) for name in names for code in sorted(by_language)]
    return {"total": sum(by_language.values()), "by_language": sorted(by_language.items()), "examples": letters}


def progress(batch: str) -> Progress:
    """Count the letters of an act."""
    found = Progress()
    first: dict[tuple[str, str], int] = {}
    rows = Letter.objects.filter(batch=batch).order_by().values("name", "language", "status")
    for row in rows.annotate(count=Count("pk"), first=Min("pk")):
        found.total += row["count"]
        for counts, key in ((found.by_status, row["status"]), (found.by_language, row["language"])):
            counts[key] = counts.get(key, 0) + row["count"]
        pair = (row["name"], row["language"])
        first[pair] = min(first.get(pair, row["first"]), row["first"])
    found.firsts = [first[pair] for pair in sorted(first)]
    return found
