"""Letters to nominees, referees and colleagues, most of whom did not ask for one."""

from django.utils.translation import gettext_lazy as _

from awards_site.kinds import Kind, Place, sentence
from nominations.letters.strangers import NAMES

from .places import CALL, CYCLE, LETTER_DUE, NOMINATOR, NOMINEE, PAGE, PRIZE, REFEREE, SAMPLE

KINDS = (
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
)
