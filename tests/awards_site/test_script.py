"""The script in a real browser: it counts by Python's rule, saves while one types, and never loses a word."""

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "awards_site" / "static" / "awards_site" / "js" / "site.js"
CASES = json.loads((Path(__file__).parent / "word_cases.json").read_text(encoding="utf-8"))
FORM = """<!doctype html><html lang="{lang}"><meta charset="utf-8">
<p data-saved data-saving="Saving" data-unsaved="Not saved yet, trying again">Nothing saved yet</p>
<form method="post" action="/submit" data-autosave="/autosave">
<input type="hidden" name="csrfmiddlewaretoken" value="token"><input type="hidden" name="version" value="7">
<textarea id="story" name="story" data-word-limit="3"></textarea><input type="file" name="paper">
<p class="count" data-count-for="story" data-words="{{n}} of {{limit}} words"
data-words-over="{{n}} of {{limit}} words: {{over}} too many"></p>
<button name="then" value="next">Continue</button></form><script type="module" src="/site.js"></script>"""

pytestmark = pytest.mark.browser


class Server:
    """Answers the page's requests, and keeps what was posted."""

    def __init__(self, page):
        self.saves, self.submits, self.answers, self.held = [], [], [], []
        self.lang, self.hold = "en", False
        page.route("http://look.test/**", self.answer)

    def answer(self, route):
        request = route.request
        name = request.url.rpartition("/")[2]
        if name == "site.js":
            route.fulfill(path=str(SCRIPT), content_type="text/javascript")
        elif name == "autosave":
            self.saves.append(request.post_data or "")
            self.held.append(route) if self.hold else self.saved(route)
        elif name == "submit":
            self.submits.append(request.post_data or "")
            route.fulfill(body="done", content_type="text/plain")
        else:
            route.fulfill(body=FORM.format(lang=self.lang), content_type="text/html")

    def saved(self, route):
        status, told = self.answers.pop(0) if self.answers else (200, {"saved": "Saved 14:32", "version": "8"})
        route.fulfill(status=status, body=json.dumps(told), content_type="application/json")


@pytest.fixture
def page(chromium):
    context = chromium.new_context(timezone_id="Asia/Amman")
    yield context.new_page()
    context.close()


@pytest.fixture
def server(page):
    answers = Server(page)
    page.goto("http://look.test/")
    return answers


def test_browser_counts_words_by_the_rule_of_python(page, server):
    counted = page.evaluate(
        "async texts => { const { countWords } = await import('/site.js'); return texts.map(countWords); }",
        [case["text"] for case in CASES],
    )
    assert counted == [case["words"] for case in CASES]


@pytest.mark.parametrize(
    ("lang", "some", "many"),
    [
        ("en", "2 of 3 words", "4 of 3 words: 1 too many"),
        ("fa", "۲ of ۳ words", "۴ of ۳ words: ۱ too many"),
        ("ar", "٢ of ٣ words", "٤ of ٣ words: ١ too many"),
    ],
)
def test_count_follows_what_is_typed(page, server, lang, some, many):
    server.lang = lang
    page.reload()
    page.fill("#story", "one two")
    assert page.inner_text(".count span >> nth=0") == some
    page.fill("#story", "one two three four")
    assert page.inner_text(".count .over") == many


def test_readers_zone_is_told_in_a_cookie(page, server):
    assert "tz=Asia/Amman" in page.evaluate("document.cookie")


def test_what_is_typed_is_saved_after_a_pause_with_its_version(page, server):
    page.fill("#story", "shade")
    page.wait_for_selector("[data-saved].is-done")
    assert page.inner_text("[data-saved]") == "Saved 14:32"
    assert page.input_value("[name=version]") == "8"
    assert len(server.saves) == 1
    assert "shade" in server.saves[0]
    assert 'name="csrfmiddlewaretoken"' in server.saves[0]
    assert 'name="paper"' not in server.saves[0]


def test_failed_save_is_said_and_tried_again(page, server):
    server.answers = [(503, {}), (200, {"saved": "Saved 14:33", "version": "9"})]
    page.fill("#story", "shade")
    page.wait_for_selector("[data-saved].is-due")
    assert page.inner_text("[data-saved]") == "Not saved yet, trying again"
    page.wait_for_selector("[data-saved].is-done")
    assert page.input_value("[name=version]") == "9"


def test_conflict_is_said_and_nothing_is_written_over(page, server):
    server.answers = [(409, {"conflict": "This step was changed in another window."})]
    page.fill("#story", "shade")
    page.wait_for_selector("[data-saved].is-due")
    assert page.inner_text("[data-saved]") == "This step was changed in another window."
    page.fill("#story", "shade and water")
    page.wait_for_timeout(2000)
    assert len(server.saves) == 1
    assert page.input_value("[name=version]") == "7"


def test_pressing_continue_waits_for_the_save_under_way_and_carries_its_version(page, server):
    server.hold = True
    page.fill("#story", "shade")
    page.wait_for_selector("[data-saved].is-now")
    page.click("button")
    page.wait_for_timeout(300)
    assert server.submits == []
    server.saved(server.held.pop())
    page.wait_for_url("**/submit")
    assert len(server.submits) == 1
    assert "version=8" in server.submits[0]
    assert "then=next" in server.submits[0]


def test_leaving_the_page_saves_at_once_what_was_typed_last(page, server):
    page.fill("#story", "shade")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
    page.wait_for_timeout(400)
    assert len(server.saves) == 1
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
    page.wait_for_timeout(400)
    assert len(server.saves) == 1
