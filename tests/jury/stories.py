"""Scenes that the jury's tests share: a call in a phase, a panel, dossiers, and clients that are signed in."""

from dataclasses import dataclass

from django.test import Client
from django.urls import reverse
from django.utils import translation

from awards_site.models import User
from jury.models import Panel, Round, Seat
from jury.states import RoundKind
from nominations.models import Call, Dossier
from nominations.states import Phase
from tests.factories import jury as jury_rows
from tests.factories import nominations as rows
from tests.factories import people


@dataclass
class Scene:
    """One call with all that a test of the jury needs."""

    call: Call
    panel: Panel
    seats: list[Seat]
    dossiers: list[Dossier]
    assessment: Round
    final: Round

    @property
    def chair(self) -> Seat:
        return self.seats[0]

    @property
    def juror(self) -> Seat:
        return self.seats[1]


def scene(phase: Phase = Phase.ASSESSMENT, *, jurors: int = 3, dossiers: int = 2, **fields: object) -> Scene:
    """Make a call in a phase whose dossiers are entered in both rounds."""
    call = rows.call(phase, **fields)
    panel = jury_rows.panel(call, jurors)
    files = [rows.eligible(call) for _ in range(dossiers)]
    assessment = jury_rows.round_of(call, RoundKind.ASSESSMENT, *files)
    final = jury_rows.round_of(call, RoundKind.FINAL, *files, whole_panel=True)
    return Scene(call, panel, list(panel.seats.order_by("pk")), files, assessment, final)


def afresh(thing):
    """Read a row anew, without what it remembers."""
    return type(thing)._default_manager.get(pk=thing.pk)


def signed_in(person: User) -> Client:
    """Give a browser in which somebody is signed in."""
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def address(page: str, call: Call, **more: object) -> str:
    """Give the address of a page of the jury."""
    with translation.override("en"):
        return reverse(f"jury:{page}", kwargs={**call.slugs, **more})


def officer() -> User:
    return people.user("", "officer")


def secretary_general() -> User:
    return people.user("", "secretary_general")
