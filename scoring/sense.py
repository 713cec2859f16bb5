"""Whether rules can be counted by at all, and what to do where not: forms and the opening of a round ask here."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from awards_site.rules import Refused
from jury.models import Panel
from jury.states import RoundKind

from .methods.ballots import Level
from .methods.refusals import UnknownRung
from .methods.ties import check_ladder
from .models import Criterion, Rubric, Rules
from .models.rubric import plain
from .models.rules import MOST_PLACES
from .states import Method, ShortlistRule

#: weights are per cent
WHOLE = 100
FEWEST_GRADES = 2
MOST_STEPS = 100
#: scores of these stand on the rubric's own scale
ON_THE_SCALE = frozenset({Method.CALIBRATED, Method.MEAN, Method.TRIMMED, Method.MEDIAN, Method.ROBUST})


class RulesMakeNoSense(Refused):
    """The rules of a round cannot be counted by; the sentence says what to mend."""


class Fault(NamedTuple):
    """What keeps rules from being counted by: the field to mend, and how."""

    field: str
    says: str


def faults_of(rules: Rules) -> list[Fault]:
    """Give all that is wrong with the rules of a round; its rubric is looked at by itself."""
    return [fault for look in LOOKS for fault in look(rules)]


def faults_of_rubric(rubric: Rubric, criteria: Iterable[Criterion]) -> Iterator[Fault]:
    """Give all that is wrong with a rubric and its criteria."""
    listed = list(criteria)
    if not listed:
        yield Fault("", _("The rubric has no criterion. Add one."))
    elif sum(criterion.weight for criterion in listed) != WHOLE:
        yield Fault("", _("The weights of the criteria do not sum to 100. Correct them."))
    yield from faults_of_scale(rubric)


def faults_of_scale(rubric: Rubric) -> Iterator[Fault]:
    """Say what is wrong with the marks that a rubric offers."""
    if rubric.most <= rubric.least:
        yield Fault("most", _("The highest mark is not above the lowest. Correct the scale."))
    elif rubric.step <= 0:
        yield Fault("step", _("The step of the scale is above zero. Correct it."))
    elif not rubric.takes(rubric.most):
        yield Fault("most", _("The scale does not end on one of its steps. Correct the rubric."))
    elif (rubric.most - rubric.least) / rubric.step > MOST_STEPS:
        yield Fault("step", _("Nobody chooses among more than 101 marks. Take a larger step, or a shorter scale."))


def _quorum(rules: Rules) -> Iterator[Fault]:
    if rules.quorum < 1 or rules.shortlist < 1:
        field = "quorum" if rules.quorum < 1 else "shortlist"
        yield Fault(field, _("Quorum and shortlist are at least 1. Correct the rules."))
        return
    most = readers_at_most(rules)
    if most and rules.quorum > most:
        says = _("At most %(most)s jurors read a dossier: %(quorum)s ballots never come together. Lower the quorum.")
        yield Fault("quorum", says % {"most": most, "quorum": rules.quorum})


def readers_at_most(rules: Rules) -> int:
    """Say how many jurors read a dossier at most, or 0 where nobody knows yet."""
    if not rules.round.whole_panel:
        return rules.round.ballots_wanted
    panel = Panel.objects.filter(call=rules.round.call_id).first()
    return panel.seats.sitting().count() if panel else 0


def _method(rules: Rules) -> Iterator[Fault]:
    needed = 2 * rules.trim + 1
    if rules.method == Method.TRIMMED and rules.trim < 1:
        yield Fault("trim", _("The trimmed mean leaves out at least 1 ballot at either end. Write 1 or more."))
    elif rules.method == Method.TRIMMED and rules.quorum < needed:
        says = _(
            "With %(trim)s left out at either end a dossier needs at least %(needed)s ballots. "
            "Raise the quorum to %(needed)s, or leave out fewer."
        )
        yield Fault("quorum", says % {"trim": rules.trim, "needed": needed})
    if rules.level is Level.RANKS and not rules.round.whole_panel:
        says = _(
            "Jurors who put dossiers in order have to read all of them. "
            "Let the whole panel read every dossier of this round, or choose a method with marks."
        )
        yield Fault("method", says)


def _grades(rules: Rules) -> Iterator[Fault]:
    if not isinstance(rules.grades, list) or not all(map(_is_grade, rules.grades)):
        yield Fault("grades", _("A grade has a key, and its word by language. Write it so, or leave this as it was."))
        return
    if rules.method != Method.MAJORITY_JUDGMENT:
        return
    keys = [grade["key"] for grade in rules.grades]
    if len(keys) < FEWEST_GRADES:
        yield Fault("grades", _("Write at least two grades, the best first."))
    elif len(set(keys)) != len(keys) or not all(keys):
        yield Fault("grades", _("Each grade stands once. Take the second one out, or give it another word."))


def _is_grade(grade: Any) -> bool:
    """Say whether something is a grade as the rules hold it."""
    match grade:
        case {"key": str(), "word": dict(word)} if word and all(isinstance(each, str) for each in word.values()):
            return True
    return False


def _places(rules: Rules) -> Iterator[Fault]:
    if rules.places is None:
        return
    if rules.level is not Level.MARKS:
        yield Fault("places", _("Without marks there is nothing to round. Leave this empty."))
    elif rules.places > MOST_PLACES:
        yield Fault("places", _("Scores are rounded to at most 6 decimals. Write a smaller number, or nothing."))


def _ladder(rules: Rules) -> Iterator[Fault]:
    try:
        check_ladder(rules.ladder)
    except UnknownRung as refusal:
        yield Fault("ladder", _(refusal.sentence) % refusal.facts)
        return
    if len(set(rules.ladder)) != len(rules.ladder):
        yield Fault("ladder", _("Each step of the ladder is taken once. Take the second one out."))
    if "decision" in rules.ladder[:-1]:
        yield Fault("ladder", _("The recorded decision comes last: put it at the end of the ladder."))


def _goes_on(rules: Rules) -> Iterator[Fault]:
    if rules.round.kind != RoundKind.ASSESSMENT:
        if rules.shortlist_rule != ShortlistRule.BEST:
            says = _("Nobody goes on from the final round. Leave the shortlist as it is.")
            yield Fault("shortlist_rule", says)
        return
    match rules.shortlist_rule:
        case ShortlistRule.SHARE if rules.share is None or not 1 <= rules.share <= WHOLE:
            yield Fault("share", _("Write which share goes on, from 1 to 100 per cent."))
        case ShortlistRule.THRESHOLD:
            yield from _threshold(rules)


def _threshold(rules: Rules) -> Iterator[Fault]:
    least, most = rules.rubric.least, rules.rubric.most
    if rules.method not in ON_THE_SCALE:
        says = _("Scores of this method do not stand on the scale: none can be reached. Choose another rule.")
        yield Fault("shortlist_rule", says)
    elif rules.threshold is None:
        yield Fault("threshold", _("Write the score that has to be reached."))
    elif not least <= rules.threshold <= most:
        says = _("The scale goes from %(least)s to %(most)s. Write a score on it.")
        yield Fault("threshold", says % {"least": plain(least), "most": plain(most)})


LOOKS: tuple[Callable[[Rules], Iterator[Fault]], ...] = (_quorum, _method, _grades, _places, _ladder, _goes_on)
