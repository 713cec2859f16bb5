"""Who goes on from the first round, read by its frozen rules: the one answer that every page and every stage shows."""

from fractions import Fraction

from .methods.shortlist import Rule
from .models import Rules
from .states import ShortlistRule


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
