"""Help is open to everybody, in both languages, and says the limits that hold."""

import itertools

import pytest
from django.conf import settings
from django.test import Client
from lxml import html

from nominations import evidence, support, together
from nominations.models import Question
from nominations.states import Phase
from nominations.views import assistance
from tests.factories import nominations as make

pytestmark = pytest.mark.django_db
PAGES = [each.name for each in assistance.TOPICS]
PERSIAN = str.maketrans("0123456789,", "۰۱۲۳۴۵۶۷۸۹٬")
#: The figures that a page must say, as English readers write them.
SAYS = {
    "nominators": ("code_minutes", "letters_a_word", "files_most", "megabytes", "pages_most", "colleagues_most"),
    "nominees": (),
    "referees": ("words_least", "words_most", "letter_days"),
    "officers": ("note_most", "correction_days", "correction_days_most", "rows_most", "table_megabytes"),
}


def words_on(client: Client, page: str, language: str = "en") -> str:
    answer = client.get(f"/{language}/help/{page}/")
    assert answer.status_code == 200
    return " ".join(html.fromstring(answer.content).find(".//main").text_content().split())


@pytest.mark.parametrize("page", PAGES)
def test_each_page_says_its_figures_in_the_readers_digits(client: Client, page: str, monkeypatch: pytest.MonkeyPatch):
    odd = {name: 7_001 + place for place, name in enumerate(SAYS[page])}
    real = assistance.figures()
    monkeypatch.setattr(assistance, "figures", lambda: real | odd)
    english, persian = words_on(client, page), words_on(client, page, "fa")
    assert [name for name, figure in odd.items() if f"{figure:,}" not in english] == []
    assert [name for name, figure in odd.items() if f"{figure:,}".translate(PERSIAN) not in persian] == []


def test_the_figures_are_those_that_are_enforced(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(evidence, "FILES_AT_MOST", 3)
    monkeypatch.setattr(support, "WORDS_LEAST", 51)
    monkeypatch.setattr(together, "COLLEAGUES_AT_MOST", 4)
    told = assistance.figures()
    assert (told["files_most"], told["words_least"], told["colleagues_most"]) == (3, 51, 4)
    assert told["code_minutes"] * 60 == settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT


def test_what_a_call_asks_for_comes_from_its_own_rows(client: Client):
    running = make.call(letters_wanted=2, letters_at_most=4)
    Question.objects.filter(key="report").update(limits={"files_most": 9, "megabytes_most": 2})
    Question.objects.filter(key="story").update(meaning="recommendation", limits={"words": 61})
    make.call(Phase.ASSESSMENT)
    read = words_on(client, "nominators")
    assert all(said in read for said in ("at most 61 words", "2 wanted, 4 at most", "9 at most, each up to 2 MB"))
    assert read.count("Open until") == 1
    assert running.prize.name["en"] in read


@pytest.mark.parametrize("page", PAGES)
def test_headings_go_down_one_step_at_a_time_and_anchors_are_there(client: Client, page: str):
    make.call()
    main = html.fromstring(client.get(f"/en/help/{page}/").content).find(".//main")
    levels = [int(each.tag[1]) for each in main.iter("h1", "h2", "h3")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert all(section.get("id") for section in main.iter("section"))


def test_links_into_the_help_lead_to_a_section(client: Client):
    led = {
        found.rpartition("#")[::2]
        for file in settings.BASE_DIR.glob("templates/**/*.html")
        for found in links_in(file.read_text(encoding="utf-8"))
    }
    pages = {name: client.get(f"/en/help/{name}/").content.decode() for name in PAGES}
    assert len(led) >= 5
    assert [(name, anchor) for name, anchor in led if f'id="{anchor}"' not in pages[name]] == []


def links_in(text: str) -> list[str]:
    marks = text.split("nominations:help_")[1:]
    found = [(mark.partition("'")[0], mark.partition('"')[0].partition("#")[2]) for mark in marks]
    return [f"{name}#{anchor}" for name, anchor in found if anchor]
