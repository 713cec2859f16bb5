"""What stands beside a ranking, in some sentences for a person at a terminal."""

from collections.abc import Iterable, Iterator, Mapping

from django.utils.translation import gettext as _

from scoring import wording
from scoring.methods.measures.gathered import Measures
from scoring.methods.measures.limits import MOST_BALLOTS, MOST_DOSSIERS, MOST_JURORS
from scoring.methods.trace import Group

#: How many of the likeliest dossiers are named.
LIKELIEST = 3


def beside(measures: Measures | None) -> str:
    """Tell agreement, chances, robustness and the other methods; or that the table is too large for them."""
    if measures is None:
        sentence = _(
            "Agreement, chances and recounts are worked out for at most %(ballots)s ballots, "
            "%(dossiers)s dossiers and %(jurors)s jurors. There are more here."
        )
        return sentence % {"ballots": MOST_BALLOTS, "dossiers": MOST_DOSSIERS, "jurors": MOST_JURORS}
    lines = [
        _("Beside the ranking, and never instead of it:"),
        _agreement(measures),
        _orders(measures),
        _chances(measures),
        *_without_jurors(measures),
        _methods(measures),
    ]
    return "\n".join(line for line in lines if line)


def _agreement(measures: Measures) -> str:
    sentence = _(
        "Agreement: Krippendorff’s α (interval) %(alpha)s, ICC(A,1) %(single)s, ICC(A,k) %(panel)s, "
        "Kendall’s W %(order)s."
    )
    found = measures.agreement
    figures = {"alpha": found.alpha, "single": found.icc_a_1, "panel": found.icc_a_k, "order": found.kendall_w}
    return sentence % {name: _figure(value) for name, value in figures.items()}


def _orders(measures: Measures) -> str:
    figures = _pairs({juror: _figure(value) for juror, value in measures.spearman_rest.items()})
    return _("Each juror’s order against that of the others (Spearman’s ρ): %(figures)s.") % {"figures": figures}


def _chances(measures: Measures) -> str:
    if measures.doubt is None:
        return _("How likely each dossier is the best cannot be told from these marks.")
    chances = measures.doubt.best
    likeliest = sorted(chances, key=lambda dossier: (-chances[dossier], dossier))[:LIKELIEST]
    figures = _pairs({dossier: _figure(chances[dossier]) for dossier in likeliest})
    return _("Chance to be truly the best: %(figures)s.") % {"figures": figures}


def _without_jurors(measures: Measures) -> Iterator[str]:
    if measures.robustness is None:
        yield _("There are too many ballots to count again without each juror.")
        return
    others = [one for one in measures.robustness if one.winners != measures.winners]
    if not others:
        yield _("Whichever juror is left out, the first rank stays with %(winners)s.") % {
            "winners": wording.listed(measures.winners)
        }
    for one in others:
        facts = {"juror": one.juror, "winners": _named(one.winners)}
        if one.winners is None:
            yield _("Without %(juror)s the marks could not be counted by this method.") % facts
        else:
            yield _("Without %(juror)s the first rank goes to %(winners)s.") % facts


def _methods(measures: Measures) -> str:
    if measures.winner_by_method is None:
        return _("There are too many dossiers to count by every other method.")
    winners = _pairs({name: _named(group) for name, group in measures.winner_by_method.items()})
    return _("First by other methods: %(winners)s.") % {"winners": winners}


def _named(group: Group | None) -> str:
    return " = ".join(group) if group else "-"


def _pairs(figures: Mapping[str, str]) -> str:
    return wording.listed(_spaced(figures.items()))


def _spaced(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    return (f"{name} {value}" for name, value in pairs)


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
