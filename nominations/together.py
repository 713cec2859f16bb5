"""Working on one file together: colleagues who read, change or submit it, and the whole file given to somebody else.

This module alone writes the grants, in the transaction of the move. A grant says who; when is asked of the call.
"""

from typing import Any

from django.contrib.auth.models import Permission
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards_site import audit, clock
from awards_site.models import User
from awards_site.rules import Refusal, Refused
from awards_site.templatetags.local import localdigits
from nominations import letters, permissions, shape
from nominations.letters.strangers import name_alone
from nominations.models import Collaboration, Handover, Nomination, NominationGrant
from nominations.models.grants import GRANTED_BY
from nominations.states import HANDOVER_MOVES, HandoverStatus, Reach

COLLEAGUES_AT_MOST = 5
#: However often a nominator changes their mind: no file is a means to write to many people.
EVER_AT_MOST = 12


class Enough(Refused):
    """As many people have a part in the file as may, or had one."""

    def __init__(self) -> None:
        """Say how many, and what to do."""
        said = ngettext(
            "A nomination is shared with at most %(most)s person. Take it back from somebody first.",
            "A nomination is shared with at most %(most)s people. Take it back from somebody first.",
            COLLEAGUES_AT_MOST,
        )
        super().__init__(Refusal(said % {"most": localdigits(COLLEAGUES_AT_MOST)}))


class NotThisPerson(Refused):
    """Somebody who can have no part in this file, or has one."""

    def __init__(self, why: str) -> None:
        """Say why."""
        super().__init__(Refusal(why))


@transaction.atomic
def invite(
    nomination: Nomination, *, email: str, reach: str, by: Any, language: str = "en", name: str = ""
) -> Collaboration:
    """Let a colleague read, change or submit a file, and write to them once; asked again, only the reach changes.

    :param name: the nominator's own, where the account has none: the letter says who invites.
    """
    file = locked(nomination)
    permissions.may_share.require(by, file)
    address = email.strip().lower()
    may_have_a_part(file, address)
    name_oneself(by, name)
    known = file.collaborations.filter(person__email=address).first()
    if known is None or known.ended_at:
        is_there_room(file, known)
    part = known or Collaboration(nomination=file, person=person_at(address, language), invited_by=by)
    if part.pk and part.ended_at is None and part.reach == reach:
        return part
    is_new, part.reach = not part.pk or part.ended_at is not None, Reach(reach)
    if is_new:
        part.ended_at, part.invited_at, part.invited_by = None, clock.now(), by
    part.save()
    grant(part)
    what = "nomination.shared" if is_new else "nomination.reach_changed"
    event = record(file, what, by=by, person=str(part.person.public_id), reach=part.reach)
    if is_new:
        letters.colleague_invited(part, event.number)
    return part


def may_have_a_part(file: Nomination, address: str) -> None:
    """Stop at the nominator, and at the nominee where nobody may put themselves forward."""
    if address == file.nominator.email.lower():
        raise NotThisPerson(_("This is your own address. Write the address of somebody else."))
    told = str(shape.of(file.form).answer("nominee_email", file.answers) or "").lower()
    nominee = file.dossier.nominee.email.lower() if file.dossier else told
    if not file.call.self_nomination and address in {told, nominee}:
        raise NotThisPerson(_("This is the nominee’s address. In this prize the nominee takes no part in the file."))


def name_oneself(by: Any, name: str) -> None:
    """Let an account without a name have one: nobody gets a letter from somebody unnamed."""
    if name_alone(by.name):
        return
    if not name_alone(name):
        raise NotThisPerson(_("Write your name: the letter says who sends it."))
    by.name = name.strip()[:150]
    by.save(update_fields=["name"])


def is_there_room(file: Nomination, known: Collaboration | None) -> None:
    """Stop at one too many."""
    parts = list(file.collaborations.values_list("pk", "ended_at"))
    now = sum(ended is None for _pk, ended in parts)
    if now >= COLLEAGUES_AT_MOST or (known is None and len(parts) >= EVER_AT_MOST):
        raise Enough


def person_at(address: str, language: str) -> User:
    """Find the account of an address, or make one that a mailed code opens."""
    known = User.objects.filter(email=address).first()
    return known or User.objects.create_user(address, language=language)


def grant(part: Collaboration) -> None:
    """Write what a part lets somebody do, and nothing else."""
    codes = GRANTED_BY[Reach(part.reach)]
    revoke(part)
    allowed = Permission.objects.filter(codename__in=codes, content_type__app_label="nominations")
    NominationGrant.objects.bulk_create(
        NominationGrant(user=part.person, content_object=part.nomination, permission=each) for each in allowed
    )


def revoke(part: Collaboration) -> None:
    """Take away all that somebody may do with a file."""
    NominationGrant.objects.filter(user=part.person_id, content_object=part.nomination_id).delete()


@transaction.atomic
def take_back(part: Collaboration, *, by: Any) -> None:
    """End a colleague's part: from now on nothing of the file opens to them. Twice is once."""
    file = locked(part.nomination)
    permissions.may_see_colleagues.require(by, file)
    now = file.collaborations.select_related("person").get(pk=part.pk)
    if now.ended_at is None:
        end(now, by=by)


def end(part: Collaboration, *, by: Any) -> None:
    """Write that a part ended."""
    revoke(part)
    part.ended_at = clock.now()
    part.save(update_fields=["ended_at"])
    record(part.nomination, "nomination.unshared", by=by, person=str(part.person.public_id))


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


def locked(nomination: Nomination) -> Nomination:
    """Read a file anew and let nobody else share it until this ends."""
    rows = Nomination.objects.select_for_update(of=("self",))
    return rows.select_related("call__cycle", "call__prize", "form", "nominator", "dossier__nominee").get(
        pk=nomination.pk
    )


def record(file: Nomination, what: str, *, by: Any, **facts: Any) -> Any:
    """Add the move to the chain of the file."""
    return audit.record(by=by, what=what, on=f"nomination:{file.public_id}", **facts)
