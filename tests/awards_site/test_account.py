"""The own account, the second factor, and how sessions end."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.sessions.models import Session
from django.core import mail as post
from django.test import Client
from django.urls import reverse

from awards_site.models import Letter, RoleGrant, User
from tests.awards_site.test_signin import ask, enter, is_in, last_code
from tests.factories.people import user

pytestmark = pytest.mark.django_db(transaction=True)
SECRET = "JBSWY3DPEHPK3PXP"
ACCOUNT = "/en/account/"
ROLES = "/en/staff/roles/"


def present_code(secret: str = SECRET) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def with_app(person: User) -> User:
    TOTP.activate(person, SECRET)
    return person


def sign_in(person: User) -> Client:
    client = Client()
    ask(client, person.email)
    enter(client, last_code())
    return client


def give_factor(client: Client):
    return client.post(reverse("mfa_authenticate"), {"code": present_code()})


def test_name_language_and_zone_are_kept(client):
    person = user("a@city.example")
    client.force_login(person)
    answer = client.post(ACCOUNT, {"name": "نام", "language": "fa", "time_zone": "Asia/Tokyo"})
    person.refresh_from_db()
    assert (person.name, person.language, person.time_zone) == ("نام", "fa", "Asia/Tokyo")
    assert answer["Location"] == "/fa/account/"
    assert client.cookies["django_language"].value == "fa"


@pytest.mark.parametrize(
    "typed",
    [
        {"name": "x" * 200, "language": "en"},
        {"name": "A", "language": "xx"},
        {"name": "A", "language": "en", "time_zone": "Mars/Olympus"},
        {"name": "A\x00", "language": "en"},
        {},
    ],
)
def test_what_cannot_be_is_answered_with_a_sentence(client, typed):
    person = user("a@city.example", name="Before")
    client.force_login(person)
    answer = client.post(ACCOUNT, typed)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    person.refresh_from_db()
    assert person.name == "Before"


def test_a_forged_field_changes_nothing_else(client):
    person = user("a@city.example")
    client.force_login(person)
    client.post(ACCOUNT, {"name": "A", "language": "en", "email": "b@city.example", "is_staff": "on"})
    person.refresh_from_db()
    assert (person.email, person.is_staff) == ("a@city.example", False)


def test_without_signing_in_one_is_asked_to(client):
    assert client.get(ACCOUNT)["Location"] == f"/en/account/login/?next={ACCOUNT}"


def test_signing_out_everywhere_ends_every_session():
    person = user("a@city.example")
    here, there = Client(), Client()
    for one in (here, there):
        one.force_login(person)
    here.post(reverse("sign_out_everywhere"))
    assert [one.get(ACCOUNT).status_code for one in (here, there)] == [302, 302]


def test_a_get_signs_nobody_out(client):
    client.force_login(user("a@city.example"))
    assert client.get(reverse("sign_out_everywhere")).status_code == 405
    assert client.get(reverse("account_logout")).status_code == 200
    assert client.get(ACCOUNT).status_code == 200


@pytest.mark.parametrize(("roles", "hours"), [((), 14 * 24), (("officer",), 12), (("auditor",), 12)])
def test_sessions_last_as_long_as_their_people_need(roles, hours):
    client = sign_in(user("a@city.example", *roles))
    assert round(client.session.get_expiry_age() / 3600) == hours


def test_signing_out_leaves_no_session_behind(client):
    client.force_login(user("a@city.example"))
    client.post(reverse("account_logout"))
    assert not Session.objects.exists()


def test_with_an_app_the_code_alone_does_not_open():
    client = sign_in(with_app(user("a@city.example")))
    assert not is_in(client)
    give_factor(client)
    assert is_in(client)


def test_a_recovery_code_opens_once():
    person = with_app(user("a@city.example"))
    codes = RecoveryCodes.activate(person).get_unused_codes()
    first = sign_in(person)
    first.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert is_in(first)
    second = sign_in(person)
    second.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert not is_in(second)


def test_guessing_the_apps_code_is_stopped():
    client = sign_in(with_app(user("a@city.example")))
    answers = [client.post(reverse("mfa_authenticate"), {"code": "000000"}) for _ in range(6)]
    assert "too often" in answers[-1].content.decode().lower()
    give_factor(client)
    assert not is_in(client)


def test_staff_without_a_second_factor_is_led_to_set_one_up(settings):
    settings.SECOND_FACTOR_REQUIRED = True
    client = sign_in(user("g@office.example", "secretary_general"))
    assert client.get(ROLES)["Location"] == reverse("mfa_index")
    assert client.get(reverse("mfa_activate_totp")).status_code == 200
    secret = client.session["mfa.totp.secret"]
    client.post(reverse("mfa_activate_totp"), {"code": present_code(secret)})
    assert client.get(ROLES).status_code == 200
    assert "An authenticator app was added" in Letter.objects.get(name="account_changed").text


def test_staff_with_a_second_factor_goes_on(settings):
    settings.SECOND_FACTOR_REQUIRED = True
    client = sign_in(with_app(user("g@office.example", "secretary_general")))
    give_factor(client)
    assert client.get(ROLES).status_code == 200


def test_nobody_else_is_asked_for_a_second_factor(settings):
    settings.SECOND_FACTOR_REQUIRED = True
    assert sign_in(user("a@city.example")).get(reverse("scoring:home")).status_code == 200


def age_the_factor(client: Client, seconds: int) -> None:
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] = time.time() - seconds
    session.save()


def test_an_act_of_weight_asks_for_the_factor_again_and_then_goes_on(settings):
    settings.SECOND_FACTOR_REQUIRED = True
    client = sign_in(with_app(user("g@office.example", "secretary_general")))
    give_factor(client)
    age_the_factor(client, 3600)
    asked = client.post(ROLES, {"email": "o@office.example", "role": "officer"})
    assert asked["Location"].startswith(reverse("mfa_reauthenticate"))
    assert not RoleGrant.objects.filter(role="officer").exists()
    Authenticator.objects.filter(type="totp").update(last_used_at=None)
    done = client.post(asked["Location"], {"code": "000000"})
    assert done.status_code == 200
    assert not RoleGrant.objects.filter(role="officer").exists()


def test_a_factor_given_just_now_is_enough(settings):
    settings.SECOND_FACTOR_REQUIRED = True
    client = sign_in(with_app(user("g@office.example", "secretary_general")))
    give_factor(client)
    client.post(ROLES, {"email": "o@office.example", "role": "officer"})
    assert RoleGrant.objects.filter(role="officer").exists()


def test_the_act_goes_on_after_the_factor(settings):
    settings.SECOND_FACTOR_REQUIRED = True
    person = with_app(user("g@office.example", "secretary_general"))
    codes = RecoveryCodes.activate(person).get_unused_codes()
    client = sign_in(person)
    give_factor(client)
    age_the_factor(client, 3600)
    asked = client.post(ROLES, {"email": "o@office.example", "role": "officer"})
    client.post(asked["Location"], {"code": codes[0]})
    assert RoleGrant.objects.filter(role="officer", granted_by=person).exists()


PAGES = (
    "account", "account_logout", "mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_list_webauthn",
    "mfa_generate_recovery_codes",
)  # fmt: skip


@pytest.mark.parametrize("language", ["en", "fa"])
@pytest.mark.parametrize("name", PAGES)
def test_every_page_of_the_account_stands_in_our_own_frame(client, name, language):
    client.force_login(user("a@city.example"))
    page = client.get(reverse(name).replace("/en/", f"/{language}/")).content.decode()
    assert f'<html lang="{language}"' in page
    assert page.count("<h1") == 1
    assert 'class="site-head"' in page


def test_the_recovery_codes_are_shown_and_can_be_saved(client):
    person = with_app(user("a@city.example"))
    code = RecoveryCodes.activate(person).get_unused_codes()[0]
    client.force_login(person)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time(), "reauthenticated": True}]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()
    assert code in client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert code in client.get(reverse("mfa_download_recovery_codes")).content.decode()


def test_passkey_options_are_given_without_saying_who_is_known(client):
    answer = client.get(reverse("mfa_login_webauthn"), headers={"Accept": "application/json"})
    assert "allowCredentials" not in str(answer.json()) or not answer.json()["request_options"]["publicKey"].get(
        "allowCredentials"
    )


@pytest.mark.parametrize("credential", ["", "{}", "null", "[1]", '{"id": "x"}', "x" * 9000])
def test_a_forged_passkey_opens_nothing_and_breaks_nothing(client, credential):
    answer = client.post(reverse("mfa_login_webauthn"), {"credential": credential})
    assert answer.status_code in {302, 429}
    assert not is_in(client)
    assert not post.outbox


@pytest.mark.parametrize("credential", ["", "{}", "null", "[1]", '{"id": "x"}', '{"response": 7}'])
@pytest.mark.parametrize("name", ["mfa_add_webauthn", "mfa_authenticate"])
def test_a_forged_passkey_is_answered_with_a_page(name, credential):
    person = user("a@city.example")
    client = sign_in(with_app(person) if name == "mfa_authenticate" else person)
    answer = client.post(reverse(name), {"credential": credential})
    assert answer.status_code == 200
    assert not Authenticator.objects.filter(type="webauthn").exists()


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("mfa_activate_totp", "Code that the app shows now"),
        ("mfa_add_webauthn", "A name by which you know it"),
        ("mfa_add_webauthn", "Sign in with this passkey alone, without a code by e-mail"),
    ],
)
def test_second_factor_when_set_up_then_asks_in_our_words(client, name, asked):
    client.force_login(user("new@office.example"))
    page = client.get(reverse(name)).content.decode()
    assert (asked in page, "Passwordless" in page) == (True, False)
