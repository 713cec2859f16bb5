"""After sealing nothing is reopened: a correction is a new count, with a reason, by two; both stay to be read."""

import json

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from awards_site.canonical import digest
from awards_site.models import AuditEvent
from awards_site.rules import Refused
from jury.models import Assignment
from jury.states import AssignmentStatus, RoundKind
from nominations.models import Act, Consent, Nomination
from nominations.states import ActKind, Phase
from scoring import correction, permissions, sealing, tallying
from scoring.models import CastBallot, Correction, Sealed, Tally
from scoring.states import CorrectionStatus
from scoring.verify_result import verify
from tests.factories import jury as seating
from tests.factories import scoring as factory
from tests.factories.people import user
from tests.growing import by_force

from .test_pages import round_url, signed_in
from .test_tallying import MARKS, chair_of, closed

pytestmark = pytest.mark.django_db
WHY = "A juror stood aside from M-001 after the count."


@pytest.fixture
def officer():
    return user("o@office.example", "officer", name="First Officer")


@pytest.fixture
def second():
    return user("s@office.example", "secretary_general", name="Second Person")


@pytest.fixture
def counted(officer):
    """Give a counted round in which a juror stood aside since."""
    round_ = closed(quorum=2)
    tallying.take(round_, by=officer)
    stand_aside(round_)
    return round_


def stand_aside(round_, code="M-001", juror=0):
    of = Assignment.objects.filter(round=round_, dossier__code=code).order_by("pk")
    Assignment.objects.filter(pk=of[juror].pk).update(status=AssignmentStatus.RECUSED)


def numbers(round_):
    return list(Tally.objects.filter(round=round_).order_by("number").values_list("number", flat=True))


def test_one_person_alone_counts_once(counted, officer, second):
    for by in (officer, second):
        with pytest.raises(tallying.CountedAlready, match="Propose a correction"):
            tallying.take(counted, by=by)
    assert numbers(counted) == [1]


def test_two_people_take_a_new_count_and_the_old_one_stays_as_it_was(counted, officer, second):
    old = Tally.objects.get()
    before = (old.result, old.result_digest, old.sealed.content)
    made = correction.propose(counted, by=officer, reason=f" {WHY} ")
    assert numbers(counted) == [1]
    tally = correction.confirm(counted, by=second)
    made.refresh_from_db()
    assert (made.status, made.reason, made.tally, made.supersedes) == (CorrectionStatus.CONFIRMED, WHY, tally, old)
    assert (made.proposed_by, made.settled_by, tally.by, tally.number) == (officer, second, second, 2)
    old = Tally.objects.get(number=1)
    assert (old.result, old.result_digest, old.sealed.content) == before
    assert tally.result_digest != old.result_digest
    assert tallying.latest(counted) == tally
    for each in (old, tally):
        assert list(verify(each.sealed.content.encode()))


def test_the_chain_says_who_proposed_who_confirmed_and_what_was_sealed(counted, officer, second):
    correction.propose(counted, by=officer, reason=WHY)
    tally = correction.confirm(counted, by=second)
    proposed, taken, confirmed = AuditEvent.objects.order_by("-number")[:3][::-1]
    assert [each.what for each in (proposed, taken, confirmed)] == [
        "correction.proposed",
        "tally.corrected",
        "correction.confirmed",
    ]
    assert [str(officer.public_id) in proposed.by, str(second.public_id) in confirmed.by] == [True, True]
    assert proposed.facts["reason"] == digest(WHY)
    assert taken.facts["sealed"] == tally.sealed.digest
    assert confirmed.facts["result"] == tally.result_digest == proposed.facts["result"]


def test_nobody_confirms_their_own_proposal(counted, officer, second):
    correction.propose(counted, by=officer, reason=WHY)
    with pytest.raises(Refused, match="A second person confirms it"):
        correction.confirm(counted, by=officer)
    assert numbers(counted) == [1]
    assert correction.confirm(counted, by=second).number == 2


@pytest.mark.parametrize(
    "fields",
    [
        {"status": CorrectionStatus.CONFIRMED, "tally": None},
        {"settled_by": None},
        {"settled_at": None},
        {"reason": ""},
        {"status": "other"},
        {"own": True},
        {"tally": "old"},
    ],
)
def test_the_database_knows_that_it_takes_two(counted, officer, second, fields):
    made = correction.propose(counted, by=officer, reason=WHY)
    correction.confirm(counted, by=second)
    given = {"settled_by": officer} if fields.get("own") else dict(fields)
    if given.get("tally") == "old":
        given["tally"] = made.supersedes
    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.filter(pk=made.pk).update(**given)


def test_one_correction_waits_at_a_time_and_a_withdrawn_one_makes_room(counted, officer, second):
    correction.propose(counted, by=officer, reason=WHY)
    with pytest.raises(Refused, match="proposed already"):
        correction.propose(counted, by=second, reason=WHY)
    known = Correction.objects.get()
    known.pk, known._state.adding = None, True
    with pytest.raises(IntegrityError), transaction.atomic():
        known.save()
    assert correction.withdraw(counted, by=officer).status == CorrectionStatus.WITHDRAWN
    for verb in (correction.confirm, correction.withdraw):
        with pytest.raises(Refused, match="No correction is proposed"):
            verb(counted, by=second)
    correction.propose(counted, by=second, reason=WHY)
    assert correction.confirm(counted, by=officer).number == 2


def test_sent_twice_it_is_counted_once(counted, officer, second):
    correction.propose(counted, by=officer, reason=WHY)
    correction.confirm(counted, by=second)
    with pytest.raises(Refused, match="No correction is proposed"):
        correction.confirm(counted, by=second)
    assert numbers(counted) == [1, 2]


def test_what_changed_after_the_proposal_is_not_confirmed_unseen(counted, officer, second):
    correction.propose(counted, by=officer, reason=WHY)
    stand_aside(counted, "M-002", juror=1)
    with pytest.raises(correction.ChangedSince):
        correction.confirm(counted, by=second)
    assert numbers(counted) == [1]


def test_without_a_change_or_a_reason_or_a_count_there_is_nothing_to_correct(officer):
    round_ = closed(quorum=2)
    with pytest.raises(Refused, match="not counted yet"):
        correction.propose(round_, by=officer, reason=WHY)
    tallying.take(round_, by=officer)
    with pytest.raises(correction.NothingToCorrect):
        correction.propose(round_, by=officer, reason=WHY)
    stand_aside(round_)
    with pytest.raises(Refused, match="Say why"):
        correction.propose(round_, by=officer, reason=" ")
    assert not Correction.objects.exists()


@pytest.mark.parametrize("role", ["board", "auditor", ""])
def test_others_neither_propose_nor_confirm(counted, officer, role):
    other = user("", *([role] if role else []))
    with pytest.raises(Http404):
        correction.propose(counted, by=other, reason=WHY)
    correction.propose(counted, by=officer, reason=WHY)
    for verb in (correction.confirm, correction.withdraw):
        with pytest.raises(Http404):
            verb(counted, by=other)


@pytest.mark.parametrize("act", [ActKind.FINAL_OPENED, ActKind.RECOMMENDED])
def test_once_the_next_step_began_nothing_is_corrected(counted, officer, second, act):
    correction.propose(counted, by=officer, reason=WHY)
    Act.objects.create(call=counted.call, kind=act)
    for late in (correction.confirm, correction.withdraw):
        with pytest.raises(Refused):
            late(counted, by=second)
    assert numbers(counted) == [1]


def test_whoever_proposed_or_confirmed_does_not_ratify(counted, officer, second):
    correction.propose(counted, by=officer, reason=WHY)
    correction.confirm(counted, by=second)
    paper = counted.call.recommendations.create(
        number=1, status="made", minutes="Agreed.", made_at=Tally.objects.last().at
    )
    Act.objects.create(call=counted.call, kind=ActKind.RECOMMENDED)
    for person in (officer, second):
        person.role_grants.update(role="board")
        fresh = type(person).objects.get(pk=person.pk)
        paper.call.__dict__.pop("recorded", None)
        assert "Who counts does not ratify" in str(permissions.may_vote.refusal(fresh, paper))


def test_a_recount_takes_the_ballots_that_were_counted_and_names_those_that_fell_away(counted, officer):
    tally = Tally.objects.get()
    Consent.objects.filter(dossier__code="M-002").update(status="withdrawn")
    recount = tallying.recount(tally, by=officer)
    assert recount.same
    assert recount.taken.result_digest == tally.result_digest
    assert sorted(recount.fallen) == [("M-001", "recused"), *[("M-002", "file withdrawn")] * 3]


def test_a_recount_of_a_changed_ballot_still_differs(counted, officer):
    tally = Tally.objects.get()
    with by_force("scoring_castballot"):
        CastBallot.objects.filter(ballot__assignment__dossier__code="M-002").update(
            marks={"impact": "9", "leadership": "9"}
        )
    assert tallying.recount(tally, by=officer).differences == ("the result",)


def test_a_recount_keeps_why_a_dossier_without_ballots_had_no_place(officer):
    round_ = closed(quorum=2, dossiers=3)
    tally = tallying.take(round_, by=officer)
    Nomination.objects.filter(dossier__code="M-003").update(status="withdrawn")
    recount = tallying.recount(tally, by=officer)
    assert (recount.differences, recount.fallen) == ((), ())


def test_a_count_from_before_files_were_sealed_is_recounted_from_what_counts_now(counted, officer):
    tally = Tally.objects.get()
    told = json.loads(tally.sealed.content)["events"][-1]["event"]["counted"]
    assert sealing.counted_in(tally).castings == set(told)
    with by_force("scoring_sealed"):
        Sealed.objects.all().delete()
    assert sealing.counted_in(tally) is None
    recount = tallying.recount(tally, by=officer)
    assert (recount.differences, recount.fallen) == (("the ballots", "the result"), ())


def test_the_room_lists_both_counts_and_shows_the_old_one_as_it_was(counted, officer, second):
    pages, seconds = signed_in(officer), signed_in(second)
    page = pages.get(round_url(counted, "result")).content.decode()
    assert "the ballots that count have changed" in page
    assert "Confirm, and count again" not in page
    assert pages.post(round_url(counted, "propose_correction"), {"why": ""}).status_code == 422
    assert pages.post(round_url(counted, "propose_correction"), {"why": WHY}).status_code == 302
    assert "Confirm, and count again" not in pages.get(round_url(counted, "result")).content.decode()
    assert "Confirm, and count again" in seconds.get(round_url(counted, "result")).content.decode()
    old = Tally.objects.get()
    seconds.post(round_url(counted, "confirm_correction"))
    new = Tally.objects.get(number=2)
    room = seconds.get(round_url(counted, "result"))
    text = room.content.decode()
    assert room.context["tally"] == new
    assert all(each.sealed.digest in text for each in (old, new))
    assert all(said in text for said in (WHY, "First Officer", "Second Person", "superseded", "result/counts/1/"))
    read = seconds.get(f"{round_url(counted, 'result')}counts/1/")
    assert read.context["tally"] == old
    assert [line.score for line in read.context["room"].lines] == [each.score for each in old.standings.all()]
    assert "Count 2 superseded it on" in read.content.decode()
    assert "Propose a correction" not in read.content.decode()
    assert seconds.get(f"{round_url(counted, 'result')}counts/3/").status_code == 404


def test_what_was_typed_stays_where_there_is_nothing_to_correct(officer):
    round_ = closed(quorum=2)
    tallying.take(round_, by=officer)
    answer = signed_in(officer).post(round_url(round_, "propose_correction"), {"why": WHY})
    assert answer.status_code == 422
    assert WHY in answer.content.decode()
    assert "There is nothing to correct." in answer.content.decode()


def test_reasons_are_not_for_jurors(officer, second):
    round_ = factory.open_round(kind=RoundKind.FINAL, phase=Phase.DELIBERATION, quorum=2)
    factory.cast_all(round_, MARKS)
    round_ = factory.fresh(round_)
    tallying.take(round_, by=officer)
    stand_aside(round_)
    correction.propose(round_, by=officer, reason=WHY)
    for person in (chair_of(round_), round_.call.panel.seats.order_by("pk").last().user):
        page = signed_in(person).get(round_url(round_, "result")).content.decode()
        assert "Counts of this round" in page
        assert WHY not in page
        assert "Withdraw the proposal" not in page
    correction.confirm(round_, by=second)
    assert WHY not in signed_in(chair_of(round_)).get(round_url(round_, "result")).content.decode()


def test_the_recount_says_both_on_the_page(counted, officer):
    page = signed_in(user("a@audit.example", "auditor"))
    assert page.get(round_url(counted, "result")).status_code == 200
    text = page.post(round_url(counted, "recount")).content.decode()
    assert "Recounted from the ballots that were counted: the same result, to the last digit." in text
    assert "these would not count today" in text
    assert "(recused)" in text


def test_a_shortlist_is_signed_on_the_newest_count(counted, officer, second):
    final = seating.round_of(counted.call, RoundKind.FINAL)
    correction.propose(counted, by=officer, reason=WHY)
    correction.confirm(counted, by=second)
    signed_in(chair_of(counted)).post(round_url(counted, "confirm_shortlist"))
    event = AuditEvent.objects.get(what="shortlist.confirmed")
    assert event.facts["tally"] == Tally.objects.get(number=2).result_digest
    assert final.entries.exists()
