"""Everything that the page of the results room shows beside the ranking, as far as its reader may see it."""

from typing import Any

from scoring import permissions
from scoring.methods.ballots import Level

from .beside import agreement, by_method, linked, outlying, without_jurors
from .jurors import jurors_of
from .marks import grades_of, matrix_of, pairs_of
from .outside import ballots_outside
from .ranking import ticks
from .reading import Room
from .slopes import slopes_of
from .sureness import headline, paragraph


def parts_of(room: Room, person: Any) -> dict[str, Any]:
    """Give the page its parts by their names; what the reader may not see is nothing."""
    told, codes = room.told, room.codes
    jurors = jurors_of(told, person, room.sight)
    round_ = room.tally.round
    level = told.rules.level
    return {
        "headline": headline(told),
        "sure": paragraph(told),
        "jurors": jurors,
        "severity_ticks": ticks(jurors.scale) if jurors else [],
        "by_method": by_method(told),
        "without_jurors": without_jurors(told, jurors),
        "matrix": matrix_of(told, codes, jurors, person) if jurors else None,
        "pairs": pairs_of(told, codes) if level is not Level.MARKS else None,
        "grades": grades_of(told, codes) if level is Level.GRADES else None,
        "slopes": slopes_of(told, codes),
        "agreement": agreement(told),
        "linked": list(linked(told, jurors)),
        "outside": ballots_outside(told, room.sight),
        "outlying": outlying(told, jurors) if jurors and permissions.may_see_outlying(person, round_) else None,
        "may_ask_what_if": permissions.may_ask_what_if(person, round_),
    }
