"""The room comes with few statements, however much was judged, and measures nothing that is kept."""

from time import process_time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jury.models import Conflict
from jury.states import Tie
from scoring import measuring
from tests.factories.people import user
from tests.scoring.test_pages import round_url, signed_in

from .rooms import chair_of, counted, judged, jurors_of

pytestmark = pytest.mark.django_db
MOST = 15


def statements(person, address):
    client = signed_in(person)
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(address)
    assert answer.status_code == 200
    return len(seen)


@pytest.mark.parametrize(
    ("dossiers", "jurors", "each"), [(2, 3, 3), (30, 9, 5), pytest.param(200, 15, 15, marks=pytest.mark.battery)]
)
def test_every_page_of_the_room_when_much_was_judged_then_takes_few_statements(dossiers, jurors, each):
    of = judged(dossiers, jurors, each=each)
    counted(of)
    people = [
        chair_of(of),
        jurors_of(of)[0],
        *(user("", role) for role in ("officer", "secretary_general", "auditor")),
    ]
    assert [number for person in people if (number := statements(person, round_url(of, "result"))) > MOST] == []
    for name in ("what_if", "result_paper"):
        assert statements(people[0], round_url(of, name)) <= MOST
    assert statements(people[0], f"{round_url(of, 'what_if')}?method=mean&without=1") <= MOST


def seconds(client, address):
    started = process_time()
    assert client.get(address).status_code == 200
    return process_time() - started


@pytest.mark.parametrize("size", [(8, 5), pytest.param((200, 15), marks=pytest.mark.battery)])
def test_page_when_the_measures_are_kept_measures_nothing(monkeypatch, size):
    of = judged(*size)
    started = process_time()
    counted(of)
    took = process_time() - started
    monkeypatch.setattr(measuring, "measured", None)
    client, address = signed_in(user("", "secretary_general")), round_url(of, "result")
    first, second = seconds(client, address), seconds(client, address)
    print(f"{size}: count, seal and measure {took:.2f} s; the page {first:.2f} s, then {second:.2f} s")


@pytest.mark.parametrize("size", [(8, 5), pytest.param((200, 15), marks=pytest.mark.battery)])
def test_page_when_the_reader_has_a_tie_is_measured_once(monkeypatch, size):
    of = judged(*size)
    counted(of)
    seat = of.call.panel.seats.get(role="chair")
    Conflict.objects.update_or_create(
        seat=seat, dossier=of.entries.first().dossier, defaults={"tie": Tie.PERSONAL, "by": seat.user}
    )
    client, address = signed_in(seat.user), round_url(of, "result")
    first = seconds(client, address)
    monkeypatch.setattr(measuring, "measured", None)
    print(f"{size}: the page without one dossier {first:.2f} s, then {seconds(client, address):.2f} s")
