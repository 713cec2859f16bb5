"""Staff roles: the Secretary General gives and ends them, never the own one; auditors are told by letter."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from . import audit, clock, mail, selfcare
from .models import RoleGrant, User
from .permissions import may_end_role, may_grant_roles
from .rules import Refusal, Refused
from .states import Role

#: who audits does nothing else; who prepares the count does not ratify it
APART = (
    (Role.AUDITOR, frozenset({Role.OFFICER, Role.SECRETARY_GENERAL, Role.BOARD})),
    (Role.BOARD, frozenset({Role.OFFICER, Role.SECRETARY_GENERAL})),
)


class Apart(Refused):
    """Two roles that one person cannot hold at once."""


class HeldAlready(Refused):
    """The person holds the role."""


class ThereIsOne(Refused):
    """The first Secretary General is there already."""


@transaction.atomic
def grant(email: str, *, role: str, by: Any, name: str = "") -> RoleGrant:
    """Give a role to whoever has an address; an account is made where there is none."""
    may_grant_roles.require(by)
    person = person_of(email, name)
    may_grant_roles.require(by, person)
    return _give(person, role=Role(role), by=by)


@transaction.atomic
def end(held: RoleGrant, *, by: Any) -> RoleGrant:
    """End a role; whoever held it is signed out everywhere."""
    take(held.user)
    held = RoleGrant.objects.select_for_update().get(pk=held.pk)
    may_end_role.require(by, held)
    held.ended_at, held.ended_by = clock.now(), by
    held.save(update_fields=["ended_at", "ended_by"])
    event = audit.record(by=by, what="role.ended", on=held.user, role=held.role)
    _tell(held, event.number, started=False)
    selfcare.end_all_sessions(held.user, by=by)
    return held


@transaction.atomic
def appoint_first(email: str, *, name: str = "") -> RoleGrant:
    """Make the first Secretary General, from the machine's own command line."""
    if RoleGrant.objects.filter(role=Role.SECRETARY_GENERAL, ended_at=None).exists():
        raise ThereIsOne(Refusal(_("There is a Secretary General already: sign in as they do, and give roles there.")))
    return _give(person_of(email, name), role=Role.SECRETARY_GENERAL, by=None)


def person_of(email: str, name: str = "") -> User:
    """Find or make the account of an address."""
    person, _is_new = User.objects.at(email)
    if name and not person.name:
        person.name = name
        person.save(update_fields=["name"])
    return person


def take(person: User) -> None:
    """Keep others from changing an account until this ends: whoever changes one takes it first, and then the chain."""
    User.objects.select_for_update().only("pk").get(pk=person.pk)


def auditors() -> QuerySet[User]:
    """Give everybody who is an auditor now."""
    return User.objects.filter(role_grants__role=Role.AUDITOR, role_grants__ended_at=None, is_active=True)


def _give(person: User, *, role: Role, by: Any) -> RoleGrant:
    take(person)
    _refuse_what_does_not_go(person, role)
    given = RoleGrant.objects.create(user=person, role=role, granted_by=by)
    event = audit.record(by=by, what="role.granted", on=person, role=str(role))
    _tell(given, event.number, started=True)
    if by is not None:
        selfcare.end_all_sessions(person, by=by)
    return given


def _refuse_what_does_not_go(person: User, role: Role) -> None:
    held = set(person.role_grants.select_for_update().filter(ended_at=None).values_list("role", flat=True))
    if role in held:
        raise HeldAlready(Refusal(_("This person holds the role already.")))
    for one, others in APART:
        if (role == one and held & others) or (role in others and one in held):
            raise Apart(Refusal(_("One person cannot hold these roles together: end the other one first.")))


def _tell(grant_: RoleGrant, number: int, *, started: bool) -> None:
    for reader in {grant_.user, *auditors()}:
        mail.write(
            "role_changed",
            to=reader.email,
            language=reader.language,
            key=f"role_changed:{number}:{reader.public_id}",
            about=audit.name_of(grant_.user),
            context={"grant": grant_, "started": started, "number": number, "own": reader == grant_.user},
        )
