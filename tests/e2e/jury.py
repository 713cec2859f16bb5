"""The panel: invited, seated, asked for ties, reading, scoring, deliberating."""

import uuid

from .mailbox import link_for

TIE = "personal"


def is_invited(secretary, call, words, language):
    """Appoint the panel and invite its jurors."""
    secretary.go(f"{call}panel/").press("Appoint the panel")
    for place, juror in enumerate(words.jurors):
        told = {"name": juror.name, "email": juror.email, "country": juror.country, "language": language}
        secretary.fill({**told, "role": "chair" if place == 0 else "juror", "languages": ["en", "fa"]})
        secretary.press("Send the invitation").has_nothing_to_mend()


def takes_seat(forum, juror):
    """Come in by the invitation's link and a mailed code, and accept seat and statement."""
    person = forum.person(juror.name, juror.email).sign_in(link_for(juror.email, "/seat/"))
    person.fill({"signed_name": juror.name}).press("Accept seat and statement").has_nothing_to_mend()
    return person


def answers_for_ties(person, call, nominees, tied_to=()):
    """Answer each line; a tie to some."""
    person.go(f"{call}conflicts/")
    lines = person.page.locator("ul.ties > li")
    assert lines.count() == len(nominees), person.text()
    for line in lines.all():
        tie = TIE if any(each.name in line.inner_text() for each in tied_to) else "none"
        line.locator(f'input[value="{tie}"]').check()
    person.press("Sign my answers").has_nothing_to_mend()


def scores_all(person, juror, nominees):
    """Score what lies on the desk, one after the other; give the addresses of the ballots by nominee."""
    ballots = {}
    for _ in nominees:
        person.go("desk/")
        left = person.page.locator(".files .file-act a")
        if not left.count():
            break
        person.press_on(left.first)
        nominee = next(each for each in nominees if each.headline in person.page.locator("h1").inner_text())
        ballots[nominee] = person.page.url
        marks(person, nominee.mark + juror.leans)
        casts(person)
    return ballots


def marks(person, mark):
    """Click a mark on the scale of each criterion, now and then half a point less."""
    for place, scale in enumerate(person.page.locator(".crit .scale").all()):
        value = max(1.0, mark - 0.5 * (place % 2))
        scale.locator(f'input[value="{value:g}"]').check()


def comments(person, words):
    """Open the first criterion's fold and write a comment."""
    fold = person.page.locator(".crit details").first
    fold.locator("summary").click()
    fold.locator("textarea").fill(words)


def waits_for_saving(person):
    """See that what was typed is saved without a press of any button."""
    place = person.page.locator("[data-saved]")
    place.and_(person.page.locator(".is-done")).wait_for()


def casts(person):
    """Go on to the marks once more, and cast."""
    person.press("Cast ballot").has_nothing_to_mend()
    person.press("Cast ballot").has_nothing_to_mend()


def scores_by_hand(person, juror, nominees, words):
    """Score the first dossier of the desk slowly: marks, a comment, saved by itself, read again, cast."""
    person.go("desk/").press_on(person.page.locator(".files .file-act a").first)
    nominee = next(each for each in nominees if each.headline in person.page.locator("h1").inner_text())
    address = person.page.url
    marks(person, nominee.mark + juror.leans)
    comments(person, words.paragraph)
    waits_for_saving(person)
    person.go(address)
    assert person.page.locator(".crit textarea").first.input_value() == words.paragraph
    assert person.page.locator(".scale input:checked").count() == person.page.locator(".crit").count()
    casts(person)
    person.go(address).reads("Open again")
    return {nominee: address}


def finds_nothing(person, address):
    """See that a file one stands aside from is not there, as if it had never been."""
    for part in (
        address,
        address.split("/assessment/")[0] + "/dossiers/" + address.rstrip("/").rpartition("/")[2] + "/",
    ):
        assert person.knock(part) == 404
        said = person.text()
        assert person.knock(part.rstrip("/").rpartition("/")[0] + f"/{uuid.uuid4()}/") == 404
        assert person.text() == said


def confirms_shortlist(chair, call):
    chair.go(f"{call}assessment/result/").press("Confirm the shortlist").has_nothing_to_mend()


def recommends(chair, call, words):
    """Read a file once more, write down what the panel says, save it, and recommend it."""
    chair.go(f"{call}deliberation/").press_on(chair.page.locator('main a[href*="/dossiers/"]').first)
    chair.go(f"{call}deliberation/")
    for block in chair.page.locator("fieldset.group").all():
        says(block, words)
    chair.page.locator('[name="minutes"]').fill(words.paragraph)
    chair.press("Save").has_nothing_to_mend()
    chair.press("Recommend this to the Executive Board").has_nothing_to_mend()


def says(block, words):
    """Name the first a laureate, with the citation, and the others finalists."""
    won = words.first.name in block.locator("legend").first.inner_text()
    block.locator("select").select_option("laureate" if won else "finalist")
    for code in ("en", "fa"):
        if won:
            block.locator(f'textarea[name$="-{code}"]').fill(words.citation)
