"""Rows written through the plain pages: who may, what is checked, what is frozen, what is on record."""

import pytest
from django.core.cache import cache
from django.urls import reverse
from lxml import html

from awards_site.models import AuditEvent
from nominations import shape
from nominations.models import Call, Cycle, Form, Prize, Question
from nominations.states import Phase
from tests.factories import nominations
from tests.factories.people import user
from tests.nominations.pages import posted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh():
    cache.clear()
    shape.forget()


@pytest.fixture
def secretary(client):
    client.force_login(user("", "secretary_general"))
    return client


def at(model: str, verb: str, *args: object) -> str:
    return reverse(f"admin:nominations_{model}_{verb}", args=args)


@pytest.mark.parametrize("model", ["prize", "cycle", "call", "form"])
def test_officers_read_the_secretary_general_writes_others_find_nothing(client, model):
    nominations.call(Phase.SETUP)
    told = {"secretary_general": (200, 200), "officer": (200, 403), "board": (404, 404), "": (404, 404)}
    for role, (reads, writes) in told.items():
        client.force_login(user("", *filter(None, [role])))
        answers = client.get(at(model, "changelist"), follow=True), client.get(at(model, "add"), follow=True)
        assert tuple(each.status_code for each in answers) == (reads, writes), role


@pytest.mark.parametrize("model", ["prize", "cycle"])
def test_a_list_of_rows_when_a_name_has_languages_then_is_told_in_the_readers(secretary, model):
    nominations.call(Phase.SETUP)
    page = html.fromstring(secretary.get(at(model, "changelist"), follow=True).content)
    (row,) = page.xpath("//table[@id='result_list']/tbody/tr")
    assert "{" not in row.text_content()
    assert str({"prize": Prize, "cycle": Cycle}[model].objects.get()) in row.text_content()


def test_a_change_is_on_record(secretary):
    prize = nominations.prize("bridge")
    address = at("prize", "change", prize.pk)
    answer = secretary.post(address, {**posted(secretary, address), "name_en": "Bridge Prize"})
    assert answer.status_code == 302
    assert Prize.objects.get().name["en"] == "Bridge Prize"
    assert AuditEvent.objects.get().what == "prize.changed"


@pytest.mark.parametrize("slug", ["2027x", "laureates", "Prize", "9"])
def test_a_prizes_address_hides_no_other_page(secretary, slug):
    address = at("prize", "add")
    page = secretary.post(address, {**posted(secretary, address), "slug": slug, "name_en": "X", "purpose_en": "Y"})
    assert page.status_code == 200
    assert not Prize.objects.exists()


@pytest.mark.parametrize(("field", "wrong"), [("slug", "next"), ("time_zone", "Asia/Atlantis"), ("year", "soon")])
def test_a_cycle_is_checked(secretary, field, wrong):
    address = at("cycle", "add")
    told = {"slug": "2031", "name_en": "2031", "year": "2031", "time_zone": "Asia/Tehran", field: wrong}
    assert secretary.post(address, {**posted(secretary, address), **told}).status_code == 200
    assert not Cycle.objects.exists()


def test_dates_are_written_in_the_forums_zone_and_any_digits(secretary):
    call = nominations.call(Phase.SETUP)
    address = at("call", "change", call.pk)
    told = {"opens_at": "۱۴۰۵/۰۶/۱۰ ۰۹:۰۰", "closes_at": "2027-01-20 18:00"}
    assert secretary.post(address, {**posted(secretary, address), **told}).status_code == 302
    call.refresh_from_db()
    assert call.closes_at.isoformat() == "2027-01-20T14:30:00+00:00"
    assert call.opens_at.isoformat() == "2026-09-01T05:30:00+00:00"


def test_a_published_call_keeps_what_the_public_was_told(secretary):
    call = nominations.call(Phase.CALL_OPEN)
    address = at("call", "change", call.pk)
    told = {
        **posted(secretary, address),
        "closes_at": "2099-01-20 18:00",
        "code_letter": "Z",
        "finalists_ranked": "on",
    }
    secretary.post(address, told)
    kept = Call.objects.get()
    assert (kept.closes_at, kept.code_letter, kept.finalists_ranked) == (call.closes_at, call.code_letter, False)
    cycle = at("cycle", "change", call.cycle.pk)
    assert secretary.post(cycle, {**posted(secretary, cycle), "time_zone": "Asia/Tokyo"}).status_code == 302
    assert Call.objects.get().cycle.time_zone == call.cycle.time_zone
    assert not any(name.startswith("gates-0-text") for name in posted(secretary, address))


def test_a_frozen_form_is_read_alone(secretary):
    form = nominations.call(Phase.CALL_OPEN).forms.get()
    step = form.steps.first()
    question = step.questions.first()
    for model, row in (("form", form), ("step", step), ("question", question)):
        assert secretary.get(at(model, "change", row.pk)).status_code == 200
        assert secretary.post(at(model, "change", row.pk), {"key": "other"}).status_code == 403
        assert secretary.post(at(model, "delete", row.pk), {"post": "yes"}).status_code == 403


def test_a_frozen_form_is_copied_as_the_next_version(secretary):
    form = nominations.call(Phase.CALL_OPEN).forms.get()
    chosen = {"action": "copy_as_new_version", "_selected_action": [form.pk]}
    assert secretary.post(at("form", "changelist"), chosen).status_code == 302
    assert Form.objects.filter(frozen_at=None, version=2).exists()


@pytest.mark.parametrize(
    ("fields", "column"),
    [
        ({"limits": '{"words": "many"}'}, "limits"),
        ({"limits": '{"wrods": 3}'}, "limits"),
        ({"limits": "[1]"}, "limits"),
        ({"limits": "{words: 3"}, "limits"),
        ({"limits": '{"unit": "km"}'}, "limits"),
        ({"kind": "choice"}, "options"),
        ({"kind": "choice", "options": '[{"value": 1}]'}, "options"),
        ({"kind": "choice", "options": '"yes"'}, "options"),
        (
            {"options": '[{"value": "a", "label": {"en": "A"}}, {"value": "a", "label": {"en": "B"}}]'},
            "options",
        ),
        ({"shown_if": '{"question": "kind"}'}, "shown_if"),
        ({"shown_if": "[]", "limits": '{"words": -1}'}, "limits"),
        ({"data_class": "contact", "for_jury": "on"}, "for_jury"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused_with_a_sentence(secretary, fields, column):
    question = nominations.call(Phase.SETUP).forms.get().steps.first().questions.first()
    address = at("question", "change", question.pk)
    page = secretary.post(address, {**posted(secretary, address), **fields})
    assert page.status_code == 200
    assert column in page.context["adminform"].form.errors


def test_a_key_that_stands_twice_is_refused(secretary):
    step = nominations.call(Phase.SETUP).forms.get().steps.first()
    address = at("step", "change", step.pk)
    page = secretary.post(address, {**posted(secretary, address), "questions-1-key": "name"})
    assert page.status_code == 200
    assert step.questions.filter(key="name").count() == 1


def test_a_column_stands_on_its_questions_step(secretary):
    step = nominations.call(Phase.SETUP).forms.get().steps.get(key="work")
    rows = nominations.question(step, "works", "rows", limits={"rows_most": 2})
    address = at("question", "change", rows.pk)
    told = posted(secretary, address, extra=1)
    told |= {"columns-0-key": "title", "columns-0-kind": "short", "columns-0-label_en": "Title"}
    told |= {"columns-0-limits": "{}", "columns-0-options": "[]", "columns-0-shown_if": "{}"}
    told |= {"columns-0-data_class": "public", "columns-0-position": "1"}
    answer = secretary.post(address, told)
    assert answer.status_code == 302
    column = Question.objects.get(parent=rows)
    assert (column.step, column.key) == (step, "title")
