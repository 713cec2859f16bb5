"""What stands beside a ranking, never instead of it: worked out from the ballots of a count, and written plainly.

It is no part of the result and lies outside of what is hashed. The seed of the draws is the hash of the sealed result
dossier, so that anybody draws the same.
"""

from collections.abc import Sequence
from typing import Any

from jury.states import RoundKind

from .counted import counted, rules_of, without_floats
from .cut import rule_of
from .methods.ballots import AnyBallot
from .methods.measures.gathered import UNMEASURED, measures_of
from .methods.shortlist import number_of
from .models import Measured, Rules, Tally
from .states import ShortlistRule


def keep(tally: Tally, *, seed: str) -> Measured:
    """Write down the measures of a tally that was just sealed; to be called inside its transaction."""
    rules = tally.round.rules
    ballots = [ballot for ballot, _digest in counted(tally.round, rules.level)]
    content = measured(ballots, rules, ranked=len(tally.result["standings"]), seed=seed)
    return Measured.objects.create(tally=tally, content=content, seed=seed)


def measured(ballots: Sequence[AnyBallot], rules: Rules, *, ranked: int, seed: str) -> dict[str, Any]:
    """Measure by the rules, before any rounding; `winners` are those of the ladder without a recorded decision.

    :param ranked: how many dossiers have a rank: of them a shortlist by share is taken.
    """
    told = {name: value for name, value in rules_of(rules).items() if name != "places"}
    number = number_that_goes_on(rules, ranked)
    found = measures_of(ballots, **told, shortlist=number, seed=seed) if ballots else None
    plain = UNMEASURED if found is None else found.as_json() | {"winners": list(found.winners)}
    written: dict[str, Any] = without_floats({"winners": None, "shortlist": number} | plain)
    return written


def number_that_goes_on(rules: Rules, ranked: int) -> int | None:
    """Say how many of the best go on, where the rules say it by number."""
    by_number = rules.shortlist_rule in {ShortlistRule.BEST, ShortlistRule.SHARE}
    if rules.round.kind != RoundKind.ASSESSMENT or not by_number:
        return None
    return number_of(rule_of(rules), ranked) or None
