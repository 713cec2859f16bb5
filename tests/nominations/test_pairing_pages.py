"""The desk where two files may be one person's: why, what will happen, and a decision that needs no script."""

import re
from html import unescape
from importlib import import_module

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from nominations import shape
from nominations.models import Nomination, NomineeKey, Pairing
from nominations.states import ConsentStatus, PairingStatus, Phase
from tests.factories import nominations
from tests.factories.people import user

pytestmark = pytest.mark.django_db

STATEMENTS_AT_MOST = 15
TITLE = "May be the same person"
MARK = "maybe named twice"


@pytest.fixture(autouse=True)
def _fresh():
    cache.clear()
    shape.forget()


@pytest.fixture
def call():
    return nominations.call(Phase.SCREENING)


@pytest.fixture
def desk(client):
    client.force_login(user("", "officer"))
    return client


def file_of(call, name: str, consent: str = ConsentStatus.GIVEN) -> Nomination:
    return nominations.nomination(call, about=nominations.dossier(call, name=name, consent=consent))


@pytest.fixture
def two(call):
    return file_of(call, "Reza Karimi"), file_of(call, "رضا کریمی")


def at(name: str, file: Nomination, other: Nomination | None = None) -> str:
    more = {"other": other.dossier.public_id} if other else {}
    return reverse(f"nominations:{name}", kwargs={**file.call.slugs, "nomination": file.public_id, **more})


def read(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", unescape(answer.content.decode())).split())


def queue_of(call) -> str:
    return reverse("nominations:queue", kwargs=call.slugs)


def test_the_desk_names_who_may_be_the_same_person_and_why(desk, two):
    here, other = two
    page = read(desk, at("screen", here))
    assert TITLE in page
    assert re.search(r"رضا کریمی , Samarkand , M-002 the name sounds alike: \d+ %; the same city", page)
    raw = desk.get(at("screen", here)).content.decode()
    for address in (at("screen", other), at("merge", here, other), at("keep_apart", here, other)):
        assert f'href="{address}"' in raw


def test_a_likeness_is_marked_in_the_queue_until_it_is_decided(desk, two):
    here, other = two
    assert read(desk, queue_of(here.call)).count(MARK) == 2
    assert read(desk, at("screen", here)).count(MARK) == 2
    assert desk.post(at("keep_apart", here, other), {"reason": "Father and son."}).status_code == 302
    assert MARK not in read(desk, queue_of(here.call))
    for file in two:
        assert TITLE not in read(desk, at("screen", file))


def test_the_page_of_a_merge_says_what_will_happen_and_does_it(desk, two):
    here, other = two
    page = read(desk, at("merge", here, other))
    assert "1 nomination moves to M-001" in page
    assert other.reference in page
    assert "The consent on M-001 stands: given." in page
    assert not Pairing.objects.exists()
    answer = desk.post(at("merge", here, other), {"reason": "One mayor."})
    assert answer["Location"] == at("screen", here)
    assert Pairing.objects.get().status == PairingStatus.MERGED
    assert "Both are in one dossier." in read(desk, at("screen", here))
    assert desk.post(at("merge", here, other), {"reason": "Once more."})["Location"] == at("screen", here)
    assert Pairing.objects.count() == 1


@pytest.mark.parametrize("name", ["merge", "keep_apart"])
def test_without_a_reason_nothing_is_decided(desk, two, name):
    answer = desk.post(at(name, *two), {"reason": " "})
    assert answer.status_code == 200
    assert "Write the reason. It stays on record." in answer.content.decode()
    assert not Pairing.objects.exists()


def test_a_merge_that_would_lose_a_yes_offers_to_turn_round(desk, call):
    here, other = file_of(call, "Reza Karimi", ConsentStatus.ASKED), file_of(call, "Riza Kareemi")
    answer = desk.get(at("merge", here, other)).content.decode()
    assert "Keep that file, and merge this one into it." in answer
    assert f'href="{at("merge", other, here)}"' in answer
    assert 'name="reason"' not in answer
    refused = desk.post(at("merge", here, other), {"reason": "One mayor."})
    assert refused.status_code == 200
    assert not Pairing.objects.exists()


def test_a_no_is_told_to_the_officer(desk, call):
    here, other = file_of(call, "Reza Karimi"), file_of(call, "Riza Kareemi", ConsentStatus.DECLINED)
    assert "On M-002 the consent is declined. Nobody overrides that" in read(desk, at("merge", here, other))


@pytest.mark.parametrize("role", ["secretary_general", "auditor"])
def test_who_only_reads_sees_the_likeness_without_buttons(client, two, role):
    client.force_login(user("", role))
    page = client.get(at("screen", two[0])).content.decode()
    assert TITLE in page
    assert at("merge", *two) not in page
    assert client.get(at("merge", *two)).status_code == 403


def test_a_file_of_another_call_is_no_pair(desk, two):
    foreign = file_of(nominations.call(Phase.SCREENING, prize_slug="other", code_letter="J"), "Reza Karimi")
    assert desk.get(at("merge", two[0], foreign)).status_code == 404
    assert desk.get(at("merge", two[0], two[0])).status_code == 404
    page = read(desk, at("screen", two[0]))
    assert "In other calls and cycles" in page
    assert "J-001" in page


def test_pages_speak_persian_with_persian_digits(desk, two):
    with translation.override("fa"):
        page = read(desk, at("screen", two[0]))
        assert "شاید همین شخص باشد" in page
        assert re.search("نام همانند شنیده می‌شود: [۰-۹]+٪", page)
        assert "آیا این دو یک شخص‌اند؟" in read(desk, at("merge", *two))
        assert "آیا این‌ها دو شخص‌اند؟" in read(desk, at("keep_apart", *two))


def statements(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_pages_take_the_same_statements_with_one_double_and_with_thirty(desk, call):
    here, other = file_of(call, "Reza Karimi"), file_of(call, "Riza Kareemi")
    pages = [at("screen", here), queue_of(call), at("merge", here, other), at("keep_apart", here, other)]
    few = [statements(desk, each) for each in pages]
    for _ in range(29):
        file_of(call, "رضا کریمی")
    assert [statements(desk, each) for each in pages] == few
    assert max(few) <= STATEMENTS_AT_MOST


def test_the_migration_gives_everybody_the_keys_that_saving_gives(two):
    before = set(NomineeKey.objects.values_list("nominee", "key"))
    assert before
    NomineeKey.objects.all().delete()
    import_module("nominations.migrations.0005_one_nominee_many_nominators").write_keys(apps, None)
    assert set(NomineeKey.objects.values_list("nominee", "key")) == before
