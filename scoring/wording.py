"""What the counting found, in sentences in the reader's language: refusals, ties, who has no rank.

`scoring.methods` knows nothing of languages; the command, the pages and the letters ask here.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards_site.texts import apart
from scoring.methods.counting import BELOW_QUORUM
from scoring.methods.graph import Island, SeparateIslands
from scoring.methods.numerals import decimal
from scoring.methods.refusals import Refusal
from scoring.methods.shortlist import WIDER, Cut
from scoring.methods.standings import NotRanked
from scoring.methods.trace import Step, TieTrace
from scoring.methods.trimmed import TOO_FEW


def refused(refusal: Refusal) -> str:
    """Say why nothing was counted, and what to do."""
    facts = dict(refusal.facts)
    if isinstance(refusal, SeparateIslands):
        facts["listing"] = "; ".join(_island(number, one) for number, one in enumerate(refusal.islands, 1))
    return _(refusal.sentence) % facts


def not_ranked(left_out: NotRanked) -> str:
    """Say why a dossier has no rank."""
    facts = {"dossier": left_out.dossier, "ballots": left_out.ballots}
    if left_out.reason == BELOW_QUORUM:
        sentence = ngettext(
            "%(dossier)s is not ranked: it has %(ballots)s ballot, fewer than the quorum.",
            "%(dossier)s is not ranked: it has %(ballots)s ballots, fewer than the quorum.",
            left_out.ballots,
        )
    elif left_out.reason == TOO_FEW:
        sentence = ngettext(
            "%(dossier)s is not ranked: it has %(ballots)s ballot, too few to drop the highest and the lowest.",
            "%(dossier)s is not ranked: it has %(ballots)s ballots, too few to drop the highest and the lowest.",
            left_out.ballots,
        )
    else:
        sentence = _("%(dossier)s is not ranked: this method cannot score it.")
    return sentence % facts


def tie(trace: TieTrace, criteria: Mapping[str, str] | None = None) -> list[str]:
    """Tell a tie from the beginning to its end: who was tied, what each rung said, what is left.

    :param criteria: for a page, the name of each criterion by its key; then every name keeps its own direction.
    """
    said = _Named({}, str) if criteria is None else _Named(criteria, apart)
    opening = _("%(dossiers)s have exactly the same score, at rank %(rank)s.")
    ending = (
        _("The tie is resolved.")
        if trace.resolved
        else _("The tie stands. Record a decision: a vote, the chair's, or that the prize is shared.")
    )
    return [
        opening % {"dossiers": listed(map(said.apart, trace.dossiers)), "rank": trace.rank},
        *(_step(step, said) for step in trace.steps),
        ending,
    ]


@dataclass(frozen=True, slots=True)
class _Named:
    """What criteria are called, and how a name is kept apart from what stands around it."""

    criteria: Mapping[str, str]
    apart: Callable[[str], str]

    def valued(self, dossier: str, value: str | int | None) -> str:
        """Put a number beside its dossier, on a page so that no line ends between them."""
        return f"{dossier} {_number(value)}" if self.apart is str else apart(f"{dossier}\u00a0{_number(value)}")

    def subject(self, step: Step) -> str:
        """Name what a rung looked at."""
        if step.unit != "score" or not self.criteria:
            return listed(step.subject)
        return listed(_("“%(name)s”") % {"name": self.apart(self.criteria.get(key, key))} for key in step.subject)


def cut(made: Cut) -> list[str]:
    """Say by which rule some go on, and who stands equal where more do than the rule's number."""
    facts = {**made.facts, "threshold": plain(made.facts["threshold"])}
    told = [_(made.sentence) % facts]
    if made.wider:
        told.append(_(WIDER) % {"dossiers": listed(map(apart, made.wider))})
    return told


def plain(value: Fraction) -> str:
    """Write an exact number that has few decimals without the zeros at its end."""
    return decimal(value).rstrip("0").rstrip(".")


def listed(names: Iterable[str]) -> str:
    """Put names one after another, with the comma of the reader's language."""
    return _(", ").join(names)


def _island(number: int, island: Island) -> str:
    sentence = _("group %(number)s: jurors %(jurors)s, dossiers %(dossiers)s")
    return sentence % {"number": number, "jurors": listed(island.jurors), "dossiers": listed(island.dossiers)}


def _step(step: Step, said: _Named) -> str:
    rung = UNITS[step.unit]() % {"criteria": said.subject(step)}
    if None in step.values.values():
        named = listed(map(said.apart, step.values))
        return _("%(rung)s: this cannot compare %(dossiers)s.") % {"rung": rung, "dossiers": named}
    numbers = listed(said.valued(dossier, value) for dossier, value in step.values.items())
    facts = {"rung": rung, "numbers": numbers, "order": _order(step, said)}
    if len(step.groups) == 1:
        return _("%(rung)s: %(numbers)s. Still tied.") % facts
    return _("%(rung)s: %(numbers)s. So: %(order)s.") % facts


def _order(step: Step, said: _Named) -> str:
    """Chain the groups, best first; an equals sign joins those who are still tied."""
    return reduce(_before, (" = ".join(map(said.apart, group)) for group in step.groups))


def _before(better: str, worse: str) -> str:
    return _("%(better)s before %(worse)s") % {"better": better, "worse": worse}


def _number(value: str | int | None) -> str:
    return decimal(Fraction(value)) if isinstance(value, str) else str(value)


UNITS: Final[Mapping[str, Callable[[], str]]] = {
    "score": lambda: _("Calibrated score on %(criteria)s"),
    "jurors": lambda: _("Preferred by jurors who marked both"),
    "duels": lambda: _("Duels won less duels lost, among jurors who marked both"),
    "median": lambda: _("Median grade once %(criteria)s of the ballots, the medians, are taken out"),
    "spread": lambda: _("Spread of the scores, the smaller first"),
    "place": lambda: _("Place in the recorded decision"),
}
