"""What sharing a file and giving it away have in common: who may have a part in it, and the grants that say so.

This module alone writes the grants, in the transaction of the move. A grant says who; when is asked of the call.
"""

from typing import Any

from django.contrib.auth.models import Permission
from django.utils.translation import gettext as _

from awards_site import audit, clock
from awards_site.models import User
from awards_site.rules import Refusal, Refused
from nominations import shape
from nominations.letters.strangers import name_alone
from nominations.models import Collaboration, Nomination, NominationGrant
from nominations.models.grants import GRANTED_BY
from nominations.states import Reach


class NotThisPerson(Refused):
    """Somebody who can have no part in this file, or has one."""

    def __init__(self, why: str) -> None:
        """Say why."""
        super().__init__(Refusal(why))


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


def person_at(address: str, language: str) -> User:
    """Find the account of an address, or make one that a mailed code opens."""
    return User.objects.at(address, language=language)[0]


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


def end(part: Collaboration, *, by: Any) -> None:
    """Write that a part ended."""
    revoke(part)
    part.ended_at = clock.now()
    part.save(update_fields=["ended_at"])
    record(part.nomination, "nomination.unshared", by=by, person=str(part.person.public_id))


def locked(nomination: Nomination) -> Nomination:
    """Read a file anew and let nobody else share it until this ends."""
    rows = Nomination.objects.select_for_update(of=("self",))
    return rows.select_related("call__cycle", "call__prize", "form", "nominator", "dossier__nominee").get(
        pk=nomination.pk
    )


def record(file: Nomination, what: str, *, by: Any, **facts: Any) -> Any:
    """Add the move to the chain of the file."""
    return audit.record(by=by, what=what, on=f"nomination:{file.public_id}", **facts)
