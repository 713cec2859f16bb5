"""What was sent, decided, cast, counted and voted only grows: the database refuses the rest, whoever asks."""

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from nominations.models import Nomination
from tests.factories import nominations as make

GUARDED = (
    "awards_site.AuditEvent",
    "nominations.Submission",
    "nominations.Screening",
    "scoring.CastBallot",
    "scoring.Tally",
    "scoring.Standing",
    "scoring.BoardVote",
)
pytestmark = pytest.mark.django_db


def triggers() -> set[str]:
    words = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'",
    }
    with connection.cursor() as cursor:
        cursor.execute(words[connection.vendor])
        return {name for (name,) in cursor.fetchall()}


def sent() -> Nomination:
    nomination = make.nomination(make.call())
    nomination.submissions.create(number=1, key="k", answers=nomination.answers, digest="d")
    return nomination


@pytest.mark.parametrize("label", GUARDED)
def test_every_table_that_only_grows_is_guarded_after_all_migrations(label):
    table = apps.get_model(label)._meta.db_table
    assert {f"{table}_no_update", f"{table}_no_delete"} <= triggers()


@pytest.mark.parametrize(
    "statement", ["UPDATE nominations_submission SET number = 9", "DELETE FROM nominations_submission"]
)
def test_what_was_sent_is_not_changed(statement):
    sent()
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_file_that_was_sent_cannot_be_deleted_with_its_submissions():
    nomination = sent()
    with pytest.raises(DatabaseError), transaction.atomic():
        Nomination.objects.filter(pk=nomination.pk).delete()
    assert nomination.submissions.exists()


def test_a_draft_that_was_never_sent_can_be_deleted():
    draft = make.draft(make.call())
    draft.delete()
    assert not Nomination.objects.exists()
