"""Letters to nominees, referees and colleagues, most of whom did not ask for one."""

from django.utils.translation import gettext_lazy as _

from awards_site.kinds import Kind, Place, sentence

from .places import LETTER_DUE, LETTER_UNTIL, NOMINATOR, NOMINEE, OF_A_CALL, REFEREE, SAMPLE

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
            *OF_A_CALL,
        ),
        SAMPLE,
        unasked=True,
    ),
    Kind(
        "nominations/handover_offered",
        _("A nomination is offered"),
        _("To somebody whom a nominator asks to take a nomination over."),
        (
            NOMINATOR,
            *OF_A_CALL,
        ),
        SAMPLE,
        unasked=True,
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
            *OF_A_CALL,
        ),
        {**SAMPLE, "status": "accepted"},
    ),
    Kind(
        "nominations/consent_notice",
        _("A nominee is told and asked"),
        _("To a nominee, after the nomination is submitted: who put them forward, and the link to answer."),
        (
            NOMINEE,
            NOMINATOR,
            *OF_A_CALL,
        ),
        SAMPLE,
        unasked=True,
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
            *OF_A_CALL,
        ),
        SAMPLE,
        unasked=True,
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
            LETTER_UNTIL,
            *OF_A_CALL,
        ),
        SAMPLE,
        unasked=True,
    ),
    Kind(
        "nominations/support_confirmed",
        _("Thanks for a letter of support"),
        _("To a referee whose letter has arrived."),
        (
            REFEREE,
            NOMINEE,
            LETTER_DUE,
            LETTER_UNTIL,
            *OF_A_CALL,
        ),
        SAMPLE,
        unasked=True,
    ),
    Kind(
        "nominations/support_due",
        _("A letter of support is still missing"),
        _("To a referee, before the day by which the letter is asked for and after it."),
        (
            sentence("title", _("that it is due soon, or late, as a title"), "nominations/parts/support_due_title"),
            REFEREE,
            NOMINEE,
            NOMINATOR,
            sentence(
                "when",
                _("by when it is asked for, and how, as a sentence"),
                "nominations/parts/support_due",
                needed=True,
            ),
            LETTER_DUE,
            LETTER_UNTIL,
            *OF_A_CALL,
        ),
        {**SAMPLE, "which": "soon"},
        unasked=True,
    ),
    Kind(
        "nominations/support_infected",
        _("A virus was found in a letter of support"),
        _("To the referee who sent the file."),
        (
            REFEREE,
            NOMINEE,
            LETTER_UNTIL,
            *OF_A_CALL,
        ),
        SAMPLE,
        unasked=True,
    ),
)
