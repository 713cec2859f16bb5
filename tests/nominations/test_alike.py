"""Who may be the same person: found across scripts in as many statements at one file as at thousands."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nominations import alike, pairing
from nominations.models import Dossier, Nomination, Nominee, NomineeKey
from nominations.states import NominationStatus, Phase
from tests.factories import nominations
from tests.factories.people import user

pytestmark = pytest.mark.django_db

MANY = 5_000


@pytest.fixture
def call():
    return nominations.call(Phase.SCREENING)


def file_of(call, name: str, city: str = "Samarkand", status: str = NominationStatus.SUBMITTED, **more) -> Dossier:
    made = nominations.dossier(call, name=name, **more)
    made.nominee.city = city
    made.nominee.save()
    nominations.nomination(call, status, about=made)
    return made


def near(dossier: Dossier) -> list[tuple[Dossier, tuple[str, ...]]]:
    found = alike.undecided(dossier.call, [dossier]).get(dossier.pk, [])
    return [(each.dossier, each.reasons) for each in found]


@pytest.mark.parametrize(
    ("one", "other", "reasons"),
    [
        (
            ("Mohammad Karimi", "Kuala Lumpur"),
            ("محمد کریمی", "كوالالمبور"),
            ("the name sounds alike: 90 %", "the same city in other letters"),
        ),
        (("علی رحیمی", "تهران"), ("علي رحيمي", "تهران"), ("the same name", "the same city")),
    ],
)
def test_other_spellings_of_a_name_are_found_with_the_reasons(call, one, other, reasons):
    here, there = file_of(call, *one), file_of(call, *other)
    ((found, said),) = near(here)
    assert found == there
    assert [each.partition(":")[0] for each in said] == [each.partition(":")[0] for each in reasons]
    assert [each for each, _ in near(there)] == [here]


def test_the_same_address_is_a_reason_whatever_the_name(call):
    here = file_of(call, "Rostam Zal", email="Office@city.example")
    there = file_of(call, "Sohrab", city="Kabul", email="office@CITY.example")
    assert near(here) == [(there, ("the same address",))]


@pytest.mark.parametrize(("name", "city"), [("Ali Rahimi", "Tehran"), ("Ali Karimi", "Bukhara")])
def test_another_name_or_another_city_is_another_person(call, name, city):
    here = file_of(call, "Ali Karimi", city="Tehran")
    file_of(call, name, city=city)
    assert near(here) == []


@pytest.mark.parametrize("status", [NominationStatus.WITHDRAWN, NominationStatus.DRAFT])
def test_a_file_that_nobody_waits_for_is_nobodys_double(call, status):
    here = file_of(call, "Reza Karimi")
    file_of(call, "Riza Kareemi", status=status)
    assert near(here) == []


def test_a_decision_ends_the_question_for_both(call):
    here, there = file_of(call, "Reza Karimi"), file_of(call, "Riza Kareemi")
    pairing.keep_apart(there, here, by=user("", "officer"), reason="Father and son.")
    assert near(here) == near(there) == []


def test_nothing_is_asked_once_the_jury_reads():
    late = nominations.call(Phase.ASSESSMENT)
    here, _there = file_of(late, "Reza Karimi"), file_of(late, "Riza Kareemi")
    assert near(here) == []


def test_a_correction_takes_the_old_keys_away(call):
    here, there = file_of(call, "Reza Karimi"), file_of(call, "Riza Kareemi")
    there.nominee.name = "Bahram Shahbazi"
    there.nominee.save()
    assert near(here) == []
    assert set(there.nominee.keys.values_list("key", flat=True)) == there.nominee.found_under


def test_files_of_other_cycles_are_shown_to_whom_may_open_them(call):
    here = file_of(call, "Reza Karimi")
    before = file_of(nominations.call(Phase.ARCHIVED, cycle_slug="2025"), "رضا کریمی", city="سمرقند")
    coming = file_of(nominations.call(Phase.CALL_OPEN, prize_slug="other"), "Riza Kareemi")
    officer, auditor = user("", "officer"), user("", "auditor")
    assert {each.dossier for each in alike.beside(here, [], officer)[1]} == {before, coming}
    assert [each.dossier for each in alike.beside(here, [], auditor)[1]] == [before]
    assert near(here) == []


def flood(call, many: int) -> None:
    """Put many files of made-up people into the call, past the models' own ways."""
    people = Nominee.objects.bulk_create(
        Nominee(name=f"Person {n} Rezaei", city=f"City {n % 97}") for n in range(many)
    )
    NomineeKey.objects.bulk_create(NomineeKey(nominee=each, key=key) for each in people for key in each.found_under)
    rows = (Dossier(call=call, nominee=each, code=f"X-{each.pk}") for each in people)
    like = nominations.nomination(call)
    files = (
        Nomination(
            call=call,
            form=like.form,
            nominator=like.nominator,
            dossier=each,
            status=like.status,
            reference=f"X{each.pk}",
            submitted_at=like.submitted_at,
        )
        for each in Dossier.objects.bulk_create(rows)
    )
    Nomination.objects.bulk_create(files)


def test_finding_takes_three_statements_at_one_file_at_thirty_and_at_five_thousand(call):
    here, there = file_of(call, "Reza Karimi"), file_of(call, "Riza Kareemi")
    taken: list[int] = []
    assert here.call.phase == Phase.SCREENING
    for many in (0, 30, MANY):
        flood(call, many)
        with CaptureQueriesContext(connection) as seen:
            assert [each for each, _ in near(here)] == [there]
        taken.append(len(seen))
    assert taken == [3, 3, 3]


def test_candidates_come_by_the_index_of_keys(call):
    here = file_of(call, "Reza Karimi")
    flood(call, 30)
    with CaptureQueriesContext(connection) as seen:
        near(here)
    with connection.cursor() as cursor:
        for asked in seen.captured_queries:
            cursor.execute(f"EXPLAIN QUERY PLAN {asked['sql']}")
            plan = [str(line[-1]) for line in cursor.fetchall()]
            assert [each for each in plan if each.startswith("SCAN")] == []
            if 'FROM "nominations_dossier"' in asked["sql"]:
                assert [each for each in plan if "(call_id=? AND nominee_id=?)" in each], plan
    assert any('FROM "nominations_nomineekey"' in asked["sql"] for asked in seen.captured_queries)
