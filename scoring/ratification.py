"""The Executive Board decides on the panel's recommendation, by one recorded vote of each member.

A majority of the votes ratifies, once the quorum is met and nobody's vote can change it any more. Who stands aside
leaves the denominator. What is not ratified goes back to the panel with the reasons.
"""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from awards_site import audit, clock
from awards_site.canonical import digest
from awards_site.models import User
from awards_site.rules import Refusal, Refused
from awards_site.states import Role
from jury.models import Outcome, Recommendation
from jury.states import RecommendationStatus
from nominations import acts
from nominations.states import ActKind

from . import permissions, sight
from .models import BoardVote, Ratification
from .states import RatificationStatus, Vote


class ReasonWanted(Refused):
    """A no, and a referral, say why."""


class StandAside(Refused):
    """A member with a part in one of the files can only stand aside."""


class VotedAlready(Refused):
    """A member votes once."""


@dataclass(frozen=True, slots=True)
class Count:
    """The votes of a ratification as they stand."""

    members: int
    in_favour: int
    against: int
    refer: int
    aside: int

    @property
    def votes(self) -> int:
        """Count the votes that say something."""
        return self.in_favour + self.against + self.refer

    @property
    def left(self) -> int:
        """Count who has not voted."""
        return max(self.members - self.votes - self.aside, 0)

    def as_facts(self) -> dict[str, Any]:
        """Give the numbers as the chain keeps them."""
        return {"in_favour": self.in_favour, "against": self.against, "refer": self.refer, "aside": self.aside}


def before_the_board(call: Any) -> Recommendation | None:
    """Give the recommendation that the board has, or had, before it."""
    made = Recommendation.objects.filter(call=call, status=RecommendationStatus.MADE)
    return made.select_related("call__cycle", "call__prize").prefetch_related("call__acts").order_by("number").last()


@transaction.atomic
def vote(recommendation: Recommendation, *, by: Any, choice: str, key: str, reason: str = "") -> BoardVote:
    """Record a member's vote, and the decision where it follows."""
    acts.hold(recommendation.call)
    recommendation.refresh_from_db(fields=["status"])
    known = BoardVote.objects.filter(ratification__recommendation=recommendation, member=by, key=key).first()
    if known:
        return known
    permissions.may_vote.require(by, recommendation)
    ratification, _new = Ratification.objects.get_or_create(recommendation=recommendation)
    if BoardVote.objects.filter(Q(ratification=ratification, member=by) | Q(key=key)).exists():
        raise VotedAlready(Refusal(_("You have voted. A vote is cast once.")))
    if choice != Vote.RECUSED and has_a_part(by, recommendation):
        raise StandAside(Refusal(_("You have a part in one of these files. You can only stand aside.")))
    if choice in {Vote.AGAINST, Vote.REFER} and not reason.strip():
        raise ReasonWanted(Refusal(_("Say why, in a sentence or two. The reason goes on record.")))
    cast = BoardVote.objects.create(
        ratification=ratification, member=by, vote=Vote(choice), reason=reason.strip(), key=key
    )
    audit.record(by=by, what="ratification.voted", on=f"ratification:{ratification.pk}", vote=str(cast.vote))
    settle(ratification, by=by)
    return cast


def has_a_part(person: Any, recommendation: Recommendation) -> bool:
    """Say whether a member sits on the panel or has a part in a file that the recommendation names."""
    if sight.seat_of(person, recommendation.call) is not None:
        return True
    tied = sight.tied_dossiers(person, recommendation.call)
    return Outcome.objects.filter(recommendation=recommendation, dossier__in=tied).exists()


def count(ratification: Ratification) -> Count:
    """Count the votes and those who may still vote."""
    votes = list(ratification.votes.values_list("vote", flat=True))
    board = User.objects.filter(role_grants__role=Role.BOARD, role_grants__ended_at=None, is_active=True)
    return Count(
        members=max(board.count(), len(votes)),
        in_favour=votes.count(Vote.FOR),
        against=votes.count(Vote.AGAINST),
        refer=votes.count(Vote.REFER),
        aside=votes.count(Vote.RECUSED),
    )


def verdict(votes: Count, quorum: int) -> RatificationStatus:
    """Say what the votes come to; open while a vote that is still to come could change it, or the quorum is missed."""
    if votes.votes < quorum:
        return RatificationStatus.OPEN
    most = votes.votes + votes.left
    if 2 * votes.in_favour > most:
        return RatificationStatus.RATIFIED
    if 2 * votes.refer > most:
        return RatificationStatus.REFERRED_BACK
    return RatificationStatus.OPEN if votes.left else RatificationStatus.REJECTED


def settle(ratification: Ratification, *, by: Any) -> RatificationStatus:
    """Put the decision on record where the votes have made it."""
    votes = count(ratification)
    decided = verdict(votes, ratification.quorum)
    if decided == RatificationStatus.OPEN:
        return decided
    ratification.status, ratification.decided_at = decided, clock.now()
    ratification.save(update_fields=["status", "decided_at"])
    call = ratification.recommendation.call
    facts = votes.as_facts()
    if decided == RatificationStatus.RATIFIED:
        acts.record(call, ActKind.RATIFIED, by=by, record=digest(sealed(ratification)), **facts)
    else:
        send_back(ratification, by=by, facts=facts)
    return decided


def send_back(ratification: Ratification, *, by: Any, facts: dict[str, Any]) -> None:
    """Give the recommendation back to the panel, with the members' reasons."""
    recommendation = ratification.recommendation
    reasons = [vote.reason for vote in ratification.votes.all() if vote.reason]
    recommendation.status = RecommendationStatus.REFERRED_BACK
    recommendation.save(update_fields=["status"])
    acts.record(recommendation.call, ActKind.REFERRED_BACK, by=by, reason="\n\n".join(reasons), **facts)


def sealed(ratification: Ratification) -> dict[str, Any]:
    """Give what was ratified, for its hash: every outcome and every vote."""
    outcomes = ratification.recommendation.outcomes.select_related("dossier").order_by("dossier__code")
    votes = ratification.votes.select_related("member").order_by("member__public_id")
    return {
        "outcomes": [
            {"dossier": each.dossier.code, "kind": each.kind, "rank": each.rank, "citation": dict(each.citation)}
            for each in outcomes
        ],
        "votes": [{"member": str(each.member.public_id), "vote": each.vote, "reason": each.reason} for each in votes],
    }
