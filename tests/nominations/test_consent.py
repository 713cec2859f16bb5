"""The nominee's word: given, declined, taken back, waived; and the page behind the link, which only a post changes."""

import pytest
from django.core import signing
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.http import Http404
from django.urls import reverse

from awards_site import clock
from awards_site.models import AuditEvent, Letter
from awards_site.rules import Refused
from awards_site.turns import A_DAY
from nominations import consent, links
from nominations.letters.strangers import name_alone
from nominations.models import Consent, Dossier
from nominations.states import CONSENT_MOVES, ConsentStatus, NominationStatus, Phase
from tests.factories import nominations
from tests.factories.nominations import DAY
from tests.factories.people import user

pytestmark = pytest.mark.django_db

ANSWERS = {
    ConsentStatus.GIVEN: lambda row: consent.give(row, signed_name="Rostam Zal", integrity=True),
    ConsentStatus.DECLINED: consent.decline,
    ConsentStatus.WITHDRAWN: consent.withdraw,
    ConsentStatus.WAIVED: lambda row: consent.waive(row, reason="Ill.", by=user("", "secretary_general")),
}


@pytest.fixture(autouse=True)
def _fresh_counts():
    cache.clear()


@pytest.fixture
def file():
    call = nominations.call()
    return nominations.nomination(call, about=nominations.dossier(call, consent=ConsentStatus.ASKED))


def page_of(row: Consent, token: str = "") -> str:
    return reverse("nominations:consent", kwargs={**row.dossier.call.slugs, "token": token or links.seal(row)})


@pytest.mark.parametrize("start", ConsentStatus.values)
@pytest.mark.parametrize("answer", ANSWERS)
def test_answers_follow_the_table_of_moves(start, answer):
    row = nominations.dossier(nominations.call(), consent=start).consent
    if answer == start and answer != ConsentStatus.WAIVED:
        assert ANSWERS[answer](row).status == start
    elif answer in CONSENT_MOVES[start]:
        assert ANSWERS[answer](row).status == answer
    else:
        with pytest.raises(Refused):
            ANSWERS[answer](row)
        assert Consent.objects.get(pk=row.pk).status == start


def test_giving_writes_audit_and_letters_once(file):
    for _ in range(2):
        consent.give(file.dossier.consent, signed_name="Rostam Zal", integrity=True)
    row = Consent.objects.get()
    assert (row.signed_name, row.integrity_declared, row.lets_the_jury_read) == ("Rostam Zal", True, True)
    assert [event.what for event in AuditEvent.objects.all()] == ["consent.given"]
    assert sorted(Letter.objects.values_list("name", "to")) == [
        ("nominations/consent_answered", file.nominator.email),
        ("nominations/consent_confirmed", file.dossier.nominee.email),
    ]
    assert row.as_token()["version"] == 1
    assert links.seal(row).partition(":")[0] in Letter.objects.get(name="nominations/consent_confirmed").text


@pytest.mark.parametrize(("name", "integrity"), [("", True), ("   ", True), ("Rostam", False)])
def test_giving_needs_name_and_declaration(file, name, integrity):
    with pytest.raises(consent.Unsigned):
        consent.give(file.dossier.consent, signed_name=name, integrity=integrity)


def test_the_reason_stays_with_the_secretariat(file):
    consent.decline(file.dossier.consent, reason="A private matter")
    assert Consent.objects.get().reason == "A private matter"
    assert not any("private" in letter.text for letter in Letter.objects.all())
    assert "private" not in str(AuditEvent.objects.get().facts)


def test_waiving_is_the_secretary_generals_with_a_reason(file):
    row = file.dossier.consent
    with pytest.raises(Refused):
        consent.waive(row, reason="Ill.", by=user("", "officer"))
    with pytest.raises(Http404):
        consent.waive(row, reason="Ill.", by=file.nominator)
    secretary = user("", "secretary_general")
    with pytest.raises(consent.Unexplained):
        consent.waive(row, reason=" ", by=secretary)
    assert consent.waive(row, reason="In hospital.", by=secretary).waived_by == secretary


def test_without_consent_no_dossier_is_ready_for_the_jury():
    call = nominations.call(Phase.SCREENING)
    for status in ConsentStatus.values:
        nominations.nomination(call, NominationStatus.ELIGIBLE, about=nominations.dossier(call, consent=status))
    ready = Dossier.objects.ready_for_the_jury().values_list("consent__status", flat=True)
    assert set(ready) == {"given", "waived"}


def test_asking_again_ends_the_old_link(client, file):
    old = page_of(file.dossier.consent)
    row = consent.ask_again(file.dossier.consent, by=user("", "officer"))
    assert client.get(old).status_code == 404
    assert client.get(page_of(row)).status_code == 200
    assert Letter.objects.filter(name="nominations/consent_notice").count() == 1


def test_a_fourth_letter_of_a_day_waits_for_its_turn(file):
    officer = user("", "officer")
    for _ in range(A_DAY + 2):
        consent.ask_again(file.dossier.consent, by=officer)
    due = Letter.objects.filter(to=file.dossier.nominee.email).values_list("due_at", flat=True)
    assert sum(at <= clock.now() for at in due) == A_DAY
    assert sum(at > clock.now() + DAY / 2 for at in due) == 2


def test_a_letter_to_a_stranger_carries_a_name_and_no_link():
    assert name_alone("Buy at http://evil.example now! 123") == "Buy at http evil. example now"
    assert name_alone("शकुंतला O'Brien-محمد‌علی, Jr.") == "शकुंतला O'Brien-محمد‌علی, Jr."
    assert len(name_alone("x" * 500)) == 80


def test_reading_changes_nothing(client, file):
    address = page_of(file.dossier.consent)
    for method in (client.get, client.head, client.options):
        method(address)
        method(f"{address}?do=give&signed_name=Zal&integrity=on")
    assert Consent.objects.get().status == ConsentStatus.ASKED
    assert not AuditEvent.objects.exists()
    assert not Letter.objects.exists()


def test_the_page_says_who_put_whom_forward_and_what_is_said(client, file):
    nominations.letter_of_support(file, text="Secret praise.")
    page = client.get(page_of(file.dossier.consent))
    text = page.content.decode()
    assert file.nominator.name in text
    assert "Nine kilometres of open canal" in text
    assert "Secret praise" not in text
    assert file.nominator.email not in text
    assert page["Cache-Control"] == "private, no-store"


def test_a_nominee_agrees_and_withdraws_as_easily(client, file):
    address = page_of(file.dossier.consent)
    assert client.post(address, {"do": "give", "signed_name": "Rostam", "integrity": "on"}).status_code == 302
    assert Consent.objects.get().status == ConsentStatus.GIVEN
    assert client.post(address, {"do": "withdraw"}).status_code == 302
    assert Consent.objects.get().status == ConsentStatus.WITHDRAWN
    assert client.post(address, {"do": "give", "signed_name": "Rostam", "integrity": "on"}).status_code == 302
    assert Consent.objects.get().status == ConsentStatus.GIVEN


def test_what_is_missing_is_said_and_what_was_typed_stays(client, file):
    page = client.post(page_of(file.dossier.consent), {"do": "give", "signed_name": "Rostam the Typed"})
    assert "Rostam the Typed" in page.content.decode()
    assert "Tick the declaration of integrity" in page.content.decode()
    assert Consent.objects.get().status == ConsentStatus.ASKED


@pytest.mark.parametrize(
    "forged",
    [
        {"do": "win"},
        {},
        {"do": "give", "signed_name": "x" * 5000, "integrity": "on"},
        {"do": "give", "signed_name": "a\0b", "integrity": "on"},
        {"do": "decline", "reason": "x" * 9000},
        {"do": "complete", "version": "x" * 500, "biography": "text"},
    ],
)
def test_forged_answers_change_nothing_and_never_fail(client, file, forged):
    assert client.post(page_of(file.dossier.consent), forged).status_code in {200, 302, 409}
    assert Consent.objects.get().status == ConsentStatus.ASKED


def test_a_link_that_does_not_work_has_one_answer(client, file):
    row = file.dossier.consent
    good = links.seal(row)
    letter = nominations.letter_of_support(file)
    foreign = signing.dumps(row.as_token(), salt="somebody else")
    stale = signing.dumps({"consent": row.pk, "version": 9}, salt=links.salt_for(Consent))
    gone = signing.dumps({"consent": 999_999, "version": 1}, salt=links.salt_for(Consent))
    tokens = [good[:-1] + "_", "x", "a" * 3000, foreign, stale, gone, links.seal(letter), "%00"]
    answers = [client.get(page_of(row, token)) for token in tokens]
    assert {each.status_code for each in answers} == {404}
    assert all("This link no longer works" in each.content.decode() for each in answers)
    assert client.post(page_of(row, stale), {"do": "decline"}).status_code == 404


def test_a_link_opens_no_other_calls_page(client, file):
    other = nominations.call()
    address = reverse("nominations:consent", kwargs={**other.slugs, "token": links.seal(file.dossier.consent)})
    assert client.get(address).status_code == 404


def test_before_the_call_opens_there_is_no_page(client):
    row = nominations.dossier(nominations.call(Phase.SETUP), consent=ConsentStatus.ASKED).consent
    assert client.get(page_of(row)).status_code == 404


def test_asking_for_a_new_link_answers_the_same_for_all(client, file):
    address = reverse("nominations:new_link", kwargs=file.call.slugs)
    known = client.post(address, {"email": file.dossier.nominee.email.upper()}).content
    unknown = client.post(address, {"email": "nobody@elsewhere.example"}).content
    assert known == unknown
    letter = Letter.objects.get()
    assert (letter.name, letter.to) == ("nominations/consent_notice", file.dossier.nominee.email)
    assert links.seal(file.dossier.consent).partition(":")[0] in letter.text
    assert letter.text.startswith(f"Dear {name_alone(file.dossier.nominee)},")


def test_asking_for_links_is_limited(client, file):
    address = reverse("nominations:new_link", kwargs=file.call.slugs)
    answers = [client.post(address, {"email": file.dossier.nominee.email}).status_code for _ in range(12)]
    assert answers == [200] * 10 + [429] * 2
    assert Letter.objects.count() == 3


@pytest.mark.parametrize("fields", [{"status": "maybe"}, {"status": "waived", "reason": "x"}, {"status": "waived"}])
def test_the_database_refuses_a_consent_that_makes_no_sense(file, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.update(**fields)
