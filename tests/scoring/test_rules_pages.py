"""The rules of a round on the site: set, checked for sense, tried out on an example, and frozen."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards_site.models import AuditEvent
from jury.models import Round
from jury.states import RoundKind
from nominations.states import Phase
from scoring import opening, rulemaking
from scoring.forms import RulesForm
from scoring.forms.rules import grades_in, lines_of
from scoring.models import Rubric, Rules
from tests.factories import scoring as factory
from tests.factories.people import user

from .test_pages import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_():
    return factory.open_round(phase=Phase.SCREENING, frozen=False)


@pytest.fixture
def secgen():
    return signed_in(user("", "secretary_general"))


def url(of, name="rules") -> str:
    return reverse(f"scoring:{name}", kwargs=of.slugs)


def typed(of, **change) -> dict[str, str]:
    form = RulesForm(instance=factory.fresh(of).rules)
    sent = {}
    for field in form:
        value = field.value()
        if field.name == "grades":
            sent |= {f"grades_{code}": value[code] for code in ("en", "fa")}
        elif value not in (None, False):
            sent[field.html_name] = str(value)
    return sent | change


def test_the_rules_are_saved_and_what_they_were_is_on_record(round_, secgen):
    answer = secgen.post(url(round_), typed(round_, method="median", quorum="۲", places="2"))
    assert answer.status_code == 302
    rules = Rules.objects.get(round=round_)
    assert (rules.method, rules.quorum, rules.places) == ("median", 2, 2)
    changed = AuditEvent.objects.get(what="rules.changed").facts["changed"]
    assert changed == {"method": ["calibrated", "median"], "quorum": [3, 2], "places": [None, 2]}


def test_rules_saved_as_they_are_leave_no_record(round_, secgen):
    assert secgen.post(url(round_), typed(round_)).status_code == 302
    assert not AuditEvent.objects.filter(what="rules.changed").exists()


NONSENSE = [
    ({"method": "trimmed", "trim": "2"}, "Raise the quorum to 5"),
    ({"method": "trimmed", "trim": "0"}, "at least 1 ballot at either end"),
    ({"method": "borda"}, "Let the whole panel read every dossier"),
    ({"method": "schulze"}, "Let the whole panel read every dossier"),
    ({"method": "majority_judgment", "grades_en": "Good", "grades_fa": "خوب"}, "at least two grades"),
    ({"method": "majority_judgment", "grades_en": "Good\nGood", "grades_fa": ""}, "Each grade stands once"),
    ({"grades_en": "Good\nBad", "grades_fa": "خوب"}, "Write as many grades in one language"),
    ({"method": "majority_judgment", "places": "2"}, "Without marks there is nothing to round"),
    ({"places": "7"}, "not above 6"),
    ({"quorum": "4"}, "At most 3 jurors read a dossier"),
    ({"quorum": "0"}, "not below 1"),
    ({"quorum": "many"}, "Write a whole number in digits"),
    ({"shortlist_rule": "threshold"}, "Write the score that has to be reached"),
    ({"shortlist_rule": "threshold", "threshold": "11"}, "The scale goes from 1 to 10"),
    ({"shortlist_rule": "threshold", "threshold": "5", "method": "zscore"}, "do not stand on the scale"),
    ({"shortlist_rule": "threshold", "threshold": "2", "method": "majority_judgment"}, "do not stand on the scale"),
    ({"shortlist_rule": "share"}, "Write which share goes on"),
    ({"shortlist_rule": "share", "share": "101"}, "not above 100"),
    ({"shortlist": "0"}, "not below 1"),
    ({"rung-0": "spread", "rung-1": "spread"}, "Each step of the ladder is taken once"),
    ({"rung-0": "decision", "rung-1": "spread"}, "The recorded decision comes last"),
    ({"rung-0": "dice"}, "Choose one of the answers"),
    ({"method": "dice"}, "Choose one of the answers"),
]


@pytest.mark.parametrize(("change", "says"), NONSENSE)
def test_rules_that_make_no_sense_are_sent_back_in_a_sentence_with_what_was_typed(round_, secgen, change, says):
    answer = secgen.post(url(round_), typed(round_, **change))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert all(value in page for value in change.values() if value != "dice")
    kept = Rules.objects.get(round=round_)
    assert (kept.method, kept.quorum, kept.ladder[0]) == ("calibrated", 3, "criterion")


SENSE = [
    {"method": "trimmed", "trim": "1"},
    {"method": "majority_judgment", "grades_en": "Good\nBad", "grades_fa": "خوب\nبد"},
    {"shortlist_rule": "threshold", "threshold": "7.5"},
    {"shortlist_rule": "share", "share": "20"},
    {"shortlist_rule": "vote", "at_the_cut": "widens"},
    {"rung-0": "", "rung-1": "", "rung-2": "", "rung-3": ""},
    {"panel_sees": "sums", "comment_required": "on"},
]


@pytest.mark.parametrize("change", SENSE)
def test_rules_that_make_sense_are_saved_and_a_round_opens_with_them(round_, secgen, change):
    assert secgen.post(url(round_), typed(round_, **change)).status_code == 302
    opening.open_round(factory.fresh(round_), by=user("", "officer"))
    event = AuditEvent.objects.get(what="call.assessment_opened")
    assert event.facts["rules"] == Rules.objects.get(round=round_).as_record()


@pytest.mark.parametrize("method", ["borda", "schulze"])
def test_jurors_who_read_everything_may_put_it_in_order(round_, secgen, method):
    Round.objects.update(whole_panel=True)
    assert secgen.post(url(round_), typed(round_, method=method)).status_code == 302
    assert Rules.objects.get(round=round_).method == method


def test_a_quorum_above_the_panel_is_never_reached(round_, secgen):
    Round.objects.update(whole_panel=True, ballots_wanted=9)
    assert secgen.post(url(round_), typed(round_, quorum="4")).status_code == 422
    Round.objects.update(whole_panel=False)
    assert secgen.post(url(round_), typed(round_, quorum="4")).status_code == 302


def test_a_final_round_is_asked_for_no_shortlist(secgen):
    final = factory.open_round(kind=RoundKind.FINAL, phase=Phase.SHORTLIST, frozen=False)
    assert "shortlist_rule" not in secgen.get(url(final)).content.decode()
    assert secgen.post(url(final), typed(final, method="mean")).status_code == 302


def test_trying_out_shows_an_example_and_saves_nothing(round_, secgen):
    answer = secgen.post(url(round_), typed(round_, method="median", shortlist="2", then="preview"))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "As typed, not saved yet" in page
    assert "no real dossier" in page
    assert "E-06 is not ranked: it has 2 ballots, fewer than the quorum." in page
    assert "have exactly the same score" in page
    assert (
        "By the rule the best 2 go on. \u2068E-02\u2069, \u2068E-03\u2069 stand equal at the cut: all of them go on."
        in page
    )
    assert page.count("goes on</span>") == 3
    assert Rules.objects.get(round=round_).method == "calibrated"


def test_a_page_shown_before_another_one_saved_does_not_overwrite_it(round_, secgen):
    before = typed(round_, method="mean")
    assert secgen.post(url(round_), typed(round_, method="median")).status_code == 302
    answer = secgen.post(url(round_), before)
    assert (answer.status_code, "changed in another window" in answer.content.decode()) == (409, True)
    assert Rules.objects.get(round=round_).method == "median"


def test_frozen_rules_are_read_by_everybody_and_set_by_nobody(round_, secgen):
    opening.open_round(round_, by=user("", "officer"))
    page = secgen.get(url(round_)).content.decode()
    assert Rules.objects.get(round=round_).digest in page
    assert '<form method="post" class="form' not in page
    assert secgen.post(url(round_), typed(round_)).status_code == 403
    rules = Rules.objects.get(round=round_)
    rules.method = "mean"
    with pytest.raises(rulemaking.Refused):
        rulemaking.set_rules(rules, by=user("", "secretary_general"))


@pytest.mark.parametrize(
    ("role", "read", "write"), [("officer", 200, 403), ("auditor", 200, 403), ("board", 404, 404)]
)
def test_others_read_the_rules_at_most(round_, role, read, write):
    client = signed_in(user("", role))
    assert (client.get(url(round_)).status_code, client.post(url(round_)).status_code) == (read, write)
    assert "Save the rules" not in client.get(url(round_)).content.decode()


def test_the_page_asks_the_database_little(round_, secgen):
    for name in ("rules", "rubric"):
        with CaptureQueriesContext(connection) as asked:
            assert secgen.get(url(round_, name)).status_code == 200
        assert len(asked) <= 15


def sheet(of, *, scale=("1", "10", "0.5"), rows) -> dict[str, str]:
    before = of.rules.rubric.criteria.count()
    sent = {"name_en": "Rubric", "criteria-TOTAL_FORMS": str(len(rows)), "criteria-INITIAL_FORMS": str(before)}
    sent |= dict(zip(("least", "most", "step"), scale, strict=True))
    for number, (key, name, weight) in enumerate(rows):
        place = f"criteria-{number}-"
        sent |= {f"{place}key": key, f"{place}name_en": name, f"{place}weight": weight}
    return sent


def criteria_of(rubric) -> list[tuple[str, str, int]]:
    return [(each.key, str(each.name), int(each.weight)) for each in rubric.criteria.all()]


def test_a_rubric_nobody_scored_by_is_changed_in_place(round_, secgen):
    rows = [("impact", "Impact on life", "50"), ("leadership", "", ""), ("", "Care & repair", "50")]
    assert secgen.post(url(round_, "rubric"), sheet(round_, rows=rows)).status_code == 302
    rubric = factory.fresh(round_).rules.rubric
    assert rubric.version == 1
    assert criteria_of(rubric) == [("impact", "Impact on life", 50), ("care-repair", "Care & repair", 50)]
    assert AuditEvent.objects.get(what="rubric.changed").facts["after"]["criteria"][1]["key"] == "care-repair"


def test_a_frozen_rubric_gets_a_new_version_and_old_ballots_keep_theirs(round_, secgen):
    old = factory.open_round()
    shared = old.rules.rubric
    Rules.objects.filter(round=round_).update(rubric=shared)
    Rubric.objects.filter(pk=shared.pk).update(frozen_at=round_.opens_at)
    before, digest = criteria_of(shared), old.rules.digest
    rows = [("impact", "Impact", "30"), ("leadership", "Leadership", "70")]
    answer = secgen.post(url(round_, "rubric"), sheet(factory.fresh(round_), rows=rows), follow=True)
    assert "saved as version" in answer.content.decode()
    new = factory.fresh(round_).rules.rubric
    assert (new.key, new.version > shared.version, new.frozen_at) == (shared.key, True, None)
    assert criteria_of(new) == [("impact", "Impact", 30), ("leadership", "Leadership", 70)]
    assert new.anchors.count() == shared.anchors.count()
    assert criteria_of(Rubric.objects.get(pk=shared.pk)) == before
    assert Rules.objects.get(round=old).rubric_id == shared.pk
    assert Rules.objects.get(round=old).digest == digest


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"rows": [("impact", "Impact", "50"), ("leadership", "Leadership", "40")]}, "do not sum to 100"),
        ({"rows": [("impact", "", ""), ("leadership", "", "")]}, "no criterion"),
        ({"rows": [("impact", "Impact", ""), ("leadership", "Leadership", "100")]}, "how much this criterion weighs"),
        ({"rows": [("impact", "", "100"), ("leadership", "", "")]}, "Name this criterion"),
        ({"scale": ("10", "1", "1")}, "not above the lowest"),
        ({"scale": ("1", "10", "0")}, "above zero"),
        ({"scale": ("1", "10", "4")}, "does not end on one of its steps"),
        ({"scale": ("0", "100", "0.5")}, "more than 101 marks"),
    ],
)
def test_a_rubric_that_makes_no_sense_is_sent_back(round_, secgen, change, says):
    sent = {"rows": [("impact", "Impact", "60"), ("leadership", "Leadership", "40")], **change}
    answer = secgen.post(url(round_, "rubric"), sheet(round_, **sent))
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert criteria_of(factory.fresh(round_).rules.rubric) == [
        ("impact", "Impact", 60),
        ("leadership", "Leadership", 40),
    ]


def test_grades_keep_their_key_as_long_as_their_word_stays():
    before = [{"key": "a", "word": {"en": "Good", "fa": "خوب"}}, {"key": "b", "word": {"en": "Bad", "fa": "بد"}}]
    assert grades_in(lines_of(before), before) == before
    assert [each["key"] for each in grades_in({"en": "Bad\nSo so\nGood"}, before)] == ["b", "so-so", "a"]
    assert re.fullmatch(r"[\w-]+", grades_in({"fa": "بی‌نظیر\nخوب"}, before)[0]["key"])


def test_rules_that_go_by_a_number_ask_for_it(round_, secgen):
    answer = secgen.post(url(round_), typed(round_, shortlist=""))
    assert answer.status_code == 422
    assert "Say how many go on." in answer.content.decode()
    by_score = typed(round_, shortlist_rule="threshold", threshold="7", shortlist="")
    assert secgen.post(url(round_), by_score).status_code == 302
