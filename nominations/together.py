"""Working on one file together: colleagues who read, change or submit it, once they joined.

Being written to opens nothing and ties nobody: an address alone makes no juror stand aside. Who joins has a part.
"""

from typing import Any

from django.db import transaction
from django.utils.translation import ngettext

from awards_site import clock
from awards_site.rules import Refusal, Refused
from awards_site.templatetags.local import localdigits
from nominations import letters, permissions
from nominations.models import Collaboration, Nomination
from nominations.parts import end, grant, locked, may_have_a_part, name_oneself, person_at, record
from nominations.states import Reach

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


@transaction.atomic
def invite(
    nomination: Nomination, *, email: str, reach: str, by: Any, language: str = "en", name: str = ""
) -> Collaboration:
    """Ask a colleague to read, change or submit a file, in one letter; asked again, only the reach changes.

    :param name: the nominator's own, where the account has none: the letter says who invites.
    """
    file = locked(nomination)
    permissions.may_share.require(by, file)
    address = email.strip().lower()
    may_have_a_part(file, address)
    name_oneself(by, name)
    known = file.collaborations.filter(person__email=address).first()
    if known and known.ended_at is None:
        return change_reach(known, reach, by=by)
    is_there_room(file, known)
    part = known or Collaboration(nomination=file, person=person_at(address, language))
    part.reach, part.invited_by, part.invited_at = Reach(reach), by, clock.now()
    part.joined_at = part.ended_at = None
    part.save()
    event = record(file, "nomination.shared", by=by, person=str(part.person.public_id), reach=part.reach)
    letters.colleague_invited(part, event.number)
    return part


def change_reach(part: Collaboration, reach: str, *, by: Any) -> Collaboration:
    """Let a colleague do more or less; who has not joined yet can do nothing so far."""
    if part.reach == reach:
        return part
    part.reach = Reach(reach)
    part.save(update_fields=["reach"])
    if part.joined_at:
        grant(part)
    person = str(part.person.public_id)
    record(part.nomination, "nomination.reach_changed", by=by, person=person, reach=part.reach)
    return part


def is_there_room(file: Nomination, known: Collaboration | None) -> None:
    """Stop at one too many."""
    parts = list(file.collaborations.values_list("pk", "ended_at"))
    now = sum(ended is None for _pk, ended in parts)
    if now >= COLLEAGUES_AT_MOST or (known is None and len(parts) >= EVER_AT_MOST):
        raise Enough


@transaction.atomic
def join(part: Collaboration, *, by: Any) -> Nomination:
    """Take part in a file: from now on it opens, and whoever joined judges nothing of it. Twice is once."""
    now = anew(part)
    permissions.may_join.require(by, now)
    may_have_a_part(now.nomination, by.email.lower())
    if now.joined_at is None:
        now.joined_at = clock.now()
        now.save(update_fields=["joined_at"])
        grant(now)
        record(now.nomination, "nomination.joined", by=by)
    return now.nomination


@transaction.atomic
def leave(part: Collaboration, *, by: Any) -> None:
    """Decline an invitation, or leave a file that one works on."""
    now = anew(part)
    permissions.may_answer_invitation.require(by, now)
    end(now, by=by)


@transaction.atomic
def take_back(part: Collaboration, *, by: Any) -> None:
    """End a colleague's part: from now on nothing of the file opens to them. Twice is once."""
    now = anew(part)
    permissions.may_see_colleagues.require(by, now.nomination)
    if now.ended_at is None:
        end(now, by=by)


def anew(part: Collaboration) -> Collaboration:
    """Read a part and its file anew, and let nobody else share the file until this ends."""
    file = locked(part.nomination)
    now = Collaboration.objects.select_related("person").get(pk=part.pk)
    now.nomination = file
    return now
