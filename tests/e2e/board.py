"""The end: the board votes, two people set the moment, the auditor counts again."""


def votes(member, call, choice="for"):
    member.go(f"{call}ratification/").fill({"vote": choice}).press("Cast your vote").has_nothing_to_mend()


def proposes_moment(secretary, call, day, hour):
    secretary.go(f"{call}announcement/").fill({"day": day, "hour": hour}).press("Propose").has_nothing_to_mend()


def confirms_moment(second, call):
    second.go(f"{call}announcement/").press("Confirm this moment").has_nothing_to_mend()


def recounts(auditor, call, kind):
    auditor.go(f"{call}{kind}/result/").press("Recount")
    auditor.reads("Recounted from the ballots that were counted: the same result, to the last digit.")


def verifies_the_chain(auditor):
    auditor.go("staff/audit/").press("Check the whole chain")
    assert auditor.page.locator(".note.is-done").count(), auditor.text()
