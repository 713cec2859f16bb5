"""What the nominator's way costs the database: the shipped mayor's form from the first step to the receipt."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from awards_site import clock
from nominations import drafting, shape
from nominations.models import Act, Call, Form, Nomination
from nominations.shape import Page
from nominations.states import ActKind, QuestionKind
from scoring import shipping
from scoring.shipped.dates import following
from tests.factories import nominations as make
from tests.factories.people import user
from tests.nominations import way

pytestmark = pytest.mark.django_db
NOT_OURS = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")
A_PAGE = 15
THE_WHOLE_WAY = 70
DAY = dt.timedelta(days=1)


class Counted:
    """Statements by request; savepoints are none of ours."""

    def __init__(self, client: Client) -> None:
        self.client, self.by_request = client, {}

    def __call__(self, name: str, method: str, address: str, **posted: object):
        with CaptureQueriesContext(connection) as seen:
            answer = getattr(self.client, method)(address, posted or None)
        self.by_request[name] = sum(not each["sql"].startswith(NOT_OURS) for each in seen)
        return answer


@pytest.fixture
def mayor() -> Call:
    now = clock.now()
    call = shipping.ship_call("mayor", shipping.ship_cycle("2027"), dates=following(now - DAY, now + 30 * DAY))
    Form.objects.filter(call=call).update(frozen_at=now)
    Act.objects.create(call=call, kind=ActKind.PUBLISHED)
    return call


def typed_for(page: Page) -> dict[str, str]:
    """Write something fit into every field that is asked."""
    typed: dict[str, str] = {}
    for asked in page.questions:
        columns = [(f"{asked.key}-0-{each.key}", each) for each in asked.columns] or [(asked.key, asked.question)]
        if asked.question.required:
            for name, question in columns:
                typed |= box(name, question)
    return typed


FIT = {
    QuestionKind.NUMBER: "۱۲۴",
    QuestionKind.DATE: "۱۴۰۰/۰۱/۰۱",
    QuestionKind.EMAIL: "office@mayor.example",
    QuestionKind.URL: "https://city.example/",
    QuestionKind.DECLARATION: "on",
}


def box(name: str, question) -> dict[str, str]:
    if question.kind == QuestionKind.CITY:
        return {f"{name}_city": "Samarkand", f"{name}_country": "UZ"}
    if question.kind == QuestionKind.CHOICE:
        return {name: question.options[0]["value"]}
    return {name: FIT.get(question.kind, "Shade along the canals.")}


def walk(client: Client, call: Call) -> Counted:
    counted, nomination = Counted(client), way.begin(client, call)
    form = shape.of(nomination.form)
    pages = {page.key: page for page in form.for_nominator}
    for step in drafting.steps(form)[:-1]:
        typed = typed_for(pages[step]) if step in pages else {gate.key: "yes" for gate in form.asked_gates}
        version = way.token(Nomination.objects.get(), step)
        assert counted(f"GET {step}", "get", way.step_of(nomination, step)).status_code == 200
        answer = counted(f"POST {step}", "post", way.step_of(nomination, step), version=version, **typed)
        assert answer.status_code == 302, answer.content.decode()
    last = {"key": way.KEY, "version": Nomination.objects.get().version, "truth": "on"}
    counted("GET check", "get", way.step_of(nomination, "check"))
    assert counted("POST check", "post", way.step_of(nomination, "check"), **last).status_code == 302
    return counted


def test_the_whole_way_stays_within_its_figures(client: Client, mayor: Call):
    way.signed_in(client)
    cost = walk(client, mayor).by_request
    assert sum(cost.values()) <= THE_WHOLE_WAY, cost
    assert max(count for name, count in cost.items() if name.startswith("GET")) <= A_PAGE


@pytest.mark.parametrize("files", [1, 30])
def test_my_nominations_cost_the_same_however_many(client: Client, django_assert_num_queries, files):
    person = user()
    client.force_login(person)
    call = make.call()
    for _ in range(files):
        make.nomination(call, by=person)
    client.get("/en/nominations/")
    with django_assert_num_queries(4):
        assert client.get("/en/nominations/").status_code == 200


def test_the_page_of_a_file_stays_within_its_figure(client: Client):
    nomination = way.sent(client)
    make.letter_of_support(nomination)
    counted = Counted(client)
    assert counted("page", "get", way.base(nomination)).status_code == 200
    assert counted("letters", "get", f"{way.base(nomination)}letters/").status_code == 200
    assert max(counted.by_request.values()) <= A_PAGE
