"""The living example: the same for the same seed, with everything in every state, told by the stages in earnest."""

import datetime as dt
import io
import json
import random
import zoneinfo
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse

from awards_site import audit, clock
from awards_site.models import Letter, RoleGrant, User
from awards_site.states import LetterStatus, Role
from jury.models import Assignment, Conflict, Outcome, Seat
from jury.states import AssignmentStatus, ConflictSource, SeatStatus, Tie
from nominations.models import Act, Call, Consent, Cycle, Dossier, LetterOfSupport, Nomination, Nominee, Submission
from nominations.states import ConsentStatus, NominationStatus, Phase, SupportStatus
from scoring.example import building, clockwork, guide
from scoring.models import Ballot, BoardVote, CastBallot, Laureate, Mark, Standing, Tally
from scoring.states import BallotStatus

pytestmark = pytest.mark.django_db
TODAY = dt.datetime(2026, 11, 23, 14, 30, tzinfo=zoneinfo.ZoneInfo("Asia/Tehran"))

#: What of each row follows from the seed alone: all but numbers that the database gives.
FACTS: dict[Any, list[str]] = {
    User: ["public_id", "email", "name", "date_joined"],
    Act: ["kind", "at", "by__email"],
    Nominee: ["public_id", "name", "email"],
    Nomination: ["public_id", "status", "reference", "answers", "saved_at", "version"],
    Submission: ["key", "digest", "at"],
    Dossier: ["public_id", "code"],
    Consent: ["status", "asked_at", "answered_at"],
    LetterOfSupport: ["email", "status", "text"],
    Seat: ["public_id", "status", "answered_at"],
    Conflict: ["seat__public_id", "dossier__public_id", "tie", "source"],
    Assignment: ["round__kind", "seat__public_id", "dossier__public_id", "status"],
    Mark: ["criterion__key", "value", "comment"],
    CastBallot: ["digest", "at"],
    Standing: ["dossier__public_id", "rank", "score"],
    Tally: ["ballots_digest", "result_digest"],
    Outcome: ["kind", "dossier__public_id"],
    BoardVote: ["vote", "member__email"],
    Laureate: ["kind", "name", "published_at"],
    Letter: ["name", "to", "subject", "status", "written_at"],
}


@contextmanager
def example(seed: int = 2027) -> Iterator[None]:
    """Build the example at a fixed instant, and leave the database as it was."""
    with transaction.atomic(), clock.standing_at(TODAY):
        call_command("demo", seed=seed, stdout=io.StringIO())
        yield
        transaction.set_rollback(True)


def everything() -> dict[str, list[str]]:
    return {model.__name__: sorted(map(str, model.objects.values_list(*names))) for model, names in FACTS.items()}


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker, tmp_path_factory):
    folder = {"MEDIA_ROOT": tmp_path_factory.mktemp("evidence"), "VAR_DIR": tmp_path_factory.mktemp("var")}
    with django_db_blocker.unblock(), override_settings(**folder):
        with example():
            first = everything()
        with example():
            yield first


def test_the_same_seed_gives_the_same_data(built):
    assert {name: len(rows) for name, rows in built.items() if not rows} == {}
    assert everything() == built


def test_another_seed_gives_other_ids():
    made = []
    for seed in (1, 1, 2):
        with clockwork.seeded_ids(random.Random(seed)):
            made.append([Nominee().public_id, Seat().public_id])
    assert made[0] == made[1]
    assert made[0] != made[2]
    assert made[0][0] != made[0][1]
    assert Nominee().public_id not in made[0]


@pytest.mark.django_db
def test_the_example_goes_to_its_end_with_another_seed(tmp_path, settings):
    settings.MEDIA_ROOT, settings.VAR_DIR = tmp_path / "evidence", tmp_path / "var"
    with example(seed=1):
        assert Laureate.objects.filter(kind="laureate").count() == 3


def states(model: Any, name: str = "status", **which: Any) -> set[str]:
    return set(model.objects.filter(**which).values_list(name, flat=True))


def test_everything_is_there_in_every_state(built):
    assert states(Nomination) == set(NominationStatus)
    assert states(Consent) == set(ConsentStatus)
    assert states(LetterOfSupport) == set(SupportStatus)
    assert states(Seat) == set(SeatStatus)
    assert states(Assignment) == set(AssignmentStatus)
    assert states(Ballot) == set(BallotStatus)
    assert states(Conflict, "source") == set(ConflictSource)
    assert states(Conflict, "tie") == set(Tie)


def test_each_call_of_the_cycle_under_way_stands_somewhere_else(built):
    assert {call.prize.slug: call.phase for call in Call.objects.whole().filter(cycle__year=2027)} == {
        "mayor": Phase.CALL_OPEN,
        "journalist": Phase.ASSESSMENT,
        "academic": Phase.RATIFICATION,
    }
    mayor = Call.objects.get(prize__slug="mayor", cycle__year=2027)
    tehran = zoneinfo.ZoneInfo("Asia/Tehran")
    assert mayor.closes_at == dt.datetime(2027, 1, 20, 18, tzinfo=tehran)
    assert mayor.opens_at == dt.datetime(2026, 9, 1, tzinfo=tehran)


def test_jurors_of_the_open_round_are_in_every_state(built):
    round_ = {"assignment__round__call__cycle__year": 2027, "assignment__round__call__prize__slug": "journalist"}
    assert states(Ballot, **round_) == set(BallotStatus)
    untouched = Assignment.objects.filter(round__call__cycle__year=2027, ballot=None)
    assert untouched.filter(round__call__prize__slug="journalist").exists()


def test_the_past_cycle_is_announced_with_its_laureates(built):
    past = Laureate.objects.filter(call__cycle__year=2025)
    named = past.filter(kind="laureate").order_by("call__prize__position")
    assert [row.name_latin or row.name for row in named] == ["Nilufar Sattorova", "Samira Anwar Lodhi", "Lin Qiuyue"]
    assert {row.published_at for row in past} == {dt.datetime(2025, 10, 14, 6, 30, tzinfo=dt.UTC)}
    assert states(Laureate, "kind") == {"laureate", "finalist", "special_mention"}
    assert not Laureate.objects.filter(call__cycle__year=2027).exists()


def test_the_example_is_shown_as_one_and_its_chain_holds(built):
    assert set(Cycle.objects.values_list("is_example", flat=True)) == {True}
    span = audit.verify()
    assert span is not None
    assert span.last > 500
    times = list(audit.AuditEvent.objects.order_by("number").values_list("at", flat=True))
    assert times == sorted(times)


def test_every_role_has_its_person_and_only_letters_of_the_last_days_wait(built):
    assert states(RoleGrant, "role") == set(Role)
    assert states(Letter) == {LetterStatus.SENT, LetterStatus.QUEUED}
    assert not Letter.objects.filter(status=LetterStatus.QUEUED, written_at__lt=TODAY - building.RECENT).exists()
    assert "nominations/consent_notice" in states(Letter, "name", status=LetterStatus.QUEUED)
    assert not any(user.has_usable_password() for user in User.objects.all())


def test_no_two_jurors_of_a_panel_are_of_one_country(built):
    for call in Call.objects.all():
        sitting = Counter(Seat.objects.sitting().filter(panel__call=call).values_list("country", flat=True))
        assert sum(sitting.values()) == 7
        assert set(sitting.values()) == {1}


def test_the_command_leaves_what_is_there_and_says_whom_to_sign_in_as(built, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    before, said = Nomination.objects.count(), io.StringIO()
    call_command("demo", seed=8, stdout=said)
    assert said.getvalue() == "The example is there already. Nothing was changed.\n"
    assert Nomination.objects.count() == before
    told = json.loads((tmp_path / "example-people.json").read_text(encoding="utf-8"))
    assert {each["role"] for each in told} == set(guide.PAGES)
    for each in told:
        client = Client()
        client.force_login(User.objects.get(email=each["email"]))
        assert client.get(each["page"]).status_code == 200, each


@pytest.mark.parametrize("page", ["scoring:home", "scoring:laureates", "nominations:prizes", "nominations:calendar"])
def test_public_pages_have_real_content_in_the_example(built, page):
    assert Client().get(reverse(page)).status_code == 200
    assert Client().get(reverse("scoring:cycle_laureates", args=["2027"])).status_code == 404


def test_the_future_of_a_story_does_not_happen():
    done = []

    def story():
        for day in range(3):
            yield TODAY + dt.timedelta(days=day)
            done.append((day, clock.now()))

    clockwork.tell([story()], until=TODAY + dt.timedelta(days=1))
    assert done == [(0, TODAY), (1, TODAY + dt.timedelta(days=1))]
