"""What people do on a phone in Persian: each form whole, with and without script; answers, letters, the desk."""

import dataclasses

import pytest
from django.test import Client

from awards_site.models import Letter
from nominations import setup
from nominations.models import Call, Consent, LetterOfSupport, Nomination
from nominations.states import ConsentStatus, NominationStatus, SupportStatus
from scoring import shipping
from tests.factories import nominations as make
from tests.factories.people import user
from tests.nominations import way

from . import answers, nominator, secretariat
from .cast import PERSIAN
from .mailbox import has_mail, link_for
from .watch import DAY, dates_from

pytestmark = pytest.mark.browser
PHONE = 360
CYCLE = "2027"
NOMINEE = way.TYPED["nominee"]["email"]
REFEREE = "referee@letters.example"
OFFICER = "officer@forum.example"
REASON = PERSIAN.reason


@pytest.fixture
def language():
    return "fa"


def opened(watch, prize):
    """Ship a prize, publish its call, and let it open."""
    shipping.ship_call(prize, shipping.ship_cycle(CYCLE), dates=dates_from(watch))
    setup.publish(Call.objects.get(), by=user("secretary@forum.example", "secretary_general"))
    watch.forward(2 * DAY)
    return f"{CYCLE}/{prize}/"


# the forms


@pytest.mark.parametrize("scripted", [True, False], ids=["with script", "without script"])
@pytest.mark.parametrize("prize", ["mayor", "journalist", "academic"])
def test_a_form_goes_from_its_rules_to_the_receipt(forum, watch, prize, scripted):
    call, words = opened(watch, prize), dataclasses.replace(PERSIAN, prize=prize)
    nominee = words.first
    person = forum.person("nominator", nominee.nominator_email, width=PHONE, scripted=scripted)
    person.sign_in(f"{call}nominate/").press("Begin")
    person.fill(answers.gates()).press("Continue")
    for step, given in answers.steps(nominee, words).items():
        nominator.is_at(person, step)
        person.fill(given)
        if scripted:
            nominator.adds_files(person, given)
        nominator.goes_on(person)
    nominator.is_at(person, "check")
    assert nominee.headline in person.text()
    person.fill({"truth": "on"}).press("Submit nomination").has_nothing_to_mend()
    sent = Nomination.objects.get()
    assert sent.status == NominationStatus.SUBMITTED
    assert sent.evidence.count() == len(files_among(nominee, words)) > 0
    assert has_mail(nominee.nominator_email, sent.reference)
    reads_receipt(person, sent)


def files_among(nominee, words):
    """Give what was sent along with the form."""
    given = [value for step in answers.steps(nominee, words).values() for value in step.values()]
    return [value for value in given if hasattr(value, "content_type")]


def reads_receipt(person, sent):
    """Find the reference on the page of the file, and open its copy."""
    person.go("nominations/").press("Read what you sent")
    assert person.page.locator(".note.is-done bdi.nowrap").inner_text() == sent.reference
    copy = person.page.locator('main a[href*="receipt.pdf"]').first.get_attribute("href")
    answer = person.context.request.get(person.forum.address + copy)
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    assert answer.body().startswith(b"%PDF-")


# the nominee


@pytest.fixture
def sent(forum):
    """A small form with a second stage, sent."""
    call = make.call()
    step = call.forms.get().steps.create(key="more", title={"fa": "تکمیل پرونده"}, filled_by="nominee", position=9)
    make.question(step, "biography", "long", required=False, limits={"words": 60})
    client = Client()
    client.cookies["django_language"] = "fa"
    return way.sent(client, call, user("nominator@letters.example", language="fa"))


def nominee_at(forum, *, scripted):
    """Open the link in the nominee's mail, twice: reading answers nothing."""
    person = forum.person("nominee", NOMINEE, width=PHONE, scripted=scripted)
    for _ in range(2):
        person.go(fa(link_for(NOMINEE, "/consent/")))
    assert Consent.objects.get().status == ConsentStatus.ASKED
    return person


def fa(link):
    return link.replace("/en/", "/fa/")


@pytest.mark.parametrize("scripted", [True, False], ids=["with script", "without script"])
def test_a_nominee_declines_and_may_think_again(forum, sent, scripted):
    person = nominee_at(forum, scripted=scripted)
    person.press("I do not wish to be considered").has_nothing_to_mend().reads("You declined")
    assert Consent.objects.get().status == ConsentStatus.DECLINED
    person.fill({"signed_name": "Rostam Zal", "integrity": "on"}).press("I agree to be considered")
    assert Consent.objects.get().status == ConsentStatus.GIVEN


@pytest.mark.parametrize("scripted", [True, False], ids=["with script", "without script"])
def test_a_nominee_consents_completes_the_file_and_withdraws(forum, sent, scripted):
    person = nominee_at(forum, scripted=scripted)
    person.press("I agree to be considered")
    assert person.page.locator(".error-summary").count(), "nobody agrees without a name"
    person.fill({"signed_name": "Rostam Zal", "integrity": "on"}).press("I agree to be considered")
    person.has_nothing_to_mend().reads("You agreed")
    person.fill({"biography": PERSIAN.paragraph}).press_on(person.page.locator('button[value="complete"]'))
    person.has_nothing_to_mend()
    assert Consent.objects.get().answers == {"biography": PERSIAN.paragraph}
    person.press("Withdraw my consent").has_nothing_to_mend().reads("You withdrew your consent")
    assert Consent.objects.get().status == ConsentStatus.WITHDRAWN


# the referee


@pytest.mark.parametrize("writes", [True, False], ids=["writes", "declines"])
def test_a_referee_writes_or_declines_and_the_nominator_sees_that_alone(forum, sent, writes):
    person = forum.person("nominator", sent.nominator.email, width=PHONE).sign_in("nominations/")
    nominator.asks_a_referee(person, PERSIAN, REFEREE)
    referee = forum.person("referee", REFEREE, width=PHONE)
    for _ in range(2):
        referee.go(fa(link_for(REFEREE, "/support/")))
    assert LetterOfSupport.objects.get().status == SupportStatus.REQUESTED
    if writes:
        letter = " ".join([PERSIAN.paragraph] * nominator.LETTER)
        referee.fill({"text": letter}).press("Send the letter").has_nothing_to_mend()
        referee.reads("Your letter has arrived")
    else:
        referee.press("I will not write a letter").reads("You declined")
    assert LetterOfSupport.objects.get().status == (SupportStatus.RECEIVED if writes else SupportStatus.DECLINED)
    person.go(way.base(sent))
    assert PERSIAN.paragraph not in person.page.content()


# the desk


@pytest.mark.parametrize("decision", ["admits", "returns"])
def test_an_officer_goes_from_the_queue_to_the_letter_on_a_phone(forum, watch, decision):
    call, words = opened(watch, "mayor"), PERSIAN
    user(OFFICER, "officer")
    officer = forum.person("officer", OFFICER, width=PHONE).sign_in()
    secretariat.enters_paper(officer, call, words, f"{watch.get():%Y-%m-%d}")
    watch.put(Call.objects.get().closes_at + DAY)
    officer.go(f"{call}screening/")
    match decision:
        case "admits":
            secretariat.admits(officer, call, words.returned, REASON)
        case "returns":
            secretariat.returns(officer, call, words.returned, REASON)
    letter = Letter.objects.filter(to=words.returned.nominator_email).latest("pk")
    assert letter.language == "fa"
    assert words.returned.name in officer.go(f"{call}screening/?state=all").text()
