"""The board's paper and the moment of the announcement, as people meet them."""

import pytest

from scoring.models import BoardVote
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
