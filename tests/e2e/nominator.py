"""The nominator's way, the nominee's answer, the referee's letter."""

from . import answers, corners
from .mailbox import has_mail, link_for

LETTER = 12  # paragraphs make a letter of the length that is asked


def begins_and_leaves(forum, call, words, left_at):
    """Sign in, answer the first steps, and go away in the middle of the next."""
    nominee = words.first
    nominator = forum.person("nominator", nominee.nominator_email).sign_in(f"{call}nominate/")
    nominator.press("Begin")
    corners.with_empty_answers(nominator)
    nominator.fill(answers.gates()).press("Continue")
    corners.with_empty_answers(nominator)
    for step, given in answers.steps(nominee, words).items():
        is_at(nominator, step)
        nominator.fill(given)
        if step == left_at:
            nominator.press("Save and come back later")
            break
        goes_on(nominator)
    nominator.leave()


def comes_back_and_submits(forum, call, words, left_at):
    """Come back on another device by the mailed link, go on where it stopped, add a file, check all, submit."""
    nominee = words.first
    nominator = forum.person("nominator elsewhere", nominee.nominator_email, width=390)
    nominator.sign_in(link_for(nominee.nominator_email, "/nominations/"))
    is_at(nominator, left_at)
    steps = answers.steps(nominee, words)
    for step in [*steps][[*steps].index(left_at) :]:
        is_at(nominator, step)
        adds_files(nominator.fill(steps[step]), steps[step])
        goes_on(nominator)
    is_at(nominator, "check")
    nominator.reads("This is what the secretariat will read. Every question is answered.")
    assert nominee.headline in nominator.text()
    nominator.fill({"truth": "on"}).press("Submit nomination").has_nothing_to_mend().reads("Reference")
    reference = nominator.page.locator(".note.is-done bdi.nowrap").inner_text()
    assert has_mail(nominee.nominator_email, reference), "the receipt names the reference"
    nominator.go("nominations/")
    return nominator, reference


def is_at(nominator, step):
    assert f"/step/{step}/" in nominator.page.url, f"{nominator.page.url} is not {step}:\n{nominator.text()[:2500]}"


def adds_files(nominator, given):
    """See the files of a step there: they go up as soon as they are chosen."""
    for name, value in given.items():
        if hasattr(value, "content_type"):
            held = nominator.page.locator(f'[data-question="{name}"] button[value^="drop:"]')
            held.first.wait_for()
            nominator.has_nothing_to_mend()


def goes_on(nominator):
    """Press on; where an answer opened another question on the same page, answer that too."""
    nominator.press("Continue").has_nothing_to_mend()


def asks_a_referee(nominator, words, email):
    """Ask for a letter of support from the page of the file."""
    nominator.press(nominator.forum.say("Read what you sent"))
    nominator.press("Ask for a letter")
    told = {"name": "Referee " + words.jurors[1].name, "email": email, "relation": words.paragraph[:150]}
    nominator.fill(told).press_on(nominator.page.locator('button[value="ask"]')).has_nothing_to_mend()


def referee_writes(forum, words, email):
    """Write a letter behind the link, without an account."""
    referee = forum.person("referee", email).go(link_for(email, "/support/"))
    referee.fill({"text": " ".join([words.paragraph] * LETTER)}).press("Send the letter").has_nothing_to_mend()
    referee.reads("Your letter has arrived").leave()


def nominee_consents(forum, nominee):
    """Open the link twice, which does nothing; then read, sign and agree."""
    person = forum.person(nominee.name, nominee.email, width=390)
    link = link_for(nominee.email, "/consent/")
    for _ in range(2):
        person.go(link).reads("We wait for your answer")
    assert nominee.headline in person.text()
    assert nominee.nominator in person.text()
    assert nominee.nominator_email not in person.page.content(), "the nominee is told a name, not an address"
    person.fill({"signed_name": nominee.name, "integrity": "on"}).press("I agree to be considered")
    person.has_nothing_to_mend().reads("You agreed").leave()


def corrects(forum, words):
    """Put right what was returned, and send it again."""
    nominee = words.returned
    nominator = forum.person("nominator of a returned file", nominee.nominator_email).sign_in("nominations/")
    assert words.reason in nominator.text()
    nominator.press("Put it right")
    for _ in range(12):
        if "/step/check/" in nominator.page.url:
            break
        if nominator.page.locator('[name="confirmed_by"]').count():
            nominator.fill({"confirmed_by": words.paragraph})
        nominator.press("Continue").has_nothing_to_mend()
    nominator.fill({"truth": "on"}).press("Submit nomination").has_nothing_to_mend().leave()
