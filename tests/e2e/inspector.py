"""Looks at each page as it is visited: its language and direction, its console, its width on a phone, and axe."""

from pathlib import Path
from urllib.parse import urlparse

from django.urls import Resolver404, resolve
from django.utils import translation

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
REFUSALS = 400
GRAVE = {"serious", "critical"}
PHONE = {"width": 360, "height": 740}
RUN = """async (only) => {
  const told = await axe.run(document, { resultTypes: ["violations"], ...(only ? { runOnly: only } : {}) });
  return told.violations.map((each) => ({
    id: each.id, impact: each.impact, nodes: each.nodes.map((node) => node.html + " | " + node.failureSummary),
  }));
}"""
WIDER = """() => {
  const most = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= most) return [];
  return [...document.querySelectorAll("body *")].filter((each) => {
    const box = each.getBoundingClientRect();
    return box.width && (box.right > most + 1 || box.left < -1);
  }).slice(0, 5).map((each) => each.outerHTML.slice(0, 160)).concat(`${document.documentElement.scrollWidth} wide`);
}"""


class Inspector:
    """Remembers which kinds of page were looked at, and what was wrong with them."""

    def __init__(self):
        self.faults, self.seen = [], set()
        self.axe = AXE.read_text(encoding="utf-8")

    def look(self, page, status=200, *, scripted=True):
        """Look at a page: shortly each time, closely at the first of its kind. Without script there is no axe."""
        path = urlparse(page.url).path
        kind = kind_of(page, path) if status < REFUSALS else f"refused with {status}"
        self.say(kind, told_of(page, path))
        if kind not in self.seen:
            self.seen.add(kind)
            if scripted:
                self.look_with_axe(page, kind)
            self.look_at_width(page, kind)

    def look_with_axe(self, page, kind):
        page.evaluate(self.axe)
        self.say(kind, grave(page.evaluate(RUN, None)))
        page.emulate_media(color_scheme="dark")
        self.say(f"{kind}, dark", grave(page.evaluate(RUN, ["color-contrast"])))
        page.emulate_media(color_scheme="light")

    def look_at_width(self, page, kind):
        usual = page.viewport_size
        page.set_viewport_size(PHONE)
        self.say(f"{kind}, 360 px", page.evaluate(WIDER))
        page.set_viewport_size(usual)

    def say(self, kind, faults):
        self.faults += [f"{kind}: {fault}" for fault in faults]


def kind_of(page, path):
    """Name the kind of page: its address's name, and whether something has to be put right on it."""
    try:
        with translation.override(path.split("/")[1]):
            name = resolve(path).view_name
    except Resolver404:
        name = "no such page"
    step = path.rstrip("/").rpartition("/")[2] if name == "nominations:step" else ""
    return " ".join(filter(None, [name, step, "with faults" if page.locator(".error-summary").count() else ""]))


def told_of(page, path):
    """Name what the page says wrongly of its language."""
    language = path.split("/")[1]
    if language not in {"en", "fa"}:
        return []
    html = page.locator("html")
    told = (html.get_attribute("lang"), html.get_attribute("dir"))
    return [] if told == (language, "rtl" if language == "fa" else "ltr") else [f"speaks {told} at {path}"]


def grave(violations):
    """Name the serious and critical violations."""
    return [
        f"{each['id']} ({each['impact']}): " + "\n    ".join(each["nodes"][:4])
        for each in violations
        if each["impact"] in GRAVE
    ]
