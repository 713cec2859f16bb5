"""Pages of scoring as people meet them: the desk, the ballot, the results room, the board's paper, the moment."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards_site import clock
from jury.models import Assignment, Conflict
from jury.states import AssignmentStatus, RoundKind, Tie
from nominations.models import Call
from nominations.states import Phase
from scoring.models import Ballot, BoardVote, CastBallot, Mark, Tally
from scoring.states import BallotStatus
from tests.factories import jury as seating
from tests.factories import scoring as factory
from tests.factories.people import user

pytestmark = pytest.mark.django_db
MARKS = {(juror, file): mark for juror, mark in enumerate(("8", "7", "9")) for file in range(2)}


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def first(of) -> Assignment:
    return Assignment.objects.filter(round=of).select_related("seat__user", "dossier").first()


def ballot_url(assignment, name="ballot", **change) -> str:
    kwargs = {**assignment.round.slugs, "dossier": assignment.dossier.public_id, **change}
    return reverse(f"scoring:{name}", kwargs=kwargs)


def round_url(of, name) -> str:
    return reverse(f"scoring:{name}", kwargs=of.slugs)


def call_url(call, name) -> str:
    return reverse(f"scoring:{name}", kwargs=call.slugs)


def sent(version=0, **marks) -> dict[str, str]:
    return {"version": str(version), **{f"mark-{key}": value for key, value in marks.items()}}


@pytest.fixture
def assignment():
    return first(factory.open_round())


@pytest.fixture
def juror(assignment):
    return signed_in(assignment.seat.user)


def test_the_desk_leads_to_the_next_dossier_and_tells_what_is_left(assignment, juror):
    page = juror.get(reverse("scoring:desk")).content.decode()
    assert ballot_url(assignment) in page
    assert "2 of your 2 dossiers are left" in page


def test_the_desk_shows_a_tie_by_its_title_alone(assignment, juror):
    tied = Assignment.objects.filter(seat=assignment.seat).last()
    Conflict.objects.filter(seat=assignment.seat, dossier=tied.dossier).update(tie=Tie.PERSONAL)
    page = juror.get(reverse("scoring:desk")).content.decode()
    assert str(tied.dossier.nominee) in page
    assert str(tied.dossier.public_id) not in page
    assert tied.dossier.code not in page


def test_the_desk_holds_nothing_for_others(assignment):
    page = signed_in(user()).get(reverse("scoring:desk")).content.decode()
    assert str(assignment.dossier.nominee) not in page
    assert Client().get(reverse("scoring:desk")).status_code == 302


def test_the_ballot_page_shows_the_dossier_and_every_step(assignment, juror):
    page = juror.get(ballot_url(assignment)).content.decode()
    assert "Nine kilometres of open canal" in page
    assert assignment.dossier.nominee.email not in page
    assert len(re.findall(r'name="mark-impact"', page)) == 19
    assert "7½" in page


def test_a_get_changes_nothing(assignment, juror):
    juror.get(ballot_url(assignment))
    juror.get(ballot_url(assignment, "cast"))
    assert Ballot.objects.count() == 0


def test_the_page_saves_without_script_and_leads_on(assignment, juror):
    answer = juror.post(ballot_url(assignment), {**sent(impact="8"), "comment-impact": "Measured.", "then": "after"})
    other = Assignment.objects.filter(seat=assignment.seat).exclude(pk=assignment.pk).get()
    assert answer.url == ballot_url(other)
    assert [(mark.value, mark.comment) for mark in Mark.objects.filter(criterion__key="impact")] == [(8, "Measured.")]


def test_a_ballot_is_looked_at_again_then_cast_once(assignment, juror):
    answer = juror.post(ballot_url(assignment), {**sent(impact="8", leadership="7.5"), "then": "cast"}, follow=True)
    key = re.search(r'name="key" value="(\w+)"', answer.content.decode())[1]
    for _ in range(2):
        answer = juror.post(ballot_url(assignment, "cast"), {"version": "1", "key": key})
        assert answer.url == reverse("scoring:desk")
    assert CastBallot.objects.count() == 1


def test_an_unfinished_ballot_leads_back_to_what_is_missing(assignment, juror):
    juror.post(ballot_url(assignment), {**sent(impact="8"), "then": "cast"})
    assert juror.get(ballot_url(assignment, "cast")).url == ballot_url(assignment)
    page = juror.get(ballot_url(assignment)).content.decode()
    assert 'href="#c-leadership"' in page


def test_casting_when_marks_are_missing_then_says_which(assignment, juror):
    answer = juror.post(ballot_url(assignment), {**sent(impact="8"), "then": "cast"}, follow=True)
    lacking = assignment.round.rules.rubric.criteria.exclude(key="impact")
    names = ", ".join(str(criterion) for criterion in lacking)
    assert f"Not cast yet. Still missing: {names}." in answer.content.decode()


def test_casting_when_another_window_did_so_then_offers_nothing_to_choose(assignment, juror):
    juror.post(ballot_url(assignment), sent(impact="8", leadership="7.5"))
    for key in ("a" * 32, "b" * 32):
        answer = juror.post(ballot_url(assignment, "cast"), {"version": "1", "key": key})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert ("See your ballot" in page, "Choose which of the two" in page) == (True, False)


def test_abstaining_when_the_ballot_is_cast_then_leads_back_to_it(assignment, juror):
    juror.post(ballot_url(assignment), sent(impact="8", leadership="7.5"))
    juror.post(ballot_url(assignment, "cast"), {"version": "1", "key": "a" * 32})
    assert juror.get(ballot_url(assignment, "abstain")).url == ballot_url(assignment)


def test_a_saved_mark_answers_script_with_time_and_version(assignment, juror):
    answer = juror.post(ballot_url(assignment, "mark"), sent(impact="8"))
    assert answer.json()["version"] == 1
    assert answer.json()["saved"].startswith("Saved ")
    answer = juror.post(ballot_url(assignment, "mark"), sent(impact="3"))
    assert (answer.status_code, "another window" in answer.json()["conflict"]) == (409, True)


def test_two_windows_are_shown_beside_each_other(assignment, juror):
    juror.post(ballot_url(assignment), sent(impact="8"))
    answer = juror.post(ballot_url(assignment), sent(impact="3"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'name="mark-impact" value="3"' in page
    juror.post(ballot_url(assignment), sent(1, impact="3"))
    assert Mark.objects.get(criterion__key="impact").value == 3


@pytest.mark.parametrize(
    "forged",
    [
        {"version": "0", "mark-impact": "99"},
        {"version": "0", "mark-impact": "8", "comment-impact": "x" * 6000},
        {"version": "0", "comment-impact": "a\x00b"},
        {"version": "many", "mark-impact": "8"},
        {"version": "-1"},
        {"version": "9" * 40},
        {},
    ],
)
def test_forged_sheets_are_told_what_to_do_and_keep_what_was_typed(assignment, juror, forged):
    answer = juror.post(ballot_url(assignment), forged)
    assert answer.status_code == 422
    assert juror.post(ballot_url(assignment, "mark"), forged).status_code == 422
    assert forged.get("comment-impact", "")[:50].partition("\x00")[0] in answer.content.decode()
    assert Mark.objects.count() == 0


def test_a_mark_of_another_rubric_is_left_aside(assignment, juror):
    juror.post(ballot_url(assignment), {**sent(impact="8"), "mark-beauty": "9"})
    assert [mark.criterion.key for mark in Mark.objects.all()] == ["impact", "leadership"][: Mark.objects.count()]


def test_an_abstention_and_an_opening_go_through_their_pages(assignment, juror):
    assert juror.post(ballot_url(assignment, "abstain"), {"version": "0", "reason": ""}).status_code == 422
    juror.post(ballot_url(assignment, "abstain"), {"version": "0", "reason": "I read no Uzbek."})
    assert Ballot.objects.get().status == BallotStatus.ABSTAINED
    assert "I read no Uzbek." in juror.get(ballot_url(assignment)).content.decode()
    juror.post(ballot_url(assignment, "reopen"), {"version": "1"})
    assert Ballot.objects.get().status == BallotStatus.OPEN


def test_a_recused_juror_finds_no_page(assignment, juror):
    Assignment.objects.filter(pk=assignment.pk).update(status=AssignmentStatus.RECUSED)
    for name in ("ballot", "cast", "abstain"):
        assert juror.get(ballot_url(assignment, name)).status_code == 404
    assert juror.post(ballot_url(assignment, "mark"), sent(impact="8")).status_code == 404


def test_after_the_hour_a_ballot_is_read_and_no_longer_written(assignment, juror):
    juror.post(ballot_url(assignment), sent(impact="8"))
    with clock.standing_at(assignment.round.closes_at):
        assert juror.post(ballot_url(assignment), sent(1, impact="9")).status_code == 403
        assert 'type="radio"' not in juror.get(ballot_url(assignment)).content.decode()


def closed(phase=Phase.SHORTLIST, kind=RoundKind.ASSESSMENT, **rules):
    made = factory.open_round(phase=phase, kind=kind, **rules)
    factory.cast_all(made, {**MARKS, (0, 0): "8.5"})
    return factory.fresh(made)


def test_progress_counts_and_shows_no_mark(assignment):
    factory.cast_all(assignment.round, {(0, 0): "8"})
    page = signed_in(user("", "officer")).get(round_url(assignment.round, "progress")).content.decode()
    assert "1 of 6 ballots are done" in page


def test_the_room_counts_signs_and_recounts():
    round_ = closed()
    seating.round_of(round_.call, RoundKind.FINAL)
    officer, chair = signed_in(user("", "officer")), signed_in(round_.call.panel.seats.get(role="chair").user)
    assert "not counted yet" in officer.get(round_url(round_, "result")).content.decode()
    officer.post(round_url(round_, "take_tally"))
    page = officer.get(round_url(round_, "result")).content.decode()
    assert "97/12" not in page
    assert "8.17" in page
    assert "the same result" in signed_in(user("", "auditor")).post(round_url(round_, "recount")).content.decode()
    chair.post(round_url(round_, "confirm_shortlist"))
    assert round_.call.rounds.get(kind=RoundKind.FINAL).entries.count() == 2


def test_only_who_may_know_them_sees_the_jurors_behind_the_severities():
    round_ = closed(Phase.DELIBERATION, RoundKind.FINAL)
    signed_in(user("", "officer")).post(round_url(round_, "take_tally"))
    seats = list(round_.call.panel.seats.order_by("pk"))
    names = [str(seat.user) for seat in seats]
    page = {
        who: signed_in(person).get(round_url(round_, "result")).content.decode()
        for who, person in {
            "secgen": user("", "secretary_general", name="Secgen"),
            "officer": user("", "officer", name="Officer"),
            "juror": seats[2].user,
        }.items()
    }
    assert all(name in page["secgen"] for name in names)
    assert not any(f">{name}<" in page["officer"] for name in names)
    assert not any(name in page["juror"] for name in names[:2])
    assert "Juror 1" in page["juror"]


def test_a_reader_with_a_tie_finds_no_row_of_that_dossier():
    round_ = closed(Phase.DELIBERATION, RoundKind.FINAL)
    signed_in(user("", "officer")).post(round_url(round_, "take_tally"))
    seat = round_.call.panel.seats.get(role="chair")
    tied = round_.entries.first().dossier
    Conflict.objects.filter(seat=seat, dossier=tied).update(tie=Tie.FINANCIAL)
    answer = signed_in(seat.user).get(round_url(round_, "result"))
    page = answer.content.decode()
    assert tied.code not in page
    assert str(tied.nominee) not in page
    lines = answer.context["room"].lines
    assert answer.context["room"].ballots == sum(line.ballots for line in lines)
    assert not any(line.shares for line in lines)


def test_a_tie_is_decided_on_its_form():
    round_ = factory.open_round(phase=Phase.SHORTLIST)
    factory.cast_all(round_, MARKS)
    chair = signed_in(round_.call.panel.seats.get(role="chair").user)
    signed_in(user("", "officer")).post(round_url(round_, "take_tally"))
    places = {"place-M-001": "2", "place-M-002": "1", "reason": "The panel voted."}
    assert "Decide this tie" in chair.get(round_url(round_, "result")).content.decode()
    same = chair.post(round_url(round_, "decide_tie"), {**places, "place-M-002": "2"})
    assert (same.status_code, "a place of its own" in same.content.decode()) == (422, True)
    chair.post(round_url(round_, "decide_tie"), places)
    assert Tally.objects.last().decision == ["M-002", "M-001"]


def test_the_board_reads_its_paper_and_votes_once():
    paper = factory.recommended("laureate", "finalist")
    member = signed_in(user("", "board"))
    page = member.get(call_url(paper.call, "ratification")).content.decode()
    assert "For shade." in page
    key = re.search(r'name="key" value="(\w+)"', page)[1]
    vote = {"vote": "against", "reason": "", "key": key}
    assert member.post(call_url(paper.call, "ratification"), vote).status_code == 422
    for _ in range(2):
        member.post(call_url(paper.call, "ratification"), {**vote, "reason": "Too thin."})
    assert BoardVote.objects.get().reason == "Too thin."


def test_the_vote_that_decides_when_sent_twice_is_answered_alike():
    paper = factory.recommended("laureate", "finalist")
    members = [signed_in(user("", "board")) for _ in range(3)]
    url = call_url(paper.call, "ratification")
    for number, member in enumerate(members):
        vote = {"vote": "for", "reason": "", "key": f"{number}" * 32}
        answers = [member.post(url, vote) for _ in range(2)]
        assert [(each.status_code, each["Location"]) for each in answers] == [(302, url), (302, url)]
    assert Call.objects.whole().get(pk=paper.call.pk).phase == Phase.EMBARGO
    assert BoardVote.objects.count() == 3


def test_the_moment_is_proposed_in_persian_digits_and_confirmed():
    call = factory.recommended("laureate", phase=Phase.EMBARGO).call
    secgen, officer = signed_in(user("", "secretary_general")), signed_in(user("", "officer"))
    url = call_url(call, "announcement")
    assert secgen.post(url, {"version": "0", "day": "tomorrow", "hour": "25"}).status_code == 422
    secgen.post(url, {"version": "0", "day": "۲۰۹۹-۱۰-۱۴", "hour": "۱۸:۳۰"})
    assert str(call.announcement.moment) == "2099-10-14 15:00:00+00:00"
    assert secgen.post(call_url(call, "confirm_moment"), {"version": "1"}).status_code == 403
    officer.post(call_url(call, "confirm_moment"), {"version": "1"})
    call.announcement.refresh_from_db()
    assert call.announcement.status == "confirmed"


AT_MOST = {"desk": 15, "ballot": 15, "mark": 10, "progress": 15, "result": 15}


def cost(verb) -> int:
    with CaptureQueriesContext(connection) as found:
        assert verb().status_code == 200
    return len([query for query in found if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))])


@pytest.mark.parametrize("name", sorted(AT_MOST))
def test_pages_cost_the_same_with_one_dossier_and_with_thirty(name):
    found = {size: costs(name, size) for size in (1, 30)}
    assert found[1] == found[30] <= AT_MOST[name]


def costs(name, size) -> int:
    done = name == "result"
    of = factory.open_round(
        3,
        size,
        phase=Phase.DELIBERATION if done else Phase.ASSESSMENT,
        kind=RoundKind.FINAL if done else RoundKind.ASSESSMENT,
    )
    factory.cast_all(of, {(juror, file): "8" for juror in range(1, 3) for file in range(size)})
    assigned = first(of)
    juror = signed_in(assigned.seat.user)
    officer = signed_in(user("", "officer"))
    match name:
        case "desk":
            return cost(lambda: juror.get(reverse("scoring:desk")))
        case "ballot":
            juror.get(ballot_url(assigned))
            return cost(lambda: juror.get(ballot_url(assigned)))
        case "mark":
            juror.post(ballot_url(assigned, "mark"), sent(0, impact="7"))
            return cost(lambda: juror.post(ballot_url(assigned, "mark"), sent(1, impact="8", leadership="7")))
        case "progress":
            return cost(lambda: officer.get(round_url(of, "progress")))
    officer.post(round_url(of, "take_tally"))
    secgen = signed_in(user("", "secretary_general"))
    return cost(lambda: secgen.get(round_url(of, "result")))


@pytest.mark.parametrize("phase", list(Phase))
@pytest.mark.parametrize("role", ["officer", "secretary_general", "board", "auditor", "chair"])
def test_every_page_that_the_desk_leads_to_opens(phase, role):
    of = factory.open_round(phase=phase)
    seating.round_of(of.call, RoundKind.FINAL, *[entry.dossier for entry in of.entries.all()])
    factory.rules(of.call.rounds.get(kind=RoundKind.FINAL), of.rules.rubric)
    if phase in {Phase.RATIFICATION, Phase.EMBARGO, Phase.ANNOUNCED}:
        of.call.recommendations.create(number=1, status="made", made_at=clock.now())
    chair = of.call.panel.seats.get(role="chair").user
    client = signed_in(chair if role == "chair" else user("", role))
    desk = client.get(reverse("scoring:desk"))
    for charge in desk.context["charges"]:
        for address, label in charge.links:
            assert client.get(address).status_code == 200, (address, str(label))
