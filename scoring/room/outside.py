"""What does not count in a result, and why: dossiers without a rank, and ballots that were not cast or fell away."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards_site.texts import apart
from jury.models import Assignment
from jury.states import AssignmentStatus
from scoring import counted, wording
from scoring.methods.standings import NotRanked
from scoring.sight import Sight
from scoring.states import BallotStatus

from .told import Told

UNFINISHED, ABSTAINED, RECUSED = "unfinished", "abstained", "recused"
SENTENCES: Final[Mapping[str, Any]] = {
    UNFINISHED: gettext_lazy("Not finished, and so never counted: %(which)s."),
    ABSTAINED: gettext_lazy("Abstained, and so no part of any mean: %(which)s."),
    RECUSED: gettext_lazy("Recused by a tie, whatever had been marked before: %(which)s."),
}


def not_ranked(told: Told) -> list[str]:
    """Say why each dossier without a rank has none."""
    return [why_not(line) for line in told.result["not_ranked"] if line["dossier"] in told.known]


def why_not(line: Mapping[str, Any]) -> str:
    """Say why a dossier has no rank."""
    if line["reason"] == counted.WITHDRAWN:
        return _("%(dossier)s is not ranked: its nomination or its nominee’s consent no longer stands.") % line
    if line["reason"] == counted.NO_BALLOTS:
        return _("%(dossier)s is not ranked: it has no ballot.") % line
    return wording.not_ranked(NotRanked(line["dossier"], line["ballots"], line["reason"]))


def ballots_outside(told: Told, how: Sight) -> list[str]:
    """Say which ballots do not count, and why; jurors by name to those alone who may know them."""
    rows = (
        Assignment.objects.filter(round=told.tally.round)
        .exclude(status=AssignmentStatus.PROPOSED)
        .exclude(status=AssignmentStatus.CONFIRMED, ballot__status=BallotStatus.CAST)
        .exclude(dossier__in=told.hidden)
        .select_related("dossier", "seat__user", "ballot")
        .order_by("dossier__code", "pk")
    )
    listed: dict[str, list[str]] = {}
    for row in rows:
        listed.setdefault(reason_of(row), []).append(named(row, how))
    return [
        str(sentence) % {"which": wording.listed(listed[reason])}
        for reason, sentence in SENTENCES.items()
        if reason in listed
    ]


def reason_of(row: Assignment) -> str:
    """Say why a ballot that was asked for does not count."""
    if row.status == AssignmentStatus.RECUSED:
        return RECUSED
    ballot = getattr(row, "ballot", None)
    return ABSTAINED if ballot is not None and ballot.status == BallotStatus.ABSTAINED else UNFINISHED


def named(row: Assignment, how: Sight) -> str:
    """Name a ballot by its dossier and, to those who may know, its juror."""
    if how != Sight.IDENTIFIED:
        return apart(row.dossier.code)
    return _("%(dossier)s (%(juror)s)") % {"dossier": apart(row.dossier.code), "juror": apart(row.seat.user)}
