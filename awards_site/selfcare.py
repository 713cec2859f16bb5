"""What people do to their own account."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction

from . import audit
from .models import User


def fresh(person: Any) -> User:
    """Read the person anew, so that a form that fails changes nothing on the page around it."""
    return User.objects.get(pk=person.pk)


@transaction.atomic
def keep(person: User) -> User:
    """Keep name, language and zone."""
    person.save(update_fields=["name", "language", "time_zone"])
    audit.record(by=person, what="account.changed", on=person)
    return person


@transaction.atomic
def end_all_sessions(person: Any, *, by: Any = None) -> None:
    """End every session of a person: sessions carry a digest of the password column, which gets a new value."""
    account = fresh(person)
    account.set_unusable_password()
    account.save(update_fields=["password"])
    audit.record(by=by or account, what="account.signed_out_everywhere", on=account)


def factors_of(person: Any) -> list[str]:
    """Name the kinds of second factors a person has."""
    return sorted(Authenticator.objects.filter(user_id=person.pk).values_list("type", flat=True).distinct())
