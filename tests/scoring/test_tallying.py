"""A closed round is counted: exactly, from what was cast, the same however often."""

from fractions import Fraction

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from awards_site.models import AuditEvent
from awards_site.rules import Refused
from jury.models import Assignment, Round
from jury.states import AssignmentStatus, RoundKind
from nominations.models import Act, Consent, Nomination
from nominations.states import ActKind, Phase
from scoring import correction, counted, shortlisting, tallying
from scoring.models import Ballot, CastBallot, Mark, Rules, Standing, Tally
from scoring.resources import castings_that_count
from scoring.states import BallotStatus
from tests.factories import jury as seating
from tests.factories import scoring as factory
from tests.factories.people import user
from tests.growing import by_force

pytestmark = pytest.mark.django_db
MARKS = {(0, 0): "8", (1, 0): "7", (2, 0): "9", (0, 1): "6", (1, 1): "6.5", (2, 1): "7"}
TIED = {(juror, file): mark for juror, mark in enumerate(("8", "7", "6")) for file in range(2)}


@pytest.fixture
def officer():
    return user("", "officer")


def closed(marks=None, *, dossiers=2, jurors=3, **rules) -> Round:
    made = factory.open_round(jurors, dossiers, phase=Phase.SHORTLIST, **rules)
    factory.cast_all(made, MARKS if marks is None else marks)
    return factory.fresh(made)


def corrected(round_, officer):
    """Count again what counts now, as two people agree to."""
    correction.propose(round_, by=officer, reason="A file was withdrawn.")
    return correction.confirm(round_, by=user("", "secretary_general"))


def chair_of(round_):
    return round_.call.panel.seats.get(role="chair").user


def test_a_tally_is_exact_and_names_nobody(officer):
    round_ = closed()
    tally = tallying.take(round_, by=officer)
    assert [(each.dossier.code, each.rank, each.exact) for each in tally.standings.all()] == [
        ("M-001", 1, Fraction(8)),
        ("M-002", 2, Fraction(13, 2)),
    ]
    assert {line["juror"] for line in tally.result["jurors"]} == {
        str(seat.public_id) for seat in round_.call.panel.seats.all()
    }
    assert AuditEvent.objects.last().facts["result"] == tally.result_digest


def test_counting_the_same_ballots_again_gives_the_tally_there_is(officer):
    round_ = closed()
    assert tallying.take(round_, by=officer) == tallying.take(round_, by=user("", "secretary_general"))
    assert Tally.objects.count() == 1


def test_marks_in_the_form_are_never_counted(officer):
    round_ = closed()
    Mark.objects.update(value=1)
    tally = tallying.take(round_, by=officer)
    assert tally.standings.first().exact == Fraction(8)


def test_what_does_not_count_is_not_counted(officer):
    round_ = closed(quorum=2)
    with by_force("scoring_castballot"):
        Ballot.objects.filter(assignment__dossier__code="M-001").first().castings.update(marks={"impact": "1"})
    first = Ballot.objects.filter(assignment__dossier__code="M-001").first()
    Ballot.objects.filter(pk=first.pk).update(status=BallotStatus.OPEN)
    Assignment.objects.filter(dossier__code="M-002").filter(seat=first.assignment.seat).update(
        status=AssignmentStatus.RECUSED
    )
    tally = tallying.take(round_, by=officer)
    assert [(each.exact, each.ballots) for each in tally.standings.all()] == [(Fraction(8), 2), (Fraction(27, 4), 2)]


def test_a_dossier_below_the_quorum_without_ballots_or_without_consent_has_no_rank(officer):
    round_ = closed({**MARKS, (0, 2): "9", (0, 3): "9", (1, 3): "9", (2, 3): "9"}, dossiers=5)
    Consent.objects.filter(dossier__code="M-004").update(status="withdrawn")
    tally = tallying.take(round_, by=officer)
    reasons = {line["dossier"]: line["reason"] for line in tally.result["not_ranked"]}
    assert reasons == {"M-003": "below_quorum", "M-004": counted.WITHDRAWN, "M-005": counted.NO_BALLOTS}
    assert Standing.objects.filter(tally=tally, rank=None).count() == 3


def test_islands_are_named_with_their_jurors_and_nothing_is_kept(officer):
    round_ = closed({(0, 0): "8", (1, 1): "7"}, quorum=1)
    with pytest.raises(counted.CannotCount) as refused:
        tallying.take(round_, by=officer)
    names = [str(seat.user) for seat in round_.call.panel.seats.all()]
    assert names[0] in str(refused.value)
    assert names[1] in str(refused.value)
    assert "M-002" in str(refused.value)
    assert Tally.objects.count() == 0


@pytest.mark.parametrize("phase", [Phase.ASSESSMENT, Phase.FINAL, Phase.DELIBERATION, Phase.ANNOUNCED])
def test_a_round_is_counted_right_after_its_close_alone(officer, phase):
    with pytest.raises(Refused):
        tallying.take(factory.open_round(phase=phase), by=officer)


def test_the_final_round_is_counted_in_deliberation(officer):
    round_ = factory.open_round(kind=RoundKind.FINAL, phase=Phase.DELIBERATION)
    factory.cast_all(round_, MARKS)
    assert tallying.take(factory.fresh(round_), by=officer).standings.count() == 2


@pytest.mark.parametrize("role", ["board", "auditor", ""])
def test_others_do_not_count(role):
    with pytest.raises(Http404):
        tallying.take(closed(), by=user("", *([role] if role else [])))


def test_rules_changed_after_the_opening_are_found(officer):
    round_ = closed()
    Rules.objects.update(quorum=1)
    with pytest.raises(counted.RulesWereChanged):
        tallying.take(round_, by=officer)


def test_an_auditor_recounts_the_same_to_the_last_digit_and_writes_nothing(officer):
    tally = tallying.take(closed(), by=officer)
    before = AuditEvent.objects.count()
    recount = tallying.recount(tally, by=user("", "auditor"))
    assert recount.same
    assert recount.taken.result_digest == tally.result_digest
    assert (Tally.objects.count(), AuditEvent.objects.count()) == (1, before)


def test_a_recount_finds_a_changed_ballot_and_a_changed_result(officer):
    tally = tallying.take(closed(), by=officer)
    casting = Ballot.objects.first().castings.get()
    casting.marks["impact"] = "10"
    with by_force("scoring_castballot"):
        type(casting).objects.filter(pk=casting.pk).update(marks=casting.marks, digest="f" * 64)
    recount = tallying.recount(tally, by=officer)
    assert recount.differences == ("the ballots", "the result")
    with by_force("scoring_castballot"):
        type(casting).objects.filter(pk=casting.pk).update(marks={"impact": "8", "leadership": "8"})
    tally.result["standings"][0]["rank"] = 2
    assert "the stored result against its hash" in tallying.recount(tally, by=officer).differences


def test_a_standing_tie_is_decided_by_the_chair_with_a_reason(officer):
    round_ = closed(TIED)
    tally = tallying.take(round_, by=officer)
    assert [each.rank for each in tally.standings.all()] == [1, 1]
    with pytest.raises(tallying.NotTied):
        tallying.decide(round_, ["M-002", "M-001"], by=chair_of(round_), reason=" ")
    with pytest.raises(tallying.NotTied):
        tallying.decide(round_, ["M-002"], by=chair_of(round_), reason="Because.")
    with pytest.raises(Http404):
        tallying.decide(round_, ["M-002", "M-001"], by=officer, reason="Because.")
    decided = tallying.decide(round_, ["M-002", "M-001"], by=chair_of(round_), reason="The panel voted 2 to 1.")
    assert [(each.dossier.code, each.rank) for each in decided.standings.all()] == [("M-002", 1), ("M-001", 2)]
    assert (decided.number, decided.decision) == (2, ["M-002", "M-001"])
    assert tallying.recount(decided, by=officer).same
    assert tallying.take(round_, by=officer) == decided


def tie_decided(officer) -> Round:
    round_ = closed(TIED)
    tallying.take(round_, by=officer)
    tallying.decide(round_, ["M-002", "M-001"], by=chair_of(round_), reason="Voted.")
    return round_


def test_a_count_when_a_file_was_withdrawn_after_its_tie_was_decided_is_taken_all_the_same(officer):
    round_ = tie_decided(officer)
    Consent.objects.filter(dossier__code="M-002").update(status="withdrawn")
    tally = corrected(round_, officer)
    assert [(each.dossier.code, each.rank) for each in tally.standings.filter(rank__gt=0)] == [("M-001", 1)]
    assert tally.decision == []


def test_a_tie_when_another_file_joined_it_since_is_decided_anew(officer):
    round_ = closed(
        {**TIED, (0, 2): "8", (1, 2): "7", (2, 2): "5"}, dossiers=3, ladder=["decision"], method="mean", quorum=1
    )
    tallying.take(round_, by=officer)
    tallying.decide(round_, ["M-002", "M-001"], by=chair_of(round_), reason="Voted.")
    severe = Assignment.objects.filter(round=round_, seat=round_.call.panel.seats.last())
    severe.update(status=AssignmentStatus.RECUSED)
    three = ["M-003", "M-001", "M-002"]
    with pytest.raises(tallying.NotTied, match="A correction comes first"):
        tallying.decide(round_, three, by=chair_of(round_), reason="Voted again.")
    assert [each.rank for each in corrected(round_, officer).standings.all()] == [1, 1, 1]
    decided = tallying.decide(round_, three, by=chair_of(round_), reason="Voted again.")
    assert [each.dossier.code for each in decided.standings.order_by("rank")] == three
    assert decided.decision == three


def test_two_decisions_never_part_those_whom_neither_was_about(officer):
    marks = {(juror, file): "8" if file < 2 else "6" for juror in range(2) for file in range(4)}
    high = {(2, 0): "8", (2, 1): "8", (2, 2): "6", (2, 3): "6"}
    round_ = closed({**marks, **high}, dossiers=4, ladder=["decision"], method="mean", quorum=1)
    tallying.take(round_, by=officer)
    tallying.decide(round_, ["M-001", "M-002"], by=chair_of(round_), reason="Voted.")
    tallying.decide(round_, ["M-003", "M-004"], by=chair_of(round_), reason="Voted.")
    with by_force("scoring_castballot"):
        CastBallot.objects.filter(ballot__assignment__dossier__code="M-002").update(
            marks={"impact": "6", "leadership": "6"}
        )
    ranks = {each.dossier.code: each.rank for each in corrected(round_, officer).standings.all()}
    assert ranks == {"M-001": 1, "M-002": 2, "M-003": 2, "M-004": 2}


@pytest.mark.parametrize("act", [ActKind.FINAL_OPENED, ActKind.RECOMMENDED])
def test_nothing_is_counted_or_decided_when_the_next_step_began_meanwhile(officer, act):
    round_ = tie_decided(officer)
    chair, tallies = chair_of(round_), Tally.objects.count()
    assert round_.call.phase == Phase.SHORTLIST
    Act.objects.create(call=round_.call, kind=act)
    for late in (
        lambda: tallying.take(round_, by=officer),
        lambda: tallying.decide(round_, ["M-001", "M-002"], by=chair, reason="Late."),
        lambda: shortlisting.confirm(Tally.objects.select_related("round__call").last(), by=chair),
    ):
        round_.call.__dict__["recorded"] = frozenset({ActKind.PUBLISHED, ActKind.ASSESSMENT_CLOSED})
        with pytest.raises(Refused):
            late()
    assert Tally.objects.count() == tallies


def test_ballots_on_a_file_that_was_withdrawn_are_neither_counted_nor_exported(officer):
    round_ = closed()
    Nomination.objects.filter(dossier__code="M-001").update(status="withdrawn")
    tally = tallying.take(round_, by=officer)
    assert [each.dossier.code for each in tally.standings.filter(rank__gt=0)] == ["M-002"]
    assert tally.result["not_ranked"] == [{"dossier": "M-001", "ballots": 0, "reason": counted.WITHDRAWN}]
    Consent.objects.filter(dossier__code="M-002").update(status="withdrawn")
    assert not castings_that_count(round_).exists()


def test_a_tie_stands_where_the_rules_know_no_decision(officer):
    round_ = closed(TIED, ladder=["criterion"])
    tallying.take(round_, by=officer)
    with pytest.raises(tallying.NotTied):
        tallying.decide(round_, ["M-002", "M-001"], by=chair_of(round_), reason="Because.")


def test_the_shortlist_takes_the_best_and_the_chair_signs_it_once(officer):
    round_ = closed(shortlist=1)
    final = seating.round_of(round_.call, RoundKind.FINAL)
    tally = tallying.take(round_, by=officer)
    with pytest.raises(Http404):
        shortlisting.confirm(tally, by=officer)
    shortlisting.confirm(tally, by=chair_of(round_))
    assert list(final.entries.values_list("dossier__code", flat=True)) == ["M-001"]
    with pytest.raises(shortlisting.AlreadyConfirmed):
        shortlisting.confirm(tally, by=chair_of(round_))


def test_a_tie_at_the_cut_widens_the_shortlist(officer):
    round_ = closed(TIED, shortlist=1)
    final = seating.round_of(round_.call, RoundKind.FINAL)
    shortlisting.confirm(tallying.take(round_, by=officer), by=chair_of(round_))
    assert final.entries.count() == 2


def test_an_older_tally_is_not_signed_and_a_final_is_needed(officer):
    round_ = closed(TIED)
    older = tallying.take(round_, by=officer)
    with pytest.raises(shortlisting.NoFinal):
        shortlisting.confirm(older, by=chair_of(round_))
    seating.round_of(round_.call, RoundKind.FINAL)
    tallying.decide(round_, ["M-002", "M-001"], by=chair_of(round_), reason="Voted.")
    with pytest.raises(shortlisting.NotTheLast):
        shortlisting.confirm(older, by=chair_of(round_))


@pytest.mark.parametrize(
    "fields", [{"rank": 1, "score": ""}, {"rank": None, "score": "1/2"}, {"rank": 0, "score": "1"}]
)
def test_the_database_keeps_rank_and_score_together(officer, fields):
    tally = tallying.take(closed(), by=officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Standing.objects.filter(tally=tally, dossier__code="M-001").update(**fields)
