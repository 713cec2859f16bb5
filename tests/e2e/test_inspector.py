"""The inspector finds what it looks for: a page with every fault it knows, and one with none."""

import pytest

from .inspector import Inspector

WIDE = '<table style="width: 900px"><tr><td>far out</td></tr></table>'
PALE = '<p style="color: #bbb; background: #fff">can hardly be read</p>'
NAMELESS = '<input type="text">'
PAGE = '<!doctype html><html lang="{lang}" dir="{dir}"><head><title>A page</title></head><body><main>{body}</main>'


@pytest.fixture
def shown(chromium, live_server):
    """Show a page at an address of this site."""
    context = chromium.new_context()
    page = context.new_page()

    def show(**told):
        page.route("**/*", lambda route: route.fulfill(body=PAGE.format(**told), content_type="text/html"))
        page.goto(f"{live_server.url}/fa/prizes/")
        return page

    yield show
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("body", "fault"),
    [(WIDE, "900"), (PALE, "color-contrast (serious)"), (NAMELESS, "label (critical)"), ("", "")],
)
def test_a_fault_is_named_once_and_a_sound_page_has_none(shown, body, fault):
    inspector = Inspector()
    inspector.look(shown(lang="fa", dir="rtl", body=f"<h1>Words</h1>{body}"))
    assert bool(inspector.faults) == bool(fault)
    assert fault in "".join(inspector.faults)


@pytest.mark.browser
def test_a_page_that_speaks_another_language_than_its_address_is_named(shown):
    inspector = Inspector()
    inspector.look(shown(lang="en", dir="ltr", body="<h1>Words</h1>"))
    assert inspector.faults == ["nominations:prizes: speaks ('en', 'ltr') at /fa/prizes/"]
