"""The jury's letters: written into the outbox in the transaction of the move they tell of.

No letter names a nominee or says what a tie is: a mail may lie open on a screen that is not the reader's.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from awards_site import kinds, mail
from awards_site.models import AuditEvent, Letter, User
from awards_site.states import Role
from jury.models import Assignment, Recommendation, Round, Seat
from nominations.letters.strangers import to_stranger
from nominations.models import Call


def seat_invitation(seat: Seat) -> Letter:
    """Invite somebody to a seat; the link asks for the address and mails a code."""
    key = f"seat_invitation:{seat.public_id}:{seat.invited_at.isoformat()}"
    return write("seat_invitation", seat.user, seat.panel.call, key, "jury:seat", seat=seat)


def seat_answered(seat: Seat) -> None:
    """Tell whoever appointed the panel what an invited person answered."""
    if seat.panel.appointed_by:
        key = f"seat_answered:{seat.public_id}:{seat.status}:{seat.answered_at}"
        write("seat_answered", seat.panel.appointed_by, seat.panel.call, key, "jury:panel", seat=seat)


def assignment_ready(round_: Round, given: Iterable[Assignment]) -> None:
    """Tell each juror once how many dossiers wait."""
    by_seat: dict[Seat, list[Assignment]] = {}
    for assignment in given:
        by_seat.setdefault(assignment.seat, []).append(assignment)
    batch = f"assignment-{round_.pk}-{max(each.pk for mine in by_seat.values() for each in mine)}" if by_seat else ""
    for seat, mine in by_seat.items():
        key, told = f"assignment_ready:{round_.pk}:{seat.pk}:{max(each.pk for each in mine)}", {"count": len(mine)}
        write("assignment_ready", seat.user, round_.call, key, "jury:conflicts", batch=batch, round=round_, **told)


def tie_declared(seat: Seat, event: AuditEvent) -> None:
    """Tell the officers that somebody stood aside, not who nor from whom."""
    for officer in holders(Role.OFFICER):
        key = f"tie_declared:{event.number}:{officer.pk}"
        write("tie_declared", officer, seat.panel.call, key, "jury:ties")


def recommendation_ready(recommendation: Recommendation) -> None:
    """Tell the board that a recommendation waits; what it says is read on the page alone."""
    for member in holders(Role.BOARD):
        key = f"recommendation_ready:{recommendation.pk}:{member.pk}"
        batch = f"recommendation-{recommendation.pk}"
        write("recommendation_ready", member, recommendation.call, key, "scoring:ratification", batch=batch)


def holders(role: str) -> Iterable[User]:
    """Give the people who hold a staff role now."""
    held = User.objects.filter(is_active=True, role_grants__role=role, role_grants__ended_at=None)
    return held.distinct().order_by("pk")


def write(name: str, to: User, call: Call, key: str, page: str, *, batch: str = "", **facts: Any) -> Letter:
    """Put one letter into the outbox, with the address of the page it is about."""
    with translation.override(to.language):
        link = settings.SITE_URL.rstrip("/") + reverse(page, kwargs=call.slugs)
    put = to_stranger if kinds.kind(f"jury/{name}").unasked else mail.write
    return put(
        f"jury/{name}",
        to=to.email,
        language=to.language,
        key=key,
        about=f"call:{call.pk}",
        call="/".join(call.slugs.values()),
        batch=batch,
        context={"person": to, "call": call, "link": link, **facts},
    )
