"""Seats, assignment and deliberation as stages: what they move, and what they refuse."""

import pytest
from django.db import transaction
from django.http import Http404

from awards_site import audit
from awards_site.models import AuditEvent, Letter
from awards_site.rules import Refused
from jury import assignment, composition, deliberation, rounds, seating
from jury.assignment import BallotBegun, Stale, TieInTheWay
from jury.deliberation import NotComplete, Said
from jury.models import Assignment, Conflict, DossierGrant, Entry, Panel, Recommendation
from jury.seating import AlreadySeated, ChairTaken
from jury.states import AssignmentStatus, OutcomeKind, RecommendationStatus, SeatRole, SeatStatus, Tie
from nominations.models import Act, Consent
from nominations.states import ActKind, ConsentStatus, Phase
from tests.factories import jury as jury_rows
from tests.factories import nominations as rows
from tests.factories import people
from tests.factories import scoring as scoring_rows

from .stories import afresh, officer, scene, secretary_general

pytestmark = pytest.mark.django_db


def test_appointing_twice_gives_one_panel_with_the_shipped_statement():
    call, by = rows.call(Phase.CALL_OPEN), secretary_general()
    assert seating.appoint(call, by=by) == seating.appoint(call, by=by)
    assert set(Panel.objects.get().confidentiality) == {"en", "fa"}
    assert AuditEvent.objects.filter(what="panel.appointed").count() == 1


def test_an_invitation_makes_the_account_once():
    by = secretary_general()
    panel = seating.appoint(rows.call(Phase.SCREENING), by=by)
    known = people.user("known@people.example", name="")
    seat = seating.invite(panel, email=" KNOWN@people.example ", name="Rudabeh", by=by)
    assert (seat.user, seat.status) == (known, SeatStatus.INVITED)
    with pytest.raises(AlreadySeated):
        seating.invite(panel, email="known@people.example", by=by)


def test_whoever_declined_may_be_asked_again_by_a_new_letter():
    by = secretary_general()
    panel = seating.appoint(rows.call(Phase.SCREENING), by=by)
    seat = seating.invite(panel, email="a@people.example", by=by)
    seating.decline(seat, reason="Too busy", by=seat.user)
    again = seating.invite(panel, email="a@people.example", by=by)
    assert (again.pk, again.status, again.reason) == (seat.pk, SeatStatus.INVITED, "")
    assert Letter.objects.filter(name="jury/seat_invitation").count() == 2
    assert Letter.objects.filter(name="jury/seat_answered", to=by.email).count() == 1


def test_a_panel_has_one_chair():
    by = secretary_general()
    panel = seating.appoint(rows.call(Phase.SCREENING), by=by)
    seating.invite(panel, email="a@people.example", role=SeatRole.CHAIR, by=by)
    with pytest.raises(ChairTaken):
        seating.invite(panel, email="b@people.example", role=SeatRole.CHAIR, by=by)


def test_another_juror_is_named_chair():
    made = scene(Phase.SCREENING)
    seating.name_chair(made.juror, by=secretary_general())
    assert (afresh(made.juror).role, afresh(made.chair).role) == (SeatRole.CHAIR, SeatRole.JUROR)


def test_accepting_signs_the_version_shown():
    made = scene(Phase.SCREENING)
    Panel.objects.update(confidentiality_version=3)
    seat = jury_rows.seat(afresh(made.panel), people.user(), SeatStatus.INVITED)
    seating.accept(seat, signed_name=" Zal ", by=seat.user)
    assert (afresh(seat).confidentiality_version, afresh(seat).signed_name) == (3, "Zal")


def test_two_tabs_answer_once():
    made = scene(Phase.SCREENING)
    seat = jury_rows.seat(made.panel, people.user(), SeatStatus.INVITED)
    other_tab = afresh(seat)
    seating.accept(seat, signed_name="Zal", by=seat.user)
    with pytest.raises(Refused):
        seating.decline(other_tab, reason="", by=seat.user)
    assert afresh(seat).status == SeatStatus.ACCEPTED


def test_a_seat_that_ends_frees_what_is_unread_and_keeps_cast_ballots():
    made = scene(Phase.ASSESSMENT, dossiers=3)
    scoring_rows.rules(made.assessment)
    cast, unread = (jury_rows.assignment(made.assessment, made.juror, each) for each in made.dossiers[:2])
    scoring_rows.ballot(cast, {"impact": "7", "leadership": "7"}, cast=True)
    Assignment.objects.create(round=made.assessment, seat=made.juror, dossier=made.dossiers[2])
    seating.end(made.juror, reason="Fell ill", by=officer())
    statuses = dict(Assignment.objects.values_list("dossier__code", "status"))
    assert statuses == {"M-001": AssignmentStatus.CONFIRMED, "M-002": AssignmentStatus.RECUSED}
    assert unread.pk
    assert not DossierGrant.objects.filter(user=made.juror.user).exists()


def test_composition_says_what_is_sound_and_what_is_not():
    made = scene(Phase.SCREENING, jurors=7)
    for seat, country in zip(made.seats, ["TR", "IR", "UZ", "IN", "JP", "KR", "KR"], strict=True):
        seat.country = country
        seat.save()
    found = [check.met for check in composition.checks(made.panel.seats.all())]
    assert found == [True, False, True, True, True]
    assert [check.met for check in composition.checks([])] == [False, True, False, True, True]


def test_a_proposal_enters_ready_dossiers_and_no_others():
    made = scene(Phase.SCREENING, dossiers=2)
    rows.dossier(made.call, consent=ConsentStatus.ASKED)
    late = rows.eligible(made.call)
    assignment.propose(made.assessment, by=officer())
    assert set(made.assessment.entries.values_list("dossier", flat=True)) == {*(d.pk for d in made.dossiers), late.pk}
    late.consent.status = ConsentStatus.WITHDRAWN
    late.consent.save()
    assignment.propose(made.assessment, by=officer())
    assert made.assessment.entries.count() == 2


def test_a_proposal_never_uses_a_tie_and_says_what_is_lacking():
    made = scene(Phase.SCREENING, jurors=3, dossiers=2)
    Conflict.objects.create(seat=made.juror, dossier=made.dossiers[0], tie=Tie.PERSONAL)
    found = assignment.propose(made.assessment, by=officer())
    assert [(each.dossier, each.lacks, each.why) for each in found.shortfalls] == [("M-001", 1, "ties")]
    assert not Assignment.objects.filter(seat=made.juror, dossier=made.dossiers[0]).exists()


def test_the_whole_panel_reads_every_finalist_but_for_ties():
    made = scene(Phase.SHORTLIST, jurors=5, dossiers=3)
    Conflict.objects.create(seat=made.juror, dossier=made.dossiers[0], tie=Tie.PERSONAL)
    assignment.propose(made.final, by=officer())
    assert made.final.assignments.count() == 5 * 3 - 1


def test_a_new_proposal_leaves_what_was_confirmed():
    made = scene(Phase.SCREENING, jurors=3, dossiers=2)
    clerk = officer()
    assignment.propose(made.assessment, by=clerk)
    assignment.confirm(made.assessment, by=clerk)
    kept = set(Assignment.objects.values_list("pk", flat=True))
    rows.eligible(made.call)
    assignment.propose(made.assessment, by=clerk)
    assert set(Assignment.objects.filter(status=AssignmentStatus.CONFIRMED).values_list("pk", flat=True)) == kept
    assert Assignment.objects.filter(status=AssignmentStatus.PROPOSED).count() == 3
    assert assignment.confirm(made.assessment, by=clerk) == 3
    assert Letter.objects.filter(name="jury/assignment_ready").count() == 6


def test_confirming_writes_the_grants_in_the_same_transaction(monkeypatch):
    made = scene(Phase.SCREENING)
    clerk = officer()
    assignment.propose(made.assessment, by=clerk)
    monkeypatch.setattr(audit, "record", lambda **_: 1 / 0)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        assignment.confirm(made.assessment, by=clerk)
    assert not DossierGrant.objects.exists()
    assert not Assignment.objects.filter(status=AssignmentStatus.CONFIRMED).exists()


def test_removing_shuts_the_file_unless_the_ballot_is_begun():
    made = scene(Phase.ASSESSMENT)
    scoring_rows.rules(made.assessment)
    begun, other = (jury_rows.assignment(made.assessment, made.juror, each) for each in made.dossiers)
    scoring_rows.ballot(begun)
    with pytest.raises(BallotBegun):
        assignment.remove(made.assessment, made.juror, begun.dossier, by=officer())
    assignment.remove(made.assessment, made.juror, other.dossier, by=officer())
    assert list(DossierGrant.objects.values_list("content_object", flat=True)) == [begun.dossier.pk]


def test_nobody_is_added_over_a_tie_and_nothing_from_elsewhere():
    made, elsewhere = scene(Phase.SCREENING), rows.eligible(rows.call(Phase.SCREENING))
    Conflict.objects.create(seat=made.juror, dossier=made.dossiers[0], tie=Tie.PERSONAL)
    with pytest.raises(TieInTheWay):
        assignment.add(made.assessment, made.juror, made.dossiers[0], by=officer())
    with pytest.raises(Stale):
        assignment.add(made.assessment, made.juror, elsewhere, by=officer())


def test_entering_twice_gives_one_entry():
    made = scene(Phase.SHORTLIST)
    assert rounds.enter(made.final, made.dossiers, by=officer()) == 0
    assert Entry.objects.filter(round=made.final).count() == 2


def laureate(made, **said):
    return {made.dossiers[0]: Said(OutcomeKind.LAUREATE, citation={"en": "For shade."}, **said)}


def test_no_award_needs_its_word_and_its_minutes():
    made = scene(Phase.DELIBERATION)
    by = made.chair.user
    deliberation.save(made.call, {}, minutes="", by=by)
    for minutes, no_award in (("", True), ("Nobody convinced us.", False)):
        deliberation.save(made.call, {}, minutes=minutes, by=by)
        with pytest.raises(NotComplete):
            deliberation.recommend(made.call, by=by, no_award=no_award)
    assert deliberation.recommend(made.call, by=by, no_award=True).status == RecommendationStatus.MADE
    assert afresh(made.call).phase == Phase.RATIFICATION


def test_a_laureate_needs_a_citation_and_a_ranking_call_its_ranks():
    made = scene(Phase.DELIBERATION, finalists_ranked=True)
    by = made.chair.user
    deliberation.save(made.call, {made.dossiers[0]: Said(OutcomeKind.LAUREATE, 1)}, minutes="So.", by=by)
    with pytest.raises(NotComplete, match="citation"):
        deliberation.recommend(made.call, by=by)
    deliberation.save(made.call, laureate(made), minutes="So.", by=by)
    with pytest.raises(NotComplete, match="rank"):
        deliberation.recommend(made.call, by=by)
    deliberation.save(made.call, laureate(made, rank=1), minutes="So.", by=by)
    deliberation.recommend(made.call, by=by)


def test_two_windows_never_overwrite_each_other():
    made = scene(Phase.DELIBERATION)
    by = made.chair.user
    deliberation.save(made.call, laureate(made), minutes="First.", by=by, version=0)
    with pytest.raises(deliberation.Stale):
        deliberation.save(made.call, {}, minutes="Second.", by=by, version=0)
    assert Recommendation.objects.get().minutes == "First."


def test_a_chair_with_a_tie_neither_sees_nor_decides_that_finalist():
    made = scene(Phase.DELIBERATION)
    tied, free = made.dossiers
    Conflict.objects.create(seat=made.chair, dossier=tied, tie=Tie.PERSONAL)
    by, said = made.chair.user, {free: Said(OutcomeKind.LAUREATE, citation={"en": "For trees."})}
    assert list(deliberation.finalists_before(made.call, by)) == [free]
    with pytest.raises(Http404):
        deliberation.save(made.call, laureate(made), minutes="So.", by=by)
    deliberation.save(made.call, said, minutes="So.", by=by)
    with pytest.raises(NotComplete, match="Another chair"):
        deliberation.recommend(made.call, by=by)
    assert [check.met for check in composition.checks(made.panel.seats.all())][-1] is False
    seating.name_chair(made.juror, by=secretary_general())
    deliberation.save(made.call, {**said, tied: Said(OutcomeKind.FINALIST)}, minutes="So.", by=made.juror.user)
    assert deliberation.recommend(made.call, by=made.juror.user).outcomes.count() == 2


def test_a_recommendation_when_a_finalist_withdrew_is_made_without_them():
    made = scene(Phase.DELIBERATION)
    gone, stays = made.dossiers
    by, said = made.chair.user, Said(OutcomeKind.LAUREATE, citation={"en": "For trees."})
    deliberation.save(made.call, {gone: said, stays: Said(OutcomeKind.FINALIST)}, minutes="So.", by=by)
    Consent.objects.filter(dossier=gone).update(status=ConsentStatus.WITHDRAWN)
    with pytest.raises(NotComplete, match="Name a laureate"):
        deliberation.recommend(made.call, by=by)
    deliberation.save(made.call, {stays: said}, minutes="So.", by=by)
    recommended = deliberation.recommend(made.call, by=by)
    assert list(recommended.outcomes.values_list("dossier", "kind")) == [(stays.pk, OutcomeKind.LAUREATE)]


def test_a_page_left_open_when_the_panel_has_recommended_begins_no_other_draft():
    made = scene(Phase.DELIBERATION)
    by, left_open = made.chair.user, afresh(made.call)
    assert left_open.phase == Phase.DELIBERATION
    deliberation.save(made.call, laureate(made), minutes="So.", by=by)
    deliberation.recommend(made.call, by=by)
    with pytest.raises(Refused):
        deliberation.save(left_open, laureate(made), minutes="Late.", by=by, version=0)
    assert Recommendation.objects.count() == 1


def test_nobody_assigns_when_the_round_closed_meanwhile():
    made = scene(Phase.FINAL)
    by, left_open = officer(), afresh(made.final)
    assert left_open.call.phase == Phase.FINAL
    Act.objects.create(call=made.call, kind=ActKind.FINAL_CLOSED)
    with pytest.raises(Refused):
        assignment.propose(left_open, by=by)
    left_open.call.__dict__["recorded"] = frozenset({ActKind.PUBLISHED, ActKind.FINAL_OPENED})
    with pytest.raises(Refused):
        assignment.confirm(left_open, by=by)


def test_after_a_referral_a_new_recommendation_begins_and_the_old_one_stays():
    made = scene(Phase.DELIBERATION)
    by = made.chair.user
    deliberation.save(made.call, laureate(made), minutes="First.", by=by)
    old = deliberation.recommend(made.call, by=by)
    Recommendation.objects.update(status=RecommendationStatus.REFERRED_BACK)
    Act.objects.create(call=made.call, kind=ActKind.REFERRED_BACK)
    call = afresh(made.call)
    new = deliberation.save(call, laureate(made), minutes="Second.", by=by, version=0)
    assert (old.number, new.number, afresh(old).minutes) == (1, 2, "First.")
    assert deliberation.recommend(call, by=by).number == 2


def test_a_recommendation_is_made_once():
    made = scene(Phase.DELIBERATION)
    by = made.chair.user
    deliberation.save(made.call, laureate(made), minutes="So.", by=by)
    deliberation.recommend(made.call, by=by)
    with pytest.raises(Refused):
        deliberation.recommend(afresh(made.call), by=by)
    assert Act.objects.filter(kind=ActKind.RECOMMENDED, call=made.call).count() == 1
