"""The ranking, a picture that is its own table: a point and its interval for each, equals bracketed, the cut."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import get_language_bidi, gettext_lazy
from django.utils.translation import gettext as _

from awards_site.templatetags.local import decimal_places, localdigits
from jury.states import RoundKind
from nominations.models import Dossier
from scoring.cut import cut_among
from scoring.methods.measures.doubt import DRAWS
from scoring.models import Rules
from scoring.pictures import Bar, Scale, scale_over
from scoring.states import Method
from scoring.totals import two_places

from .told import Told

PAGE = 25
#: What a score is by the methods whose scores are no marks.
UNITS: Mapping[str, Any] = {
    Method.BORDA: gettext_lazy(
        "A score is one point for each dossier that a juror puts below, and half for an equal."
    ),
    Method.SCHULZE: gettext_lazy("A score is how many of the others do not come before it, pair by pair."),
    Method.MAJORITY_JUDGMENT: gettext_lazy("A score is the grade in the middle of all that jurors gave."),
    Method.ZSCORE: gettext_lazy("A score is how far above a juror’s own mean, in standard deviations, on average."),
}
FIRST, MIDDLE, LAST = "first", "middle", "last"
#: shares of draws beyond which no more is said than this
LEAST, MOST = 0.01, 0.99


@dataclass(frozen=True, slots=True)
class Line:
    """One dossier's place, for the eye and exactly."""

    rank: int
    dossier: Dossier
    score: str
    decimal: Decimal | None
    raw: Decimal | None
    error: Decimal | None
    ballots: int
    shares: bool
    goes_on: bool
    #: the grade instead of a figure, where grades were given
    word: str
    #: its place among those with exactly the same score, before the tie ladder
    bracket: str
    bar: Bar
    raw_at: str
    best: str
    listed: str
    is_last_to_go_on: bool

    @property
    def low(self) -> Decimal | None:
        """Give the lower end of the interval."""
        return self.end(-1)

    @property
    def high(self) -> Decimal | None:
        """Give the upper end of the interval."""
        return self.end(1)

    def end(self, sign: int) -> Decimal | None:
        """Give one end of the interval, rounded for the eye."""
        if self.error is None or self.decimal is None:
            return None
        return (self.decimal + sign * Decimal("1.645") * self.error).quantize(Decimal("0.01"))


@dataclass(frozen=True, slots=True)
class Ranking:
    """One page of a ranking, and the scale that all its pages share."""

    lines: Page[Any]
    scale: Scale
    has_intervals: bool
    has_chances: bool
    #: whether a chance to be among those who go on is told: not where there is room for all
    has_listed: bool
    has_raw: bool
    goes_on: int
    #: whether scores have the jurors' severity taken out
    is_levelled: bool = False
    #: what a score is, where it is no mark
    unit: str = ""
    #: how often true qualities are drawn to tell a chance
    draws: int = DRAWS


def ranking_of(told: Told, page: str, *, size: int = PAGE) -> Ranking:
    """Lay out a page of the ranking."""
    shown = told.result["standings"]
    paged = Paginator(shown, size).get_page(page)
    scale = scale_of(shown, told.rules)
    onward = going_on(told.rules, shown)
    ranks, brackets = [line["rank"] for line in shown], brackets_of(told.result["ties"])
    codes = [line["dossier"] for line in shown]
    last = next((code for code in reversed(codes) if code in onward), None)
    paged.object_list = [
        line_of(line, told, scale, brackets, onward, shares=ranks.count(line["rank"]) > 1, is_last=code == last)
        for line in paged.object_list
        for code in [line["dossier"]]
    ]
    return Ranking(
        lines=paged,
        scale=scale,
        has_intervals=any(line["se"] is not None for line in shown),
        has_chances=bool(told.measures["p_best"]),
        has_listed=bool(told.measures["p_shortlist"]) and told.measures["shortlist"] < len(shown),
        has_raw=any(is_beside(line, told.rules) for line in shown),
        goes_on=len(onward) if len(onward) < len(shown) else 0,
        is_levelled=any(line["severity"] is not None for line in told.result["jurors"]),
        unit=str(UNITS.get(told.rules.method, "")),
    )


def scale_of(shown: Sequence[Mapping[str, Any]], rules: Rules) -> Scale:
    """Make the scale of all scores with their intervals, and of the raw means that stand beside them."""
    reaches = [(float(Fraction(line["score"])), number(line["se"])) for line in shown]
    reaches += [(float(Fraction(line["raw"])), None) for line in shown if is_beside(line, rules)]
    return scale_over(reaches, mirrored=get_language_bidi())


def line_of(
    line: Mapping[str, Any],
    told: Told,
    scale: Scale,
    brackets: Mapping[str, str],
    onward: Collection[str],
    *,
    shares: bool,
    is_last: bool,
) -> Line:
    """Read one standing."""
    code, score = line["dossier"], Fraction(line["score"])
    return Line(
        rank=line["rank"],
        dossier=told.known[code],
        score=line["score"],
        decimal=two_places(score),
        raw=two_places(Fraction(line["raw"])) if line["raw"] else None,
        error=rounded(line["se"]),
        ballots=line["ballots"],
        shares=shares,
        goes_on=code in onward,
        word=told.rules.grade_of(score),
        bracket=brackets.get(code, ""),
        bar=scale.bar(float(score), number(line["se"])),
        raw_at=scale.at(float(Fraction(line["raw"]))) if is_beside(line, told.rules) else "",
        best=chance((told.measures["p_best"] or {}).get(code)),
        listed=chance((told.measures["p_shortlist"] or {}).get(code)),
        is_last_to_go_on=is_last,
    )


def is_beside(line: Mapping[str, Any], rules: Rules) -> bool:
    """Say whether a raw mean stands in the picture: another number than the score, and like it in points."""
    return bool(line["raw"]) and line["raw"] != line["score"] and rules.method not in UNITS


def going_on(rules: Rules, shown: Sequence[Mapping[str, Any]]) -> frozenset[str]:
    """Name those of the shown dossiers whom the rules send on from the first round."""
    if rules.round.kind != RoundKind.ASSESSMENT:
        return frozenset()
    return frozenset(cut_among(rules.round, shown).goes_on)


def brackets_of(ties: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Say of those whose scores are exactly equal where each stands in its bracket."""
    placed: dict[str, str] = {}
    for tie in ties:
        codes = ordered(tie)
        placed |= dict.fromkeys(codes, MIDDLE) | {codes[0]: FIRST, codes[-1]: LAST}
    return placed


def ordered(tie: Mapping[str, Any]) -> list[str]:
    """Give the tied dossiers in the order in which the ladder left them."""
    order: dict[str, int] = dict.fromkeys(tie["dossiers"], 0)
    groups = [list(tie["dossiers"])]
    for step in tie["steps"]:
        split = [list(group) for group in step["groups"]]
        if len(split) > 1:
            at = next(n for n, group in enumerate(groups) if set(group) == {code for part in split for code in part})
            groups[at : at + 1] = split
    return [code for group in groups for code in group] or list(order)


def chance(share: str | None) -> str:
    """Say a share of draws in per cent; near nothing and near all no more than that."""
    if share is None:
        return ""
    value = float(share)
    if value < LEAST:
        return _("under %(number)s %%") % {"number": localdigits(1)}
    if value > MOST:
        return _("over %(number)s %%") % {"number": localdigits(99)}
    return _("%(number)s %%") % {"number": localdigits(round(100 * value))}


def number(measured: str | None) -> float | None:
    """Read what is measured, kept as a string."""
    return None if measured is None else float(measured)


def rounded(measured: str | None) -> Decimal | None:
    """Round what is measured for the eye."""
    return None if measured is None else Decimal(measured).quantize(Decimal("0.01"))


def ticks(scale: Scale) -> list[tuple[str, str]]:
    """Give the places of round numbers on a scale, and how they are said."""
    said = [(tick.at, decimal_places(Fraction(repr(tick.value)), tick.places)) for tick in scale.ticks]
    return [(at, text.replace("-", "−")) for at, text in said]
