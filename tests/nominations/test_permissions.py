"""Who may read which nomination: the list and the rule give the same answer."""

import pytest

from nominations import permissions
from nominations.models import Nomination
from nominations.states import NominationStatus, Phase
from tests.factories import nominations as make
from tests.factories.people import user

pytestmark = pytest.mark.django_db
STATUSES = [NominationStatus.SUBMITTED, NominationStatus.RETURNED, NominationStatus.ELIGIBLE]
STATUSES += [NominationStatus.INELIGIBLE, NominationStatus.WITHDRAWN]


@pytest.mark.parametrize("phase", list(Phase))
def test_list_equals_rule(phase):
    call = make.call(phase)
    own = user()
    people = [own, user(), *(user("", role) for role in ("officer", "secretary_general", "board", "auditor"))]
    make.draft(call, own)
    for status in STATUSES:
        make.nomination(call, status, by=own)
    everything = list(Nomination.objects.select_related("call"))
    for person in people:
        listed = set(Nomination.objects.visible_to(person).values_list("pk", flat=True))
        ruled = {each.pk for each in everything if permissions.may_read_nomination(person, each)}
        assert listed == ruled, (phase, person.roles)


def test_a_draft_is_its_authors_alone():
    nomination = make.draft(make.call())
    for role in ("officer", "secretary_general", "board", "auditor"):
        assert not permissions.may_read_nomination(user("", role), nomination)


def test_phase_comes_along_in_one_statement(django_assert_num_queries):
    person = user()
    make.draft(make.call(), person)
    with django_assert_num_queries(1):
        nomination = Nomination.objects.of(person).at_once().get().knows_phase()
        assert nomination.call.phase == Phase.CALL_OPEN


@pytest.mark.parametrize("phase", list(Phase))
def test_folded_phase_is_the_phase(phase):
    nomination = make.nomination(make.call(phase))
    folded = Nomination.objects.at_once().get(pk=nomination.pk).knows_phase()
    assert folded.call.phase == nomination.call.phase == phase
