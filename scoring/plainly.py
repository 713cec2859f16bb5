"""Rules in plain words: what each setting means, for the form that asks for it and the pages that publish it."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from awards_site.templatetags.local import localdigits
from awards_site.texts import LocalizedText
from jury.states import RoundKind

from .methods.ballots import Level
from .models import Rules
from .models.rubric import plain
from .states import AtTheCut, Method, PanelSees, ShortlistRule

Fact = tuple[str, str]

METHODS: Final[Mapping[str, str | Promise]] = {
    Method.CALIBRATED: gettext_lazy(
        "The mean of the marks, after taking away how strict or generous each juror is on the whole. "
        "Fair where jurors read different dossiers."
    ),
    Method.MEAN: gettext_lazy("The sum of the marks, divided by their number. Fair where everybody reads everything."),
    Method.TRIMMED: gettext_lazy("The mean once the highest and the lowest ballots are left out."),
    Method.MEDIAN: gettext_lazy("The mark in the middle: as many jurors gave more as gave less."),
    Method.ROBUST: gettext_lazy("As the calibrated mean, but a ballot far away from all others weighs less."),
    Method.ZSCORE: gettext_lazy(
        "Each juror’s marks are put on a common scale by mean and spread, then averaged. "
        "Needs jurors who read many dossiers."
    ),
    Method.BORDA: gettext_lazy(
        "Jurors put all dossiers in order. A dossier gets a point for each one it stands before."
    ),
    Method.SCHULZE: gettext_lazy(
        "Jurors put all dossiers in order. Who wins every comparison of two, by a majority, wins."
    ),
    Method.MAJORITY_JUDGMENT: gettext_lazy("Jurors give each dossier a grade in words. The middle one counts."),
}
RUNGS: Final[Mapping[str, str | Promise]] = {
    "criterion": gettext_lazy("the score on the criterion of highest weight, then on the next"),
    "preferred": gettext_lazy("whom more of the jurors prefer who read both"),
    "spread": gettext_lazy("on whom the jurors agree more"),
    "decision": gettext_lazy("a decision of the chair, with its reason, on record"),
}


def facts_of(rules: Rules) -> list[Fact]:
    """Tell the rules of a round as names and sentences, in the reader's language."""
    return [*_written(rules), *_ranked(rules), *_followed(rules)]


def explained(method: str) -> str:
    """Name a method with the sentence that says what it does."""
    facts = {"name": capfirst(str(Method(method).label)), "meaning": METHODS[method]}
    return _("%(name)s. %(meaning)s") % facts


def _written(rules: Rules) -> Iterator[Fact]:
    """Tell what jurors write, and how it is counted."""
    yield _("Method"), explained(rules.method)
    if rules.method == Method.TRIMMED:
        sentence = ngettext("%(number)s ballot at either end", "%(number)s ballots at either end", rules.trim)
        yield _("Left out"), _counted(sentence, rules.trim)
    match rules.level:
        case Level.MARKS:
            rubric = rules.rubric
            scale = {name: number(plain(getattr(rubric, name))) for name in ("least", "most", "step")}
            yield _("Scale"), _("%(least)s to %(most)s, by steps of %(step)s") % scale
        case Level.GRADES:
            yield _("Grades, the best first"), _(", ").join(word_of(grade) for grade in rules.grades)
        case Level.RANKS:
            yield _("Ballots"), _("Each juror puts all dossiers in order.")
    wanted = _("needed on every criterion") if rules.comment_required else _("as the juror wishes")
    yield _("Comments"), wanted


def _ranked(rules: Rules) -> Iterator[Fact]:
    """Tell from when on a dossier has a rank, and what happens to equal scores."""
    sentence = ngettext("%(number)s ballot for a rank", "%(number)s ballots for a rank", rules.quorum)
    yield _("Quorum"), _counted(sentence, rules.quorum)
    if rules.level is Level.MARKS:
        yield _("Rounding"), _rounding(rules.places)
    ladder = _(", then ").join(str(RUNGS[rung]) for rung in rules.ladder)
    yield _("Equal scores"), ladder or _("they share the place")


def _rounding(places: int | None) -> str:
    if places is None:
        return _("none: scores are exact fractions")
    sentence = ngettext("to %(number)s decimal, a half up", "to %(number)s decimals, a half up", places)
    return _counted(sentence, places)


def _followed(rules: Rules) -> Iterator[Fact]:
    """Tell who goes on, and what the panel sees of it all."""
    if rules.round.kind == RoundKind.ASSESSMENT:
        yield _("Shortlist"), _goes_on(rules)
        yield _("Equal at the cut"), str(AtTheCut(rules.at_the_cut).label)
    ranked = rules.round.call.finalists_ranked
    yield _("Finalists"), _("announced with their ranks") if ranked else _("announced without ranks")
    yield _("After the count the panel sees"), str(PanelSees(rules.panel_sees).label)


def _goes_on(rules: Rules) -> str:
    match rules.shortlist_rule:
        case ShortlistRule.THRESHOLD:
            return _("all with a score of %(number)s or more") % {
                "number": number(plain(rules.threshold or Decimal(0)))
            }
        case ShortlistRule.SHARE:
            return _counted(_("the best %(number)s per cent of those ranked, rounded up"), rules.share or 0)
        case ShortlistRule.VOTE:
            return _counted(_("the %(number)s for whom most jurors vote, once the ranking is known"), rules.shortlist)
    return _counted(_("the best %(number)s of the ranking"), rules.shortlist)


def word_of(grade: Mapping[str, Mapping[str, str]]) -> str:
    """Give a grade's word in the reader's language."""
    return str(LocalizedText(grade["word"]))


def number(value: object) -> str:
    """Write a number in the reader's digits."""
    return localdigits(value)


def _counted(sentence: str, count: int) -> str:
    return sentence % {"number": number(count)}
