"""From a ranking to those who go on: the best n, all above a threshold, a share, or those the jury votes for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from scoring.methods.refusals import gettext_noop

BEST: Final = "best"
THRESHOLD: Final = "threshold"
SHARE: Final = "share"
VOTE: Final = "vote"
LADDER: Final = "ladder"
WIDENS: Final = "widens"
HUNDRED: Final = 100

#: what a cut followed, in the rule's own words
SENTENCES: Final[Mapping[str, str]] = {
    BEST: gettext_noop("By the rule the best %(number)s go on."),
    THRESHOLD: gettext_noop("By the rule all with a score of %(threshold)s or more go on."),
    SHARE: gettext_noop("By the rule %(share)s per cent of the %(ranked)s ranked go on, rounded up: %(number)s."),
    VOTE: gettext_noop("By the rule the %(number)s with most votes of the panel go on."),
}
WIDER: Final = gettext_noop("%(dossiers)s stand equal at the cut: all of them go on.")


@dataclass(frozen=True, slots=True)
class Placed:
    """A ranked dossier: its place after the tie ladder, and its exact score."""

    dossier: str
    rank: int
    score: Fraction


@dataclass(frozen=True, slots=True)
class Rule:
    """Who goes on: by which rule, where it cuts, and what happens to those who stand equal there."""

    kind: str = BEST
    number: int = 1
    threshold: Fraction = Fraction()
    share: int = HUNDRED
    at_the_cut: str = LADDER


@dataclass(frozen=True, slots=True)
class Cut:
    """Who goes on, best first, and why: a translatable sentence and what fills it.

    `wider` names those who stand equal at the cut where more go on than the rule's number.
    """

    goes_on: tuple[str, ...]
    sentence: str
    facts: Mapping[str, Fraction]
    wider: tuple[str, ...] = ()


def cut(placed: Sequence[Placed], rule: Rule, votes: Mapping[str, int] | None = None) -> Cut:
    """Choose those who go on among the ranked dossiers, in whatever order they come.

    Equal places at the cut: by "ladder" the ranks decide, which the tie ladder parted as far as it could, and who
    still shares a rank goes on together; by "widens" everybody whose score equals the last one's goes on. Nobody is
    left out by a name, a number or a moment. A vote is counted before the ranks, and only who has one goes on.
    """
    ordered = sorted(placed, key=lambda one: (one.rank, one.dossier))
    number = number_of(rule, len(ordered))
    facts = {
        "number": Fraction(number),
        "ranked": Fraction(len(ordered)),
        "share": Fraction(rule.share),
        "threshold": rule.threshold,
    }
    chosen: Sequence[Placed]
    equal: Sequence[Placed]
    match rule.kind:
        case "threshold":
            chosen, equal = [one for one in ordered if one.score >= rule.threshold], ()
        case "vote":
            chosen, equal = _voted(ordered, number, rule.at_the_cut, votes or {})
        case _:
            chosen, equal = _first(ordered, number, rule.at_the_cut)
    wider = tuple(one.dossier for one in equal) if len(chosen) > number else ()
    return Cut(tuple(one.dossier for one in chosen), SENTENCES[rule.kind], facts, wider)


def number_of(rule: Rule, ranked: int) -> int:
    """Say how many go on where nobody stands equal; a share is rounded up."""
    return -(-ranked * rule.share // HUNDRED) if rule.kind == SHARE else rule.number


def _first(ordered: Sequence[Placed], number: int, at_the_cut: str) -> tuple[list[Placed], list[Placed]]:
    """Take the first ones of a ranking, and say who stands equal with the last of them."""
    if len(ordered) <= number:
        return list(ordered), []
    last = ordered[number - 1]
    if at_the_cut == WIDENS:
        equal = [one for one in ordered if one.score == last.score]
    else:
        equal = [one for one in ordered if one.rank == last.rank]
    return [*ordered[:number], *(one for one in ordered[number:] if one in equal)], equal


def _voted(
    ordered: Sequence[Placed], number: int, at_the_cut: str, votes: Mapping[str, int]
) -> tuple[list[Placed], list[Placed]]:
    """Take those with most votes; equal votes at the cut go by rank, or all of them go on."""
    voted = [one for one in ordered if votes.get(one.dossier)]
    voted.sort(key=lambda one: (-votes[one.dossier], one.rank, one.dossier))
    if len(voted) <= number:
        return voted, []
    last = voted[number - 1]
    equal = [one for one in voted if votes[one.dossier] == votes[last.dossier]]
    if at_the_cut != WIDENS:
        equal = [one for one in equal if one.rank == last.rank]
    return [*voted[:number], *(one for one in voted[number:] if one in equal)], equal
