"""The secretariat: roles, the call, nominations on paper, screening, assignment, rounds, counts."""

import csv
import io

from nominations.forms.sheet import columns
from tests.e2e import answers

from .mailbox import has_mail


def gives_roles(secretary, told):
    """Give the staff their roles, as the Secretary General."""
    for email, (role, name) in told.items():
        secretary.go("staff/roles/").fill({"email": email, "name": name, "role": role}).press("Give the role")
        secretary.has_nothing_to_mend()


def publishes(secretary, call):
    secretary.go(f"{call}setup/").press("Publish the call").has_nothing_to_mend()


def enters_paper(officer, call, words, day):
    """Bring nominations in that came on paper: first a table with a fault, which is named, then a sound one."""
    officer.go(f"{call}screening/").press("Enter nominations that came on paper")
    sends_table(officer, call, table(words, "yesterday"))
    assert "received_on" in officer.page.locator("table").first.inner_text()
    sends_table(officer, call, table(words, day))
    assert not officer.page.locator("table").count(), officer.text()
    officer.press("Enter them now").has_nothing_to_mend()
    for nominee in words.on_paper:
        assert nominee.name in officer.text()


def sends_table(officer, call, content):
    officer.go(f"{call}screening/import/")
    sheet = {"name": "paper.csv", "mimeType": "text/csv", "buffer": content.encode("utf-8-sig")}
    officer.page.locator('input[name="sheet"]').set_input_files(sheet)
    officer.press("Try the table")


def table(words, day):
    """Write a table of nominations with the columns of the call."""
    lines = [row(nominee, words, day) for nominee in words.on_paper]
    text = io.StringIO()
    written = csv.DictWriter(text, lines[0])
    written.writeheader()
    written.writerows(lines)
    return text.getvalue()


def row(nominee, words, day):
    typed = {}
    for given in answers.steps(nominee, words).values():
        typed |= given
    told = {column: cell(typed[box]) for column, box in columns(answers.layout()).items() if box in typed}
    own = {"nominator_name": nominee.nominator, "nominator_email": nominee.nominator_email}
    return {**told, **own, "language": words.language, "received_on": day, "rules_confirmed": "yes"}


def cell(value):
    return "yes" if value == "on" else value


# screening


def opens_file(officer, call, nominee):
    officer.go(f"{call}screening/?state=all").press(nominee.name)


def notes_gates(officer, state, note):
    """Choose the same finding at each gate, with a note."""
    for choice in officer.page.locator(f'.gates input[type="radio"][value="{state}"]').all():
        choice.check()
    for box in officer.page.locator('.gates input[type="text"]').all():
        box.fill(note)


def admits(officer, call, nominee, note):
    opens_file(officer, call, nominee)
    notes_gates(officer, "met", note)
    officer.press("Eligible")
    decides(officer)
    told_by_letter(officer, nominee)


def returns(officer, call, nominee, reason):
    opens_file(officer, call, nominee)
    officer.press("Return for correction").fill({"reason": reason})
    decides(officer)
    told_by_letter(officer, nominee, reason)


def excludes(officer, call, nominee, reason):
    opens_file(officer, call, nominee)
    officer.press("Not eligible")
    officer.page.locator('input[name="rule"]').first.check()
    officer.fill({"reason": reason})
    decides(officer)
    told_by_letter(officer, nominee, reason)


def decides(officer):
    officer.press_on(officer.page.locator('button[value="decide"]')).has_nothing_to_mend()


def told_by_letter(officer, nominee, words=""):
    assert has_mail(nominee.nominator_email, words or nominee.name), f"no letter on {nominee.name}"


# assignment and rounds


def assigns(officer, call, kind):
    """Propose who reads what, change one line by hand where there is a choice, and confirm."""
    officer.go(f"{call}{kind}/assignment/").press_on(action(officer, "propose"))
    if changes_by_hand(officer):
        officer.press("Keep these changes").has_nothing_to_mend()
    officer.press_on(action(officer, "confirm")).has_nothing_to_mend()


def changes_by_hand(officer):
    """Move one ballot of a dossier to a juror who was not to read it."""
    for line in officer.page.locator("table.sheet tbody tr").all():
        free = line.locator('input[name="reads"]:not(:checked)')
        if free.count():
            line.locator('input[name="reads"]:checked').first.uncheck()
            free.last.check()
            return True
    return False


def action(person, word):
    """Find the button of the form that posts to an address ending with a word."""
    return person.page.locator(f'form[action$="/{word}/"] button').first


def opens_round(officer, call, kind):
    officer.go(f"{call}{kind}/opening/").press_on(officer.page.locator("aside form button")).has_nothing_to_mend()


def closes_round(officer, call, kind):
    officer.go(f"{call}{kind}/progress/").press("Close the round").has_nothing_to_mend()


def counts(officer, call, kind):
    officer.go(f"{call}{kind}/result/").press("Count the ballots").has_nothing_to_mend()
    officer.reads("Ranking")
