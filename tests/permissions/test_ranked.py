"""The pages of ballots and rankings open to the same people whatever jurors write: marks, ranks or grades."""

import pytest

from nominations.states import Phase
from scoring.models import Rules
from scoring.states import Method

from .finding import mismatches, our_names
from .world import world_in

pytestmark = pytest.mark.django_db
PAGES = {"ballot", "mark", "cast", "abstain", "reopen", "ranking", "rank", "cast_ranking", "reopen_ranking"}


@pytest.mark.parametrize("method", [Method.CALIBRATED, Method.SCHULZE, Method.MAJORITY_JUDGMENT])
def test_ballot_when_it_holds_ranks_or_grades_opens_as_the_table_says(method):
    world = world_in(Phase.ASSESSMENT)
    Rules.objects.update(method=method)
    names = [name for name in our_names() if name.removeprefix("scoring:") in PAGES]
    assert len(names) == len(PAGES)
    assert mismatches(world, names) == []
