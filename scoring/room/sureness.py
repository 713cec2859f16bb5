"""How sure a result is, in plain sentences that hold nothing but the measures, and say what they do not mean.

A chance is a share of draws from what the ballots tell (`scoring.methods.measures.doubt`). It is never said of a vote,
never called a proof, and no threshold makes a result of it.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards_site.templatetags.local import decimal_places, localdigits
from nominations.states import Phase
from scoring import sight, wording
from scoring.methods.ballots import Level
from scoring.methods.measures.limits import MOST_BALLOTS, MOST_DOSSIERS, MOST_JURORS
from scoring.pictures import NINETY
from scoring.states import Method

from .ranking import number
from .told import Told

#: The simple shares by which a chance is said in the sentence on top.
SIMPLE: Final = tuple(
    Fraction(*pair)
    for pair in (
        (1, 20),
        (1, 10),
        (1, 5),
        (1, 4),
        (1, 3),
        (2, 5),
        (1, 2),
        (3, 5),
        (2, 3),
        (3, 4),
        (4, 5),
        (9, 10),
        (19, 20),
    )
)
#: Beyond these a share is said as under or over.
EDGE: Final = 0.03
HUNDRED: Final = 100


def headline(told: Told) -> str:
    """Say in one sentence what came out, and how sure that is; who leads leads only until somebody decides."""
    first = [line["dossier"] for line in told.result["standings"] if line["rank"] == 1]
    if not first:
        return _("No dossier has a rank")
    names = {"name": wording.listed(told.name(code) for code in first)}
    round_ = told.tally.round
    if round_.call.phase != sight.COUNTED_IN[round_.kind]:
        sentence = ngettext(
            "%(name)s has the best result of this round", "%(name)s share the best result of this round", len(first)
        )
        return sentence % names
    share = (told.measures["p_best"] or {}).get(first[0])
    if len(first) > 1 or share is None:
        return ngettext("%(name)s leads", "%(name)s share the first place", len(first)) % names
    return _("%(name)s leads; with these ballots that is %(sure)s sure") % (names | {"sure": odds(float(share))})


def odds(share: float) -> str:
    """Say a chance by a simple share: about 2 in 3."""
    if share < EDGE or share > 1 - EDGE:
        sentence = _("less than 1 in 30") if share < EDGE else _("more than 29 in 30")
        return localdigits(sentence)
    near = min(SIMPLE, key=lambda one: abs(float(one) - share))
    return _("about %(part)s in %(whole)s") % {
        "part": localdigits(near.numerator),
        "whole": localdigits(near.denominator),
    }


def paragraph(told: Told) -> list[str]:
    """Say how sure the result is, what the figures mean and what they do not."""
    if not told.result["standings"]:
        return [_("Without a ranking there is nothing to be sure of.")]
    if told.measures["connectivity"] is None:
        sentence = _(
            "Agreement, chances and recounts are worked out for at most %(ballots)s ballots, "
            "%(dossiers)s dossiers and %(jurors)s jurors. There are more here."
        )
        limits = {"ballots": MOST_BALLOTS, "dossiers": MOST_DOSSIERS, "jurors": MOST_JURORS}
        return [sentence % {name: localdigits(f"{most:,}") for name, most in limits.items()}]
    return [*chances(told), *distance(told), *without_a_juror(told), *by_other_rules(told), *limits_of(told)]


def chances(told: Told) -> Iterator[str]:
    """Say how likely the likeliest are the best, in draws of a hundred."""
    found = told.measures["p_best"]
    if found is None:
        yield _no_chances(told)
        return
    order = sorted(found, key=lambda code: (-float(found[code]), code))
    first, second = order[0], (order[1:] or order)[0]
    facts = {"first": told.name(first), "p": share_of(found[first])}
    yield (
        _("Drawn again and again from what these ballots tell, %(first)s comes out best in %(p)s of 100 draws.")
        % facts
    )
    if len(order) > 1:
        facts = {"second": told.name(second), "p": share_of(found[second])}
        yield _("%(second)s does so in %(p)s of 100.") % facts
    if len(order) > 2:  # noqa: PLR2004 - beyond the second
        rest = sum(Fraction(found[code]) for code in order[2:])
        sentence = ngettext(
            "The one other does so in %(p)s of 100.",
            "The %(number)s others together do so in %(p)s of 100.",
            len(order) - 2,
        )
        yield sentence % {"number": localdigits(len(order) - 2), "p": share_of(float(rest))}


def _no_chances(told: Told) -> str:
    if told.rules.level is not Level.MARKS:
        return _("How likely each is truly the best cannot be told: these ballots hold an order and no distances.")
    return _("These marks do not tell how likely each is truly the best: they are too few, too equal, or not linked.")


def share_of(share: str | float) -> str:
    """Say a share as so many of a hundred; near nothing and near all no more than that."""
    parts = HUNDRED * float(share)
    if parts < 1:
        return _("fewer than %(number)s") % {"number": localdigits(1)}
    if parts > HUNDRED - 1:
        return _("more than %(number)s") % {"number": localdigits(HUNDRED - 1)}
    return localdigits(round(parts))


def distance(told: Told) -> Iterator[str]:
    """Say how far the first is ahead, and whether the two intervals touch."""
    lines = told.result["standings"]
    if len(lines) < 2 or told.rules.level is not Level.MARKS:  # noqa: PLR2004 - there is a second
        return
    first, second = lines[:2]
    ahead = Fraction(first["score"]) - Fraction(second["score"])
    if not ahead or told.rules.method in {Method.BORDA, Method.SCHULZE, Method.MAJORITY_JUDGMENT}:
        return
    facts = {"first": told.name(first["dossier"]), "second": told.name(second["dossier"])}
    facts["points"] = decimal_places(ahead)
    sentence = (
        _("%(first)s is %(points)s standard deviations ahead of %(second)s.")
        if told.rules.method == Method.ZSCORE
        else _("%(first)s is %(points)s points ahead of %(second)s.")
    )
    yield sentence % facts
    errors = [number(line["se"]) for line in (first, second)]
    if None not in errors:
        reach = NINETY * sum(error or 0 for error in errors)
        yield (
            _("Their two lines in the picture overlap.")
            if float(ahead) <= reach
            else _("Their two lines in the picture do not overlap.")
        )
        yield _("Of ten such lines about nine hold the score that would stand there without chance.")


def without_a_juror(told: Told) -> Iterator[str]:
    """Say whether a single juror holds the result."""
    left_out, own = told.measures["robustness"], told.measures["winners"]
    if left_out is None:
        yield _("There are too many ballots to count again without each juror.")
        return
    known = [one for one in left_out if one["winners"] is not None]
    other = [one for one in known if one["winners"] != own]
    facts = {"all": localdigits(len(left_out)), "number": localdigits(len(other)), "names": named(told, own)}
    if not other and len(known) < len(left_out):
        facts |= {"stays": localdigits(len(known)), "refused": localdigits(len(left_out) - len(known))}
        yield _("Leave out each of the %(all)s jurors in turn: %(stays)s times the first place stays with %(names)s, "
                "and %(refused)s times the rest cannot be counted by this rule.") % facts  # fmt: skip
    elif not other:
        yield _("Whichever one of the %(all)s jurors is left out, the first place stays with %(names)s.") % facts
    else:
        sentence = ngettext(
            "Leave out each of the %(all)s jurors in turn, and %(number)s time the first place changes.",
            "Leave out each of the %(all)s jurors in turn, and %(number)s times the first place changes.",
            len(other),
        )
        yield sentence % facts


def by_other_rules(told: Told) -> Iterator[str]:
    """Say whether another rule would put others first."""
    others, own = told.measures["winner_by_method"], told.measures["winners"]
    if others is None:
        yield _("There are too many dossiers to count by every other method.")
        return
    counted = [winners for winners in others.values() if winners is not None]
    other = [winners for winners in counted if winners != own]
    facts = {"all": localdigits(len(counted)), "number": localdigits(len(other)), "names": named(told, own)}
    if counted and not other:
        sentence = ngettext(
            "The %(all)s other method that can count these ballots agrees: first is %(names)s.",
            "All %(all)s other methods that can count these ballots agree: first is %(names)s.",
            len(counted),
        )
        yield sentence % facts
    elif counted:
        sentence = ngettext(
            "Of %(all)s other methods that can count these ballots, %(number)s puts others first.",
            "Of %(all)s other methods that can count these ballots, %(number)s put others first.",
            len(other),
        )
        yield sentence % facts


def limits_of(told: Told) -> Iterator[str]:
    """Say what the figures do not mean."""
    if told.measures["p_best"] is not None and told.rules.method != "calibrated":
        yield _(
            "The draws follow the calibrated mean whatever the rule of the count, so the likeliest can be another."
        )
    if told.rules.places is not None:
        yield _("All this was worked out before scores were rounded as the rules say.")
    if told.tally.decision:
        yield _("A recorded decision on a tie is left aside here: it is no chance.")
    yield _("These figures say how far chance in the marks could have moved the order, and no more.")
    yield _("They are no vote and no proof; what all jurors overlooked alike they cannot see.")
    if told.tally.round.call.phase in {Phase.SHORTLIST, Phase.DELIBERATION}:
        yield _("They decide nothing: the panel does, knowing them.")


def named(told: Told, codes: Sequence[str] | None) -> str:
    """Name those who are first."""
    return wording.listed(told.name(code) for code in codes or ())
