"""Letters to nominators about their own files."""

from django.utils.translation import gettext_lazy as _

from awards_site.kinds import LINK, SENTENCE, Kind, Place, sentence

from .places import CALL, CLOSES, CYCLE, OF_A_CALL, PAGE, PRIZE, REFERENCE, SAMPLE

KINDS = (
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
            *OF_A_CALL,
        ),
        SAMPLE,
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
    ),
    Kind(
        "nominations/reinstated",
        _("A nomination counts again"),
        _("To a nominator whose withdrawn nomination was brought back."),
        (
            REFERENCE,
            *OF_A_CALL,
        ),
        SAMPLE,
    ),
    Kind(
        "nominations/date_moved",
        _("The call closes later"),
        _("To everybody with a draft, when a later closing date is confirmed."),
        (
            Place("closes", CLOSES.meaning, CLOSES.says, needed=True, look=SENTENCE),
            *OF_A_CALL,
        ),
        SAMPLE,
    ),
    Kind(
        "nominations/evidence_infected",
        _("A virus in a file"),
        _("To a nominator in whose file a virus was found."),
        (
            Place("title", _("the title of the file"), "{{ evidence.title }}", needed=True),
            *OF_A_CALL,
        ),
        SAMPLE,
    ),
)
