"""Rubrics, rules, and ballots with their marks."""

from collections.abc import Mapping
from decimal import Decimal

from awards_site import clock
from awards_site.canonical import digest
from jury.models import Assignment, Round
from scoring.models import Anchor, Ballot, CastBallot, Criterion, Mark, Rubric, Rules
from scoring.states import BallotStatus


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
        CastBallot.objects.create(
            ballot=made, number=1, key=f"key-{made.pk}", marks=dict(marks or {}), digest=digest(dict(marks or {}))
        )
    return made
