"""Rubrics, rules, and ballots with their marks."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from awards_site import clock
from awards_site.canonical import digest
from jury.models import Assignment, Outcome, Recommendation, Round
from jury.states import RecommendationStatus, RoundKind
from nominations.models import Call
from nominations.states import Phase
from scoring.models import Anchor, Announcement, Ballot, CastBallot, Criterion, Mark, Rubric, Rules
from scoring.sheets import record_of
from scoring.states import AnnouncementStatus, BallotStatus

from . import jury
from . import nominations as make
from .people import user


def rubric(weights: Mapping[str, int] | None = None, key: str = "mayor") -> Rubric:
    """Make a rubric on the shipped scale of 1 to 10 by halves."""
    made = Rubric.objects.create(key=key, version=Rubric.objects.filter(key=key).count() + 1, name={"en": key.title()})
    for position, (name, weight) in enumerate((weights or {"impact": 60, "leadership": 40}).items()):
        Criterion.objects.create(rubric=made, key=name, name={"en": name.title()}, weight=weight, position=position)
    for least, word in ((1, "weak"), (3, "limited"), (5, "satisfactory"), (7, "strong"), (9, "outstanding")):
        Anchor.objects.create(rubric=made, least=least, most=least + 1, word={"en": word})
    return made


def rules(of: Round, on: Rubric | None = None, *, frozen: bool = True, **fields: object) -> Rules:
    """Make the rules of a round, frozen unless told otherwise."""
    made = Rules.objects.create(round=of, rubric=on or rubric(), **fields)
    if frozen:
        made.frozen_at, made.digest = clock.now(), digest(made.as_record())
        made.save()
    return made


def ballot(of: Assignment, marks: Mapping[str, str] | None = None, *, cast: bool = False) -> Ballot:
    """Make a ballot with marks by criterion key, cast where told."""
    made = Ballot.objects.create(assignment=of)
    criteria = {criterion.key: criterion for criterion in of.round.rules.rubric.criteria.all()}
    for key, value in (marks or {}).items():
        Mark.objects.create(ballot=made, criterion=criteria[key], value=Decimal(value))
    if cast:
        made.status, made.cast_at = BallotStatus.CAST, clock.now()
        made.save()
        casting = CastBallot(ballot=made, number=1, key=f"key-{made.pk}", marks=dict(marks or {}))
        casting.digest = digest(record_of(of, casting))
        casting.save()
    return made


def open_round(
    jurors: int = 3,
    dossiers: int = 2,
    *,
    kind: str = RoundKind.ASSESSMENT,
    phase: Phase = Phase.ASSESSMENT,
    **of_rules,
) -> Round:
    """Make a round that is open (or in another phase), whole panel assigned to every dossier, no ballot yet."""
    call = make.call(phase)
    files = [make.eligible(call) for _ in range(dossiers)]
    jury.panel(call, jurors)
    made = jury.round_of(call, kind, *files)
    rules(made, **of_rules)
    for seat in call.panel.seats.all():
        for file in files:
            jury.assignment(made, seat, file)
    return fresh(made)


def fresh(of: Round) -> Round:
    """Read a round anew, with all that pages fetch along."""
    return (
        Round.objects.select_related("call__cycle", "call__prize", "rules__rubric")
        .prefetch_related("call__acts")
        .get(pk=of.pk)
    )


def cast_all(of: Round, values: Mapping[tuple[int, int], str]) -> None:
    """Cast ballots: (number of the juror, number of the dossier) to one mark for all criteria."""
    seats, codes = list(of.call.panel.seats.all()), sorted(of.entries.values_list("dossier__code", flat=True))
    keys = [criterion.key for criterion in of.rules.rubric.criteria.all()]
    for (seat, code), mark in values.items():
        assigned = Assignment.objects.get(round=of, seat=seats[seat], dossier__code=codes[code])
        ballot(assigned, dict.fromkeys(keys, mark), cast=True)


def recommended(*kinds: str, phase: Phase = Phase.RATIFICATION) -> Recommendation:
    """Make a recommendation that is before the board (or later), with one outcome for each kind named."""
    round_ = open_round(3, max(len(kinds), 2), kind=RoundKind.FINAL, phase=phase)
    made = Recommendation.objects.create(
        call=round_.call, number=1, status=RecommendationStatus.MADE, minutes="By consensus.", made_at=clock.now()
    )
    for entry, kind in zip(round_.entries.order_by("pk"), kinds, strict=False):
        Outcome.objects.create(
            recommendation=made,
            dossier=entry.dossier,
            kind=kind,
            rank=1,
            citation={"en": "For shade.", "fa": "برای سایه."},
        )
    return Recommendation.objects.select_related("call__cycle", "call__prize").get(pk=made.pk)


def announcement(of: Call, status: str = AnnouncementStatus.CONFIRMED, **fields: object) -> Announcement:
    """Make an announcement in an hour, proposed and confirmed by two people."""
    given = {"moment": clock.now() + dt.timedelta(hours=1), "proposed_by": user("", "secretary_general"), **fields}
    if status in {AnnouncementStatus.CONFIRMED, AnnouncementStatus.PUBLISHED}:
        given.setdefault("confirmed_by", user("", "board"))
    return Announcement.objects.create(call=of, status=status, **given)
