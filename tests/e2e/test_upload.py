"""A file goes up in pieces while the line breaks, and goes on after the page was opened anew."""

import random

import pytest
from django.conf import settings
from django.test import Client
from PIL import Image
from playwright.sync_api import expect

from nominations.models import Evidence, Upload
from tests.factories import nominations as make
from tests.nominations import way

PIECE = 256 * 1024


@pytest.fixture
def picture(tmp_path):
    """Make a picture of noise: several pieces long."""
    path = tmp_path / "noise.png"
    Image.frombytes("RGB", (520, 520), random.Random(1).randbytes(520 * 520 * 3)).save(path)
    return path


@pytest.fixture
def page(chromium, live_server):
    """Open a draft at the step that takes a file, as its nominator."""
    client = Client()
    way.signed_in(client)
    nomination = way.begin(client, make.call())
    for step in ("eligibility", "nominee"):
        way.post(client, nomination, step, way.TYPED[step])
    context = chromium.new_context()
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    opened = context.new_page()
    opened.on("dialog", lambda dialog: dialog.accept())
    opened.goto(f"{live_server.url}{way.step_of(nomination, 'work')}")
    yield opened
    context.close()


@pytest.mark.browser
def test_a_file_goes_on_after_a_broken_line_and_after_a_reload(page, picture):
    posted, is_down = [], [True]

    def on_the_line(route):
        posted.append(route.request)
        if is_down[0] and (len(posted) == 2 or len(posted) >= 5):  # asked, CUT, asked again, a piece, CUT and cut ...
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/upload/", on_the_line)
    row = page.locator("[data-uploads] > li")
    page.set_input_files("[name=report]", picture)
    expect(row.locator("progress")).to_have_js_property("value", PIECE // 2)  # smaller since it broke
    expect(row.locator("[data-said]")).to_contain_text("The line broke")
    stood = Upload.objects.get().received
    assert stood == PIECE // 2

    is_down[0] = False
    page.reload()
    expect(row).to_contain_text("Choose the same file again")
    posted.clear()
    page.set_input_files("[name=report]", picture)
    expect(page.locator("[data-held]")).to_contain_text("noise.png", timeout=20_000)
    expect(row).to_have_count(0)
    assert f"\r\n\r\n{stood}\r\n".encode() in posted[1].post_data_buffer
    with Evidence.objects.get().file.open("rb") as stored, Image.open(stored) as kept, Image.open(picture) as sent:
        assert kept.tobytes() == sent.tobytes()
