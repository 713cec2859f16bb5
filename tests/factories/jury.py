"""Panels with seats, rounds with entries and assignments."""

from typing import Any

from django.utils import timezone

from awards_site import clock
from awards_site.models import User
from jury.models import Assignment, Conflict, DossierGrant, Entry, Panel, Round, Seat
from jury.states import AssignmentStatus, RoundKind, SeatRole, SeatStatus, Tie
from nominations.models import Call, Dossier

from .nominations import DAY
from .people import user


def panel(of: Call, jurors: int = 3, *, chair: bool = True) -> Panel:
    """Make a panel whose jurors all sit; the first one is the chair."""
    made = Panel.objects.create(call=of, confidentiality={"en": "Keep what you read to yourself."})
    for number in range(jurors):
        seat(made, role=SeatRole.CHAIR if chair and number == 0 else SeatRole.JUROR)
    return made


def seat(on: Panel, by: User | None = None, status: str = SeatStatus.ACCEPTED, **fields: Any) -> Seat:
    """Make a seat, accepted unless told otherwise."""
    sits = status == SeatStatus.ACCEPTED
    return Seat.objects.create(
        panel=on,
        user=by or user(),
        status=status,
        answered_at=timezone.now() if sits else None,
        confidentiality_version=1 if sits else None,
        signed_name="Signed" if sits else "",
        **{"country": "TR", "institution": "A university", **fields},
    )


def round_of(of: Call, kind: str = RoundKind.ASSESSMENT, *dossiers: Dossier, **fields: Any) -> Round:
    """Make a round whose ballots close in ten days, with dossiers entered."""
    now = clock.now()
    made = Round.objects.create(
        call=of,
        kind=kind,
        name={"en": kind.title(), "fa": kind},
        **{"opens_at": now - 5 * DAY, "closes_at": now + 10 * DAY, **fields},
    )
    Entry.objects.bulk_create(Entry(round=made, dossier=dossier) for dossier in dossiers)
    return made


def assignment(of: Round, to: Seat, what: Dossier, *, cleared: bool = True) -> Assignment:
    """Assign a dossier for good: confirmed, granted, and with the juror's answer that there is no tie."""
    if cleared:
        Conflict.objects.get_or_create(seat=to, dossier=what, defaults={"tie": Tie.NONE, "by": to.user})
    grant(to, what)
    return Assignment.objects.create(round=of, seat=to, dossier=what, status=AssignmentStatus.CONFIRMED)


def grant(to: Seat, what: Dossier) -> None:
    """Let a juror open a dossier, as seating does."""
    permission = DossierGrant._meta.get_field("permission").related_model.objects.get(
        codename="view_dossier", content_type__app_label="nominations"
    )
    DossierGrant.objects.get_or_create(user=to.user, content_object=what, permission=permission)
