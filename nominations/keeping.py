"""Filters of the queue that officers keep under a name: each for oneself, for one call or for all.

A view of one's own desk decides nothing, so no audit link is written for it.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from awards_site.models import User
from awards_site.rules import Refusal, Refused
from awards_site.templatetags.local import localdigits
from nominations import permissions
from nominations.models import Call, SavedFilter

FILTERS_AT_MOST = 20


class Full(Refused):
    """A desk holds so many filters and no more."""

    def __init__(self) -> None:
        """Say what to do."""
        told = {"most": localdigits(FILTERS_AT_MOST)}
        super().__init__(Refusal(_("You keep %(most)s filters already. Delete one first.") % told))


class Named(Refused):
    """Another filter has the name."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(Refusal(_("You keep a filter of this name already. Choose another name.")))


def kept_by(person: Any, call: Call) -> QuerySet[SavedFilter]:
    """Give what a person keeps for a call and for all calls."""
    return SavedFilter.objects.filter(Q(call=call) | Q(call=None), owner=person)


@transaction.atomic
def keep(call: Call, *, name: str, wanted: Mapping[str, str], for_all: bool, by: Any) -> SavedFilter:
    """Keep a view of the queue under a name."""
    permissions.may_keep_filters.require(by, call)
    others = of_owner(by)
    if len(others) >= FILTERS_AT_MOST:
        raise Full
    is_free(name, others)
    return SavedFilter.objects.create(owner=by, call=None if for_all else call, name=name, wanted=dict(wanted))


@transaction.atomic
def rename(saved: SavedFilter, *, name: str, by: Any) -> SavedFilter:
    """Give a filter of one's own another name."""
    others = [each for each in of_owner(by) if each.pk != saved.pk]
    own = SavedFilter.objects.get(pk=saved.pk, owner=by)
    is_free(name, others)
    own.name = name
    own.save(update_fields=["name"])
    return own


def forget(saved: SavedFilter, *, by: Any) -> None:
    """Delete a filter of one's own; twice is once."""
    SavedFilter.objects.filter(pk=saved.pk, owner=by).delete()


def of_owner(person: Any) -> list[SavedFilter]:
    """Give all that a person keeps, and let this person keep nothing else until this ends."""
    User.objects.select_for_update().only("pk").get(pk=person.pk)
    return list(SavedFilter.objects.filter(owner=person))


def is_free(name: str, others: list[SavedFilter]) -> None:
    """Stop where another filter has the name."""
    if name.casefold() in {each.name.casefold() for each in others}:
        raise Named
