"""Asking somebody for a letter of support: whom, and by when."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from awards_site import clock
from nominations import letters, permissions
from nominations.models import Call, LetterOfSupport, Nomination
from nominations.states import SupportStatus

from .refusals import Enough, NotAReferee, WrongDate
from .rows import locked_file, record

NOTICE = dt.timedelta(days=3)


@transaction.atomic
def request(
    nomination: Nomination,
    *,
    name: str,
    email: str,
    relation: str = "",
    institution: str = "",
    unrelated: bool = False,
    language: str = "en",
    due_on: dt.date | None = None,
    by: Any,
) -> LetterOfSupport:
    """Ask somebody for a letter of support; they are written to once.

    :param due_on: by the end of which day the letter is asked for; as late as the call takes letters, unless told.
    """
    file = locked_file(nomination)
    permissions.may_request_support.require(by, file)
    address = email.strip().lower()
    may_be_asked(file, address)
    letter = LetterOfSupport.objects.create(
        nomination=file,
        name=name.strip()[:150],
        email=address,
        relation=relation.strip()[:200],
        institution=institution.strip()[:200],
        unrelated=unrelated,
        language=language,
        due_at=due_date(file.call, due_on),
    )
    record(letter, "support.requested", by=by)
    letters.support_asked(letter)
    return letter


def may_be_asked(nomination: Nomination, address: str) -> None:
    """Stop at one too many (who declined counts no more), at somebody asked before, at nominator and nominee."""
    known = dict(nomination.letters_of_support.values_list("email", "status"))
    if address in {each.lower() for each in known}:
        raise NotAReferee(_("You have asked this person already."))
    if sum(status != SupportStatus.DECLINED for status in known.values()) >= nomination.call.letters_at_most:
        raise Enough(nomination.call.letters_at_most)
    nominee = nomination.dossier.nominee.email if nomination.dossier else ""
    if address in {nomination.nominator.email.lower(), nominee.lower()}:
        raise NotAReferee(_("A letter of support comes from somebody else than nominator and nominee."))


def due_date(call: Call, day: dt.date | None) -> dt.datetime:
    """Say by when a letter is due: the end of the day that was asked for, within what the call takes."""
    if day is None:
        return call.letters_until
    first, last = first_day(call), call.letters_until.astimezone(call.cycle.zone).date()
    if not first <= day <= last:
        raise WrongDate(first, last)
    return min(dt.datetime.combine(day, dt.time(23, 59), call.cycle.zone), call.letters_until)


def first_day(call: Call) -> dt.date:
    """Say the first day by which a letter can be asked for: nobody writes one over night."""
    return (clock.now() + NOTICE).astimezone(call.cycle.zone).date()
