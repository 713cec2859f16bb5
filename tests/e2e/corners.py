"""Pages that a cycle need not pass, and pages with something to put right: looked at all the same."""

#: What somebody of the staff finds besides the work.
OF_STAFF = ("account/", "account/2fa/", "account/2fa/totp/activate/", "account/2fa/webauthn/add/", "staff/outbox/")


def of_a_visitor(forum, call):
    """The mails of the example, a lost link, a wrong address, a page that does not exist."""
    visitor = forum.person("lost visitor")
    visitor.go("/outbox/")
    visitor.go(visitor.page.locator("table a").first.get_attribute("href"))
    visitor.go(f"{call}new-link/")
    visitor.go("account/login/").fill({"email": "no address"}).press("Send me a code")
    assert visitor.page.locator(".error-summary").count()
    assert visitor.knock("no-such-page/") == 404
    visitor.leave()


def of_a_nominator(person, call):
    """The own account, the question before a file is withdrawn, the way out."""
    person.go("account/").go("nominations/")
    file = person.page.locator("main a[href*='/nominations/']").first.get_attribute("href")
    person.go(f"{file}withdraw/").go("account/logout/")


def of_the_staff(secretary, officer, call):
    """Accounts, letters, tables, the end of a seat; a decision without its reason."""
    for page in OF_STAFF:
        secretary.go(page)
    secretary.go(secretary.page.locator("main table a").first.get_attribute("href"))
    secretary.go(f"{call}panel/").press_on(secretary.page.locator('a[href$="/end/"]').first)
    for page in ("screening/export.xlsx", "assessment/progress/", "ties/"):
        officer.go(call + page)
    assert officer.knock("staff/audit/") in {403, 404}


def of_a_juror(person):
    """Abstaining without a reason, and bringing a sheet in."""
    person.go("desk/").press_on(person.page.locator(".files .file-act a").first)
    address = person.page.url
    person.go(f"{address}abstain/").press_on(person.page.locator("main form button").last)
    assert person.page.locator(".error-summary, .errorlist, .error").count()
    person.go(address.split("/ballots/")[0] + "/ballots/import/")


def with_empty_answers(nominator):
    """Go on without an answer: each fault is named, and leads to its question."""
    nominator.press("Continue")
    assert nominator.page.locator(".error-summary a").count()
