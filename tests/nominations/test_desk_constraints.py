"""What the database itself promises of notes, filters, translations, prepared decisions and batches."""

import pytest
from django.db import IntegrityError, transaction

from awards_site import clock
from nominations.models import Batch, BatchLine, Note, Preparation, SavedFilter, Translation
from nominations.states import Phase
from tests.factories import nominations
from tests.factories.people import user

pytestmark = pytest.mark.django_db


@pytest.fixture
def file():
    return nominations.nomination(nominations.call(Phase.SCREENING))


@pytest.fixture
def officer():
    return user("", "officer")


def refused(act) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        act()


def test_what_is_kept_says_something(file, officer):
    told = {"number": 1, "path": "story", "original": "x", "of_language": "fa", "language": "en", "by": officer}
    refused(lambda: Note.objects.create(nomination=file, by=officer, text=""))
    refused(lambda: SavedFilter.objects.create(owner=officer, name=""))
    refused(lambda: Translation.objects.create(nomination=file, text="", **told))


@pytest.mark.parametrize(
    "fields",
    [
        {"verdict": "maybe"},
        {"status": "lost"},
        {"answered_at": clock.now()},
        {"status": "taken_back"},
        {"status": "confirmed", "answered_at": clock.now()},
    ],
)
def test_a_prepared_decision_is_whole(file, officer, fields):
    told = {"nomination": file, "verdict": "eligible", "by": officer, "version": "x"}
    second = {"answered_by": user("", "officer")} if fields.get("status") == "confirmed" else {}
    refused(lambda: Preparation.objects.create(**{**told, **fields, **second}))


def test_a_file_has_one_prepared_decision_that_waits(file, officer):
    told = {"nomination": file, "verdict": "eligible", "by": officer, "version": "x"}
    Preparation.objects.create(**told)
    refused(lambda: Preparation.objects.create(**told))


def test_a_file_has_one_line_in_a_batch_and_a_key_opens_one(file, officer):
    told = {"call": file.call, "by": officer, "key": "k"}
    batch = Batch.objects.create(verdict="eligible", **told)
    BatchLine.objects.create(batch=batch, nomination=file)
    refused(lambda: BatchLine.objects.create(batch=batch, nomination=file))
    refused(lambda: Batch.objects.create(verdict="eligible", **told))
    refused(lambda: Batch.objects.create(verdict="maybe", **{**told, "key": "other"}))
