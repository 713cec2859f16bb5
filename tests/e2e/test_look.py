"""Lines that follow each other in print do not touch, as a browser sets them."""

import pytest

from tests.awards_site.test_look import sheet

LAUREATE = '<ul class="trio"><li><h3 id="a"><a href="/">Zal</a></h3><p class="soft" id="b">Mayor</p></li></ul>'
CODE = '<form class="form"><div class="form-foot"><button id="a">Go</button></div></form><h2 id="b">No?</h2>'
EMPTY = '<div class="empty" id="a"><p>Nothing</p></div><p class="actions" id="b"><a class="btn" href="/">Go</a></p>'
GAP = """() => {
  const [a, b] = ["a", "b"].map((id) => document.getElementById(id).getBoundingClientRect());
  return b.top - a.bottom;
}"""


@pytest.mark.browser
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize(("body", "least"), [(LAUREATE, 4), (CODE, 24), (EMPTY, 24)])
def test_two_lines_when_one_follows_the_other_then_there_is_air_between_them(chromium, body, least, direction):
    context = chromium.new_context()
    page = context.new_page()
    page.set_content(f'<!doctype html><html dir="{direction}"><style>{sheet("site")}</style><main>{body}</main>')
    assert page.evaluate(GAP) >= least
    context.close()
