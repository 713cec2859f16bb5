"""What the database promises of rubrics, rules, tallies and public results, each tried."""

import pytest
from django.db import IntegrityError, transaction

from awards_site import clock
from scoring.models import Anchor, Criterion, Laureate, Mark, Rubric, Rules, Tally
from tests.factories import scoring as factory

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_():
    return factory.open_round()


def refused(make) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


@pytest.mark.parametrize("scale", [{"least": 5, "most": 5}, {"least": 6, "most": 5}, {"step": 0}, {"step": -1}])
def test_a_scale_runs_upwards(round_, scale):
    refused(lambda: Rubric.objects.create(key="other", name={"en": "Other"}, **scale))


def test_a_rubric_has_one_of_each_version(round_):
    rubric = round_.rules.rubric
    refused(lambda: Rubric.objects.create(key=rubric.key, version=rubric.version, name={"en": "Again"}))


@pytest.mark.parametrize("fields", [{"key": "impact", "weight": 10}, {"key": "new", "weight": 0}])
def test_a_criterion_has_a_key_of_its_own_and_a_weight(round_, fields):
    refused(lambda: Criterion.objects.create(rubric=round_.rules.rubric, name={"en": "New"}, **fields))


def test_an_anchor_runs_upwards(round_):
    refused(lambda: Anchor.objects.create(rubric=round_.rules.rubric, least=4, most=3, word={"en": "odd"}))


@pytest.mark.parametrize("fields", [{"method": "dice"}, {"digest": ""}, {"frozen_at": None}])
def test_rules_name_a_method_and_are_frozen_with_their_digest(round_, fields):
    refused(lambda: Rules.objects.update(**fields))


def test_a_round_has_one_set_of_rules(round_):
    refused(lambda: Rules.objects.create(round=round_, rubric=round_.rules.rubric))


def test_a_round_has_one_tally_of_a_number(round_):
    Tally.objects.create(round=round_, number=1, method="mean", result={})
    refused(lambda: Tally.objects.create(round=round_, number=1, method="mean", result={}))


def test_a_dossier_has_one_public_result_of_a_known_kind(round_):
    given = {"call": round_.call, "dossier": round_.entries.first().dossier, "name": "N", "published_at": clock.now()}
    refused(lambda: Laureate.objects.create(kind="winner", **given))
    Laureate.objects.create(kind="laureate", **given)
    refused(lambda: Laureate.objects.create(kind="finalist", **given))


def test_an_assignment_has_one_ballot(round_):
    assignment = round_.assignments.first()
    factory.ballot(assignment, {"impact": "8"})
    refused(lambda: factory.ballot(assignment))
    assert Mark.objects.count() == 1
