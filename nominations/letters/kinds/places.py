"""What the letters of nominations may say, and what their examples tell of."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from awards_site.kinds import LINK, SENTENCE, Place, Sample

AT = dt.datetime(2027, 1, 20, 14, 30, tzinfo=dt.UTC)
CALL = Place("call", _("the prize and its cycle"), "{{ call }}")
PRIZE = Place("prize", _("the prize"), "{{ call.prize }}")
CYCLE = Place("cycle", _("the cycle"), "{{ call.cycle }}")
CLOSES = Place(
    "closes", _("when the call closes"), "{{ call.closes_at|localdatetime:call.cycle.zone }}", look=SENTENCE
)
PAGE = Place("page", _("the link to the page this letter leads to"), "{{ page }}", needed=True, look=LINK)
OF_A_CALL = (PAGE, CALL, PRIZE, CYCLE)
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
    "due", _("by when the letter of support is asked for"), "{{ letter.due_at|localdatetime }}", look=SENTENCE
)
LETTER_UNTIL = Place(
    "until", _("until when the letter of support can be written"), "{{ letter.until|localdatetime }}", look=SENTENCE
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
    "letter": {"due_at": AT, "until": AT},
    "submission": {"at": AT},
    "evidence": {"title": _("Report on the new tramway")},
    "rule": {"number": 3, "text": _("In office in an Asian city within the cycle")},
    "reason": _("The report on the new tramway cannot be opened."),
    "correct_until": AT,
    "reach": "edit",
    "consent": {"status": "given"},
}
ANSWERED = {**SAMPLE, "nominee": Sample(called=_("Laylo Nazarova"), nominee=_("Laylo Nazarova")), "status": "given"}
