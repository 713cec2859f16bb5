"""Which dossiers a person may read now: the one place that says it, for pages, lists, counts and files alike.

A grant says who, the call's phase says when, and a tie beats every right that another role would give.
"""

from collections.abc import Collection
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When

from awards_site import clock
from awards_site.rules import has_role
from awards_site.states import Role
from jury.states import RoundKind, SeatRole, SeatStatus, Tie
from nominations.models import Act, Call, Dossier, Nomination
from nominations.models.nominee import DossierQuerySet
from nominations.states import AFTER_ACTS, CONSENTING, ActKind, NominationStatus, Phase

from .conflict import Conflict
from .grants import DossierGrant
from .panel import Seat
from .round import OPENED, Assignment, Entry, Round

#: From the first round's opening to the last one's close; then until the board has decided.
JUDGING = frozenset({Phase.ASSESSMENT, Phase.SHORTLIST, Phase.FINAL})
JURORS_READ = JUDGING | {Phase.DELIBERATION, Phase.RATIFICATION}
CHAIR_READS = JURORS_READ | {Phase.SCREENING, Phase.EMBARGO}
BOARD_READS = frozenset({Phase.RATIFICATION, Phase.EMBARGO})
AUDITOR_READS = CHAIR_READS | {Phase.ANNOUNCED, Phase.ARCHIVED}


def dossiers_visible_to(person: Any) -> DossierQuerySet:
    """Keep the dossiers that a person may read now, none of them one the person has a tie to."""
    if not person.is_authenticated:
        return Dossier.objects.none()
    shut = Conflict.objects.of(person).shutting().filter(dossier=OuterRef("pk"))
    return Dossier.objects.standing().filter(~Exists(shut)).filter(rights_of(person))


def rights_of(person: Any) -> Q:
    """Add up what roles and seats open, before any tie is looked at."""
    if has_role(person, Role.OFFICER, Role.SECRETARY_GENERAL):
        return Q(pk__isnull=False)
    rights = assigned_to(person) | chaired_by(person)
    if has_role(person, Role.AUDITOR):
        rights |= Q(call__in=calls_in(AUDITOR_READS))
    if has_role(person, Role.BOARD):
        finalist = Entry.objects.filter(
            dossier=OuterRef("pk"), round__in=Round.objects.standing().filter(kind=RoundKind.FINAL)
        )
        rights |= Q(call__in=calls_in(BOARD_READS)) & Q(Exists(finalist))
    return rights


def assigned_to(person: Any) -> Q:
    """Open what was assigned for good in an opened round, granted, and answered to have no tie."""
    opened = Q()
    for kind, act in OPENED.items():
        acts = Act.objects.standing().filter(call=OuterRef("round__call"), kind=act)
        opened |= Q(round__kind=kind) & Q(Exists(acts))
    read = Assignment.objects.of(person).filter(opened, dossier=OuterRef("pk"))
    cleared = Conflict.objects.of(person).filter(dossier=OuterRef("pk"), tie=Tie.NONE)
    granted = DossierGrant.objects.filter(
        user=person, content_object=OuterRef("pk"), permission__codename="view_dossier"
    )
    may = Q(Exists(read)) & Q(Exists(cleared)) & Q(Exists(granted))
    return may & ready() & Q(call__in=calls_in(JURORS_READ))


def chaired_by(person: Any) -> Q:
    """Open what is ready for the jury of a call whose panel the person chairs."""
    seat = Seat.objects.of(person).filter(
        panel__call=OuterRef("call"), role=SeatRole.CHAIR, status=SeatStatus.ACCEPTED
    )
    return Q(Exists(seat)) & ready() & Q(call__in=calls_in(CHAIR_READS))


def ready() -> Q:
    """Ask for an eligible nomination and for consent: no juror reads without both."""
    eligible = Nomination.objects.filter(dossier=OuterRef("pk"), status=NominationStatus.ELIGIBLE)
    return Q(Exists(eligible)) & Q(consent__status__in=CONSENTING)


def calls_in(phases: Collection[Phase]) -> QuerySet[Call, Any]:
    """Keep the calls that stand in one of some phases now: the same answer as `Call.phase`, asked of the database."""
    now = clock.now()
    in_preparation = Q(opens_at__gt=now) | ~Q(Exists(on_record(ActKind.PUBLISHED)))
    after = [When(Exists(on_record(act)), then=Value(phase.value)) for act, phase in AFTER_ACTS]
    stands = Case(
        When(in_preparation, then=Value(Phase.SETUP.value)),
        *after,
        When(closes_at__gt=now, then=Value(Phase.CALL_OPEN.value)),
        default=Value(Phase.SCREENING.value),
    )
    return Call.objects.annotate(stands=stands).values("pk").filter(stands__in=[phase.value for phase in phases])


def on_record(kind: str) -> QuerySet[Act]:
    """Find an act of the call that stands."""
    return Act.objects.standing().filter(call=OuterRef("pk"), kind=kind)
