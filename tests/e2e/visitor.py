"""A visitor reads what everybody may read, before and after the announcement."""

from django.utils import translation

from .answers import the_call

HELP = (
    "help/",
    "help/nominators/",
    "help/nominees/",
    "help/referees/",
    "help/officers/",
    "help/marks/",
    "help/jurors/",
)
PAGES = ("", "prizes/", "haikou/", "calendar/", "laureates/", "about/jury/", "nominate/", *HELP)


def reads_all_before_signing_in(forum, call):
    """Home, prizes, declaration, calendar, the prize with its rules, and the whole form."""
    visitor = forum.person("visitor")
    for page in PAGES:
        visitor.go(page)
    visitor.go(call).reads("Nominate")
    visitor.go(f"{call}form/")
    questions = visitor.text()
    assert visitor.page.locator("main input:not([type=hidden])").count() == 0, "the form is read here, not filled in"
    visitor.go(call.split("/")[0] + "/")
    return visitor, questions


def sees_nothing_of_the_result(visitor, call, words):
    """Not a name of anybody who was put forward, and no page of the result."""
    cycle = call.split("/")[0]
    for page in ("", "laureates/", call, f"{cycle}/", "prizes/"):
        visitor.go(page)
        for nominee in (*words.admitted, words.excluded):
            assert nominee.name not in visitor.page.content(), f"{nominee.name} stands at {visitor.page.url}"
    assert visitor.knock(f"{cycle}/laureates/") == 404
    for page in ("final/result/", "ratification/", "announcement/", "final/progress/"):
        status = visitor.knock(call + page)
        assert "account/login" in visitor.page.url or status == 404, visitor.page.url


def reads_who_won(visitor, call, words):
    """The winner, the citation, and how the finalists are ranked or not."""
    visitor.go("laureates/").press("Citations, finalists and special mentions")
    text = visitor.text()
    policy = str(ranking_policy(visitor.forum))
    for said in (words.citation, words.first.headline, policy, words.returned.latin or words.returned.name):
        assert said in text, f"“{said}” does not stand at {visitor.page.url}:\n{text}"
    assert words.excluded.name not in text
    visitor.go(call)


def ranking_policy(forum):
    with translation.override(forum.language):
        return str(the_call().ranking_policy)
