"""Who is there: the staff, the nominators, and the dice that everything else follows from."""

import datetime as dt
import random
from dataclasses import dataclass
from typing import Any

from awards_site.models import RoleGrant, User
from awards_site.states import Role

from .tales import read

UNUSABLE = "!"


@dataclass(frozen=True, slots=True)
class World:
    """What every story needs."""

    dice: random.Random
    today: dt.datetime
    officer: User
    second_officer: User
    secretary: User
    board: list[User]
    auditor: User
    nominators: list[User]


def make(dice: random.Random, today: dt.datetime) -> World:
    """Make the people of the example, with their roles."""
    staff = [(given["role"], person(given)) for given in read("people")["staff"]]
    secretary = next(user for role, user in staff if role == Role.SECRETARY_GENERAL)
    for role, user in staff:
        granted_by = None if user == secretary else secretary
        RoleGrant.objects.get_or_create(user=user, role=role, ended_at=None, defaults={"granted_by": granted_by})
    officers = [user for role, user in staff if role == Role.OFFICER]
    return World(
        dice=dice,
        today=today,
        officer=officers[0],
        second_officer=officers[1],
        secretary=secretary,
        board=[user for role, user in staff if role == Role.BOARD],
        auditor=next(user for role, user in staff if role == Role.AUDITOR),
        nominators=[person(given) for given in read("people")["nominators"]],
    )


def person(given: dict[str, Any]) -> User:
    """Make an account, or give the one that is there; nobody can sign in to it but by a mailed code."""
    fields = {"name": given["name"], "language": given["language"], "password": UNUSABLE}
    return User.objects.get_or_create(email=given["email"], defaults=fields)[0]
