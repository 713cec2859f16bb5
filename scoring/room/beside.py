"""What stands beside the ranking: whether the rule matters, or a juror, or one ballot; how far the jurors agree."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from awards_site.templatetags.local import localdigits
from scoring import wording
from scoring.states import Method

from .jurors import Jurors
from .ranking import rounded
from .told import Told


@dataclass(frozen=True, slots=True)
class Otherwise:
    """Who would be first under another rule, or without somebody; nothing where that cannot be counted."""

    what: str
    winners: str
    is_other: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of agreement: its name, its value where it is defined, and what it means."""

    name: str
    value: Decimal | None
    means: Any


MEANINGS: Final = (
    (
        "krippendorff_alpha_interval",
        gettext_lazy("Krippendorff’s α"),
        gettext_lazy("1 where all jurors give a dossier the same mark, 0 where they agree no more than by chance."),
    ),
    (
        "icc_a_1",
        "ICC(A,1)",
        gettext_lazy(
            "How much of what sets one juror’s marks apart lies in the dossiers: "
            "how far one juror alone could be relied on, from 0 to 1."
        ),
    ),
    (
        "icc_a_k",
        "ICC(A,k)",
        gettext_lazy("The same of the mean of the whole panel: how far all of them together can be relied on."),
    ),
    (
        "kendall_w",
        gettext_lazy("Kendall’s W"),
        gettext_lazy("1 where all put the dossiers in the same order, 0 where their orders have nothing in common."),
    ),
)


def by_method(told: Told) -> list[Otherwise]:
    """Give the rule of this count first, then every other method that these ballots could be counted by."""
    others = told.measures["winner_by_method"]
    if others is None or not told.measures["winners"]:
        return []
    own = told.measures["winners"]
    lines = [Otherwise(str(Method(told.rules.method).label), named(told, own), is_other=False)]
    lines += [
        Otherwise(str(Method(name).label), named(told, winners), is_other=winners is not None and winners != own)
        for name, winners in others.items()
    ]
    return lines


def without_jurors(told: Told, jurors: Jurors | None) -> list[Otherwise]:
    """Say who would be first without each juror; to whom sees sums alone, how often who would be."""
    left_out = told.measures["robustness"]
    if left_out is None:
        return []
    own = told.measures["winners"]
    if jurors is not None:
        places = {each.key: each for each in jurors.lines}
        listed = sorted(left_out, key=lambda one: places[one["juror"]].number)
        return [
            Otherwise(places[one["juror"]].who, named(told, one["winners"]), is_other=moves(one["winners"], own))
            for one in listed
        ]
    often = Counter(tuple(one["winners"]) if one["winners"] is not None else None for one in left_out)
    return [
        Otherwise(times(number, len(left_out)), named(told, winners), is_other=moves(winners, own))
        for winners, number in often.most_common()
    ]


def times(number: int, of: int) -> str:
    """Say how often among how many."""
    sentence = ngettext("%(number)s time of %(of)s", "%(number)s times of %(of)s", number)
    return sentence % {"number": localdigits(number), "of": localdigits(of)}


def moves(winners: Sequence[str] | None, own: Sequence[str]) -> bool:
    """Say whether others would be first; where nothing could be counted, nobody is."""
    return winners is not None and list(winners) != list(own)


def named(told: Told, codes: Sequence[str] | None) -> str:
    """Name those who are first, or that the method cannot say."""
    if codes is None:
        return _("cannot be counted so")
    return wording.listed(told.name(code) for code in codes) if codes else "–"


def agreement(told: Told) -> list[Figure]:
    """Give how far the jurors agree, figure by figure."""
    found = told.measures["agreement"]
    return [Figure(str(name), rounded(found[key]), means) for key, name, means in MEANINGS]


def linked(told: Told, jurors: Jurors | None) -> Iterator[str]:
    """Say how the marks hang together."""
    found = told.measures["connectivity"]
    if found is None:
        return
    if found["components"] == 1:
        yield _("All dossiers hang together by jurors who marked several of them, so all stand on one scale.")
    else:
        sentence = _("The marks fall into %(number)s groups that no juror joins.")
        yield sentence % {"number": localdigits(found["components"])}
    bridges = found["bridges"]
    if bridges and jurors is not None:
        sentence = _("Without one of these jurors the marks would fall apart: %(jurors)s.")
        yield sentence % {"jurors": wording.listed(jurors.name(key) for key in bridges)}
    elif bridges:
        sentence = ngettext(
            "The marks would fall apart without %(number)s of the jurors.",
            "The marks would fall apart without one of %(number)s jurors.",
            len(bridges),
        )
        yield sentence % {"number": localdigits(len(bridges))}
    else:
        yield _("They would do so without any one of the jurors too.")


def outlying(told: Told, jurors: Jurors) -> list[str] | None:
    """Name each ballot without which others would be first; nothing at all where that was not worked out."""
    found = told.measures["outlying"]
    if found is None:
        return None
    sentence = _("Without the ballot of %(juror)s on %(dossier)s the first place would go to %(winners)s.")
    refused = _("Without the ballot of %(juror)s on %(dossier)s these ballots could not be counted.")
    return [
        (sentence if one["winners"] is not None else refused)
        % {
            "juror": jurors.name(one["juror"]),
            "dossier": told.name(one["dossier"]),
            "winners": named(told, one["winners"]),
        }
        for one in found
    ]
