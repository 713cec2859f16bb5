"""People of the tests: invented, at example addresses."""

import itertools

from awards_site.models import RoleGrant, User

_NUMBERS = itertools.count(1)


def user(email: str = "", *roles: str, name: str = "", language: str = "en") -> User:
    """Make a person, with staff roles where named."""
    address = email or f"person{next(_NUMBERS)}@people.example"
    person = User.objects.create_user(address, name=name or address.split("@")[0].title(), language=language)
    RoleGrant.objects.bulk_create(RoleGrant(user=person, role=role) for role in roles)
    return person
