"""The rules of a round: set in plain questions, tried out, frozen at the opening, and read by anybody."""

import hashlib
import json

from .recounting import downloads


def sets_rules(secretary, call, kind):
    """Ask for what cannot be, and be told; try it out on made-up ballots; save it."""
    secretary.go(f"{call}{kind}/rules/").fill({"shortlist": "2", "quorum": "0"})
    assert saves(secretary, "save") == "/rules/"
    assert secretary.page.locator(".error-summary").count()
    assert secretary.page.locator('[name="shortlist"]').input_value() == "2"
    secretary.fill({"quorum": "2"})
    saves(secretary, "preview")
    secretary.has_nothing_to_mend()
    assert secretary.page.locator("aside table").count()
    saves(secretary, "save")
    secretary.has_nothing_to_mend()


def saves(secretary, then):
    """Press a button of the form, and say where one is."""
    with secretary.page.expect_navigation(wait_until="load"):
        secretary.page.locator(f'button[name="then"][value="{then}"]').click()
    return secretary.page.url[-len("/rules/") :]


def finds_no_rules_yet(reader, call):
    """Before a round opens there is nothing to read, and no link to it."""
    assert reader.knock(f"{call}integrity/") == 404
    reader.go(call)
    assert not reader.page.locator("a[href$='/integrity/']").count()


def reads_frozen_rules(reader, call, folder, number):
    """Find the rules by the page of the call, and take their fingerprint oneself."""
    reader.go(call)
    reader.press_on(reader.page.locator("a[href$='/integrity/']").first)
    links = reader.page.locator("a[href*='rules.json']").all()
    assert len(links) == number, reader.text()
    for link in links:
        kept = downloads(reader, link, folder).read_bytes()
        assert hashlib.sha256(kept).hexdigest() in reader.text()
    return json.loads(kept)


def finds_rules_frozen(secretary, call, kind):
    """See that nothing can be changed any more."""
    secretary.go(f"{call}{kind}/rules/")
    assert not secretary.page.locator('button[name="then"]').count()
