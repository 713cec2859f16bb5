"""A round opens with its rules frozen and on record, and closes by its rule."""

import datetime as dt

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from awards_site import clock
from awards_site.canonical import digest
from awards_site.models import AuditEvent, Letter
from awards_site.rules import Refused
from jury.models import Assignment, Entry, Round
from jury.states import AssignmentStatus, RoundKind
from nominations.models import Consent
from nominations.states import ActKind, Phase
from scoring import beat, opening
from scoring.models import Rules
from tests.factories import nominations as make
from tests.factories import scoring as factory
from tests.factories.people import user
from tests.growing import by_force

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return user("", "officer")


@pytest.fixture
def ready():
    return factory.open_round(phase=Phase.SCREENING, frozen=False)


def test_an_opening_freezes_rules_and_rubric_and_puts_both_on_record(ready, officer):
    opening.open_round(ready, by=officer)
    rules = Rules.objects.get(round=ready)
    event = AuditEvent.objects.get(what="call.assessment_opened")
    assert rules.digest == digest(rules.as_record()) == event.facts["rules_digest"]
    assert rules.frozen_at
    assert rules.rubric.frozen_at
    assert event.facts["rules"] == rules.as_record()
    assert event.facts["dossiers"] == ["M-001", "M-002"]
    assert len(event.facts["jurors"]) == 3
    assert event.facts["assignments"] == 6
    assert factory.fresh(ready).call.phase == Phase.ASSESSMENT


def test_an_opening_writes_to_each_juror_once(ready, officer):
    opening.open_round(ready, by=officer)
    to = set(Letter.objects.filter(name="scoring/round_opened").values_list("to", flat=True))
    assert to == {seat.user.email for seat in ready.call.panel.seats.all()}


def test_a_round_opens_once(ready, officer):
    opening.open_round(ready, by=officer)
    with pytest.raises(Refused):
        opening.open_round(factory.fresh(ready), by=officer)


@pytest.mark.parametrize("role", ["board", "auditor", ""])
def test_only_the_secretariat_opens_a_round(ready, role):
    with pytest.raises(Http404):
        opening.open_round(ready, by=user("", *([role] if role else [])))


@pytest.mark.parametrize("phase", [Phase.SETUP, Phase.CALL_OPEN, Phase.SHORTLIST, Phase.DELIBERATION, Phase.ANNOUNCED])
def test_a_first_round_opens_after_screening_alone(officer, phase):
    with pytest.raises(Refused):
        opening.open_round(factory.open_round(phase=phase, frozen=False), by=officer)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"quorum": 0}, "Quorum"),
        ({"ladder": ["dice"]}, "dice"),
    ],
)
def test_rules_that_make_no_sense_are_refused(ready, officer, change, says):
    Rules.objects.update(**change)
    with pytest.raises(opening.RulesMakeNoSense) as refused:
        opening.open_round(ready, by=officer)
    assert says in str(refused.value)


def test_weights_that_do_not_sum_to_a_hundred_are_refused(ready, officer):
    ready.rules.rubric.criteria.filter(key="impact").update(weight=55)
    with pytest.raises(opening.RulesMakeNoSense):
        opening.open_round(ready, by=officer)


def test_a_round_whose_hour_has_passed_does_not_open(ready, officer):
    with clock.standing_at(ready.closes_at), pytest.raises(opening.RulesMakeNoSense):
        opening.open_round(ready, by=officer)


def test_dossiers_below_the_quorum_want_a_reason(ready, officer):
    Assignment.objects.filter(dossier__code="M-002").first().delete()
    with pytest.raises(opening.TooFewAssigned) as refused:
        opening.open_round(ready, by=officer)
    assert "M-002" in str(refused.value)
    opening.open_round(ready, by=officer, reason="A juror fell ill.")
    assert factory.fresh(ready).call.acts.get(kind=ActKind.ASSESSMENT_OPENED).reason == "A juror fell ill."


def test_a_proposed_assignment_is_none(ready, officer):
    Assignment.objects.update(status=AssignmentStatus.PROPOSED)
    with pytest.raises(opening.TooFewAssigned):
        opening.open_round(ready, by=officer)


def test_a_round_with_nothing_to_score_does_not_open(officer):
    with pytest.raises(opening.NothingToScore):
        opening.open_round(factory.open_round(dossiers=0, phase=Phase.SCREENING, frozen=False), by=officer)


def test_what_is_ready_takes_part_and_what_lost_its_consent_does_not(ready, officer):
    Entry.objects.all().delete()
    Consent.objects.filter(dossier__code="M-001").update(status="withdrawn")
    late = make.eligible(ready.call)
    opening.open_round(ready, by=officer, reason="Late.")
    assert list(ready.entries.values_list("dossier__code", flat=True)) == ["M-002", late.code]


def test_a_final_round_waits_for_the_shortlist(officer):
    final = factory.open_round(kind=RoundKind.FINAL, phase=Phase.SHORTLIST, frozen=False)
    entries = list(final.entries.all())
    final.entries.all().delete()
    with pytest.raises(opening.NothingToScore):
        opening.open_round(final, by=officer)
    Entry.objects.bulk_create(entries[:1])
    opening.open_round(factory.fresh(final), by=officer)
    assert factory.fresh(final).call.phase == Phase.FINAL


def test_a_call_with_a_final_alone_opens_it_after_screening(officer):
    final = factory.open_round(kind=RoundKind.FINAL, phase=Phase.SCREENING, frozen=False)
    opening.open_round(final, by=officer)
    assert factory.fresh(final).call.phase == Phase.FINAL


def test_a_round_closes_after_its_hour_with_the_count_on_record(officer):
    open_ = factory.open_round()
    factory.cast_all(open_, {(0, 0): "8", (1, 0): "7"})
    with clock.standing_at(open_.closes_at):
        opening.close_round(open_, by=officer)
    event = AuditEvent.objects.get(what="call.assessment_closed")
    assert (event.facts["ballots"], event.facts["castings"]) == (2, 2)
    assert factory.fresh(open_).call.phase == Phase.SHORTLIST


def test_a_round_does_not_close_early_while_somebody_may_still_write(officer):
    open_ = factory.open_round()
    factory.cast_all(open_, {(juror, file): "8" for juror in range(3) for file in range(2)} | {})
    with by_force("scoring_castballot"):
        open_.assignments.first().ballot.castings.all().delete()
    open_.assignments.first().ballot.marks.all().delete()
    open_.assignments.first().ballot.delete()
    with pytest.raises(opening.TooEarly):
        opening.close_round(open_, by=officer)


def test_a_round_closes_early_once_every_ballot_is_done(officer):
    open_ = factory.open_round()
    factory.cast_all(open_, {(juror, file): "8" for juror in range(3) for file in range(2)})
    opening.close_round(open_, by=officer)
    assert factory.fresh(open_).is_closed


def test_a_closing_reads_the_ballots_once_nobody_casts_any_more(officer):
    open_ = factory.open_round()
    factory.cast_all(open_, {(juror, file): "8" for juror in range(3) for file in range(2)})
    with CaptureQueriesContext(connection) as asked:
        opening.close_round(open_, by=officer)
    said = [each["sql"] for each in asked]
    took = next(place for place, sql in enumerate(said) if 'FROM "nominations_call" ' in sql)
    assert took < next(place for place, sql in enumerate(said) if 'FROM "scoring_ballot" ' in sql)
    assert took < next(place for place, sql in enumerate(said) if 'FROM "scoring_castballot" ' in sql)


def test_a_round_closes_early_although_a_withdrawn_file_has_no_ballot(officer):
    open_ = factory.open_round()
    factory.cast_all(open_, {(juror, 0): "8" for juror in range(3)})
    with pytest.raises(opening.TooEarly):
        opening.close_round(open_, by=officer)
    Consent.objects.filter(dossier__code="M-002").update(status="withdrawn")
    opening.close_round(open_, by=officer)
    assert factory.fresh(open_).is_closed


def test_the_clock_closes_a_round_at_its_hour_and_once(officer):
    open_ = factory.open_round()
    assert beat.close_due_rounds() == 0
    with clock.standing_at(open_.closes_at + dt.timedelta(seconds=1)):
        assert (beat.close_due_rounds(), beat.close_due_rounds()) == (1, 0)
    assert AuditEvent.objects.get(what="call.assessment_closed").by == "system"
    assert Round.objects.count() == 1
