"""The second stage: what a nominee who consented adds to the file, until the jury reads."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from awards_site.models import AuditEvent
from awards_site.rules import Refused
from nominations import consent, links, shape
from nominations.models import Consent
from nominations.states import ConsentStatus, Phase
from tests.factories import nominations

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh():
    cache.clear()
    shape.forget()


def file_in(phase: Phase = Phase.CALL_OPEN, status: str = ConsentStatus.GIVEN):
    call = nominations.call(phase)
    step = call.forms.get().steps.create(
        key="more", title={"en": "Complete the file"}, filled_by="nominee", position=9
    )
    nominations.question(step, "biography", "long", required=False, limits={"words": 20})
    nominations.question(step, "works", "rows", required=False, limits={"rows_most": 2})
    nominations.question(step, "papers", "file", required=False)
    works = step.questions.get(key="works")
    step.questions.create(parent=works, key="title", kind="short", label={"en": "Title of a work"})
    return nominations.nomination(call, about=nominations.dossier(call, consent=status))


def page_of(file) -> str:
    token = links.seal(file.dossier.consent)
    return reverse("nominations:consent", kwargs={**file.call.slugs, "token": token})


def test_the_second_stage_opens_with_consent(client):
    assert "Complete the file" in client.get(page_of(file_in())).content.decode()
    for status in (ConsentStatus.ASKED, ConsentStatus.DECLINED, ConsentStatus.WITHDRAWN):
        assert "Complete the file" not in client.get(page_of(file_in(status=status))).content.decode()


def test_additions_are_kept_and_found_again(client):
    file = file_in()
    told = {"biography": "Born in Balkh.", "works-rows": "2", "works-0-title": "One"}
    version = consent.mark({})
    assert client.post(page_of(file), {"do": "complete", "version": version, **told}).status_code == 302
    assert Consent.objects.get().answers == {"biography": "Born in Balkh.", "works": [{"title": "One"}]}
    assert "Born in Balkh." in client.get(page_of(file)).content.decode()
    assert AuditEvent.objects.get().what == "consent.completed"
    assert "Balkh" not in str(AuditEvent.objects.get().facts)


def test_too_many_words_stay_on_the_page_and_are_not_kept(client):
    file = file_in()
    told = {"do": "complete", "version": consent.mark({}), "biography": "typed " * 30}
    page = client.post(page_of(file), told)
    assert page.status_code == 200
    assert "typed typed" in page.content.decode()
    assert Consent.objects.get().answers == {}


def test_two_windows_show_both_texts(client):
    file = file_in()
    consent.complete(file.dossier.consent, answers={"biography": "Saved elsewhere."})
    told = {"do": "complete", "version": consent.mark({}), "biography": "Typed here."}
    page = client.post(page_of(file), told)
    assert page.status_code == 409
    assert "Saved elsewhere." in page.content.decode()
    assert "Typed here." in page.content.decode()
    again = {**told, "version": page.context["mark"]}
    assert client.post(page_of(file), again).status_code == 302
    assert Consent.objects.get().answers == {"biography": "Typed here."}


@pytest.mark.parametrize("phase", [Phase.ASSESSMENT, Phase.FINAL, Phase.ANNOUNCED])
def test_once_the_jury_reads_nothing_is_added(client, phase):
    file = file_in(phase)
    assert "Complete the file" not in client.get(page_of(file)).content.decode()
    with pytest.raises(Refused):
        consent.complete(file.dossier.consent, answers={"biography": "late"})
    page = client.post(page_of(file), {"do": "complete", "biography": "late words", "version": ""})
    assert "late words" in page.content.decode()
    assert Consent.objects.get().answers == {}


def test_the_nominee_does_not_read_the_letter_to_the_jury(client):
    call = nominations.call()
    step = call.forms.get().steps.create(key="letter", title={"en": "Letter"}, position=8)
    nominations.question(step, "recommendation", "long", meaning="recommendation")
    about = nominations.dossier(call, consent=ConsentStatus.ASKED)
    answers = {**nominations.ANSWERS, "recommendation": "In confidence to the jury."}
    file = nominations.nomination(call, about=about, answers=answers)
    text = client.get(page_of(file)).content.decode()
    assert "In confidence" not in text
    assert "Nine kilometres" in text
