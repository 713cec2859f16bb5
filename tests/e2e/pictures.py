"""Takes the guide's pictures from a living example: `make run` first, then `python -m tests.e2e.pictures [ADDRESS]`.

Whoever is seen in them is an invented person of the example, signed in as anybody would be: by a mailed code.
"""

import io
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from awards_site.digits import normalise_digits

from . import browser as browsers

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "pictures"
CODE = re.compile(r"^\s*([0-9]{6})\s*$", re.MULTILINE)
HEIGHTS = {360: 780, 1280: 860}
MOST_BYTES = 250_000
#: Milliseconds: a form that comes back sooner is asked once more.
AS_A_PERSON = 3_000
COLOURS = (256, 128, 64, 32)

NOMINATOR, IRANIAN_NOMINATOR = "farrukh@bukhara.example", "manijeh@towns.example"
JUROR, OFFICER, BOARD = "zarina@jury.example", "officer2@forum.example", "board1@forum.example"


@dataclass(frozen=True)
class Picture:
    """One picture: its name, language and width, who sits there, and the links to follow."""

    name: str
    language: str
    width: int
    start: str
    who: str = ""
    way: tuple[str, ...] = ()
    step: str = ""

    @property
    def file(self):
        return FOLDER / f"{self.name}.{self.language}.{self.width}.png"


DRAFT = ('a[href*="/step/"]',)
BALLOT = (".files .file-act a",)
QUEUE = ('main table a[href*="/screening/"]',)
PICTURES = (
    Picture("home", "en", 1280, ""),
    Picture("home", "fa", 360, ""),
    Picture("laureates", "en", 1280, "2025/laureates/"),
    Picture("wizard", "en", 1280, "nominations/", NOMINATOR, DRAFT, "achievements"),
    Picture("wizard", "fa", 360, "nominations/", IRANIAN_NOMINATOR, DRAFT, "nominee"),
    Picture("ballot", "en", 1280, "desk/", JUROR, BALLOT),
    Picture("ballot", "fa", 1280, "desk/", JUROR, BALLOT),
    Picture("screening", "en", 1280, "{cycle}/mayor/screening/", OFFICER, QUEUE),
    Picture("screening", "fa", 360, "{cycle}/mayor/screening/", OFFICER, QUEUE),
    Picture("room", "en", 1280, "{cycle}/academic/assessment/result/#ranking", BOARD),
    Picture("room", "fa", 360, "{cycle}/academic/assessment/result/#ranking", BOARD),
)


def take(browser, address, picture):
    """Sign in where that is needed, go the way, and take the picture."""
    view = {"width": picture.width, "height": HEIGHTS[picture.width]}
    context = browser.new_context(viewport=view, reduced_motion="reduce", color_scheme="light")
    page = context.new_page()
    try:
        if picture.who:
            sign_in(page, f"{address}/{picture.language}/", picture.who)
        page.goto(f"{address}/{picture.language}/{picture.start.format(cycle=cycle_under_way(page, address))}")
        for link in picture.way:
            page.locator(link).first.click()
            page.wait_for_load_state()
        if picture.step:
            page.goto(re.sub(r"/step/[^/]+/", f"/step/{picture.step}/", page.url))
        page.evaluate("document.fonts.ready")
        picture.file.write_bytes(smaller(page.screenshot()))
    finally:
        context.close()


def cycle_under_way(page, address):
    """Read in the calendar's address which cycle is under way."""
    page.goto(f"{address}/en/calendar/")
    return page.locator('main a[href*="/mayor/"]').first.get_attribute("href").split("/")[2]


def sign_in(page, address, who):
    """Ask for a code, read it in the example's outbox, and type it."""
    known = mails_to(page, address, who)
    page.goto(f"{address}account/login/")
    page.locator('[name="email"]').fill(who)
    page.wait_for_timeout(AS_A_PERSON)
    page.locator("main form button.btn-primary").first.click()
    page.wait_for_url("**/login/code/")
    page.locator('[name="code"]').fill(code_for(page, address, who, known))
    page.wait_for_timeout(AS_A_PERSON)
    page.locator("main form button.btn-primary").first.click()
    page.wait_for_url(lambda url: "login" not in url)


def code_for(page, address, who, known):
    """Read the code in a mail that was not known, waiting until the worker has carried it."""
    for _ in range(60):
        for mail in set(mails_to(page, address, who)) - set(known):
            found = CODE.search(normalise_digits(words_at(page, mail)))
            if found:
                return found.group(1)
        page.wait_for_timeout(500)
    message = f"No code came for {who}. Is the worker running?"
    raise SystemExit(message)


def mails_to(page, address, who):
    """Give the addresses of somebody's mails in the outbox."""
    links = elsewhere(page, f"{site_of(address)}/outbox/?q={who}", "each => each.href", "main table a")
    return [link for link in links if "/outbox/" in link]


def words_at(page, address):
    """Read a page without leaving the one that is open."""
    return "\n".join(elsewhere(page, address, "each => each.innerText", "main"))


def elsewhere(page, address, wanted, selector):
    """Look at another page in a second window."""
    other = page.context.new_page()
    other.goto(address)
    found = [each.evaluate(wanted) for each in other.locator(selector).all()]
    other.close()
    return found


def site_of(address):
    """Take the language away from an address."""
    return address.rstrip("/").rpartition("/")[0]


def smaller(png):
    """Take colours away until the picture is small enough for a repository."""
    whole = Image.open(io.BytesIO(png)).convert("RGB")
    for colours in COLOURS:
        content = io.BytesIO()
        whole.quantize(colours, dither=Image.Dither.NONE).save(content, "PNG", optimize=True)
        if content.tell() <= MOST_BYTES:
            break
    return content.getvalue()


def main(address="http://127.0.0.1:8000"):
    """Take all pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, browsers.running(playwright) as browser:
        for picture in PICTURES:
            take(browser, address.rstrip("/"), picture)
            sys.stdout.write(f"{picture.file.name}\n")


if __name__ == "__main__":
    main(*sys.argv[1:2])
