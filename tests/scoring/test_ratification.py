"""The board ratifies by recorded votes: one each, with a quorum, and not by who counted."""

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from awards_site.models import AuditEvent
from awards_site.rules import Refused
from jury.models import Recommendation
from jury.states import RecommendationStatus
from nominations.models import Act, Call
from nominations.states import ActKind, Phase
from scoring import ratification
from scoring.models import BoardVote, Ratification, Tally
from scoring.ratification import Count, verdict
from scoring.states import RATIFICATION_MOVES, RatificationStatus, Vote
from tests.factories import jury as seating
from tests.factories import scoring as factory
from tests.factories.people import user

pytestmark = pytest.mark.django_db


@pytest.fixture
def board():
    return [user("", "board") for _ in range(3)]


@pytest.fixture
def paper(board):
    return factory.recommended("laureate", "finalist")


def vote(paper, member, choice=Vote.FOR, reason="", key=""):
    return ratification.vote(paper, by=member, choice=choice, key=key or member.public_id.hex, reason=reason)


def phase_of(paper) -> Phase:
    return Call.objects.whole().get(pk=paper.call_id).phase


def test_every_state_of_a_ratification_has_its_moves():
    assert RATIFICATION_MOVES.keys() == set(RatificationStatus.values)


@pytest.mark.parametrize(
    ("votes", "comes_to"),
    [
        (Count(3, 2, 0, 0, 0), RatificationStatus.OPEN),
        (Count(3, 3, 0, 0, 0), RatificationStatus.RATIFIED),
        (Count(3, 2, 1, 0, 0), RatificationStatus.RATIFIED),
        (Count(3, 1, 2, 0, 0), RatificationStatus.REJECTED),
        (Count(3, 1, 0, 2, 0), RatificationStatus.REFERRED_BACK),
        (Count(3, 1, 1, 1, 0), RatificationStatus.REJECTED),
        (Count(4, 2, 1, 0, 1), RatificationStatus.RATIFIED),
        (Count(5, 3, 0, 0, 0), RatificationStatus.RATIFIED),
        (Count(5, 2, 1, 0, 0), RatificationStatus.OPEN),
        (Count(5, 0, 0, 3, 0), RatificationStatus.REFERRED_BACK),
        (Count(3, 2, 0, 0, 1), RatificationStatus.OPEN),
        (Count(4, 2, 2, 0, 0), RatificationStatus.REJECTED),
    ],
)
def test_a_majority_ratifies_once_nothing_can_change_it(votes, comes_to):
    assert verdict(votes, quorum=3) == comes_to


def test_three_votes_for_ratify_and_put_it_on_record(paper, board):
    for member in board:
        vote(paper, member)
    assert Ratification.objects.get().status == RatificationStatus.RATIFIED
    assert phase_of(paper) == Phase.EMBARGO
    event = AuditEvent.objects.get(what="call.ratified")
    assert (event.facts["in_favour"], len(event.facts["record"])) == (3, 64)


def test_a_referral_goes_back_to_the_panel_with_its_reasons(paper, board):
    vote(paper, board[0], Vote.REFER, "The citation says too little.")
    vote(paper, board[1], Vote.REFER, "The minutes lack a page.")
    vote(paper, board[2])
    assert phase_of(paper) == Phase.DELIBERATION
    assert Recommendation.objects.get().status == RecommendationStatus.REFERRED_BACK
    assert "too little" in Act.objects.get(kind=ActKind.REFERRED_BACK).reason
    with pytest.raises(Refused):
        vote(Recommendation.objects.get(), user("", "board"))


def test_the_deciding_vote_when_sent_twice_is_answered_as_the_first_time(paper, board):
    cast = [vote(paper, member) for member in board]
    again = Recommendation.objects.select_related("call").get(pk=paper.pk)
    assert vote(again, board[-1]) == cast[-1]
    assert BoardVote.objects.count() == 3


def test_a_member_votes_once_and_the_same_key_answers_the_same(paper, board):
    assert vote(paper, board[0]) == vote(paper, board[0])
    with pytest.raises(ratification.VotedAlready):
        vote(paper, board[0], key="f" * 32)
    with pytest.raises(ratification.VotedAlready):
        vote(paper, board[1], key=board[0].public_id.hex)
    assert BoardVote.objects.count() == 1


@pytest.mark.parametrize("choice", [Vote.AGAINST, Vote.REFER])
def test_a_no_wants_its_reason(paper, board, choice):
    with pytest.raises(ratification.ReasonWanted):
        vote(paper, board[0], choice, " ")


@pytest.mark.parametrize("role", ["officer", "secretary_general", "auditor", ""])
def test_nobody_but_the_board_votes(paper, role):
    with pytest.raises(Http404):
        vote(paper, user("", *([role] if role else [])))


def test_who_counted_does_not_ratify(paper):
    counter = user("", "officer", "board")
    round_ = paper.call.rounds.get()
    Tally.objects.create(round=round_, method="mean", result={}, by=counter)
    with pytest.raises(Refused):
        vote(paper, counter)


def test_a_juror_or_nominator_on_the_board_can_only_stand_aside(paper, board):
    seating.seat(paper.call.panel, board[0])
    paper.outcomes.first().dossier.nominations.update(nominator=board[1])
    for member in board[:2]:
        with pytest.raises(ratification.StandAside):
            vote(paper, member)
        assert vote(paper, member, Vote.RECUSED).vote == Vote.RECUSED


@pytest.mark.parametrize("phase", [Phase.DELIBERATION, Phase.EMBARGO, Phase.ANNOUNCED])
def test_nothing_is_voted_on_in_another_phase(board, phase):
    with pytest.raises(Refused):
        vote(factory.recommended("laureate", phase=phase), board[0])


def test_the_database_keeps_one_vote_of_a_member_one_of_a_key_and_a_reason_for_a_no(paper, board):
    held = vote(paper, board[0]).ratification
    bad = [
        {"member": board[0], "vote": Vote.FOR, "key": "other"},
        {"member": board[1], "vote": Vote.FOR, "key": board[0].public_id.hex},
        {"member": board[1], "vote": Vote.AGAINST, "key": "third"},
        {"member": board[1], "vote": "maybe", "key": "fourth"},
    ]
    for fields in bad:
        with pytest.raises(IntegrityError), transaction.atomic():
            BoardVote.objects.create(ratification=held, **fields)
