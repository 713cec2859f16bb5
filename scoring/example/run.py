"""One call of the example, as its story goes on: what has come to be so far."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from nominations.models import Call, Nomination
from scoring.shipped.dates import Dates

from .tales import read
from .world import World

DAY = dt.timedelta(days=1)
HOUR = dt.timedelta(hours=1)

#: How good a file is in the jurors' eyes, by what becomes of it.
QUALITY = {"laureate": 9.0, "finalist": 7.8, "special_mention": 7.2}
ORDINARY = 6.0


@dataclass(slots=True)
class File:
    """One nominee's file."""

    nominee: dict[str, Any]
    nomination: Nomination | None = None

    @property
    def begun(self) -> Nomination:
        """Give the nomination, which was begun."""
        if self.nomination is None:
            message = f"The file of {self.nominee['name']} was not begun yet."
            raise LookupError(message)
        return self.nomination

    @property
    def fate(self) -> str:
        """Say what becomes of it."""
        return str(self.nominee["fate"])

    @property
    def quality(self) -> float:
        """Say how good it is."""
        return QUALITY.get(self.fate, ORDINARY)


@dataclass(slots=True)
class Run:
    """One call: its prize, dates and files, and the call itself once it was set up."""

    world: World
    prize: str
    cycle: str
    dates: Dates
    files: list[File]
    made: list[Call] = field(default_factory=list)

    @property
    def call(self) -> Call:
        """Give the call, read anew so that its phase is that of now."""
        return Call.objects.whole().get(pk=self.made[0].pk)

    def file_of(self, dossier: int) -> File:
        """Give the file of a dossier."""
        return next(each for each in self.files if each.nomination and each.nomination.dossier_id == dossier)


def run(world: World, prize: str, cycle: str, tale: str, dates: Dates) -> Run:
    """Begin a call with the nominees of a tale."""
    return Run(world, prize, cycle, dates, [File(each) for each in read("nominees")[tale][prize]])
