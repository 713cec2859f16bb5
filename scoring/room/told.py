"""The count as one reader may know it: the record, or the same count without the dossiers to which they have a tie.

What a reader may not see does not exist for them, so no figure may hold it either: where a dossier is hidden that took
part, the others are counted again by themselves, ranks, severities, chances and all. Nothing of that is kept; for a
day the cache knows it.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache

from awards_site.canonical import digest
from awards_site.texts import apart
from nominations.models import Dossier
from scoring import counted, measuring, sight
from scoring.methods.ballots import AnyBallot
from scoring.methods.refusals import Refusal
from scoring.models import Rules, Tally
from scoring.sealing import counted_in

Pair = tuple[Mapping[str, Any], Mapping[str, Any]]

NOTHING: Mapping[str, Any] = {"standings": [], "not_ranked": [], "ties": [], "jurors": [], "components": 0}
A_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Told:
    """A count: its result and measures as plain values, the dossiers that its reader may see, by their numbers."""

    tally: Tally
    result: Mapping[str, Any]
    measures: Mapping[str, Any]
    known: Mapping[str, Dossier]
    #: dossiers of the call, by key, of which the reader may know nothing
    hidden: frozenset[int]

    @property
    def rules(self) -> Rules:
        """Give the rules it was counted by."""
        return self.tally.round.rules

    @property
    def is_whole(self) -> bool:
        """Say whether this is the record itself."""
        return self.result is self.tally.result

    def name(self, code: str) -> str:
        """Name a dossier in a sentence of any direction."""
        return apart(self.known[code].nominee)


def told_of(tally: Tally, person: Any) -> Told:
    """Read a tally for a person."""
    hidden = sight.tied_dossiers(person, tally.round.call)
    codes = [line["dossier"] for line in lines_of(tally.result)]
    entered = Dossier.objects.filter(call=tally.round.call, code__in=codes).select_related("nominee")
    known = {dossier.code: dossier for dossier in entered if dossier.pk not in hidden}
    if known.keys() >= set(codes):
        return Told(tally, tally.result, measures_of(tally), known, hidden)
    counted_apart = kept_for_a_day(tally, hidden, lambda: without(tally, hidden, known))
    result, measures = counted_apart
    return Told(tally, result, measures, known, hidden)


def lines_of(result: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Give every dossier's line, ranked or not."""
    return [*result["standings"], *result["not_ranked"]]


def measures_of(tally: Tally) -> Mapping[str, Any]:
    """Give what is kept beside a tally; for one from before it was kept, work it out."""
    kept = kept_of(tally)
    if kept is not None:
        return kept
    return kept_for_a_day(tally, frozenset(), lambda: measured_now(tally))[1]


def kept_of(tally: Tally) -> Mapping[str, Any] | None:
    """Give the measures that were kept when the tally was taken; one from before has none."""
    found = getattr(tally, "measured", None)
    return None if found is None else found.content


def measured_now(tally: Tally) -> Pair:
    """Measure a tally's ballots without keeping anything."""
    rules = tally.round.rules
    ballots = [ballot for ballot, _digest in ballots_of(tally)]
    sealed = getattr(tally, "sealed", None)
    return {}, measuring.measured(
        ballots, rules, ranked=len(tally.result["standings"]), seed=sealed.digest if sealed else tally.ballots_digest
    )


def without(tally: Tally, hidden: frozenset[int], known: Mapping[str, Dossier]) -> Pair:
    """Count and measure the ballots on all dossiers but the hidden ones, as if those were not there."""
    rules = tally.round.rules
    found = ballots_of(tally, without=hidden)
    ballots = [ballot for ballot, _digest in found]
    marked = {ballot.dossier for ballot in ballots}
    decision = [code for code in tally.decision if code in marked]
    silent = [each for each in tally.result["not_ranked"] if each["dossier"] in known.keys() - marked]
    seed = digest(sorted(hash_ for _ballot, hash_ in found))
    measures = measuring.measured([], rules, ranked=0, seed=seed)
    try:
        result = counted.result_of(ballots, **counted.rules_of(rules), decision=decision)
        measures = measuring.measured(ballots, rules, ranked=len(result["standings"]), seed=seed)
    except Refusal:
        result = dict(NOTHING)
    return result | {"not_ranked": [*result["not_ranked"], *silent]}, measures


def ballots_of(tally: Tally, *, without: Collection[int] = ()) -> list[tuple[AnyBallot, str]]:
    """Give the ballots that a tally counted, whatever counts today, with their hashes; some dossiers left out."""
    return counted.counted(tally.round, tally.round.rules.level, counted_in(tally), without=without)


def kept_for_a_day(tally: Tally, hidden: frozenset[int], work: Callable[[], Pair]) -> Pair:
    """Work something out once a day for a tally and what is hidden in it."""
    key = f"told:{digest([tally.pk, tally.result_digest, sorted(hidden)])}"
    found: Pair | None = cache.get(key)
    if found is None:
        found = work()
        cache.set(key, found, A_DAY)
    return found
