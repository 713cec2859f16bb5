"""Panels and seats: the Secretary General appoints, people are invited and answer.

This module alone writes the grants that let a person open a dossier; assignment and recusal ask it to.
"""

import json
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.auth.models import Permission
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards_site import audit, clock
from awards_site.models import User
from awards_site.rules import Refusal, Refused
from jury import letters, permissions
from jury.models import Assignment, DossierGrant, Panel, Seat
from jury.states import SEAT_MOVES, AssignmentStatus, SeatRole, SeatStatus
from nominations.models import Call, Dossier

SHIPPED = Path(__file__).parent / "shipped" / "confidentiality.json"


class AlreadySeated(Refused):
    """The person has a seat on this panel, or was asked and has not answered."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__(Refusal(gettext_lazy("This person has a seat on this panel already.")))


class ChairTaken(Refused):
    """Another person chairs the panel."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(Refusal(gettext_lazy("This panel has a chair. Invite a juror, then name them chair.")))


@transaction.atomic
def appoint(call: Call, *, by: Any) -> Panel:
    """Make a call's panel, with the shipped statement of confidentiality; asked twice, there is still one."""
    permissions.may_appoint.require(by, call)
    panel, is_new = Panel.objects.get_or_create(
        call=call, defaults={"confidentiality": shipped_confidentiality(), "appointed_by": by}
    )
    if is_new:
        audit.record(by=by, what="panel.appointed", on=f"call:{call.pk}", panel=panel.pk)
    return panel


@cache
def shipped_confidentiality() -> dict[str, str]:
    """Read the shipped statement, in every language it is written in."""
    told: dict[str, str] = json.loads(SHIPPED.read_text("utf-8"))
    return told


@transaction.atomic
def invite(
    panel: Panel,
    *,
    email: str,
    by: Any,
    name: str = "",
    role: str = SeatRole.JUROR,
    country: str = "",
    institution: str = "",
    city: str = "",
    languages: Sequence[str] = (),
    language: str = "en",
) -> Seat:
    """Invite a person by address, known or not, and send the letter. Whoever declined may be asked again.

    :raises AlreadySeated: for a person who sits or was asked; :raises ChairTaken: for a second chair.
    """
    permissions.may_invite.require(by, panel.call)
    user = person_at(email, name, language)
    seat = Seat.objects.select_for_update().filter(panel=panel, user=user).first() or Seat(panel=panel, user=user)
    if seat.pk and seat.status != SeatStatus.DECLINED:
        raise AlreadySeated
    if role == SeatRole.CHAIR and permissions.seats.is_led(panel):
        raise ChairTaken
    seat.role, seat.country, seat.institution, seat.city = role, country, institution, city
    seat.languages, seat.status = list(languages), SeatStatus.INVITED
    seat.invited_at, seat.answered_at, seat.reason = clock.now(), None, ""
    seat.save()
    audit.record(by=by, what="seat.invited", on=seat, role=role)
    letters.seat_invitation(seat)
    return seat


def person_at(email: str, name: str, language: str) -> User:
    """Find the account of an address, or make one; a name is only ever added, never replaced."""
    user, _is_new = User.objects.at(email, name=name, language=language)
    if name and not user.name:
        user.name = name
        user.save(update_fields=["name"])
    return user


@transaction.atomic
def accept(seat: Seat, *, signed_name: str, by: Any) -> Seat:
    """Take the seat: the statement of confidentiality, in the version shown, is signed by name and time."""
    permissions.may_answer_seat.require(by, seat)
    if not signed_name.strip():
        raise Refused(Refusal(_("Write your name to sign.")))
    move(seat, SeatStatus.ACCEPTED)
    seat.signed_name, seat.answered_at = signed_name.strip()[:200], clock.now()
    seat.confidentiality_version = seat.panel.confidentiality_version
    seat.save()
    audit.record(by=by, what="seat.accepted", on=seat, confidentiality=seat.confidentiality_version)
    letters.seat_answered(seat)
    return seat


@transaction.atomic
def decline(seat: Seat, *, reason: str, by: Any) -> Seat:
    """Leave the seat to somebody else, with or without saying why."""
    permissions.may_answer_seat.require(by, seat)
    move(seat, SeatStatus.DECLINED)
    seat.reason, seat.answered_at = reason.strip()[:500], clock.now()
    seat.save()
    audit.record(by=by, what="seat.declined", on=seat)
    letters.seat_answered(seat)
    return seat


@transaction.atomic
def end(seat: Seat, *, reason: str, by: Any) -> Seat:
    """End a seat: its files shut, what was only proposed goes, ballots already cast stay and count."""
    permissions.may_end_seat.require(by, seat)
    if not reason.strip():
        raise Refused(Refusal(_("Say why this seat ends.")))
    move(seat, SeatStatus.ENDED)
    seat.reason = reason.strip()[:500]
    seat.save()
    revoke_all(seat)
    seat.assignments.filter(status=AssignmentStatus.PROPOSED).delete()
    unread = seat.assignments.filter(status=AssignmentStatus.CONFIRMED).exclude(ballot__status="cast")
    freed = Assignment.objects.filter(pk__in=list(unread.values_list("pk", flat=True)))
    audit.record(by=by, what="seat.ended", on=seat, freed=freed.update(status=AssignmentStatus.RECUSED))
    return seat


@transaction.atomic
def name_chair(seat: Seat, *, by: Any) -> Seat:
    """Let another juror chair; who chaired before stays as juror."""
    permissions.may_name_chair.require(by, seat)
    if seat.status != SeatStatus.ACCEPTED:
        raise Refused(Refusal(_("Only somebody who accepted a seat can chair.")))
    seat.panel.seats.filter(role=SeatRole.CHAIR).exclude(pk=seat.pk).update(role=SeatRole.JUROR)
    seat.role = SeatRole.CHAIR
    seat.save(update_fields=["role"])
    audit.record(by=by, what="seat.named_chair", on=seat)
    return seat


def move(seat: Seat, to: str) -> None:
    """Move a seat as the table of moves allows, reading anew what another tab may have done."""
    now = Seat.objects.select_for_update().get(pk=seat.pk)
    if to not in SEAT_MOVES[now.status]:
        raise Refused(Refusal(_("This seat is %(status)s already.") % {"status": now.get_status_display()}))
    seat.status = to


def reading() -> Permission:
    """Give the permission that guardian's rows are about."""
    return Permission.objects.get(codename="view_dossier", content_type__app_label="nominations")


def grant(assignments: Iterable[Assignment]) -> None:
    """Let jurors open what was assigned to them, in two statements however many there are."""
    permission = reading()
    pairs = {(assignment.seat.user_id, assignment.dossier_id) for assignment in assignments}
    DossierGrant.objects.bulk_create(
        (DossierGrant(user_id=user, content_object_id=dossier, permission=permission) for user, dossier in pairs),
        ignore_conflicts=True,
    )


def revoke(seat: Seat, dossiers: Iterable[Dossier | int]) -> None:
    """Shut dossiers for a juror."""
    DossierGrant.objects.filter(user=seat.user_id, content_object__in=list(dossiers)).delete()


def revoke_all(seat: Seat) -> None:
    """Shut every dossier of the panel's call for a juror."""
    DossierGrant.objects.filter(user=seat.user_id, content_object__call=seat.panel.call_id).delete()
