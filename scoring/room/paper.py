"""The result for the board's papers, as a PDF: the page's words and pictures, sums alone, no juror in it."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards_site import documents, local
from awards_site.documents import own
from awards_site.templatetags.local import decimal_places, localdatetime, localdigits
from scoring.models import Tally
from scoring.sight import Sight

from .beside import Figure, Otherwise, agreement, by_method, linked, without_jurors
from .outside import ballots_outside
from .ranking import Line
from .reading import Room, room_of
from .slopes import Moved, Picture, slopes_of
from .sureness import headline, paragraph

ALL = 100_000
#: slopes of more dossiers than this fill more than a page, and say no more than the table
MOST_SLOPES = 40


def made(tally: Tally, person: Any) -> bytes:
    """Make the paper as this reader may have it.

    :raises NotPrinted: where it can't be made.
    """
    return documents.printed("result", words(room_of(tally, person, Sight.AGGREGATES, size=ALL)))


def words(room: Room) -> dict[str, Any]:
    """Say everything that stands in the paper."""
    told, tally, ranking = room.told, room.tally, room.ranking
    slopes = slopes_of(told, room.codes) if len(room.codes) <= MOST_SLOPES else None
    return {
        "at": tally.at.isoformat(),
        "forum": local.forum_name(),
        "title": plain(headline(told)),
        "foot": f"{tally.round.call} · {tally.round}",
        "facts": [{"label": label, "text": own(text)} for label, text in facts(room)],
        "notes": [own(text) for text in notes(room)],
        "ranking": {
            "title": _("Ranking"),
            "heads": [
                _("Rank"),
                _("Dossier"),
                _("Score and its interval") if ranking.has_intervals else _("On one scale"),
                _("Score"),
                *chance_heads(room),
            ],
            "lines": [line_of(line, room) for line in room.shown],
            "ticks": [{"at": share(at), "text": said} for at, said in room.ticks],
            "cut": cut(ranking.goes_on),
            "key": key(room),
        },
        "slopes": None if slopes is None else picture(slopes),
        "parts": [
            {"title": title, "texts": [own(localdigits(text)) for text in texts]} for title, texts in parts(room)
        ],
        "tables": [{"title": title, "rows": rows} for title, rows in tables(room) if rows],
    }


def own_each(texts: Iterable[str]) -> list[dict[str, Any]]:
    """Give sentences in the reader's digits, each with its direction."""
    return [own(localdigits(text)) for text in texts]


def facts(room: Room) -> Iterator[tuple[str, str]]:
    """Say what this is the result of, and when it was counted."""
    tally = room.tally
    yield _("Prize"), str(tally.round.call.prize)
    yield _("Cycle"), str(tally.round.call.cycle)
    yield _("Round"), str(tally.round)
    yield _("Method"), str(room.told.rules.get_method_display())
    yield _("Ballots"), localdigits(room.ballots)
    yield _("Counted"), localdatetime(tally.at)
    if room.told.is_whole:
        yield _("Fingerprint of the result"), tally.result_digest


def notes(room: Room) -> Iterator[str]:
    """Say what the reader must know first."""
    yield _("For the board’s papers. It holds sums alone: no juror is named in it, and no single mark.")
    yield _("This is what the ballots come to, and not the decision.")
    if room.ranking.unit:
        yield room.ranking.unit
    if room.told.hidden:
        yield _("You have a tie in this call. A dossier to which you have one is not here: the others are counted by "
                "themselves, so places and figures can differ from those that people without a tie see.")  # fmt: skip


def chance_heads(room: Room) -> list[str]:
    """Name the columns of chances, where there are any."""
    listed = _("Truly in the best %(number)s") % {"number": localdigits(room.told.measures["shortlist"])}
    heads = [_("Truly best")] if room.ranking.has_chances else []
    return [*heads, listed] if room.ranking.has_listed else heads


def line_of(line: Line, room: Room) -> dict[str, Any]:
    """Write one dossier's line with the places of its picture."""
    error = "" if line.error is None else f"\u2066± {decimal_places(line.error)}\u2069"
    chances = [line.best] if room.ranking.has_chances else []
    return {
        "rank": localdigits(line.rank),
        "code": line.dossier.code,
        "name": own(line.dossier.nominee),
        "score": line.word or decimal_places(line.decimal),
        "error": error,
        "chances": [*chances, line.listed] if room.ranking.has_listed else chances,
        "at": share(line.bar.at),
        "low": share(line.bar.low),
        "high": share(line.bar.high),
        "raw": share(line.raw_at),
        "full": line.goes_on or not room.ranking.goes_on,
        "bracket": line.bracket,
        "cut": bool(line.is_last_to_go_on and room.ranking.goes_on),
    }


def share(at: str) -> float | None:
    """Read a place as a share of the width."""
    return float(at.removesuffix("%")) / 100 if at else None


def cut(number: int) -> str:
    """Say what the cut line is."""
    sentence = ngettext(
        "The cut: by the rules %(shown)s dossier above this line goes on.",
        "The cut: by the rules the %(shown)s dossiers above this line go on.",
        number,
    )
    return sentence % {"shown": localdigits(number)} if number else ""


def key(room: Room) -> list[dict[str, str]]:
    """Say what the signs in the picture mean."""
    signs = [("point", _("score, above the cut") if room.ranking.goes_on else _("score"))]
    signs += [("hollow", _("score, below the cut"))] if room.ranking.goes_on else []
    if room.ranking.has_intervals:
        signs.append(("reach", _("interval: of ten such lines about nine hold the score without chance")))
    raw = _("raw mean, before severity was taken out") if room.ranking.is_levelled else _("raw mean")
    signs += [("raw", raw)] if room.ranking.has_raw else []
    signs += [("bracket", _("exactly the same score"))] if room.ties else []
    return [{"sign": sign, "text": text} for sign, text in signs]


def picture(slopes: Picture) -> dict[str, Any]:
    """Write the slopes with the places of their lines."""
    return {
        "title": _("From the raw mean to the calibrated score"),
        "heads": [_("Raw mean"), _("Calibrated")],
        "says": _("A solid line rises, a dashed one falls, a thin one stays."),
        "height": slopes.height,
        "lines": [slope_of(line) for line in slopes.lines],
    }


def slope_of(line: Moved) -> dict[str, Any]:
    """Write one slope."""
    place = line.line
    return {
        "way": line.way,
        "code": line.dossier.code,
        "raw": decimal_places(line.raw),
        "score": decimal_places(line.score),
        "places": [place.start_label, place.start, place.end, place.end_label],
    }


def parts(room: Room) -> Iterator[tuple[str, list[str]]]:
    """Give what is said in sentences, part by part."""
    yield _("How sure is this?"), [" ".join(paragraph(room.told))]
    if room.ties:
        yield _("Equal scores"), [sentence for sentences in room.ties for sentence in sentences]
    outside = [*room.not_ranked, *ballots_outside(room.told, Sight.AGGREGATES)]
    nothing = _("Nothing: every ballot that was asked for was cast and counts, and every dossier has a rank.")
    yield _("What does not count, and why"), outside or [nothing]
    yield _("How the marks hang together"), [" ".join(linked(room.told, None))]


def tables(room: Room) -> Iterator[tuple[str, list[list[dict[str, Any]]]]]:
    """Give what stands in tables: who would be first otherwise, and how far the jurors agree."""
    yield _("Does the rule matter?"), otherwise(by_method(room.told))
    yield _("Does one juror matter?"), otherwise(without_jurors(room.told, None))
    yield _("How far the jurors agree"), [agreed(each) for each in agreement(room.told)]


def otherwise(lines: Iterable[Otherwise]) -> list[list[dict[str, Any]]]:
    """Write who would be first; another first has a sign."""
    return [[own(sentence_case(line.what)), own(line.winners) | {"sign": line.is_other}] for line in lines]


def sentence_case(text: str) -> str:
    """Begin with a capital, where the script has any."""
    return text[:1].upper() + text[1:]


def agreed(each: Figure) -> list[dict[str, Any]]:
    """Write one figure of agreement with what it means."""
    value = "–" if each.value is None else f"\u2066{decimal_places(each.value)}\u2069"
    return [own(each.name), own(value), own(each.means)]


def plain(text: str) -> str:
    """Give a sentence without the marks that keep names apart, for the title of a file."""
    return text.replace("\u2068", "").replace("\u2069", "")
