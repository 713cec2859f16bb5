"""The board's paper and the moment of the announcement, as people meet them."""

import datetime as dt

import pytest

from awards_site import clock
from awards_site.models import Letter
from nominations.states import Phase
from scoring import announcement, letters
from scoring.models import BoardVote, Ratification
from scoring.states import Vote
from tests.factories import scoring as factory
from tests.factories.people import user

from .test_pages import call_url, signed_in

pytestmark = pytest.mark.django_db


def test_vote_when_another_window_voted_then_says_that_one_vote_is_cast():
    paper = factory.recommended("laureate", "finalist")
    for name in ("b2", "b3"):
        user(f"{name}@board.example", "board")
    member = signed_in(user("", "board"))
    url = call_url(paper.call, "ratification")
    for key in ("a" * 32, "b" * 32):
        answer = member.post(url, {"vote": Vote.FOR, "reason": "", "key": key}, follow=True)
    assert (answer.status_code, BoardVote.objects.count()) == (200, 1)
    assert "You have voted. A vote is cast once." in answer.content.decode()


@pytest.mark.parametrize("day", ["۱۴۷۸/۰۷/۲۳", "23 مهر 1478", "2099-10-14", "14.10.2099"])
def test_moment_when_said_by_either_calendar_then_is_the_same(day):
    call = factory.recommended("laureate", phase=Phase.EMBARGO).call
    secretary = signed_in(user("", "secretary_general"))
    secretary.post(call_url(call, "announcement"), {"version": "0", "day": day, "hour": "18:30"})
    assert str(call.announcement.moment) == "2099-10-14 15:00:00+00:00"


def test_moment_when_it_is_past_then_keeps_what_was_typed():
    call = factory.recommended("laureate", phase=Phase.EMBARGO).call
    secretary = signed_in(user("", "secretary_general"))
    sent = {"version": "0", "day": "2001-02-03", "hour": "18:30"}
    answer = secretary.post(call_url(call, "announcement"), sent)
    page = answer.content.decode()
    assert (answer.status_code, "This moment has passed" in page) == (422, True)
    assert ('value="2001-02-03"' in page, 'value="18:30"' in page) == (True, True)


def test_boards_paper_when_ratified_then_says_so_in_its_head():
    paper = factory.recommended("laureate", phase=Phase.EMBARGO)
    secretary = signed_in(user("", "secretary_general"))
    before = secretary.get(call_url(paper.call, "ratification")).content.decode()
    Ratification.objects.create(recommendation=paper, status="ratified", decided_at=clock.now())
    after = secretary.get(call_url(paper.call, "ratification")).content.decode()
    assert ("<h1>Before the Executive Board</h1>" in before, "<h1>Ratified by the" in after) == (True, True)


def test_letters_of_an_announcement_when_it_is_confirmed_were_counted_and_read_and_told_nothing():
    call = factory.recommended("laureate", "finalist", phase=Phase.EMBARGO).call
    made = announcement.propose(call, clock.now() + dt.timedelta(days=1), by=user("", "secretary_general"))
    bulk = signed_in(user("", "officer")).get(call_url(call, "announcement")).context["bulk"]
    names = {outcome.dossier.nominee.name for outcome in announcement.ratified_outcomes(call)}
    assert {each["kind"].name for each in bulk["examples"]} == set(letters.ANNOUNCED)
    assert not any(name in each["text"] + each["html"] for name in names for each in bulk["examples"])
    announcement.confirm(call, by=user("", "officer"), version=made.version)
    with clock.standing_at(clock.now() + dt.timedelta(days=2)):
        announcement.publish_due()
        announcement.tell_everybody()
    assert Letter.objects.filter(batch=f"announcement-{call.pk}").count() == bulk["total"] > 2
