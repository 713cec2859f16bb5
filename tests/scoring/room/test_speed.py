"""The room comes with few statements, however much was judged."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

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
