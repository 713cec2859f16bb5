"""The letters of nominations as the secretariat edits them: what each is for, and what its words may hold."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from awards_site.kinds import LINK, SENTENCE, Kind, Place, Sample, register, sentence

from .strangers import NAMES

AT = dt.datetime(2027, 1, 20, 14, 30, tzinfo=dt.UTC)
CALL = Place("call", _("the prize and its cycle"), "{{ call }}")
PRIZE = Place("prize", _("the prize"), "{{ call.prize }}")
CYCLE = Place("cycle", _("the cycle"), "{{ call.cycle }}")
CLOSES = Place(
    "closes", _("when the call closes"), "{{ call.closes_at|localdatetime:call.cycle.zone }}", look=SENTENCE
)
PAGE = Place("page", _("the link to the page this letter leads to"), "{{ page }}", needed=True, look=LINK)
REFERENCE = Place("reference", _("the reference number of the nomination"), "{{ nomination.reference }}", needed=True)
OF_FILE = Place("nominee", _("the name of the nominee"), "{{ nomination.dossier.nominee }}")
NOMINEE = Place("nominee", _("the name of the nominee"), "{{ nominee }}")
NOMINATOR = Place("nominator", _("the name of the nominator"), "{{ nominator }}", needed=True)
REFEREE = Place("referee", _("the name of the referee"), "{{ referee }}")
OFFICER = Place("officer", _("the officer who examined the nomination"), "{{ officer }}")
REASON = Place(
    "reason", _("the reason, as the officer wrote it"), '{{ reason|default:"…" }}', needed=True, look=SENTENCE
)
LETTER_DUE = Place(
    "due", _("until when the letter of support can be written"), "{{ letter.due_at|localdatetime }}", look=SENTENCE
)


SAMPLE = {
    "call": Sample(
        called=_("Mayor’s prize, Cycle 2027"),
        prize=_("Mayor’s prize"),
        cycle=Sample(called=_("Cycle 2027"), zone=None),
        closes_at=AT,
        phase="call_open",
    ),
    "page": "https://awards.example/page",
    "back": "https://awards.example/draft",
    "nomination": {"reference": "AMF-27-M-0042-K", "dossier": {"nominee": _("Laylo Nazarova")}},
    "nominee": _("Laylo Nazarova"),
    "nominator": _("Farid Omarov"),
    "inviter": _("Farid Omarov"),
    "referee": _("Anahita Rad"),
    "officer": _("Anahita Rad"),
    "letter": {"due_at": AT},
    "submission": {"at": AT},
    "evidence": {"title": _("Report on the new tramway")},
    "rule": {"number": 3, "text": _("In office in an Asian city within the cycle")},
    "reason": _("The report on the new tramway cannot be opened."),
    "correct_until": AT,
    "reach": "edit",
    "consent": {"status": "given"},
}
ANSWERED = {**SAMPLE, "nominee": Sample(called=_("Laylo Nazarova"), nominee=_("Laylo Nazarova")), "status": "given"}

register(
    Kind(
        "nominations/draft_begun",
        _("The way back to a draft"),
        _("To a nominator who has begun a nomination: the link back to it."),
        (
            Place("back", _("the link back to the draft"), "{{ back }}", needed=True, look=LINK),
            CALL,
            PRIZE,
            CYCLE,
            CLOSES,
        ),
        SAMPLE,
        unasked="nominations/draft_begun" in NAMES,
    ),
    Kind(
        "nominations/receipt",
        _("Receipt of a nomination"),
        _("To a nominator, each time a nomination is submitted."),
        (
            REFERENCE,
            Place(
                "received",
                _("when it was received"),
                "{{ submission.at|localdatetime:call.cycle.zone }}",
                look=SENTENCE,
            ),
            PAGE,
            CALL,
            PRIZE,
            CYCLE,
        ),
        SAMPLE,
        unasked="nominations/receipt" in NAMES,
    ),
    Kind(
        "nominations/withdrawn",
        _("A nomination is withdrawn"),
        _("To a nominator who withdrew a nomination."),
        (
            REFERENCE,
            PAGE,
            sentence(
                "way_back",
                _("until when it can be brought back, while the call is open"),
                "nominations/parts/withdrawn_back",
                needed=True,
            ),
            CALL,
            PRIZE,
            CYCLE,
        ),
        SAMPLE,
        unasked="nominations/withdrawn" in NAMES,
    ),
    Kind(
        "nominations/reinstated",
        _("A nomination counts again"),
        _("To a nominator whose withdrawn nomination was brought back."),
        (
            REFERENCE,
            PAGE,
            CALL,
            PRIZE,
            CYCLE,
        ),
        SAMPLE,
        unasked="nominations/reinstated" in NAMES,
    ),
    Kind(
        "nominations/date_moved",
        _("The call closes later"),
        _("To everybody with a draft, when a later closing date is confirmed."),
        (
            Place("closes", CLOSES.meaning, CLOSES.says, needed=True, look=SENTENCE),
            PAGE,
            CALL,
            PRIZE,
            CYCLE,
        ),
        SAMPLE,
        unasked="nominations/date_moved" in NAMES,
    ),
    Kind(
        "nominations/colleague_invited",
        _("A colleague is invited"),
        _("To somebody whom a nominator invites to work on a nomination."),
        (
            Place("inviter", _("the name of whoever invites"), "{{ inviter }}", needed=True),
            sentence(
                "may",
                _("what the colleague may do with the nomination, as a sentence"),
                "nominations/parts/colleague_may",
                needed=True,
            ),
            PAGE,
            CALL,
            PRIZE,
            CYCLE,
        ),
        SAMPLE,
        unasked="nominations/colleague_invited" in NAMES,
    ),
    Kind(
        "nominations/handover_offered",
        _("A nomination is offered"),
        _("To somebody whom a nominator asks to take a nomination over."),
        (
            NOMINATOR,
            PAGE,
            CALL,
            PRIZE,
            CYCLE,
        ),
        SAMPLE,
        unasked="nominations/handover_offered" in NAMES,
    ),
    Kind(
        "nominations/handover_answered",
        _("Answer to an offered nomination"),
        _("To the nominator who offered it."),
        (
            sentence("title", _("whether it was taken over, as a title"), "nominations/parts/handover_title"),
            sentence(
                "answer", _("what was answered, as a sentence"), "nominations/parts/handover_answered", needed=True
            ),
            PAGE,
            CALL,
            PRIZE,
            CYCLE,
        ),
        {**SAMPLE, "status": "accepted"},
        unasked="nominations/handover_answered" in NAMES,
    ),
    Kind(
        "nominations/consent_notice",
        _("A nominee is told and asked"),
        _("To a nominee, after the nomination is submitted: who put them forward, and the link to answer."),
        (
            NOMINEE,
            NOMINATOR,
            PAGE,
            CALL,
            PRIZE,
            CYCLE,
        ),
        SAMPLE,
        unasked="nominations/consent_notice" in NAMES,
    ),
    Kind(
        "nominations/consent_confirmed",
        _("A nominee’s answer is confirmed"),
        _("To a nominee who consented, declined or took the consent back."),
        (
            NOMINEE,
            sentence("title", _("what was answered, as a title"), "nominations/parts/consent_confirmed_title"),
            sentence(
                "answer", _("what was answered, as a sentence"), "nominations/parts/consent_confirmed", needed=True
            ),
            PAGE,
            CALL,
            PRIZE,
            CYCLE,
        ),
        SAMPLE,
        unasked="nominations/consent_confirmed" in NAMES,
    ),
    Kind(
        "nominations/consent_answered",
        _("The nominee has answered"),
        _("To the nominator, when the nominee has answered."),
        (
            REFERENCE,
            sentence(
                "answer", _("what was answered, as a sentence"), "nominations/parts/consent_answered", needed=True
            ),
            PAGE,
            CALL,
            PRIZE,
            CYCLE,
        ),
        ANSWERED,
        unasked="nominations/consent_answered" in NAMES,
    ),
    Kind(
        "nominations/support_asked",
        _("A letter of support is asked for"),
        _("To a referee, when a nominator or the secretariat asks for the letter or sends the link again."),
        (
            REFEREE,
            NOMINEE,
            NOMINATOR,
            LETTER_DUE,
            PAGE,
            CALL,
            PRIZE,
            CYCLE,
        ),
        SAMPLE,
        unasked="nominations/support_asked" in NAMES,
    ),
    Kind(
        "nominations/support_confirmed",
        _("Thanks for a letter of support"),
        _("To a referee whose letter has arrived."),
        (
            REFEREE,
            NOMINEE,
            LETTER_DUE,
            PAGE,
            CALL,
            PRIZE,
            CYCLE,
        ),
        SAMPLE,
        unasked="nominations/support_confirmed" in NAMES,
    ),
    Kind(
        "nominations/support_answered",
        _("A referee has answered"),
        _("To the nominator, when a letter of support has arrived or was declined."),
        (
            REFERENCE,
            REFEREE,
            sentence(
                "answer", _("what was answered, as a sentence"), "nominations/parts/support_answered", needed=True
            ),
            PAGE,
            CALL,
            PRIZE,
            CYCLE,
        ),
        {**SAMPLE, "status": "received"},
        unasked="nominations/support_answered" in NAMES,
    ),
    Kind(
        "nominations/evidence_infected",
        _("A virus in a file"),
        _("To a nominator in whose file a virus was found."),
        (
            Place("title", _("the title of the file"), "{{ evidence.title }}", needed=True),
            PAGE,
            CALL,
            PRIZE,
            CYCLE,
        ),
        SAMPLE,
        unasked="nominations/evidence_infected" in NAMES,
    ),
    Kind(
        "nominations/screening_eligible",
        _("Decision: eligible"),
        _("To the nominator, when an officer finds the nomination eligible."),
        (
            REFERENCE,
            OF_FILE,
            OFFICER,
            PAGE,
            CALL,
            PRIZE,
            CYCLE,
        ),
        SAMPLE,
        unasked="nominations/screening_eligible" in NAMES,
    ),
    Kind(
        "nominations/screening_returned",
        _("Decision: returned for correction"),
        _("To the nominator, when an officer asks for a correction."),
        (
            REFERENCE,
            OF_FILE,
            REASON,
            sentence(
                "until",
                _("until when it can be corrected, as a sentence"),
                "nominations/parts/correct_until",
                needed=True,
            ),
            OFFICER,
            PAGE,
            CALL,
            PRIZE,
            CYCLE,
        ),
        SAMPLE,
        unasked="nominations/screening_returned" in NAMES,
    ),
    Kind(
        "nominations/screening_ineligible",
        _("Decision: not eligible"),
        _("To the nominator, when an officer finds the nomination not eligible."),
        (
            REFERENCE,
            OF_FILE,
            sentence("rule", _("the rule it breaks, with its number"), "nominations/parts/by_rule", needed=True),
            REASON,
            OFFICER,
            PAGE,
            CALL,
            PRIZE,
            CYCLE,
        ),
        SAMPLE,
        unasked="nominations/screening_ineligible" in NAMES,
    ),
)
