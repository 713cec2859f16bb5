"""The Secretary General sets a rubric and a round up through the plain pages, until they are frozen."""

import json

import pytest
from django.urls import reverse

from awards_site import clock
from awards_site.models import AuditEvent
from jury.models import Round
from scoring import sense
from scoring.models import Rubric, Rules
from tests.factories import nominations as make
from tests.factories import scoring as factory
from tests.factories.nominations import DAY
from tests.factories.people import user

from .test_pages import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def secgen():
    return signed_in(user("", "secretary_general"))


def rows(prefix: str, *given: dict[str, str]) -> dict[str, str]:
    sent = {f"{prefix}-TOTAL_FORMS": str(len(given)), f"{prefix}-INITIAL_FORMS": "0"}
    for number, fields in enumerate(given):
        sent |= {f"{prefix}-{number}-{name}": value for name, value in fields.items()}
    return sent


RUBRIC = {
    "key": "gardens",
    "version": "1",
    "name_en": "Gardens",
    "least": "0",
    "most": "5",
    "step": "1",
    **rows(
        "criteria",
        {"key": "shade", "name_en": "Shade", "weight": "70", "position": "1"},
        {"key": "water", "name_en": "Water", "weight": "30", "position": "2"},
    ),
    **rows("anchors", {"least": "0", "most": "5", "word_en": "as it is"}),
}


RULES = {
    "method": "mean",
    "quorum": "2",
    "trim": "1",
    "shortlist_rule": "best",
    "shortlist": "3",
    "at_the_cut": "ladder",
    "panel_sees": "numbers",
    "ladder": '["criterion"]',
}


def test_a_rubric_is_made_with_its_criteria_and_anchors(secgen):
    answer = secgen.post(reverse("admin:scoring_rubric_add"), RUBRIC)
    assert answer.status_code == 302, answer.content.decode()
    made = Rubric.objects.get(key="gardens")
    assert [(each.key, int(each.weight)) for each in made.criteria.all()] == [("shade", 70), ("water", 30)]
    assert {event.what for event in AuditEvent.objects.all()} == {
        "rubric.added",
        "criterion.changed",
        "anchor.changed",
    }


def round_with(**change: str) -> dict[str, str]:
    now = clock.now()
    return {
        "call": str(make.call().pk),
        "kind": "assessment",
        "name_en": "Reading",
        "opens_at_0": (now + DAY).date().isoformat(),
        "opens_at_1": "10:00",
        "closes_at_0": (now + 9 * DAY).date().isoformat(),
        "closes_at_1": "10:00",
        "ballots_wanted": "3",
        "load_at_most": "20",
        **rows("rules", {"rubric": str(factory.rubric().pk), **RULES, **change}),
    }


def test_a_round_is_made_with_its_rules(secgen):
    answer = secgen.post(reverse("admin:jury_round_add"), round_with())
    assert answer.status_code == 302, answer.content.decode()
    assert Round.objects.get().rules.method == "mean"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"method": "trimmed"}, "Raise the quorum to 3"),
        ({"method": "borda"}, "Let the whole panel read"),
        ({"quorum": "9"}, "Lower the quorum"),
        ({"shortlist_rule": "threshold", "threshold": "11"}, "The scale goes from 1 to 10"),
        ({"grades": "[1]"}, "A grade has a key"),
    ],
)
def test_rules_that_make_no_sense_are_refused_here_too(secgen, change, says):
    answer = secgen.post(reverse("admin:jury_round_add"), round_with(**change))
    assert answer.status_code == 200
    assert says in answer.content.decode()
    assert not Round.objects.exists()


@pytest.mark.parametrize("ladder", ["5", '"criterion"', '["luck"]', '["decision", "criterion"]', "[[1]]"])
def test_a_ladder_that_parts_nothing_is_refused_in_a_sentence(ladder):
    rules = Rules(round=Round(), rubric=Rubric(), ladder=json.loads(ladder))
    assert [fault.field for fault in sense.faults_of(rules)] == ["ladder"]


def test_what_is_frozen_is_read_only(secgen):
    round_ = factory.open_round()
    rubric = round_.rules.rubric
    Rubric.objects.filter(pk=rubric.pk).update(frozen_at=clock.now())
    for name, row in (("scoring_rubric", rubric), ("jury_round", round_)):
        url = reverse(f"admin:{name}_change", args=[row.pk])
        assert secgen.get(url).status_code == 200
        assert secgen.post(url, RUBRIC).status_code == 403


def test_the_officer_reads_and_others_find_no_door():
    url = reverse("admin:scoring_rubric_add")
    assert signed_in(user("", "officer")).get(reverse("admin:scoring_rubric_changelist")).status_code == 200
    assert signed_in(user("", "officer")).post(url, RUBRIC).status_code == 403
    for role in ("board", "auditor", ""):
        assert signed_in(user("", *([role] if role else []))).get(url).status_code in {302, 403, 404}
