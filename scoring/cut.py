"""Who goes on from the first round, read by its frozen rules: the one answer that every page and every stage shows."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from django.db.models import Count

from jury.models import Round

from .methods.shortlist import Cut, Placed, Rule, cut
from .models import Rules, ShortlistVote, Tally
from .states import ShortlistRule


def goes_on(tally: Tally) -> frozenset[str]:
    """Name the dossiers that go on from a counted round."""
    return frozenset(cut_of(tally).goes_on)


def cut_of(tally: Tally) -> Cut:
    """Say who goes on from a counted round, best first, and by which rule."""
    return cut_among(tally.round, tally.result["standings"])


def cut_among(round_: Round, standings: Iterable[Mapping[str, Any]]) -> Cut:
    """Say who of these standings goes on by the rule of their round."""
    placed = [Placed(line["dossier"], line["rank"], Fraction(line["score"])) for line in standings]
    votes = votes_in(round_) if round_.rules.shortlist_rule == ShortlistRule.VOTE else None
    return cut(placed, rule_of(round_.rules), votes)


def votes_in(round_: Round) -> dict[str, int]:
    """Count the panel's votes on the shortlist, by dossier."""
    counted = ShortlistVote.objects.that_count(round_).order_by("dossier__code").values("dossier__code")
    return dict(counted.annotate(votes=Count("pk")).values_list("dossier__code", "votes"))


def rule_of(rules: Rules) -> Rule:
    """Give the shortlist rule of a round as plain numbers."""
    return Rule(
        kind=rules.shortlist_rule,
        number=rules.shortlist,
        threshold=Fraction(rules.threshold or 0),
        share=rules.share or 0,
        at_the_cut=rules.at_the_cut,
    )


def place_of(rules: Rules) -> int:
    """Say at which place the cut is looked for where nobody has been counted yet."""
    return rules.shortlist if rules.shortlist_rule in {ShortlistRule.BEST, ShortlistRule.VOTE} else 3
