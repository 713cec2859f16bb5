"""The Secretary General sets the rules of a round and its rubric, until the round opens and freezes both.

A rubric that another round froze is never written to: a change becomes its next version, and old ballots keep theirs.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from awards_site import audit
from awards_site.rules import Refusal, Refused
from nominations import acts

from . import permissions, sense
from .models import Anchor, Criterion, Rubric, Rules
from .models.rubric import plain
from .models.rules import SETTINGS

SCALE = ("least", "most", "step")
ASKED = ("key", "name", "help", "weight", "position")


@transaction.atomic
def set_rules(rules: Rules, *, by: Any) -> Rules:
    """Save the settings of a round's rules, and put on record what they were before.

    :raises Refused: once the round has opened; :raises RulesMakeNoSense: where nothing can be counted by them.
    """
    before = _held(rules, by=by)
    for fault in sense.faults_of(rules):
        raise sense.RulesMakeNoSense(Refusal(fault.says))
    pairs = {name: [_told(getattr(before, name)), _told(getattr(rules, name))] for name in SETTINGS}
    changed = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
    if changed:
        rules.save(update_fields=SETTINGS)
        audit.record(by=by, what="rules.changed", on=f"round:{rules.round_id}", changed=changed)
    return rules


@transaction.atomic
def set_rubric(rules: Rules, scale: Mapping[str, Any], criteria: Sequence[Criterion], *, by: Any) -> Rubric:
    """Save name, scale and criteria of a round's rubric; where it is frozen, as its next version.

    :raises Refused: once the round has opened; :raises RulesMakeNoSense: where nothing can be counted by it.
    """
    rubric = _held(rules, by=by).rubric
    before = _told_rubric(rubric, rubric.criteria.all())
    wanted = Rubric(key=rubric.key, version=rubric.version, **scale)
    for fault in sense.faults_of_rubric(wanted, criteria):
        raise sense.RulesMakeNoSense(Refusal(fault.says))
    after = _told_rubric(wanted, criteria)
    if before == after:
        return rubric
    written = _next_version(rubric) if rubric.frozen_at else rubric
    for name, value in scale.items():
        setattr(written, name, value)
    written.save()
    _write_criteria(written, criteria)
    Rules.objects.filter(pk=rules.pk).update(rubric=written)
    audit.record(
        by=by, what="rubric.changed", on=f"rubric:{written.pk}", version=written.version, before=before, after=after
    )
    return written


def _held(rules: Rules, *, by: Any) -> Rules:
    """Keep others from opening the round or changing its rules meanwhile, and give them as they are on record."""
    acts.hold(rules.round.call)
    permissions.may_edit_rules.require(by, rules.round)
    found = Rules.objects.select_for_update(of=("self", "rubric")).select_related("rubric").get(pk=rules.pk)
    if found.frozen_at:
        raise Refused(Refusal(_("These rules are frozen. They stay as they are.")))
    return found


def _next_version(rubric: Rubric) -> Rubric:
    """Copy a frozen rubric with the words of its scale."""
    last = Rubric.objects.filter(key=rubric.key).aggregate(last=Max("version"))["last"]
    made = Rubric.objects.create(
        key=rubric.key, version=last + 1, name=rubric.name, least=rubric.least, most=rubric.most, step=rubric.step
    )
    for anchor in rubric.anchors.all():
        Anchor.objects.create(rubric=made, least=anchor.least, most=anchor.most, word=anchor.word, text=anchor.text)
    return made


def _write_criteria(rubric: Rubric, criteria: Sequence[Criterion]) -> None:
    """Let a rubric have these criteria and no others; those it had keep their rows."""
    rubric.criteria.exclude(key__in=[criterion.key for criterion in criteria]).delete()
    Criterion.objects.bulk_create(
        [Criterion(rubric=rubric, **{name: getattr(each, name) for name in ASKED}) for each in criteria],
        update_conflicts=True,
        unique_fields=["rubric", "key"],
        update_fields=[name for name in ASKED if name != "key"],
    )


def _told_rubric(rubric: Rubric, criteria: Any) -> dict[str, Any]:
    scale = {name: plain(getattr(rubric, name)) for name in SCALE}
    listed = [{name: _told(getattr(each, name)) for name in ASKED} for each in criteria]
    return {**scale, "name": dict(rubric.name), "criteria": listed}


def _told(value: Any) -> Any:
    """Write a setting as the chain keeps it: numbers with decimals as text."""
    match value:
        case Decimal():
            return plain(value)
        case dict():
            return dict(value)
    return value
