"""Forms built from questions: every kind of answer, in any script's digits, shown or not as others say."""

from typing import Any

import pytest
from django.utils import translation

from nominations import reading, shape
from nominations.forms import rows
from nominations.forms.raw import as_post, typed_from
from nominations.forms.steps import StepForm
from nominations.models import Step
from nominations.reading import Audience
from nominations.states import DataClass, QuestionKind
from tests.factories import nominations as make

pytestmark = pytest.mark.django_db
OPTIONS = [{"value": "a", "label": {"en": "First", "fa": "نخست"}}, {"value": "b", "label": {"en": "Second"}}]


@pytest.fixture
def step() -> Step:
    form = make.call().forms.get()
    form.steps.all().delete()
    return Step.objects.create(form=form, key="page", title={"en": "Page"})


def page_of(step: Step) -> shape.Page:
    return shape.read(step.form_id).pages[0]


def bound(step: Step, answers: dict[str, Any] | None = None, **typed: Any) -> StepForm:
    data = {name: value if isinstance(value, list) else [value] for name, value in typed.items()}
    return StepForm(as_post(data), page=page_of(step), answers=answers or {})


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        (QuestionKind.SHORT, {"q": " Samarkand "}, "Samarkand"),
        (QuestionKind.LONG, {"q": "One\r\n\r\nTwo"}, "One\r\n\r\nTwo"),
        (QuestionKind.CHOICE, {"q": "b"}, "b"),
        (QuestionKind.CHOICES, {"q": ["a", "b"]}, ["a", "b"]),
        (QuestionKind.NUMBER, {"q": "۵۷۳٬۰۰۰"}, "573000"),
        (QuestionKind.NUMBER, {"q": "8٫5"}, "8.5"),
        (QuestionKind.NUMBER, {"q": "1.50"}, "1.5"),
        (QuestionKind.DATE, {"q": "2024-03-01"}, "2024-03-01"),
        (QuestionKind.DATE, {"q": "۱۴۰۰/۰۱/۰۱"}, "2021-03-21"),
        (QuestionKind.URL, {"q": "city.example/report"}, "https://city.example/report"),
        (QuestionKind.EMAIL, {"q": "office@mayor.example"}, "office@mayor.example"),
        (QuestionKind.CITY, {"q_city": "سمرقند", "q_country": "UZ"}, {"city": "سمرقند", "country": "UZ"}),
        (QuestionKind.COUNTRY, {"q": "IR"}, "IR"),
        (QuestionKind.DECLARATION, {"q": "on"}, True),
    ],
)
def test_each_kind_keeps_its_answer_and_gives_it_back(step, kind, typed, kept):
    make.question(step, "q", kind, options=OPTIONS)
    form = bound(step, **typed)
    assert form.is_valid(), form.errors
    assert form.answers() == {"q": kept}
    again = StepForm(as_post(typed_from(page_of(step), {"q": kept})), page=page_of(step), answers={})
    assert again.answers() == {"q": kept}


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (QuestionKind.SHORT, {"q": "x" * 251}),
        (QuestionKind.CHOICE, {"q": "c"}),
        (QuestionKind.CHOICES, {"q": ["a", "c"]}),
        (QuestionKind.NUMBER, {"q": "many"}),
        (QuestionKind.NUMBER, {"q": "NaN"}),
        (QuestionKind.NUMBER, {"q": "1e999999"}),
        (QuestionKind.DATE, {"q": "2024-02-30"}),
        (QuestionKind.URL, {"q": "javascript:alert(1)"}),
        (QuestionKind.EMAIL, {"q": "nobody"}),
        (QuestionKind.CITY, {"q_city": "Samarkand", "q_country": ""}),
        (QuestionKind.CITY, {"q_city": "Samarkand", "q_country": "XX"}),
        (QuestionKind.COUNTRY, {"q": "Atlantis"}),
        (QuestionKind.DECLARATION, {}),
    ],
)
def test_what_is_no_answer_is_said_in_one_sentence_and_not_kept(step, kind, typed):
    make.question(step, "q", kind, options=OPTIONS)
    form = bound(step, **typed)
    assert not form.is_valid()
    assert len(form.faults_said()) == 1
    assert form.answers() == {"q": None}


@pytest.mark.parametrize("kind", [kind for kind in QuestionKind if kind != QuestionKind.ROWS])
def test_a_question_that_is_not_required_may_stay_empty(step, kind):
    make.question(step, "q", kind, required=False, options=OPTIONS)
    form = bound(step)
    assert form.is_valid(), form.errors
    assert form.answers() == {"q": None}


def test_words_are_counted_as_stated(step):
    make.question(step, "q", QuestionKind.LONG, limits={"words": 3})
    assert bound(step, q="می‌شود یک دو").is_valid()
    form = bound(step, q="one two three four five")
    assert form.errors["q"] == ["This answer is 5 words long. Shorten it by 2 words."]
    assert form.fields["q"].said == "5 of 3 words: 2 too many"


def test_a_question_hangs_on_another_answer_of_the_page_or_of_another_page(step):
    make.question(step, "kind", QuestionKind.CHOICE, options=OPTIONS)
    make.question(step, "here", shown_if={"question": "kind", "is": ["b"]})
    make.question(step, "there", shown_if={"question": "elsewhere", "is": ["yes"]})
    assert list(bound(step, kind="a").fields) == ["kind"]
    form = bound(step, {"elsewhere": "yes"}, kind="b", here="x", there="y")
    assert form.answers() == {"kind": "b", "here": "x", "there": "y"}
    assert bound(step, {"elsewhere": "yes"}, kind="a", here="forged", there="y").answers()["here"] is None


@pytest.fixture
def works(step) -> Step:
    parent = make.question(step, "works", QuestionKind.ROWS, limits={"rows_least": 1, "rows_most": 3})
    make.question(step, "title", parent=parent)
    make.question(step, "place", QuestionKind.CITY, parent=parent, required=False)
    return step


def test_rows_repeat_and_an_empty_one_beyond_the_least_asks_for_nothing(works):
    typed = {"works-rows": "3", "works-0-title": "One", "works-2-title": "Three"}
    form = bound(works, **typed)
    assert form.is_valid(), form.errors
    assert form.answers()["works"] == [{"title": "One"}, {"title": "Three"}]
    assert not bound(works, **{"works-rows": "1"}).is_valid()
    assert not bound(works, **{"works-rows": "2", "works-0-title": "One", "works-1-place_city": "X"}).is_valid()


@pytest.mark.parametrize("count", ["", "-1", "0", "99999999999999999999", "x", "٣", "1e3"])
def test_a_forged_number_of_rows_stays_within_its_limits(works, count):
    asked = page_of(works).questions[0]
    assert 1 <= rows.how_many(asked, {"works-rows": [count]}) <= 3


def test_rows_are_added_and_taken_away(works):
    asked = page_of(works).questions[0]
    typed = {"works-rows": ["2"], "works-0-title": ["One"], "works-1-title": ["Two"]}
    assert rows.add(asked, typed)["works-rows"] == ["3"]
    assert rows.add(asked, {"works-rows": ["3"]})["works-rows"] == ["3"]
    assert rows.remove(asked, 0, typed) == {"works-rows": ["1"], "works-0-title": ["Two"]}
    assert rows.remove(asked, 7, typed) == typed


def test_contact_data_and_what_is_not_for_the_jury_never_reach_jury_or_board(step):
    make.question(step, "email", QuestionKind.EMAIL, data_class=DataClass.CONTACT, for_jury=False)
    make.question(step, "note", for_jury=False)
    make.question(step, "story", QuestionKind.LONG)
    answers = {"email": "a@b.example", "note": "For the office", "story": "It worked."}
    read = shape.read(step.form_id)

    def labels(audience: Audience) -> list[str]:
        return [line.key for part in reading.parts(read, answers, audience) for line in part.lines]

    assert labels(Audience.NOMINATOR) == labels(Audience.OFFICER) == ["email", "note", "story"]
    assert labels(Audience.AUDITOR) == ["note", "story"]
    assert labels(Audience.JURY) == labels(Audience.BOARD) == labels(Audience.PUBLIC) == ["story"]


def test_answers_are_read_in_the_readers_language(step):
    make.question(step, "kind", QuestionKind.CHOICE, options=OPTIONS)
    make.question(step, "city", QuestionKind.CITY)
    answers = {"kind": "a", "city": {"city": "سمرقند", "country": "UZ"}}
    with translation.override("fa"):
        (part,) = reading.parts(shape.read(step.form_id), answers, Audience.JURY)
        assert [line.value for line in part.lines] == ["نخست", "سمرقند، ازبکستان"]


@pytest.mark.parametrize(
    ("example", "said"),
    [({"en": "2025"}, "Write a number in digits, for example 2025."), ({}, "for example 8.5.")],
)
def test_a_number_when_it_is_none_then_the_error_gives_the_questions_own_example(step, example, said):
    make.question(step, "year", QuestionKind.NUMBER, example=example)
    ((_anchor, sentence),) = bound(step, year="last year").faults_said()
    assert sentence.endswith(said)


@pytest.mark.parametrize(
    ("limits", "answer", "read"),
    [
        ({"least": 1950, "most": 2100}, "2024", "2024"),
        ({"least": 1, "most": 60000000, "unit": {"en": "inhabitants"}}, "573000", "573,000"),
        ({"least": 1000, "most": 9000, "unit": {"en": "inhabitants"}}, "2024", "2,024"),
        ({"least": 0}, "2024", "2,024"),
    ],
)
def test_a_number_that_is_a_year_is_read_without_thousands(step, limits, answer, read):
    make.question(step, "number", QuestionKind.NUMBER, limits=limits)
    (part,) = reading.parts(shape.read(step.form_id), {"number": answer}, Audience.JURY)
    assert [line.value for line in part.lines] == [read]


def test_a_frozen_form_is_read_once(django_assert_num_queries):
    form = make.call().forms.get()
    shape.of(form)
    with django_assert_num_queries(0):
        shape.of(form)
