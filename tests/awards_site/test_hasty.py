"""Machines are told from people by a box and a moment; nobody who is quick loses a word or is stopped."""

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from awards_site import clock, hasty
from awards_site.models import Letter
from nominations import links
from nominations.models import Consent, LetterOfSupport
from nominations.states import ConsentStatus
from tests.factories import nominations
from tests.factories.nominations import DAY

pytestmark = pytest.mark.django_db
SECOND = DAY / 86_400
SIGN_IN = "/en/account/login/"
TEXT = "word " * 60


@pytest.fixture(autouse=True)
def _minimum(settings):
    settings.SECONDS_TO_FILL = 2


def filled(page: str, form: int = 0) -> dict[str, str]:
    """Give what a browser would send of a page's form: its hidden fields."""
    fields = html.fromstring(page).xpath(f"(//main//form[@method='post'])[{form + 1}]//input[@name]")
    ours = (each for each in fields if each.get("name") in {hasty.MOMENT, hasty.BOX})
    return {each.get("name"): each.get("value") or "" for each in ours}


def opened(client: Client, address: str) -> dict[str, str]:
    return filled(client.get(address).content.decode())


def codes() -> int:
    return Letter.objects.filter(name="sign_in_code").count()


def test_the_box_is_seen_and_heard_by_nobody(client):
    page = html.fromstring(client.get(SIGN_IN).content.decode())
    box = page.xpath(f"//input[@name='{hasty.BOX}']")[0]
    assert (box.get("autocomplete"), box.get("tabindex"), box.get("style")) == ("off", "-1", None)
    assert box.xpath("ancestor::div[@class='away' and @aria-hidden='true']")


def test_a_person_signs_in(client):
    page = opened(client, SIGN_IN)
    with clock.standing_at(clock.now() + 3 * SECOND):
        assert client.post(SIGN_IN, {"email": "a@city.example", **page}).status_code == 302
    assert codes() == 1


def test_who_fills_the_box_is_answered_as_everybody_and_no_mail_goes(client):
    page = opened(client, SIGN_IN) | {hasty.BOX: "https://spam.example"}
    machine = client.post(SIGN_IN, {"email": "a@city.example", **page})
    assert (machine.status_code, codes()) == (302, 0)
    code_page = client.get(machine["Location"])
    assert "We sent a code to" in code_page.content.decode()
    assert client.post(machine["Location"], {"code": "000000"}).status_code == 200


@pytest.mark.parametrize("moment", [None, "", "forged", "WyJ4Il0:1:1"])
def test_a_quick_person_presses_once_more_and_loses_nothing(client, moment):
    page = opened(client, SIGN_IN) if moment is None else {hasty.MOMENT: moment}
    again = client.post(SIGN_IN, {"email": "a@city.example", **page}).content.decode()
    assert "press the button once more" in again
    assert 'value="a@city.example"' in again
    assert codes() == 0
    with clock.standing_at(clock.now() + 2 * SECOND):
        assert client.post(SIGN_IN, {"email": "a@city.example", **filled(again)}).status_code == 302
    assert codes() == 1


def test_a_password_manager_that_fills_every_box_stops_nobody(client):
    row = nominations.letter_of_support(nominations.nomination(nominations.call()))
    address = reverse("nominations:support", kwargs={**row.nomination.call.slugs, "token": links.seal(row)})
    page = opened(client, address) | {"do": "send", "text": TEXT, "version": "1", hasty.BOX: "filled by itself"}
    with clock.standing_at(clock.now() + 60 * SECOND):
        again = client.post(address, page).content.decode()
        assert TEXT.strip() in again
        assert LetterOfSupport.objects.get().status == "requested"
        assert client.post(address, page | filled(again) | {hasty.BOX: "filled again"}).status_code == 302
    assert LetterOfSupport.objects.get().status == "received"


def test_a_scanner_of_mails_that_presses_buttons_at_once_answers_for_nobody(client):
    dossier = nominations.dossier(nominations.call(), consent=ConsentStatus.ASKED)
    given = {**dossier.call.slugs, "token": links.seal(dossier.consent)}
    address = reverse("nominations:consent", kwargs=given)
    page = opened(client, address)
    again = client.post(address, page | {"do": "give", "signed_name": "Rostam", "integrity": "on"}).content.decode()
    assert 'value="Rostam"' in again
    client.post(address, page | {"do": "decline", "reason": ""})
    assert Consent.objects.get().status == ConsentStatus.ASKED


def test_a_new_link_is_not_mailed_to_a_machine_and_the_answer_is_the_same(client):
    row = nominations.letter_of_support(nominations.nomination(nominations.call()))
    address = reverse("nominations:new_link", kwargs=row.nomination.call.slugs)
    page = opened(client, address) | {"email": row.email}
    assert "press the button once more" in client.post(address, page).content.decode()
    machine = client.post(address, page | {hasty.BOX: "x"})
    assert Letter.objects.count() == 0
    with clock.standing_at(clock.now() + 3 * SECOND):
        person = client.post(address, page)
    assert Letter.objects.count() == 1
    assert person.content == machine.content
