"""The whole file given to somebody else: offered, accepted or declined; until it is accepted it stays whose it was."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from awards_site import clock
from nominations import letters, permissions
from nominations.models import Handover, Nomination
from nominations.parts import NotThisPerson, end, locked, may_have_a_part, name_oneself, person_at, record
from nominations.states import HANDOVER_MOVES, HandoverStatus

#: However often a nominator changes their mind: no file is a means to write to many people.
EVER_AT_MOST = 12


@transaction.atomic
def offer(nomination: Nomination, *, email: str, by: Any, language: str = "en", name: str = "") -> Handover:
    """Offer the whole file to somebody else, who must accept; until then it stays whose it was."""
    file = locked(nomination)
    permissions.may_share.require(by, file)
    address = email.strip().lower()
    may_have_a_part(file, address)
    name_oneself(by, name)
    standing = file.handovers.filter(status=HandoverStatus.OFFERED).select_related("to").first()
    if standing and standing.to.email == address:
        return standing
    if standing:
        raise NotThisPerson(_("You have offered this nomination to somebody. Take that offer back first."))
    if file.handovers.count() >= EVER_AT_MOST:
        raise NotThisPerson(_("This nomination was offered too often. Please write to the secretariat."))
    made = Handover.objects.create(nomination=file, by=by, to=person_at(address, language))
    record(file, "nomination.offered", by=by, person=str(made.to.public_id))
    letters.handover_offered(made)
    return made


@transaction.atomic
def withdraw_offer(handover: Handover, *, by: Any) -> None:
    """Take an offer back that nobody answered. Twice is once."""
    file = locked(handover.nomination)
    permissions.may_see_colleagues.require(by, file)
    now = file.handovers.get(pk=handover.pk)
    if now.status == HandoverStatus.OFFERED:
        move(now, HandoverStatus.TAKEN_BACK)
        record(file, "nomination.offer_taken_back", by=by, person=str(now.to.public_id))


@transaction.atomic
def accept(handover: Handover, *, by: Any) -> Nomination:
    """Take a file over: it is the new nominator's alone, with all that goes with it. Colleagues keep their parts."""
    file, offered = anew(handover)
    permissions.may_take_over.require(by, offered)
    may_have_a_part(file, by.email.lower())
    move(offered, HandoverStatus.ACCEPTED)
    for part in file.collaborations.filter(person=by, ended_at=None):
        end(part, by=by)
    file.nominator, file.language = by, by.language
    file.save(update_fields=["nominator", "language"])
    record(file, "nomination.taken_over", by=by, before=str(offered.by.public_id))
    letters.handover_answered(offered)
    return file


@transaction.atomic
def decline(handover: Handover, *, by: Any) -> None:
    """Leave a file with whoever offered it."""
    file, offered = anew(handover)
    permissions.may_answer_handover.require(by, offered)
    move(offered, HandoverStatus.DECLINED)
    record(file, "nomination.offer_declined", by=by)
    letters.handover_answered(offered)


def anew(handover: Handover) -> tuple[Nomination, Handover]:
    """Read a file and its offer anew, and let nobody else move them until this ends."""
    file = locked(handover.nomination)
    offered = Handover.objects.select_related("by", "to").get(pk=handover.pk)
    offered.nomination = file
    return file, offered


def move(handover: Handover, to: str) -> None:
    """Move an offer as the table of moves allows."""
    if to not in HANDOVER_MOVES[handover.status]:
        raise NotThisPerson(_("This offer was answered already."))
    handover.status, handover.answered_at = to, clock.now()
    handover.save(update_fields=["status", "answered_at"])
