"""Before everything: shipped prizes become rows, and a call gets its form, gates, rounds, rubric and rules.

What is there already stays as the secretariat left it; shipping twice changes nothing.
"""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from awards_site import audit
from awards_site.rules import Refusal, Refused, has_role
from awards_site.states import Role
from jury.models import Round
from nominations.models import Call, Cycle, Form, Gate, Prize, Question, Step
from scoring import shipped
from scoring.models import Anchor, Criterion, Rubric, Rules
from scoring.shipped.dates import PERSIAN_DIGITS, Dates
from scoring.shipped.proof import faults

ONLY_THE_SECRETARY_GENERAL = Refusal(_("Only the Secretary General sets a call up."))


class Faulty(ValueError):  # noqa: N818 - it reads as what is the matter
    """A shipped file is not whole; the message names every fault."""


def ship_prizes() -> list[Prize]:
    """Make the shipped prizes, or give them as they stand."""
    return [ship_prize(slug) for slug in shipped.PRIZES]


def ship_prize(slug: str) -> Prize:
    """Make one shipped prize, or give it as it stands."""
    given = whole(slug)["prize"]
    fields = {name: value for name, value in given.items() if name != "slug"}
    return Prize.objects.get_or_create(slug=slug, defaults=fields)[0]


def ship_cycle(slug: str, *, assembly: dict[str, str] | None = None, is_example: bool = False) -> Cycle:
    """Make a cycle, or give it as it stands; its slug begins with the year."""
    year = slug[:4]
    name = {"en": f"{slug} cycle", "fa": f"دورهٔ {slug.translate(PERSIAN_DIGITS)}"}
    defaults = {"name": name, "assembly": assembly or {}, "year": int(year), "is_example": is_example}
    return Cycle.objects.get_or_create(slug=slug, defaults=defaults)[0]


@transaction.atomic
def ship_call(prize_slug: str, cycle: Cycle, *, dates: Dates, by: Any = None) -> Call:
    """Set a shipped prize's call up in a cycle, or give the call that is there; without a person it is the machine.

    :raises Refused: for anybody but the Secretary General; :raises Faulty: where the file is not whole.
    """
    if by is not None and not has_role(by, Role.SECRETARY_GENERAL):
        raise Refused(ONLY_THE_SECRETARY_GENERAL)
    prize = ship_prize(prize_slug)
    known = Call.objects.filter(cycle=cycle, prize=prize).first()
    if known:
        return known
    data = whole(prize_slug)
    call = make_call(prize, cycle, data["call"], dates)
    make_form(call, data["steps"])
    Gate.objects.bulk_create(Gate(call=call, position=place, **gate) for place, gate in enumerate(data["gates"], 1))
    make_rounds(call, ship_rubric(data["rubric"]), dates)
    audit.record(by=by, what="call.shipped", on=f"call:{call.pk}", prize=prize.slug, cycle=cycle.slug)
    return call


def whole(slug: str) -> dict[str, Any]:
    """Read a shipped prize and refuse one with faults."""
    data = shipped.prize(slug)
    found = faults(data)
    if found:
        raise Faulty("\n".join([f"scoring/shipped/{slug}.json is not whole:", *found]))
    return data


def make_call(prize: Prize, cycle: Cycle, given: dict[str, Any], dates: Dates) -> Call:
    """Make a call with its dates."""
    return Call.objects.create(
        prize=prize,
        cycle=cycle,
        opens_at=dates.opens_at,
        closes_at=dates.closes_at,
        screening_until=dates.screening_until,
        shortlist_by=dates.shortlist_by,
        ratified_by=dates.ratified_by,
        announced_in=dates.announced_in,
        **given,
    )


def make_form(call: Call, steps: list[dict[str, Any]]) -> Form:
    """Make a call's form, version 1."""
    form = Form.objects.create(call=call, version=1)
    for place, given in enumerate(steps, 1):
        fields = {name: value for name, value in given.items() if name != "questions"}
        step = Step.objects.create(form=form, position=place, **fields)
        for position, question in enumerate(given["questions"], 1):
            make_question(step, question, position)
    return form


def make_question(step: Step, given: dict[str, Any], position: int) -> None:
    """Make a question and its columns."""
    fields = {name: value for name, value in given.items() if name != "columns"}
    question = Question.objects.create(step=step, position=position, **fields)
    Question.objects.bulk_create(
        Question(step=step, parent=question, position=place, **column)
        for place, column in enumerate(given.get("columns", []), 1)
    )


def ship_rubric(given: dict[str, Any]) -> Rubric:
    """Make a shipped rubric with criteria and anchors, or give the one of that key and version."""
    scale = shipped.shared()["scale"]
    rubric, made = Rubric.objects.get_or_create(
        key=given["key"], version=given["version"], defaults={"name": given["name"], **scale}
    )
    if made:
        Criterion.objects.bulk_create(
            Criterion(rubric=rubric, position=place, **criterion)
            for place, criterion in enumerate(given["criteria"], 1)
        )
        Anchor.objects.bulk_create(Anchor(rubric=rubric, **anchor) for anchor in shipped.shared()["anchors"])
        rubric.refresh_from_db()
    return rubric


def make_rounds(call: Call, rubric: Rubric, dates: Dates) -> None:
    """Make a call's two rounds, each with its rules."""
    spans = {"assessment": dates.assessment, "final": dates.final}
    for given in shipped.shared()["rounds"]:
        fields = {name: value for name, value in given.items() if name != "rules"}
        opens, closes = spans[given["kind"]]
        made = Round.objects.create(call=call, opens_at=opens, closes_at=closes, **fields)
        Rules.objects.create(round=made, rubric=rubric, **given["rules"])
