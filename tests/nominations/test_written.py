"""What was written, as a text to take along: whole, in the order of the form, and for its nominator alone."""

import datetime as dt

import pytest
from django.test import Client

from awards_site import clock
from nominations import together
from nominations.models import Call, Nomination
from nominations.states import Reach
from nominations.views import tokens
from tests.factories import nominations as make
from tests.factories.people import user

from . import way

pytestmark = pytest.mark.django_db

STORY = "Nine kilometres,\n\n   cleaned  by hand:\n<b>دو نیم‌فاصله</b> “50 %” {{ x }}"


def text_of(client: Client, nomination: Nomination) -> str:
    answer = client.get(f"{way.base(nomination)}written.txt")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment")
    return answer.content.decode("utf-8-sig").replace("\r\n", "\n")


def near_its_end() -> Call:
    call = make.call()
    call.closes_at = clock.now() + make.DAY
    call.save()
    return call


def test_every_line_and_space_of_a_long_answer_is_there(client: Client) -> None:
    sent = way.sent(client)
    Nomination.objects.update(answers={**sent.answers, "story": STORY})
    text = text_of(client, sent)
    assert f"\n{STORY}\n" in text
    assert text.startswith("Rostam Zal")
    assert text.index("Rostam Zal") < text.index("Shade along the canals")


def test_a_draft_with_answers_that_are_not_valid_is_there_as_typed(client: Client) -> None:
    way.signed_in(client)
    draft = way.begin(client, make.call())
    typed = {"email": "no address, yet", "name": "Rostam"}
    way.post(client, draft, "nominee", typed)
    assert "no address, yet" in text_of(client, draft)


def test_what_came_after_the_deadline_is_there(client: Client) -> None:
    way.signed_in(client)
    draft = way.begin(client, near_its_end())
    token = tokens.token(Nomination.objects.get(), "work")
    with clock.standing_at(draft.call.closes_at + dt.timedelta(seconds=1)):
        late = client.post(way.step_of(draft, "work"), {"version": token, "headline": "Typed too late", "story": "x"})
        assert (late.status_code, "written.txt" in late.content.decode()) == (403, True)
        assert "Typed too late" in text_of(client, draft)


def test_a_colleague_and_a_stranger_take_nothing_along(client: Client) -> None:
    sent, colleague = way.sent(client), user("colleague@office.example")
    together.join(together.invite(sent, by=sent.nominator, email=colleague.email, reach=Reach.SUBMIT), by=colleague)
    client.force_login(colleague)
    assert client.get(f"{way.base(sent)}written.txt").status_code == 403
    client.force_login(user())
    assert client.get(f"{way.base(sent)}written.txt").status_code == 404
