"""Letters of support: asked for by a nominator, written by a referee from a link, without an account.

The nominator learns where a letter is, never what it says.
"""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards_site import audit, clock
from awards_site.canonical import digest
from awards_site.models import AuditEvent
from awards_site.rules import Refusal, Refused
from awards_site.templatetags.local import localdigits
from awards_site.words import count_words
from nominations import letters, permissions
from nominations.models import Call, LetterOfSupport, Nomination
from nominations.states import SUPPORT_MOVES, SupportStatus

WORDS_LEAST = 50
WORDS_MOST = 600
AFTER_THE_CALL = dt.timedelta(days=14)
BETWEEN_REMINDERS = dt.timedelta(days=1)


class Enough(Refused):
    """As many referees were asked as the call takes."""

    def __init__(self, most: int) -> None:
        """Say how many."""
        said = ngettext(
            "You can ask %(most)s person for a letter. You have done so.",
            "You can ask %(most)s people for a letter. You have done so.",
            most,
        )
        super().__init__(Refusal(said % {"most": localdigits(most)}))


class NotAReferee(Refused):
    """Somebody who can't write this letter: asked already, or too near."""

    def __init__(self, why: str) -> None:
        """Say why."""
        super().__init__(Refusal(why))


class WrongLength(Refused):
    """A letter that is too short or too long."""

    def __init__(self, words: int) -> None:
        """Say how long it is and how long it may be."""
        told = {"words": localdigits(words), "least": localdigits(WORDS_LEAST), "most": localdigits(WORDS_MOST)}
        super().__init__(
            Refusal(_("Your letter has %(words)s words. It needs at least %(least)s and at most %(most)s.") % told)
        )


class TooSoon(Refused):
    """Somebody was reminded a moment ago."""

    def __init__(self) -> None:
        """Say when it is time again."""
        super().__init__(Refusal(_("This person was written to within the last day. Wait until tomorrow.")))


class Stale(Refused):
    """The letter was changed in another window."""

    def __init__(self) -> None:
        """Say what happened."""
        super().__init__(Refusal(_("This letter was changed in another window. Read both texts and save once more.")))


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
    by: Any,
) -> LetterOfSupport:
    """Ask somebody for a letter of support; they are written to once."""
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
        due_at=due_date(file.call),
    )
    record(letter, "support.requested", by=by)
    letters.support_asked(letter)
    return letter


def may_be_asked(nomination: Nomination, address: str) -> None:
    """Stop at one too many, at somebody asked before, and at nominator and nominee themselves."""
    known = set(nomination.letters_of_support.values_list("email", flat=True))
    if address in {each.lower() for each in known}:
        raise NotAReferee(_("You have asked this person already."))
    if len(known) >= nomination.call.letters_at_most:
        raise Enough(nomination.call.letters_at_most)
    nominee = nomination.dossier.nominee.email if nomination.dossier else ""
    if address in {nomination.nominator.email.lower(), nominee.lower()}:
        raise NotAReferee(_("A letter of support comes from somebody else than nominator and nominee."))


def due_date(call: Call) -> dt.datetime:
    """Say by when a letter is due: two weeks after the call closes, or when screening ends."""
    due = call.closes_at + AFTER_THE_CALL
    if call.screening_until is None:
        return due
    end = dt.datetime.combine(call.screening_until, dt.time(23, 59), call.cycle.zone)
    return min(due, max(end, call.closes_at))


@transaction.atomic
def receive(letter: LetterOfSupport, *, text: str, version: int | None = None, by: Any = None) -> LetterOfSupport:
    """Keep a referee's letter, or a changed one; the same text twice is once.

    :param version: the version that the page was opened with; None where nobody could have changed it.
    """
    row = locked(letter)
    permissions.may_write_support.require(by, row)
    told = text.strip()
    if row.status == SupportStatus.RECEIVED and row.text == told:
        return row
    if version is not None and version != row.version:
        raise Stale
    words = count_words(told)
    if not WORDS_LEAST <= words <= WORDS_MOST:
        raise WrongLength(words)
    is_first = row.status != SupportStatus.RECEIVED
    row.text, row.received_at = told, clock.now()
    event = moved(row, SupportStatus.RECEIVED, "support.received", digest=digest(told), words=words)
    if is_first:
        letters.support_confirmed(row)
        letters.support_answered(row.nomination, row.name, row.status, event.number)
    return row


@transaction.atomic
def decline(letter: LetterOfSupport, *, by: Any = None) -> LetterOfSupport:
    """Note that a referee will not write. Twice is once."""
    row = locked(letter)
    permissions.may_write_support.require(by, row)
    if row.status == SupportStatus.DECLINED:
        return row
    event = moved(row, SupportStatus.DECLINED, "support.declined")
    letters.support_answered(row.nomination, row.name, row.status, event.number)
    return row


def moved(row: LetterOfSupport, status: str, what: str, **facts: Any) -> AuditEvent:
    """Write the new state, its version and its audit link."""
    if status not in SUPPORT_MOVES[row.status]:
        raise NotAReferee(_("You have sent your letter. You can change it, but no longer decline."))
    row.status = status
    row.version += 1
    row.save()
    return record(row, what, by=audit.name_of(row), version=row.version, **facts)


@transaction.atomic
def remind(letter: LetterOfSupport, *, by: Any) -> LetterOfSupport:
    """Write to a referee once more, at most once a day."""
    row = locked(letter)
    permissions.may_request_support.require(by, row.nomination)
    if row.status != SupportStatus.REQUESTED:
        raise NotAReferee(_("This person has answered. There is nothing to remind them of."))
    if clock.now() - row.asked_at < BETWEEN_REMINDERS:
        raise TooSoon
    mail_link(row, by=by)
    return row


@transaction.atomic
def send_link(letter: LetterOfSupport) -> None:
    """Send a referee the link once more, to the address on file, because somebody asked for it."""
    row = locked(letter)
    permissions.may_read_support.require(None, row)
    mail_link(row, by=audit.name_of(row))


def mail_link(row: LetterOfSupport, *, by: Any) -> None:
    """Mail the link that holds."""
    row.asked_at = clock.now()
    row.save(update_fields=["asked_at"])
    event = record(row, "support.asked_again", by=by)
    letters.support_reminded(row, event.number)


def locked(letter: LetterOfSupport) -> LetterOfSupport:
    """Read a letter anew and let nobody else write it until this ends."""
    rows = LetterOfSupport.objects.select_for_update(of=("self",))
    about = ("call__cycle", "call__prize", "nominator", "dossier__nominee")
    return rows.select_related(*(f"nomination__{each}" for each in about)).get(pk=letter.pk)


def locked_file(nomination: Nomination) -> Nomination:
    """Read a file anew and let nobody else ask for it until this ends."""
    rows = Nomination.objects.select_for_update(of=("self",))
    return rows.select_related("call__cycle", "call__prize", "nominator", "dossier__nominee").get(pk=nomination.pk)


def record(letter: LetterOfSupport, what: str, *, by: Any, **facts: Any) -> AuditEvent:
    """Add the move to the chain."""
    return audit.record(by=by, what=what, on=f"letter_of_support:{letter.public_id}", **facts)
