"""Whatever is posted to a ranking or a graded ballot: never a fault, nothing half written, nothing typed is lost."""

from typing import Any

import lxml.html
import pytest
from hypothesis import Phase as Stage
from hypothesis import given, settings

from scoring.models import Ballot
from tests.scoring.test_grades import first, graded_round
from tests.scoring.test_pages import ballot_url, round_url, signed_in
from tests.scoring.test_rankings import own_of, ranked_round

from .doors import CONTROLS, SKIPPED, value_in
from .malice import forms
from .test_hostile_posts import EACH, REFUSED, STEADY, lost, strike

pytestmark = pytest.mark.django_db
RANKED = ("ranking", "rank", "cast_ranking", "reopen_ranking")
GRADED = ("ballot", "mark", "cast", "abstain", "reopen")


def fields_on(client, address: str) -> dict[str, str]:
    page = lxml.html.fromstring(client.get(address).content.decode())
    return {each.get("name"): value_in(each) for each in page.xpath(CONTROLS) if each.get("name") not in SKIPPED}


def withstands(client, address: str, fields: dict[str, str], each: int) -> None:
    @settings(max_examples=each, derandomize=STEADY, database=None, phases=[Stage.generate])
    @given(form=forms(fields))
    def through(form: dict[str, Any]) -> None:
        answer, changed = strike(client, address, form)
        assert answer.status_code not in REFUSED or not changed, (answer.status_code, changed)
        assert answer.status_code not in {200, 422} or not lost(answer, form, address), lost(answer, form, address)
        assert set(changed) <= {"scoring_ballot", "scoring_castballot", "awards_site_auditevent", "awards_site_letter"}

    through()


@pytest.mark.parametrize("each", EACH)
@pytest.mark.parametrize("name", RANKED)
def test_whatever_is_posted_to_a_ranking_is_answered(name: str, each: int):
    own = own_of(ranked_round())
    for place, assignment in enumerate(own, 1):
        Ballot.objects.create(assignment=assignment, rank=place)
    client, of = signed_in(own[0].seat.user), own[0].round
    withstands(client, round_url(of, name), {**fields_on(client, round_url(of, "ranking")), "key": "a" * 32}, each)


@pytest.mark.parametrize("each", EACH)
@pytest.mark.parametrize("name", GRADED)
def test_whatever_is_posted_to_a_graded_ballot_is_answered(name: str, each: int):
    assignment = first(graded_round())
    Ballot.objects.create(assignment=assignment, grade="strong")
    client = signed_in(assignment.seat.user)
    fields = {**fields_on(client, ballot_url(assignment)), "key": "a" * 32, "reason": "I read no Uzbek."}
    withstands(client, ballot_url(assignment, name), fields, each)
