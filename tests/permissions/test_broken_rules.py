"""The check can fail: with any one rule broken by hand, knocking at the doors finds who gets in wrongly."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from awards_site.rules import NOT_YOURS, Rule
from jury import permissions as of_jury
from nominations import permissions as of_nominations
from nominations.states import Phase
from scoring import permissions as of_scoring

from .finding import mismatches
from .world import world_in

pytestmark = pytest.mark.django_db


@contextmanager
def broken(rule: Rule, *, lets_in: bool = True) -> Iterator[None]:
    """Let a rule answer always the same, wherever it is asked."""
    kept = rule.question

    def always(_person: Any, _thing: Any = None) -> Any:
        return None if lets_in else NOT_YOURS

    object.__setattr__(rule, "question", always)
    try:
        yield
    finally:
        object.__setattr__(rule, "question", kept)


#: A rule, an address that it guards, and a phase in which it keeps somebody out.
RULES = [
    (of_jury.may_read_dossier, "jury:dossier", Phase.ASSESSMENT),
    (of_jury.may_view_ties, "jury:ties", Phase.ASSESSMENT),
    (of_nominations.may_screen, "nominations:gates", Phase.SCREENING),
    (of_nominations.may_export_nominations, "nominations:export_nominations", Phase.SCREENING),
    (of_scoring.may_view_result, "scoring:result", Phase.SHORTLIST),
    (of_scoring.may_view_ratification, "scoring:ratification", Phase.RATIFICATION),
]
NAMES = [rule.name for rule, _address, _phase in RULES]


@pytest.mark.parametrize(("rule", "address", "phase"), RULES, ids=NAMES)
def test_a_rule_that_lets_everybody_in_is_found(rule, address, phase):
    world = world_in(phase)
    assert mismatches(world, [address]) == []
    with broken(rule):
        assert [each for each in mismatches(world, [address]) if "no is right" in each] != []


@pytest.mark.parametrize(("rule", "address", "phase"), RULES, ids=NAMES)
def test_a_rule_that_lets_nobody_in_is_found(rule, address, phase):
    world = world_in(phase)
    with broken(rule, lets_in=False):
        assert [each for each in mismatches(world, [address]) if "yes is right" in each] != []
