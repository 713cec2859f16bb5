"""Components keep their contracts: labels, descriptions, errors with links, words beside shapes."""

from pathlib import Path

import pytest
from django import forms
from django.template import engines
from django.template.loader import render_to_string
from django.utils import translation
from lxml import html

from awards_site.boundfields import Fault

ROOT = Path(__file__).parents[2]
COMPONENTS = sorted((ROOT / "templates" / "components").glob("*.html"))


def too_long(text):
    if len(text.split()) > 3:
        raise forms.ValidationError("This answer is 4 words long.")


class Asked(forms.Form):
    name = forms.CharField(help_text="As people know it.", max_length=20)
    story = forms.CharField(required=False, widget=forms.Textarea({"data-word-limit": 3}), validators=[too_long])
    kind = forms.ChoiceField(choices=[("a", "Apples"), ("b", "Pears")], widget=forms.RadioSelect, help_text="One.")
    agree = forms.BooleanField(label="I agree")
    country = forms.ChoiceField(choices=[("", "-"), ("ir", "Iran")], required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


def tree(markup):
    return html.fragment_fromstring(f"<div>{markup}</div>")


def component(component_name, **context):
    return tree(render_to_string(f"components/{component_name}.html", context))


def one(page, path):
    found = page.xpath(path)
    assert len(found) == 1, f"{path}: {len(found)}"
    return found[0]


def words(node):
    return " ".join(node.text_content().split())


@pytest.mark.parametrize("path", COMPONENTS, ids=[path.stem for path in COMPONENTS])
def test_component_opens_with_its_name_and_context(path):
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith(f"{{# {path.stem}: ")
    assert "Context: " in first


def test_every_control_has_a_label_and_what_describes_it_exists():
    for form in (Asked(), Asked({"story": "one two three four", "kind": "z"})):
        page = tree(str(form))
        ids = set(page.xpath("//@id"))
        assert len(ids) == len(page.xpath("//@id"))
        for control in page.xpath("//input[not(@type='hidden')] | //select | //textarea"):
            assert page.xpath("//label[@for=$id]", id=control.get("id"))
        for described in page.xpath("//@aria-describedby"):
            assert set(described.split()) <= ids


def test_hint_error_and_count_describe_the_control_in_the_order_of_reading():
    page = tree(str(Asked({"story": "one two three four", "version": "1"})))
    name, story = one(page, "//input[@name='name']"), one(page, "//textarea")
    assert name.get("aria-describedby") == "id_name_helptext id_name_error"
    assert name.get("aria-invalid") == "true"
    assert story.get("aria-describedby") == "id_story_error id_story_count"
    order = [node.get("id") for node in page.xpath("//*[@id]") if node.get("id").startswith("id_story")]
    assert order == ["id_story_error", "id_story", "id_story_count"]


def test_group_is_a_fieldset_with_a_legend():
    page = tree(str(Asked({"version": "1"})))
    group = one(page, "//fieldset")
    assert words(one(group, "legend")) == "kind".title()
    assert group.get("aria-describedby") == "id_kind_helptext id_kind_error"
    assert [words(label) for label in group.xpath(".//label")] == ["Apples", "Pears"]


def test_optional_questions_say_so_and_required_ones_do_not():
    page = tree(str(Asked()))
    assert words(one(page, "//label[@for='id_story']")) == "Story (optional)"
    assert words(one(page, "//label[@for='id_name']")) == "Name"


def test_error_summary_leads_to_each_control():
    page = tree(str(Asked({"story": "one two three four"})))
    summary = one(page, "//*[@role='alert']")
    links = {link.get("href"): words(link) for link in summary.xpath(".//a")}
    assert links == {
        "#id_name": "Name: Answer this question.",
        "#id_story": "Story: This answer is 4 words long.",
        "#id_kind_0": "Kind: Choose one of the answers.",
        "#id_agree": "I agree: Tick the box if you agree; without it this can't go on.",
    }
    assert {href[1:] for href in links} <= set(page.xpath("//@id"))
    assert words(one(summary, "h2")) == "5 answers need a change before you go on"
    assert summary.get("tabindex") == "-1"
    assert one(page, f"//*[@id='{summary.get('aria-labelledby')}']") is one(summary, "h2")


def test_error_summary_is_silent_before_anything_was_sent():
    assert tree(str(Asked())).xpath("//*[@role='alert']") == []


def test_error_summary_of_a_formset_names_its_forms_and_itself():
    rows = forms.formset_factory(Asked, extra=0, min_num=2, validate_min=True)
    data = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-version": "1", "form-0-name": "Shade"}
    page = tree(str(rows(data)))
    summary = one(page, "//*[@role='alert']")
    assert {link.get("href") for link in summary.xpath(".//a")} == {"#id_form-0-kind_0", "#id_form-0-agree"}
    assert "Please submit at least 2 forms." in words(summary)
    assert {link[1:] for link in summary.xpath(".//a/@href")} <= set(page.xpath("//@id"))


def test_author_s_own_sentence_beats_the_house_s():
    class Own(forms.Form):
        name = forms.CharField(error_messages={"required": "Write the name of the city."})
        mail = forms.EmailField()
        size = forms.IntegerField(max_value=5)

    form = Own({"name": "", "mail": "x", "size": "9"})
    assert form.errors == {
        "name": ["Write the name of the city."],
        "mail": ["Write the whole address, like name@city.example."],
        "size": ["Write a number that is not above 5."],
    }


def test_word_count_says_what_stands_there_and_what_is_too_much():
    over = words(one(tree(str(Asked({"story": "one two three four"}))), "//p[@id='id_story_count']"))
    assert over == "4 of 3 words: 1 too many Nothing is lost. We keep the whole text."
    with translation.override("fa"):
        place = one(tree(str(Asked({"story": "one two"}))), "//p[@id='id_story_count']")
        assert "۲" in words(place)
        assert "۳" in words(place)
        assert place.get("data-count-for") == "id_story"


def test_faults_are_told_in_the_readers_digits():
    with translation.override("fa"):
        errors = words(one(tree(str(Asked({"story": "one two three four"}))), "//*[@id='id_story_error']"))
    assert "۴" in errors


@pytest.mark.parametrize("kind", ["done", "now", "wait", "draft", "due", "stop"])
def test_status_has_a_word_beside_its_shape(kind):
    node = one(component("status", kind=kind, word="cast"), "span")
    assert node.get("class") == f"status is-{kind}"
    assert words(node) == "cast"


def test_timeline_marks_today_once():
    events = [
        {"kind": "done", "title": "Opened"},
        {"kind": "now", "title": "Today"},
        {"kind": "next", "title": "Closes"},
    ]
    for name in ("timeline", "story"):
        page = component(name, events=events)
        assert words(one(page, ".//li[@aria-current]")) == "Today"
        assert [node.get("class") for node in page.xpath(".//li")] == ["is-done", "is-now", "is-next"]


def test_confirm_posts_with_a_token_and_offers_the_way_back():
    page = component("confirm", question="Withdraw it?", action="Withdraw", back="/en/", csrf_token="t")
    form = one(page, "form")
    assert form.get("method") == "post"
    assert one(form, ".//input[@name='csrfmiddlewaretoken']").get("value") == "t"
    assert one(form, ".//a").get("href") == "/en/"


def test_drawing_takes_the_colour_of_its_place_and_says_nothing_by_itself():
    for name in ("mark", "gate", "nib", "book", "portrait", "unknown"):
        page = component("emblem", name=name)
        assert one(page, "span").get("aria-hidden") == "true"
        assert one(page, ".//*[name()='svg']").get("stroke") == "currentColor"
        assert page.xpath("//style | //@style") == []


def test_saved_tells_the_script_its_words():
    node = one(component("saved", saved="Saved 14:32"), "p")
    assert words(node) == "Saved 14:32"
    assert node.get("role") == "status"
    assert {"data-saved", "data-saving", "data-unsaved"} <= set(node.attrib)


def test_pagination_is_absent_on_a_single_page():
    class Paged:
        number, has_next, has_previous = 1, False, False
        paginator = type("P", (), {"num_pages": 1})

    assert component("pagination", page_obj=Paged()).xpath("nav") == []


@pytest.mark.parametrize(
    ("label", "line"),
    [
        ("Name", "Name: Answer this question."),
        ("The work is running.", "The work is running: Answer this question."),
        ("What was done?", "What was done? Answer this question."),
        ("چه کاری انجام شد؟", "چه کاری انجام شد؟ Answer this question."),
        ("I declare " + "so much " * 20, "I declare " + "so much " * 9 + "so much…: Answer this question."),
    ],
)
def test_an_error_when_its_question_ends_in_a_mark_then_no_colon_doubles_it(label, line):
    assert Fault("Answer this question.", label).says == line


def test_error_filter_takes_whatever_a_page_calls_form():
    template = engines["django"].from_string("{% load look %}{{ form|as_faults|length }}")
    for form in (None, "", "text", 7, object(), [], Asked()):
        assert template.render({"form": form}) == "0"


def test_what_to_change_is_said_in_the_readers_digits():
    with translation.override("fa"):
        said = render_to_string("nominations/parts/faults.html", {"faults": [("id_year", "از 2100 بیشتر نباشد.")]})
    assert "از ۲۱۰۰ بیشتر نباشد." in said
