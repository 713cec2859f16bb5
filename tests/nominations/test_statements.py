"""What the nominator's way costs the database: each shipped form from the first step to the receipt."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from awards_site import clock
from nominations import drafting, shape
from nominations.models import Act, Call, Form, Nomination
from nominations.states import ActKind
from scoring import shipping
from scoring.shipped.dates import following
from tests.factories import nominations as make
from tests.factories.people import user
from tests.nominations import filled_in, way

pytestmark = pytest.mark.django_db
NOT_OURS = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")
A_PAGE = 15
THE_WHOLE_WAY = 70
#: More for each file sent along: those held and those that wait, the rule asked again, and the file.
A_FILE = 6
DAY = dt.timedelta(days=1)


class Counted:
    """Statements by request; savepoints are none of ours."""

    def __init__(self, client: Client) -> None:
        self.client, self.by_request = client, {}

    def __call__(self, name: str, method: str, address: str, posted: dict | None = None):
        with CaptureQueriesContext(connection) as seen:
            answer = getattr(self.client, method)(address, posted)
        self.by_request[name] = sum(not each["sql"].startswith(NOT_OURS) for each in seen)
        return answer


def shipped(prize: str) -> Call:
    now = clock.now()
    call = shipping.ship_call(prize, shipping.ship_cycle("2027"), dates=following(now - DAY, now + 30 * DAY))
    Form.objects.filter(call=call).update(frozen_at=now)
    Act.objects.create(call=call, kind=ActKind.PUBLISHED)
    return call


def walk(client: Client, call: Call) -> Counted:
    counted, nomination = Counted(client), way.begin(client, call)
    form = shape.of(nomination.form)
    pages = {page.key: page for page in form.for_nominator}
    for step in drafting.steps(form)[:-1]:
        typed = filled_in.typed(pages[step]) if step in pages else filled_in.gates_of(call)
        version = way.token(Nomination.objects.get(), step)
        assert counted(f"GET {step}", "get", way.step_of(nomination, step)).status_code == 200
        answer = counted(f"POST {step}", "post", way.step_of(nomination, step), {"version": version, **typed})
        assert answer.status_code == 302, answer.content.decode()
    last = {"key": way.KEY, "version": Nomination.objects.get().version, "truth": "on"}
    counted("GET check", "get", way.step_of(nomination, "check"))
    assert counted("POST check", "post", way.step_of(nomination, "check"), last).status_code == 302
    return counted


@pytest.mark.parametrize("prize", ["mayor", "journalist", "academic"])
def test_the_whole_way_of_each_prize_stays_within_its_figures(client: Client, prize: str):
    way.signed_in(client)
    cost = walk(client, shipped(prize)).by_request
    sent = Nomination.objects.get()
    assert (sent.status, bool(sent.dossier), bool(sent.reference)) == ("submitted", True, True)
    assert client.get(way.base(sent)).status_code == 200
    assert sum(cost.values()) <= THE_WHOLE_WAY + A_FILE * sent.evidence.count(), cost
    assert max(count for name, count in cost.items() if name.startswith("GET")) <= A_PAGE


@pytest.mark.parametrize("files", [1, 30])
def test_my_nominations_cost_the_same_however_many(client: Client, django_assert_num_queries, files):
    person = user()
    client.force_login(person)
    call = make.call()
    for _ in range(files):
        make.nomination(call, by=person)
    client.get("/en/nominations/")
    with django_assert_num_queries(6):
        assert client.get("/en/nominations/").status_code == 200


def test_the_page_of_a_file_stays_within_its_figure(client: Client):
    nomination = way.sent(client)
    make.letter_of_support(nomination)
    counted = Counted(client)
    assert counted("page", "get", way.base(nomination)).status_code == 200
    assert counted("letters", "get", f"{way.base(nomination)}letters/").status_code == 200
    assert max(counted.by_request.values()) <= A_PAGE
