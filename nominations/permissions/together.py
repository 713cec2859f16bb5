"""Who may share a file, give it away, and take one over. The phase is asked of the call, as for the nominator."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from awards_site.rules import NOT_YOURS, SIGN_IN, Refusal, rule
from nominations.models import Collaboration, Handover, Nomination
from nominations.states import HandoverStatus, NominationStatus, Phase

from .nominator import bars_nominating, must_own, owns

#: Until the jury reads: who has a part in a file must be known before it is given to jurors.
IS_SHARED = frozenset({Phase.CALL_OPEN, Phase.SCREENING})
GOES_ON = frozenset(NominationStatus) - {NominationStatus.INELIGIBLE, NominationStatus.WITHDRAWN}


@rule
def may_see_colleagues(person: Any, nomination: Nomination | None) -> Refusal | None:
    """Let nominators see with whom they share a file, and take back what they gave, whenever it is."""
    return must_own(person, nomination)


@rule
def may_share(person: Any, nomination: Nomination | None) -> Refusal | None:
    """Let nominators invite colleagues, and offer the whole file to somebody, until the jury reads."""
    refusal = must_own(person, nomination)
    if refusal or nomination is None:
        return refusal
    return None if is_shared_now(nomination) else Refusal(_("This nomination can't be shared any more."))


def is_shared_now(nomination: Nomination) -> bool:
    """Say whether a file is still worked on."""
    return nomination.call.phase in IS_SHARED and nomination.status in GOES_ON


@rule
def may_answer_handover(person: Any, handover: Handover | None) -> Refusal | None:
    """Let the person to whom a file is offered answer, until the jury reads or the offer is taken back."""
    if not person.is_authenticated:
        return SIGN_IN
    if handover is None or handover.to_id != person.pk or handover.status != HandoverStatus.OFFERED:
        return NOT_YOURS
    is_open = is_shared_now(handover.nomination) and handover.nomination.nominator_id == handover.by_id
    return None if is_open else NOT_YOURS


@rule
def may_take_over(person: Any, handover: Handover | None) -> Refusal | None:
    """Let the person to whom a file is offered take it, unless an office of theirs bars nominating."""
    return may_answer_handover.refusal(person, handover) or bars_nominating(person)


def had_a_part(person: Any, nomination: Nomination) -> bool:
    """Say whether somebody puts a file forward, helps with it, or did so before."""
    if owns(person, nomination):
        return True
    helped = Exists(Collaboration.objects.filter(nomination=OuterRef("pk"), person=person))
    gave = Exists(Handover.objects.filter(nomination=OuterRef("pk"), by=person, status=HandoverStatus.ACCEPTED))
    known: dict[int, bool] = nomination.__dict__.setdefault("parts_read", {})
    if person.pk not in known:
        known[person.pk] = Nomination.objects.filter(helped | gave, pk=nomination.pk).exists()
    return known[person.pk]
