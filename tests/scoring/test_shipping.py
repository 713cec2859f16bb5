"""What ships is whole, becomes rows, and stays as the secretariat left it."""

import copy
import datetime as dt
import json
import zoneinfo
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from awards_site.canonical import canonical
from awards_site.rules import Refused
from jury.seating import shipped_confidentiality
from nominations import haikou
from nominations.models import Call, Prize, Question
from nominations.states import DataClass, Phase, QuestionKind
from scoring import shipped, shipping
from scoring.models import Rubric, Rules
from scoring.shipped.dates import following
from scoring.shipped.proof import KINDS, every_question, faults
from tests.factories import people

TEHRAN = zoneinfo.ZoneInfo("Asia/Tehran")
DATES = following(dt.datetime(2026, 9, 1, tzinfo=TEHRAN), dt.datetime(2027, 1, 20, 18, tzinfo=TEHRAN))
WEIGHTS = {
    "mayor": {
        "impact": 25,
        "leadership": 20,
        "innovation": 15,
        "sustainability": 15,
        "replicability": 15,
        "inclusion": 10,
    },
    "journalist": {"accuracy": 25, "relevance": 20, "craft": 20, "reach": 20, "originality": 15},
    "academic": {"novelty": 25, "uptake": 25, "rigour": 20, "relevance": 20, "transfer": 10},
}


@pytest.mark.parametrize("slug", shipped.PRIZES)
def test_a_shipped_prize_is_whole(slug):
    assert faults(shipped.prize(slug)) == []


def test_what_all_prizes_share_is_in_both_languages():
    texts = [anchor[part] for anchor in shipped.shared()["anchors"] for part in ("word", "text")]
    texts += [each["name"] for each in shipped.shared()["rounds"]] + [haikou.OPENING, haikou.ARTICLE]
    texts.append(shipped_confidentiality())
    assert [set(text) for text in texts if all(text.values())] == [{"en", "fa"}] * len(texts)


def test_the_proof_knows_every_kind_of_question():
    assert set(QuestionKind.values) == KINDS


FAULTS = [
    (lambda d: d["rubric"]["criteria"][0].update(weight=30), "The weights sum to 105, not to 100."),
    (lambda d: d["gates"][0].update(number="1.2"), "The gate 1.2 is there twice."),
    (lambda d: d["steps"][0]["questions"][0]["label"].update(fa=" "), "mayor.steps.nominee"),
    (lambda d: d["steps"][1]["questions"][0].update(informs="beauty"), "informs no criterion of the rubric: beauty."),
    (lambda d: d["steps"][1]["questions"][0].update(kind="poem"), "is of an unknown kind: poem."),
    (lambda d: d["steps"][1]["questions"][0].update(shown_if={"question": "x", "is": []}), "isn't asked"),
    (lambda d: d["steps"][0]["questions"][2].update(for_jury=True), "would show contact data to the jury."),
    (lambda d: d["steps"][2]["questions"][0].update(meaning=""), "No question means headline."),
    (lambda d: d["steps"][1]["questions"][0].update(key="headline"), "The question headline is there twice."),
]


@pytest.mark.parametrize(("spoil", "fault"), FAULTS)
def test_a_fault_in_a_file_is_named(spoil, fault):
    data = copy.deepcopy(shipped.prize("mayor"))
    spoil(data)
    assert [each for each in faults(data) if fault in each]


def test_a_prize_that_does_not_ship_is_named():
    with pytest.raises(LookupError, match="No prize 'peace' ships"):
        shipped.prize("peace")


@pytest.mark.django_db
@pytest.mark.parametrize("slug", shipped.PRIZES)
def test_a_shipped_call_has_all_it_needs(slug):
    call = shipping.ship_call(slug, shipping.ship_cycle("2027"), dates=DATES)
    data = shipped.prize(slug)
    assert call.phase == Phase.SETUP
    assert [gate.number for gate in call.gates.all()] == [gate["number"] for gate in data["gates"]]
    assert Question.objects.filter(step__form__call=call).count() == len(list(every_question(data)))
    rules = Rules.objects.filter(round__call=call).order_by("round__opens_at")
    assert [(r.round.kind, r.method, r.quorum, r.shortlist, r.round.whole_panel) for r in rules] == [
        ("assessment", "calibrated", 3, 5, False),
        ("final", "calibrated", 3, 1, True),
    ]
    rubric = rules[0].rubric
    assert {c.key: c.weight for c in rubric.criteria.all()} == {k: Decimal(v) for k, v in WEIGHTS[slug].items()}
    assert [str(mark) for mark in rubric.marks[:2]] == ["1.00", "1.50"]
    assert [(a.least, a.most) for a in rubric.anchors.all()] == [(n, n + 1) for n in (1, 3, 5, 7, 9)]
    assert canonical(rules[0].as_record())


@pytest.mark.django_db
def test_contact_data_never_goes_to_the_jury():
    shipping.ship_call("mayor", shipping.ship_cycle("2027"), dates=DATES)
    contact = Question.objects.filter(data_class=DataClass.CONTACT)
    assert contact.filter(for_jury=True).count() == 0
    assert set(contact.values_list("key", flat=True)) == {"nominee_email", "nominee_phone", "nominator_phone"}


@pytest.mark.django_db
def test_shipping_twice_changes_nothing():
    cycle = shipping.ship_cycle("2027")
    first = shipping.ship_call("mayor", cycle, dates=DATES)
    Prize.objects.filter(slug="mayor").update(name={"en": "As the secretariat wrote it"})
    again = shipping.ship_call("mayor", shipping.ship_cycle("2027"), dates=DATES)
    assert again == first
    assert str(Prize.objects.get(slug="mayor")) == "As the secretariat wrote it"
    assert (Call.objects.count(), first.forms.count(), Rubric.objects.count()) == (1, 1, 1)


@pytest.mark.django_db
def test_the_next_cycle_shares_the_rubric():
    for slug in ("2027", "2029"):
        shipping.ship_call("mayor", shipping.ship_cycle(slug), dates=DATES)
    assert Rubric.objects.filter(key="mayor").count() == 1


@pytest.mark.django_db
def test_an_officer_does_not_set_a_call_up():
    with pytest.raises(Refused, match="Only the Secretary General"):
        shipping.ship_call("mayor", shipping.ship_cycle("2027"), dates=DATES, by=people.user("o@x.example", "officer"))


@pytest.mark.django_db
def test_the_secretary_general_sets_a_call_up():
    person = people.user("sg@x.example", "secretary_general")
    assert shipping.ship_call("mayor", shipping.ship_cycle("2027"), dates=DATES, by=person).pk


@pytest.mark.django_db
def test_a_faulty_file_ships_nothing(monkeypatch, tmp_path):
    data = shipped.prize("mayor")
    data["rubric"]["criteria"][0]["weight"] = 1
    (tmp_path / "mayor.json").write_text(json.dumps(data), encoding="utf-8")
    monkeypatch.setattr(shipped, "FOLDER", tmp_path)
    with pytest.raises(shipping.Faulty, match=r"mayor\.json is not whole:\nThe weights sum to 76"):
        shipping.ship_prizes()
    assert Prize.objects.count() == 0


@pytest.mark.django_db
def test_the_command_loads_prizes_and_calls(capsys):
    call_command("load_prizes", cycle="2027", opens="2026-09-01", closes="2027-01-20T18:00")
    assert capsys.readouterr().out.splitlines() == [
        "Prizes: mayor, journalist, academic",
        "Call: 2027/mayor, setup",
        "Call: 2027/journalist, setup",
        "Call: 2027/academic, setup",
    ]
    assert Call.objects.get(prize__slug="mayor").closes_at == DATES.closes_at


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"cycle": "2027"}, "both dates"),
        ({"cycle": "next", "opens": "2026-09-01", "closes": "2027-01-20"}, "begins with its year"),
        ({"cycle": "2027", "opens": "soon", "closes": "2027-01-20"}, "soon is not a date"),
        ({"cycle": "2027", "opens": "2027-02-01", "closes": "2027-01-20"}, "close after it opens"),
    ],
)
def test_the_command_says_what_is_missing(options, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("load_prizes", **options)


def test_the_assembly_is_said_in_both_calendars():
    assert DATES.announced_in == {
        "en": "at the General Assembly, October 2027",
        "fa": "در مجمع عمومی، مهر ۱۴۰۶",
    }
