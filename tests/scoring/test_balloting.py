"""A juror's own ballot: saved, cast once, opened again, abstained on; and nobody else's."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from awards_site import audit, clock
from awards_site.canonical import digest
from awards_site.models import AuditEvent, Letter
from awards_site.rules import Refused
from jury.models import Assignment, Conflict
from jury.states import AssignmentStatus, Tie
from nominations.states import ConsentStatus, Phase
from scoring import balloting
from scoring.models import Ballot, CastBallot
from scoring.states import BALLOT_MOVES, BallotStatus
from tests.factories import scoring as factory
from tests.factories.people import user

pytestmark = pytest.mark.django_db
BOTH = {"impact": Decimal(8), "leadership": Decimal("7.5")}
KEY = "a" * 32


@pytest.fixture
def assignment():
    return first(factory.open_round())


def first(of) -> Assignment:
    return Assignment.objects.filter(round=of).select_related("seat__user", "dossier__consent", "round").first()


def save(assignment, marks=None, comments=None, version=0):
    sheet = balloting.Sheet(BOTH if marks is None else marks, comments or {})
    return balloting.save(assignment, sheet, by=assignment.seat.user, version=version)


def cast(assignment, version=1, key=KEY):
    return balloting.cast(assignment, by=assignment.seat.user, key=key, version=version)


def test_every_state_of_a_ballot_has_its_moves():
    assert BALLOT_MOVES.keys() == set(BallotStatus.values)
    assert all(after <= set(BallotStatus.values) for after in BALLOT_MOVES.values())


def test_a_saved_mark_is_kept_and_the_version_goes_up(assignment):
    ballot = save(assignment, {"impact": Decimal(8)}, {"impact": "Measured."})
    assert (ballot.version, ballot.status) == (1, BallotStatus.OPEN)
    assert [(mark.criterion.key, mark.value, mark.comment) for mark in ballot.marks.all()] == [
        ("impact", Decimal(8), "Measured.")
    ]


def test_what_a_page_does_not_speak_of_stays(assignment):
    save(assignment, BOTH, {"impact": "Measured."})
    save(assignment, {"impact": Decimal(9)}, version=1)
    marks = {mark.criterion.key: (mark.value, mark.comment) for mark in Ballot.objects.get().marks.all()}
    assert marks == {"impact": (Decimal(9), "Measured."), "leadership": (Decimal("7.5"), "")}


def test_two_tabs_never_overwrite_each_other(assignment):
    save(assignment)
    with pytest.raises(balloting.Stale) as stale:
        save(assignment, {"impact": Decimal(2)}, version=0)
    assert stale.value.ballot.version == 1
    assert Ballot.objects.get().marks.get(criterion__key="impact").value == Decimal(8)


def test_saving_the_same_again_after_a_lost_answer_is_no_conflict(assignment):
    save(assignment)
    assert save(assignment, version=0).version == 1


@pytest.mark.parametrize("mark", ["0.5", "10.5", "7.25", "-1"])
def test_a_mark_off_the_scale_is_refused_and_nothing_is_written(assignment, mark):
    with pytest.raises(balloting.OffTheScale):
        save(assignment, {"impact": Decimal(mark)})
    assert Ballot.objects.count() == 0


def test_a_criterion_of_another_rubric_is_refused(assignment):
    with pytest.raises(balloting.OffTheScale):
        save(assignment, {"beauty": Decimal(5)})


def test_a_complete_ballot_is_cast_with_receipt_and_link_in_the_chain(assignment):
    save(assignment, comments={"impact": "Measured."})
    casting = cast(assignment)
    event = AuditEvent.objects.last()
    letter = Letter.objects.get(name="scoring/ballot_receipt")
    assert casting.marks == {"impact": "8", "leadership": "7.5"}
    assert casting.digest == digest(balloting.record_of(assignment, casting))
    assert (event.what, event.facts["digest"]) == ("ballot.cast", casting.digest)
    assert casting.digest in letter.text
    assert event.hash in letter.text
    assert audit.verify()


def test_casting_twice_with_one_key_gives_one_row_and_one_receipt(assignment):
    save(assignment)
    assert cast(assignment) == cast(assignment)
    assert (CastBallot.objects.count(), Letter.objects.count()) == (1, 1)


def test_casting_again_with_another_key_is_refused(assignment):
    save(assignment)
    cast(assignment)
    with pytest.raises(balloting.AlreadyDone):
        cast(assignment, version=2, key="b" * 32)


def test_a_key_of_another_ballot_casts_nothing(assignment):
    save(assignment)
    cast(assignment)
    other = Assignment.objects.filter(seat=assignment.seat).exclude(pk=assignment.pk).get()
    save(other)
    with pytest.raises(balloting.Stale):
        cast(other)
    assert CastBallot.objects.count() == 1


def test_an_unfinished_ballot_is_not_cast(assignment):
    save(assignment, {"impact": Decimal(8)})
    with pytest.raises(balloting.Unfinished) as unfinished:
        cast(assignment)
    assert [criterion.key for criterion in unfinished.value.criteria] == ["leadership"]


def test_a_round_may_want_a_comment_on_every_criterion():
    assignment = first(factory.open_round(comment_required=True))
    save(assignment, comments={"impact": "Measured."})
    with pytest.raises(balloting.Unfinished) as unfinished:
        cast(assignment)
    assert [criterion.key for criterion in unfinished.value.criteria] == ["leadership"]


def test_a_ballot_cast_from_an_older_page_is_refused(assignment):
    save(assignment)
    save(assignment, {"impact": Decimal(9)}, version=1)
    with pytest.raises(balloting.Stale):
        cast(assignment, version=1)


def test_a_ballot_opened_again_keeps_what_was_cast_and_does_not_count(assignment):
    save(assignment)
    cast(assignment)
    ballot = balloting.reopen(assignment, by=assignment.seat.user, version=2)
    save(assignment, {"impact": Decimal(3)}, version=3)
    cast(assignment, version=4, key="b" * 32)
    assert ballot.status == BallotStatus.OPEN
    assert [casting.marks["impact"] for casting in CastBallot.objects.order_by("number")] == ["8", "3"]


def test_an_abstention_wants_its_reason(assignment):
    with pytest.raises(Refused):
        balloting.abstain(assignment, by=assignment.seat.user, reason=" ", version=0)
    ballot = balloting.abstain(assignment, by=assignment.seat.user, reason="I read no Uzbek.", version=0)
    assert (ballot.status, ballot.reason) == (BallotStatus.ABSTAINED, "I read no Uzbek.")


def test_nobody_writes_another_jurors_ballot(assignment):
    others = [user(), user("", "officer"), user("", "secretary_general"), user("", "board"), user("", "auditor")]
    others += [seat.user for seat in assignment.seat.panel.seats.exclude(pk=assignment.seat.pk)]
    sheet = balloting.Sheet(BOTH)
    for person in others:
        with pytest.raises(Http404):
            balloting.save(assignment, sheet, by=person, version=0)
        with pytest.raises(Http404):
            balloting.cast(assignment, by=person, key=KEY, version=0)
        with pytest.raises(Http404):
            balloting.abstain(assignment, by=person, reason="No.", version=0)
        with pytest.raises(Http404):
            balloting.reopen(assignment, by=person, version=0)
    assert Ballot.objects.count() == 0


@pytest.mark.parametrize("phase", [Phase.SCREENING, Phase.SHORTLIST, Phase.FINAL, Phase.DELIBERATION, Phase.ANNOUNCED])
def test_no_ballot_is_written_while_the_round_is_not_open(phase):
    assignment = first(factory.open_round(phase=phase))
    with pytest.raises(Refused):
        save(assignment)


def test_no_ballot_is_written_after_the_hour_even_before_the_close_is_recorded(assignment):
    with clock.standing_at(assignment.round.closes_at), pytest.raises(Refused) as refused:
        save(assignment)
    assert "closed on" in str(refused.value)
    with clock.standing_at(assignment.round.closes_at - dt.timedelta(seconds=1)):
        assert save(assignment).version == 1


def test_a_juror_answers_for_ties_first(assignment):
    Conflict.objects.all().delete()
    with pytest.raises(Refused) as refused:
        save(assignment)
    assert "tie" in str(refused.value)


@pytest.mark.parametrize("tie", [Tie.PROFESSIONAL, Tie.PERSONAL, Tie.FINANCIAL])
def test_a_juror_with_a_tie_finds_nothing(assignment, tie):
    Conflict.objects.update(tie=tie)
    with pytest.raises(Http404):
        save(assignment)


def test_a_recused_juror_finds_nothing(assignment):
    Assignment.objects.update(status=AssignmentStatus.RECUSED)
    with pytest.raises(Http404):
        save(first(assignment.round))


def test_without_consent_nothing_is_scored(assignment):
    type(assignment.dossier.consent).objects.update(status=ConsentStatus.WITHDRAWN)
    with pytest.raises(Http404):
        save(first(assignment.round))


def test_without_a_grant_nothing_is_scored(assignment):
    assignment.dossier.grants.all().delete()
    with pytest.raises(Http404):
        save(assignment)


@pytest.mark.parametrize(
    "fields",
    [{"status": "lost"}, {"status": BallotStatus.CAST}, {"status": BallotStatus.ABSTAINED}],
    ids=["unknown", "cast without time", "abstained without reason"],
)
def test_the_database_refuses_a_ballot_that_makes_no_sense(assignment, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Ballot.objects.create(assignment=assignment, **fields)


def test_the_database_keeps_one_mark_on_a_criterion_and_one_casting_of_a_key(assignment):
    save(assignment)
    ballot = Ballot.objects.get()
    cast(assignment)
    with pytest.raises(IntegrityError), transaction.atomic():
        ballot.marks.create(criterion=ballot.marks.first().criterion)
    with pytest.raises(IntegrityError), transaction.atomic():
        ballot.castings.create(number=2, key=KEY, marks={}, digest="0" * 64)
    with pytest.raises(IntegrityError), transaction.atomic():
        ballot.castings.create(number=1, key="c" * 32, marks={}, digest="0" * 64)
