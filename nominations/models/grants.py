"""Guardian's table of who may do what with whose nomination: written by `together` alone, never asked when."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import models
from guardian.models import UserObjectPermissionBase

from nominations.states import Reach

VIEW, EDIT, SUBMIT = "view_nomination", "change_nomination", "submit_nomination"
#: What each reach lets a colleague do; each holds the one before.
GRANTED_BY = {Reach.VIEW: (VIEW,), Reach.EDIT: (VIEW, EDIT), Reach.SUBMIT: (VIEW, EDIT, SUBMIT)}


class NominationGrant(UserObjectPermissionBase):
    """One person may do one thing with one nomination; goes with the nomination when it goes."""

    content_object = models.ForeignKey("nominations.Nomination", models.CASCADE, related_name="grants")


def read_at_once(person: Any, nominations: Iterable[Any]) -> None:
    """Read what grants let a person do with many files of others, in one statement; see `Nomination.granted_to`."""
    files = [each for each in nominations if each.nominator_id != person.pk]
    if not files:
        return
    codes: dict[int, set[str]] = defaultdict(set)
    rows = NominationGrant.objects.filter(user=person, content_object__in=files)
    for file, code in rows.values_list("content_object_id", "permission__codename"):
        codes[file].add(code)
    for each in files:
        each.__dict__.setdefault("grants_read", {})[person.pk] = frozenset(codes[each.pk])
