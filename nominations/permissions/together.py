"""Who may share a file, give it away, and take one over. The phase is asked of the call, as for the nominator."""

from collections.abc import Iterable
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Value
from django.utils.translation import gettext as _

from awards_site.rules import NOT_YOURS, SIGN_IN, Refusal, rule
from nominations.models import Collaboration, Dossier, Handover, Nomination
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
def may_answer_invitation(person: Any, part: Collaboration | None) -> Refusal | None:
    """Let an invited colleague join or decline until the jury reads, and leave whenever it is."""
    if not person.is_authenticated:
        return SIGN_IN
    if part is None or part.person_id != person.pk or part.ended_at:
        return NOT_YOURS
    return None if part.joined_at or is_shared_now(part.nomination) else NOT_YOURS


@rule
def may_join(person: Any, part: Collaboration | None) -> Refusal | None:
    """Let an invited colleague take part, unless an office of theirs bars nominating."""
    return may_answer_invitation.refusal(person, part) or bars_nominating(person)


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


def with_ties_of(person: Any, files: QuerySet[Nomination]) -> QuerySet[Nomination]:
    """Fetch along what stands between somebody and each file; see `had_a_part` and `is_shut_to`."""
    is_shut = Exists(Dossier.objects.shut_to(person).filter(pk=OuterRef("dossier")))
    had_part = ExpressionWrapper(part_of(person), BooleanField())
    return files.annotate(had_part=had_part, asked_for=Value(person.pk), is_shut=is_shut, shut_for=Value(person.pk))


def part_of(person: Any) -> Q:
    """Say in which files somebody helped, or which they gave away."""
    joined = Collaboration.objects.filter(nomination=OuterRef("pk"), person=person, joined_at__isnull=False)
    gave = Handover.objects.filter(nomination=OuterRef("pk"), by=person, status=HandoverStatus.ACCEPTED)
    return Q(Exists(joined)) | Q(Exists(gave))


def parts_at_once(person: Any, files: Iterable[Nomination]) -> None:
    """Read in which of many files somebody has or had a part, in one statement; see `had_a_part`."""
    known = list(files)
    ours = Nomination.objects.filter(part_of(person), pk__in=[each.pk for each in known])
    with_a_part = set(ours.values_list("pk", flat=True))
    for each in known:
        each.__dict__.update(had_part=each.pk in with_a_part, asked_for=person.pk)


def had_a_part(person: Any, nomination: Nomination) -> bool:
    """Say whether somebody puts a file forward, helps with it, or did so before."""
    if owns(person, nomination):
        return True
    told = nomination.__dict__
    if told.get("asked_for") != person.pk:
        told["had_part"] = Nomination.objects.filter(part_of(person), pk=nomination.pk).exists()
        told["asked_for"] = person.pk
    return bool(told["had_part"])
