"""Pages cost the same number of statements with one row and with thirty, and none more than fifteen."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jury import assignment
from jury.models import Assignment
from jury.states import Tie
from nominations import shape
from nominations.states import Phase
from tests.factories import jury as jury_rows
from tests.factories import nominations as rows
from tests.factories import people

from .stories import Scene, address, scene, signed_in

pytestmark = pytest.mark.django_db

AT_MOST = 15


def big_scene(phase: Phase, count: int) -> Scene:
    """Make a call in which the juror has so many dossiers, some of them with ties."""
    made = scene(phase, jurors=3, dossiers=count)
    for dossier in made.dossiers:
        jury_rows.assignment(made.assessment, made.juror, dossier)
        jury_rows.assignment(made.final, made.juror, dossier)
        jury_rows.Conflict.objects.create(seat=made.seats[2], dossier=dossier, tie=Tie.PERSONAL)
        rows.letter_of_support(dossier.nominations.get())
    return made


def cost(person, *asked: str) -> int:
    """Count the statements of a page, asked twice: the first time may fill what the process keeps."""
    client = signed_in(person)
    for url in asked:
        client.get(url)
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert client.get(url).status_code == 200
    return len(found)


PAGES = [
    ("panel", "officer", {}, Phase.ASSESSMENT),
    ("panel", "juror", {}, Phase.ASSESSMENT),
    ("seat", "juror", {}, Phase.ASSESSMENT),
    ("conflicts", "juror", {}, Phase.ASSESSMENT),
    ("ties", "officer", {}, Phase.ASSESSMENT),
    ("ties", "chair", {}, Phase.ASSESSMENT),
    ("assignment", "officer", {"round": "assessment"}, Phase.ASSESSMENT),
    ("assignment", "chair", {"round": "assessment"}, Phase.ASSESSMENT),
    ("dossier", "juror", {"dossier": "first"}, Phase.ASSESSMENT),
    ("dossier", "board", {"dossier": "first"}, Phase.RATIFICATION),
    ("deliberation", "chair", {}, Phase.DELIBERATION),
]


@pytest.mark.parametrize(("page", "who", "more", "phase"), PAGES, ids=str)
def test_a_page_costs_the_same_at_one_and_at_thirty(page, who, more, phase):
    shape.forget()
    costs = []
    for count in (1, 30):
        made = big_scene(phase, count)
        person = {"juror": made.juror.user, "chair": made.chair.user}.get(who) or people.user("", who)
        named = {"dossier": made.dossiers[0].public_id} if more.get("dossier") else more
        costs.append(cost(person, address(page, made.call, **named)))
    assert costs[0] == costs[1]
    assert costs[1] <= AT_MOST


@pytest.mark.parametrize("act", ["propose", "confirm"])
def test_an_act_on_the_assignment_costs_the_same_at_one_and_at_thirty(act):
    costs = []
    for count in (1, 30):
        made = scene(Phase.SCREENING, jurors=3, dossiers=count)
        clerk = people.user("", "officer")
        if act == "confirm":
            assignment.propose(made.assessment, by=clerk)
        with CaptureQueriesContext(connection) as found:
            getattr(assignment, act)(made.assessment, by=clerk)
        costs.append(len(found))
        assert Assignment.objects.filter(round=made.assessment).count() == 3 * count
    assert costs[0] == costs[1]


def test_fifty_answers_cost_as_much_as_two():
    costs = []
    for count in (2, 50):
        made = scene(Phase.SCREENING, jurors=1, dossiers=count)
        client = signed_in(made.chair.user)
        said = {f"tie-{dossier.public_id.hex}": "none" for dossier in made.dossiers}
        with CaptureQueriesContext(connection) as found:
            assert client.post(address("conflicts", made.call), said).status_code == 302
        costs.append(len(found))
    assert costs[0] == costs[1]
