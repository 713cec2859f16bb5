"""The same act from several sides at the same instant, in real threads: one row, one receipt, the same answer."""

import datetime as dt
import threading
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from awards_site import audit, clock
from awards_site.models import AuditEvent, Letter
from jury.models import Assignment
from nominations import apart, consent, evidence
from nominations.models import Act, Evidence, Nomination, Submission
from nominations.states import ActKind, ConsentStatus, Phase
from nominations.views.tokens import token
from scoring import announcement, balloting, beat, opening, ratification, tallying
from scoring.models import Announcement, Ballot, BoardVote, CastBallot, Laureate, Mark, Tally
from scoring.states import AnnouncementStatus, Vote
from tests.factories import nominations as make
from tests.factories import scoring as factory
from tests.factories.people import user
from tests.nominations import hostile, way
from tests.nominations.test_uploading import Browser

pytestmark = pytest.mark.django_db(transaction=True)
SIDES = 4
KEY = "a" * 32


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Do all acts at the same instant, each on its own line to the database; give what each came to."""
    together, came_to = threading.Barrier(len(acts)), [None] * len(acts)

    def side(number: int) -> None:
        together.wait()
        try:
            came_to[number] = acts[number]()
        except Exception as fault:  # noqa: BLE001 - what it came to is told below
            came_to[number] = fault
        finally:
            connection.close()

    sides = [threading.Thread(target=side, args=(number,)) for number in range(len(acts))]
    for each in sides:
        each.start()
    for each in sides:
        each.join()
    assert audit.verify() or not AuditEvent.objects.exists()
    return came_to


def browser(person: Any) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def assignment() -> Assignment:
    found = Assignment.objects.filter(round=factory.open_round())
    return found.select_related("seat__user", "dossier__consent", "round").first()


def fresh(of: Assignment) -> Assignment:
    return Assignment.objects.select_related("seat__user", "dossier__consent", "round").get(pk=of.pk)


def test_a_draft_begun_four_times_at_once_is_one():
    person, call = user(), make.call()
    sides = [browser(person) for _ in range(SIDES)]
    address = reverse("nominations:start", kwargs=call.slugs)
    answers = at_once(*(lambda client=client: client.post(address) for client in sides))
    assert {answer.status_code for answer in answers} == {302}
    assert Nomination.objects.count() == 1
    assert Letter.objects.filter(name="nominations/draft_begun").count() == 1


def test_a_form_posted_four_times_at_once_is_one_submission_and_one_answer():
    person = user()
    nomination = make.draft(make.call(), person, answers=make.ANSWERS, gates_answered={"office": "yes"})
    posted = {"key": KEY, "version": nomination.version, "truth": "on"}
    sides = [browser(person) for _ in range(SIDES)]
    address = way.step_of(nomination, "check")
    answers = at_once(*(lambda client=client: client.post(address, posted) for client in sides))
    assert {(answer.status_code, answer.headers.get("Location")) for answer in answers} == {
        (302, way.base(nomination))
    }
    assert Submission.objects.get().key == KEY
    assert Letter.objects.filter(name="nominations/receipt").count() == 1
    assert AuditEvent.objects.filter(what="nomination.submitted").count() == 1


def test_two_windows_posting_one_step_at_once_are_one_answer_and_one_conflict_that_shows_both():
    person = user()
    nomination = make.draft(make.call(), person, gates_answered={"office": "yes"})
    posted = [
        {"version": token(nomination, "nominee"), **way.TYPED["nominee"], "name": name}
        for name in ("Rostam", "Sohrab")
    ]
    sides = [browser(person), browser(person)]
    address = way.step_of(nomination, "nominee")
    answers = at_once(
        *(lambda client=c, form=f: client.post(address, form) for c, f in zip(sides, posted, strict=True))
    )
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    (refused,) = (answer.content.decode() for answer in answers if answer.status_code == 409)
    assert "Rostam" in refused
    assert "Sohrab" in refused
    kept = Nomination.objects.get().answers["name"]
    assert kept == posted[0 if answers[0].status_code == 302 else 1]["name"]


def test_two_windows_saving_marks_at_once_never_mix():
    of = assignment()
    sheets = [balloting.Sheet(dict.fromkeys(("impact", "leadership"), Decimal(mark)), {}) for mark in (3, 9)]
    pages = [(fresh(of), sheet) for sheet in sheets]
    came_to = at_once(
        *(lambda row=row, sheet=sheet: balloting.save(row, sheet, by=row.seat.user, version=0) for row, sheet in pages)
    )
    assert sorted(type(each) for each in came_to if isinstance(each, Exception)) == [balloting.Stale]
    won = 3 if isinstance(came_to[0], Ballot) else 9
    assert set(Mark.objects.values_list("value", flat=True)) == {Decimal(won)}
    assert Ballot.objects.get().version == 1


def test_a_ballot_cast_four_times_at_once_is_cast_once():
    of = assignment()
    balloting.save(
        of, balloting.Sheet({"impact": Decimal(8), "leadership": Decimal(7)}, {}), by=of.seat.user, version=0
    )
    rows = [fresh(of) for _ in range(SIDES)]
    came_to = at_once(*(lambda row=row: balloting.cast(row, by=row.seat.user, key=KEY, version=1) for row in rows))
    assert {each.pk for each in came_to} == {CastBallot.objects.get().pk}
    assert Letter.objects.filter(name="scoring/ballot_receipt").count() == 1
    assert AuditEvent.objects.filter(what="ballot.cast").count() == 1


def test_a_vote_given_four_times_at_once_is_one_vote():
    member, paper = user("", "board"), factory.recommended("laureate", "finalist")
    user("", "board")
    came_to = at_once(
        *[lambda: ratification.vote(paper, by=member, choice=Vote.FOR, key=KEY)] * SIDES,
    )
    assert {each.pk for each in came_to} == {BoardVote.objects.get().pk}
    assert AuditEvent.objects.filter(what="ratification.voted").count() == 1


def test_the_deciding_votes_at_once_decide_once():
    members, paper = [user("", "board") for _ in range(SIDES)], factory.recommended("laureate", "finalist")
    votes = [
        lambda member=member: ratification.vote(paper, by=member, choice=Vote.FOR, key=member.public_id.hex)
        for member in members
    ]
    came_to = at_once(*votes)
    assert Act.objects.filter(kind=ActKind.RATIFIED).count() == 1
    recorded = BoardVote.objects.count()
    assert recorded == sum(isinstance(each, BoardVote) for each in came_to)
    assert recorded >= len(members) // 2 + 1


def test_a_round_counted_four_times_at_once_has_one_standing_count():
    officer, of = user("", "officer"), factory.open_round(phase=Phase.SHORTLIST, quorum=1)
    factory.cast_all(of, {(0, 0): "8", (1, 0): "7", (0, 1): "5", (2, 1): "6"})
    rounds = [factory.fresh(of) for _ in range(SIDES)]
    at_once(*(lambda each=each: tallying.take(each, by=officer) for each in rounds))
    numbers = list(Tally.objects.values_list("number", flat=True))
    assert len(numbers) == len(set(numbers)) >= 1
    assert len(set(Tally.objects.values_list("result_digest", flat=True))) == 1


def test_a_round_closed_from_four_sides_at_once_is_closed_once():
    of = factory.open_round()
    of.__class__.objects.filter(pk=of.pk).update(closes_at=clock.now() - dt.timedelta(seconds=1))
    rounds = [factory.fresh(of) for _ in range(SIDES)]
    at_once(*(lambda each=each: opening.close_due(each) for each in rounds))
    assert Act.objects.filter(kind=ActKind.ASSESSMENT_CLOSED).count() == 1


def test_yes_and_no_of_a_nominee_at_once_are_one_answer():
    row = make.dossier(make.call(), consent=ConsentStatus.ASKED).consent
    came_to = at_once(
        lambda: consent.give(row, signed_name="Rostam Zal", integrity=True),
        lambda: consent.decline(row, reason="No time."),
    )
    row.refresh_from_db()
    done = [each.status for each in came_to if not isinstance(each, Exception)]
    assert row.status in done
    assert AuditEvent.objects.filter(what__startswith="consent.").count() == len(done)


def test_two_people_setting_the_moment_at_once_do_not_overwrite_each_other():
    of = factory.recommended("laureate", phase=Phase.EMBARGO).call
    made = factory.announcement(of, AnnouncementStatus.PROPOSED)
    moments = [clock.now() + dt.timedelta(hours=hours) for hours in (5, 9)]
    people = [user("", "secretary_general") for _ in moments]
    came_to = at_once(
        *(
            lambda moment=moment, person=person: announcement.propose(of, moment, by=person, version=made.version)
            for moment, person in zip(moments, people, strict=True)
        )
    )
    assert [type(each) for each in came_to if isinstance(each, Exception)] == [announcement.Stale]
    (won,) = (each for each in came_to if isinstance(each, Announcement))
    assert Announcement.objects.get().moment == won.moment


def test_the_moment_kept_by_four_clocks_at_once_publishes_once():
    of = factory.recommended("laureate", phase=Phase.EMBARGO).call
    with clock.standing_at(clock.now() - dt.timedelta(hours=2)):
        factory.announcement(of)
    assert sorted(at_once(*[beat.publish_due] * SIDES)) == [0, 0, 0, 1]
    assert Laureate.objects.count() == 1
    assert Act.objects.filter(kind=ActKind.ANNOUNCED).count() == 1
    keys = list(Letter.objects.values_list("key", flat=True))
    assert len(keys) == len(set(keys)) > 0


def test_a_file_sent_in_pieces_by_four_windows_at_once_is_stored_once_as_it_was_sent():
    draft, content = make.draft(make.call()), hostile.pdf()
    sides = [Browser(browser(draft.nominator), draft, content, "report.pdf") for _ in range(SIDES)]
    answers = at_once(*(lambda side=side: side.send(len(content) // 5) for side in sides))
    assert [answer.status_code for answer in answers] == [200] * SIDES
    assert all("report.pdf" in answer.json()["files"] for answer in answers)
    made = Evidence.objects.get()
    assert made.sha256 == evidence.sha256(apart.made_harmless(content, made.kind))
