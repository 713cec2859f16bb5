"""A person at a browser: goes to a page, presses what it offers, fills in what it asks."""

import re
import shutil
from contextlib import contextmanager

from django.utils import translation
from django.utils.translation import gettext

from .mailbox import code_for

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
FLAGS += ["--disable-quic"]
#: What a browser itself says of a page that is refused, as these tests often want it to be.
REFUSED = re.compile(r"Failed to load resource: the server responded with a status of 4\d\d")
TEN_SECONDS = 10_000


def chromium():
    """Give where Chromium is, or nothing."""
    return next(filter(None, map(shutil.which, CHROMIUM)), None)


@contextmanager
def running(playwright):
    """Let Chromium run."""
    browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
    try:
        yield browser
    finally:
        browser.close()


class Person:
    """Somebody with a browser of their own."""

    def __init__(self, forum, name, email="", width=1280, *, scripted=True):
        self.forum, self.name, self.email, self.scripted = forum, name, email, scripted
        look = {"viewport": {"width": width, "height": 900}, "reduced_motion": "reduce", "color_scheme": "light"}
        self.context = forum.browser.new_context(**look, java_script_enabled=scripted)
        self.context.set_default_timeout(TEN_SECONDS)
        self.page = self.context.new_page()
        self.page.on("console", self.hear)
        self.page.on("pageerror", lambda error: forum.inspector.say(self.page.url, [str(error)]))

    def hear(self, message):
        """Note what the console complains of, a breach of the content security policy among it."""
        if message.type == "error" and not REFUSED.match(message.text):
            self.forum.inspector.say(self.page.url, [message.text])

    def leave(self):
        self.context.close()

    # going about

    def go(self, address):
        """Go to an address of this site, in the own language."""
        answer = self.page.goto(self.forum.at(address))
        assert answer.ok, f"{self.name} at {self.page.url}: {answer.status}\n{self.text()[:2000]}"
        self.look()
        return self

    def look(self, status=200):
        """Let the inspector look at the page."""
        self.forum.inspector.look(self.page, status, scripted=self.scripted)

    def knock(self, address):
        """Try an address that should not open, and give its status."""
        answer = self.page.goto(self.forum.at(address))
        self.look(answer.status)
        return answer.status

    def press(self, words, within=None):
        """Press the button or link with these words, said in the own language."""
        return self.press_on(self.named(self.forum.say(words), within))

    def named(self, words, within=None):
        """Find a button or link by its words."""
        where = within or self.page.locator("body")
        name = re.compile(rf"^\s*{re.escape(words)}(?=\s*[:·]|\s*$)")
        buttons = where.get_by_role("button", name=name)
        return (buttons if buttons.count() else where.get_by_role("link", name=name)).first

    def press_on(self, thing):
        """Press something that leads to another page."""
        with self.page.expect_navigation(wait_until="load"):
            thing.click()
        self.look()
        return self

    # reading

    def text(self):
        return self.page.locator("main").inner_text()

    def reads(self, words):
        """See that these words stand on the page, said in the own language."""
        said = self.forum.say(words)
        assert said in self.text(), f"{self.name} does not read “{said}” at {self.page.url}:\n{self.text()[:3000]}"
        return self

    def has_nothing_to_mend(self):
        """See that no error stands on the page."""
        summary = self.page.locator(".error-summary")
        assert not summary.count(), f"{self.name} at {self.page.url}: {summary.first.inner_text()}\n{self.text()}"
        return self

    # writing

    def fill(self, given):
        """Fill in those of the fields that the page has."""
        for name, value in given.items():
            fields = self.page.locator(f'main [name="{name}"]:not([type="hidden"])')
            if fields.count():
                self.fill_one(fields, value)
        return self

    def fill_one(self, fields, value):
        first = fields.first
        match first.evaluate("each => each.type"):
            case "radio" | "checkbox":
                self.tick(fields, value)
            case "select-one" | "select-multiple":
                first.select_option(value)
            case "file":
                first.set_input_files({"name": value.name, "mimeType": value.content_type, "buffer": value.read()})
            case _:
                first.fill(value)

    def tick(self, fields, value):
        """Tick the box with this value, or the only one."""
        chosen = next((each for each in fields.all() if each.get_attribute("value") == value), fields.first)
        chosen.check()

    # coming in

    def sign_in(self, address="account/login/"):
        """Give the own address, then the code that was mailed to it."""
        self.go(address)
        self.fill({"email": self.email}).press("Send me a code")
        self.fill({"code": code_for(self.email)}).press("Sign in", self.page.locator("main"))
        assert "account/" not in self.page.url.replace("account/passkey", ""), f"{self.email}: {self.text()}"
        return self


class Forum:
    """The site as it is served, the language of the run, the clock, and all who are there."""

    def __init__(self, browser, address, language, watch, inspector):
        self.browser, self.address, self.language = browser, address, language
        self.watch, self.inspector, self.people = watch, inspector, []

    def at(self, address):
        """Write an address out; those that begin with a slash or a scheme stand for themselves."""
        if address.startswith(("http://", "/")):
            return address if address.startswith("http") else self.address + address
        return f"{self.address}/{self.language}/{address}"

    def say(self, words):
        """Say words of the pages in the language of the run."""
        with translation.override(self.language):
            return gettext(words)

    def person(self, name, email="", **told):
        """Let somebody sit down at a browser."""
        made = Person(self, name, email, **told)
        self.people.append(made)
        return made

    def close(self):
        for person in self.people:
            person.leave()
