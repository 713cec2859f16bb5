"""Signing in by a mailed code: the same for known and unknown addresses, and no way to guess."""

import re
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import mail as post
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards_site.models import AuditEvent, Letter, User
from awards_site.sessions import SessionStore
from awards_site.signin import person_at
from tests.factories.people import user

pytestmark = pytest.mark.django_db(transaction=True)
CODE = re.compile(r"^\d{6}$", re.MULTILINE)


def last_code() -> str:
    return CODE.search(post.outbox[-1].body)[0]


def ask(client: Client, email: str, **extra):
    return client.post(reverse("account_login"), {"email": email}, **extra)


def enter(client: Client, code: str, query: str = ""):
    return client.post(reverse("account_confirm_login_code") + query, {"code": code})


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_somebody_new_gets_in_by_the_code_alone(client):
    asked = ask(client, "New.Person@City.example")
    assert asked.status_code == 302
    assert not User.objects.exists()
    entered = enter(client, last_code())
    assert entered["Location"] == reverse("scoring:home")
    assert is_in(client)
    assert User.objects.get().email == "new.person@city.example"
    assert AuditEvent.objects.get().what == "account.opened"


def test_somebody_known_gets_into_the_own_account(client):
    known = user("known@city.example")
    ask(client, "known@city.example")
    enter(client, last_code())
    assert client.session["_auth_user_id"] == str(known.pk)
    assert User.objects.count() == 1


def mask(text: str, *secrets: str) -> str:
    for secret in secrets:
        text = text.replace(secret, "…")
    return re.sub(r'(?<=name="csrfmiddlewaretoken" value=")[^"]+', "…", text)


def test_known_and_unknown_addresses_are_answered_alike():
    user("known@city.example")
    pages, letters, statements = [], [], []
    for address in ("known@city.example", "other@city.example"):
        with CaptureQueriesContext(connection) as seen:
            page = Client().post(reverse("account_login"), {"email": address}, follow=True)
        pages.append(mask(page.content.decode(), address))
        letters.append(mask(post.outbox[-1].body, last_code()))
        statements.append([query["sql"].split(" ")[0] for query in seen.captured_queries])
        assert not any('FROM "awards_site_user"' in query["sql"] for query in seen.captured_queries)
    assert pages[0] == pages[1]
    assert letters[0] == letters[1]
    assert statements[0] == statements[1]


def test_the_way_one_came_is_kept(client):
    ask(client, "a@city.example")
    assert enter(client, last_code(), "?next=/en/account/")["Location"] == "/en/account/"


def test_a_foreign_next_is_not_followed(client):
    ask(client, "a@city.example")
    assert enter(client, last_code(), "?next=https://evil.example/")["Location"] == reverse("scoring:home")


def test_a_code_in_persian_digits_opens_too(client):
    ask(client, "a@city.example")
    enter(client, last_code().translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")))
    assert is_in(client)


def test_five_wrong_codes_end_the_sign_in(client):
    ask(client, "a@city.example")
    code = last_code()
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(5):
        answer = enter(client, wrong)
    assert answer["Location"] == reverse("account_login")
    assert enter(client, code)["Location"] == reverse("account_login")
    assert not is_in(client)


def test_a_code_opens_only_where_it_was_asked_for(client):
    ask(client, "a@city.example")
    stranger = Client()
    enter(stranger, last_code())
    assert not is_in(stranger)


def test_a_code_opens_only_once(client):
    ask(client, "a@city.example")
    code = last_code()
    enter(client, code)
    client.post(reverse("account_logout"))
    enter(client, code)
    assert not is_in(client)


def test_an_old_code_does_not_open(client):
    ask(client, "a@city.example")
    session = client.session
    session["account_login"]["state"]["stages"]["login_by_code"]["data"]["at"] -= 1000
    session.save()
    assert enter(client, last_code())["Location"] == reverse("account_login")
    assert not is_in(client)


def test_a_new_code_replaces_the_old_one(client):
    ask(client, "a@city.example")
    old = last_code()
    client.post(reverse("account_confirm_login_code"), {"action": "resend"})
    if old != last_code():
        enter(client, old)
        assert not is_in(client)
    enter(client, last_code())
    assert is_in(client)


def test_the_session_key_changes_at_the_door(client):
    ask(client, "a@city.example")
    before = client.session.session_key
    enter(client, last_code())
    assert client.session.session_key != before


def test_a_code_when_entered_four_times_at_once_opens_one_account():
    together = threading.Barrier(4)

    def come_in(_side: int) -> int:
        together.wait()
        try:
            return person_at("new.person@city.example").pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as sides:
        assert len(set(sides.map(come_in, range(4)))) == 1
    assert AuditEvent.objects.filter(what="account.opened").count() == 1


@pytest.mark.parametrize("key", ["abcdefgh\0", "abcdefgh'", "short", ""])
def test_a_session_cookie_when_it_is_none_of_ours_is_no_session(client, key):
    assert SessionStore(key).session_key is None
    client.cookies["sessionid"] = key
    assert client.get(reverse("account_login")).status_code == 200


def test_a_closed_account_stays_closed(client):
    closed = user("closed@city.example")
    closed.is_active = False
    closed.save()
    ask(client, "closed@city.example")
    assert enter(client, last_code())["Location"] == reverse("account_inactive")
    assert not is_in(client)


def test_the_fourth_code_from_one_network_is_refused_with_a_sentence():
    answers = [ask(Client(), "a@city.example").status_code for _ in range(4)]
    assert answers == [302, 302, 302, 429]
    assert Letter.objects.count() == 3


def test_a_forged_proxy_header_does_not_help():
    answers = [
        ask(Client(), "a@city.example", headers={"X-Forwarded-For": f"10.0.0.{n}"}).status_code for n in range(4)
    ]
    assert answers == [302, 302, 302, 429]


def test_nobody_can_lock_out_a_browser_that_was_in_before(client):
    ask(client, "a@city.example")
    enter(client, last_code())
    client.post(reverse("account_logout"))
    while ask(Client(), "a@city.example").status_code != 429:
        pass
    assert ask(client, "a@city.example").status_code == 302


def test_coming_in_forgives_the_codes_asked_before():
    for _ in range(4):
        client = Client()
        ask(client, "a@city.example")
        enter(client, last_code())
        assert is_in(client)


@pytest.mark.parametrize(
    "address", ["", "nobody", "a@b", "a\x00@city.example", "x" * 300 + "@city.example", "<a@b.c>"]
)
def test_what_is_no_address_is_answered_with_a_sentence(client, address):
    answer = ask(client, address)
    assert answer.status_code == 200
    assert answer.context["form"].errors["email"]
    assert not Letter.objects.exists()


@pytest.mark.parametrize("code", ["", "1", "abcdef", "9" * 5000, "\x00", "۱۲"])
def test_what_is_no_code_is_answered_with_a_sentence(client, code):
    ask(client, "a@city.example")
    assert enter(client, code).context["form"].errors["code"]


def test_the_letter_speaks_the_readers_language(client):
    client.post("/fa/account/login/", {"email": "a@city.example"})
    assert Letter.objects.get().language == "fa"
    client.post("/fa/account/login/code/", {"code": last_code()})
    assert User.objects.get().language == "fa"


def test_there_is_no_page_for_passwords_or_signing_up(client):
    for path in ("signup/", "password/change/", "password/set/", "password/reset/", "email/", "reauthenticate/"):
        assert client.get(f"/en/account/{path}").status_code == 404
