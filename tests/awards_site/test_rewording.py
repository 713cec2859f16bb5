"""The secretariat's own words: what they may hold, who lets them hold, and what stays of the versions before."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import override

from awards_site import kinds, lettertext, mail, rewording
from awards_site.models import AuditEvent, Letter, LetterWords
from awards_site.rules import Refused
from awards_site.states import WORDS_MOVES, WordsStatus
from nominations.letters import consent_notice, receipt
from tests.factories.nominations import call, dossier, nomination
from tests.factories.people import user

pytestmark = pytest.mark.django_db

CODE = kinds.kind("sign_in_code")
NOTICE = kinds.kind("nominations/consent_notice")
GOOD = "Dear {nominee},\n\n{nominator} names you for the {prize}.\n\nAnswer here: {page}"


def hold(kind=NOTICE, language="en", body=GOOD, subject="You are named", seen=0) -> LetterWords:
    made = rewording.propose(kind, language, subject=subject, body=body, by=user("", "officer"), seen=seen)
    return rewording.confirm(made, by=user("", "secretary_general"))


def test_every_letter_that_ships_can_be_worded():
    folder = Path(settings.BASE_DIR) / "templates" / "letters"
    shipped = {str(file.relative_to(folder).with_suffix("")) for file in folder.rglob("*.subject")}
    assert shipped == {kind.name for kind in kinds.every()}
    assert {file.suffix for file in folder.rglob("*.*")} <= {".subject", ".words", ".html"}


@pytest.mark.parametrize("language", ["en", "fa"])
@pytest.mark.parametrize("kind", kinds.every(), ids=lambda kind: kind.name)
def test_the_shipped_words_pass_the_rules_for_own_words(kind, language):
    with override(language):
        words = lettertext.shipped(kind)
        values = kind.values({**kind.sample, **mail.of_the_house()})
    assert list(rewording.faults_of(kind, words.subject, words.body)) == []
    assert {name for name in lettertext.MARK.findall(words.body + words.subject) if not values[name]} == set()


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (GOOD + " {nobody}", "no placeholder {nobody}"),
        (GOOD + " {", "a brace that holds no placeholder"),
        (GOOD + " {nominee.email}", "a brace that holds no placeholder"),
        (GOOD + " {nominee!r} {0}", "a brace that holds no placeholder"),
        (GOOD + " {{ nominee }}", "a brace that holds no placeholder"),
        (GOOD + " {% include 'x' %}", "a brace that holds no placeholder"),
        (GOOD.replace("{page}", "soon"), "{page} is missing"),
        ("", "Write something here."),
    ],
)
def test_words_that_do_not_fit_are_refused_with_all_that_was_typed(client, body, fault):
    client.force_login(user("o@office.example", "officer"))
    page = reverse("letter_words", args=[NOTICE.slug, "fa"])
    answer = client.post(page, {"subject": "What I typed", "body": body, "seen": 0})
    assert (answer.status_code, LetterWords.objects.count()) == (422, 0)
    assert 'value="What I typed"' in answer.content.decode()
    assert any(fault in each for each in answer.context["form"].errors["body"])


def test_a_code_never_stands_in_a_subject_and_always_in_the_letter():
    with pytest.raises(rewording.Unfit, match="cannot stand in the subject"):
        hold(CODE, subject="{code}", body="{code}")
    with pytest.raises(rewording.Unfit, match="is missing"):
        hold(CODE, subject="Your code", body="Ask again.")


def test_own_words_hold_by_a_second_person_and_for_new_letters_alone():
    consent = dossier(call()).consent
    before = consent_notice(consent, "Rostam")
    officer = user("", "officer")
    made = rewording.propose(NOTICE, "en", subject="Named", body=GOOD, by=officer, seen=0)
    assert mail.speak(NOTICE.name, "en", NOTICE.sample)["subject"].startswith("You were nominated")
    with pytest.raises(Refused, match="second person"):
        rewording.confirm(made, by=officer)
    rewording.confirm(made, by=user("", "secretary_general"))
    after = consent_notice(consent, "www.bad.example <b>Rostam</b>", again=1)
    assert after.subject == "Named"
    assert "www. bad. example b Rostam b names you" in after.text
    assert "Answer here: http" in after.text
    assert re.search(r'<a class="go" href="http[^"]*">Answer here</a>', after.html)
    assert Letter.objects.get(pk=before.pk).text == before.text != after.text
    events = AuditEvent.objects.filter(what__startswith="letter.words")
    assert [event.what for event in events] == ["letter.words_proposed", "letter.words_confirmed"]
    assert len(events[0].facts["digest"]) == 64


def test_a_value_is_escaped_on_the_page_and_never_read_for_placeholders():
    kind = kinds.kind("nominations/evidence_infected")
    hold(kind, body="{title}\n\n{page}", subject="A virus in {title}")
    words = mail.speak(kind.name, "en", {**kind.sample, "evidence": {"title": "<i>{page}</i>"}})
    assert "&lt;i&gt;{page}&lt;/i&gt;" in words["html"]
    assert words["text"].startswith("<i>{page}</i>\n\nhttps://awards.example/page\n")


def test_the_other_language_keeps_the_shipped_words():
    hold()
    assert mail.speak(NOTICE.name, "fa", NOTICE.sample)["subject"].startswith("شما")


def test_the_shipped_words_hold_again_and_every_version_stays():
    hold()
    back = rewording.propose_shipped(NOTICE, "en", by=user("", "officer"), seen=1)
    rewording.confirm(back, by=user("", "secretary_general"))
    assert mail.speak(NOTICE.name, "en", NOTICE.sample)["subject"].startswith("You were nominated")
    assert list(LetterWords.objects.values_list("number", "status")) == [(2, "confirmed"), (1, "confirmed")]


def test_a_new_proposal_takes_back_the_one_that_waited_and_an_old_page_is_refused():
    officer = user("", "officer")
    first = rewording.propose(NOTICE, "en", subject="One", body=GOOD, by=officer, seen=0)
    rewording.propose(NOTICE, "en", subject="Two", body=GOOD, by=officer, seen=1)
    first.refresh_from_db()
    assert first.status == WordsStatus.WITHDRAWN
    with pytest.raises(rewording.Overtaken):
        rewording.propose(NOTICE, "en", subject="Three", body=GOOD, by=officer, seen=1)
    with pytest.raises(Refused):
        rewording.confirm(first, by=user("", "secretary_general"))


def test_the_database_lets_nobody_confirm_the_own_words():
    made = rewording.propose(NOTICE, "en", subject="One", body=GOOD, by=user("", "officer"), seen=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        LetterWords.objects.filter(pk=made.pk).update(status=WordsStatus.CONFIRMED, settled_by=made.proposed_by)


def test_every_state_of_words_has_its_moves():
    assert WORDS_MOVES.keys() == set(WordsStatus.values)


def test_a_version_is_read_in_its_direction_with_marked_examples_and_confirmed_on_its_page(client):
    made = rewording.propose(NOTICE, "fa", subject="سلام {nominee}", body=GOOD, by=user("", "officer"), seen=0)
    client.force_login(user("s@office.example", "secretary_general"))
    here = reverse("letter_version", args=[NOTICE.slug, "fa", made.number])
    page = client.get(here).content.decode()
    assert '<article class="panel" lang="fa" dir="rtl">' in page
    assert "<mark>" in page
    look = client.get(reverse("letter_look", args=[NOTICE.slug, "fa", made.number]))
    assert '<html lang="fa" dir="rtl">' in look.content.decode()
    assert "'unsafe-inline'" in look["Content-Security-Policy"]
    client.post(reverse("confirm_words", args=[NOTICE.slug, "fa", made.number]))
    made.refresh_from_db()
    assert made.status == WordsStatus.CONFIRMED


@pytest.mark.parametrize("name", ["nothing", "sign_in_code/../x"])
def test_a_letter_that_is_none_has_no_words(client, name):
    client.force_login(user("o@office.example", "officer"))
    assert client.get(f"/en/staff/words/{name}/en/").status_code == 404
    assert client.get(f"/en/staff/words/{CODE.slug}/de/").status_code == 404


@pytest.mark.parametrize("role", ["board", "auditor", ""])
def test_nobody_else_knows_of_the_pages(client, role):
    client.force_login(user("x@office.example", role) if role else user("x@office.example"))
    assert client.get(reverse("letter_kinds")).status_code == 404
    assert client.get(reverse("letter_words", args=[CODE.slug, "en"])).status_code == 404


def test_a_real_letter_in_own_words_says_what_it_should():
    kind = kinds.kind("nominations/receipt")
    hold(kind, body="Kept as {reference} on {received}.\n\n{page}", subject="Kept: {reference}")
    file = nomination(call())
    written = receipt(file, file.submissions.create(number=1, key="k", answers=file.answers, digest="d"))
    assert written.subject == f"Kept: {file.reference}"
    assert str(file.public_id) in written.text
