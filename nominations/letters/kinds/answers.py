"""Letters to nominators of what others answered and what the secretariat decided."""

from django.utils.translation import gettext_lazy as _

from awards_site.kinds import Kind, sentence

from .places import ANSWERED, OF_A_CALL, OF_FILE, OFFICER, REASON, REFEREE, REFERENCE, SAMPLE

KINDS = (
    Kind(
        "nominations/consent_answered",
        _("The nominee has answered"),
        _("To the nominator, when the nominee has answered."),
        (
            REFERENCE,
            sentence(
                "answer", _("what was answered, as a sentence"), "nominations/parts/consent_answered", needed=True
            ),
            *OF_A_CALL,
        ),
        ANSWERED,
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
            *OF_A_CALL,
        ),
        {**SAMPLE, "status": "received"},
    ),
    Kind(
        "nominations/screening_eligible",
        _("Decision: eligible"),
        _("To the nominator, when an officer finds the nomination eligible."),
        (
            REFERENCE,
            OF_FILE,
            OFFICER,
            *OF_A_CALL,
        ),
        SAMPLE,
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
            *OF_A_CALL,
        ),
        SAMPLE,
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
            *OF_A_CALL,
        ),
        SAMPLE,
    ),
)
