"""The jury's letters as the secretariat edits them: what each is for, and what its words may hold."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from awards_site.kinds import LINK, SENTENCE, Kind, Place, Sample, register, sentence

AT = dt.datetime(2027, 4, 20, 14, 30, tzinfo=dt.UTC)
CALL = Place("call", _("the prize and its cycle"), "{{ call }}", needed=True)
PRIZE = Place("prize", _("the prize"), "{{ call.prize }}")
CYCLE = Place("cycle", _("the cycle"), "{{ call.cycle }}")
PAGE = Place("link", _("the link to the page this letter leads to"), "{{ link }}", needed=True, look=LINK)
OF_A_CALL = (PAGE, CALL, PRIZE, CYCLE)
GREETING = sentence("greeting", _("“Dear …,” with the name, or nothing where we have none"), "jury/parts/greeting")
SAMPLE = {
    "person": Sample(called=_("Anahita Rad"), name=_("Anahita Rad")),
    "call": Sample(called=_("Mayor’s prize, Cycle 2027"), prize=_("Mayor’s prize"), cycle=_("Cycle 2027")),
    "link": "https://awards.example/page",
    "seat": {"user": _("Anahita Rad"), "status": "accepted", "is_chair": False},
    "round": {"closes_at": AT},
    "count": 12,
}

register(
    Kind(
        "jury/seat_invitation",
        _("Invitation to a panel"),
        _("To somebody whom the Secretary General asks to judge."),
        (
            GREETING,
            sentence(
                "asked", _("to sit on the panel, or to chair it, as a sentence"), "jury/parts/seat_asked", needed=True
            ),
            *OF_A_CALL,
        ),
        SAMPLE,
        unasked=True,
    ),
    Kind(
        "jury/seat_answered",
        _("Answer to an invitation"),
        _("To whoever appointed the panel."),
        (
            sentence("answer", _("what was answered, as a sentence"), "jury/parts/seat_answered", needed=True),
            *OF_A_CALL,
        ),
        SAMPLE,
    ),
    Kind(
        "jury/assignment_ready",
        _("Dossiers are chosen"),
        _("To every juror with new dossiers, when an assignment is confirmed."),
        (
            GREETING,
            Place("count", _("how many dossiers"), "{{ count|localdigits }}"),
            Place("date", _("when ballots close"), "{{ round.closes_at|localdatetime }}", needed=True, look=SENTENCE),
            *OF_A_CALL,
        ),
        SAMPLE,
    ),
    Kind(
        "jury/tie_declared",
        _("A juror stands aside"),
        _("To all officers, when a juror tells of a tie. It says neither who nor from whom."),
        (*OF_A_CALL,),
        SAMPLE,
    ),
    Kind(
        "jury/recommendation_ready",
        _("A recommendation waits"),
        _("To all members of the Executive Board. It says nothing of the result."),
        (*OF_A_CALL,),
        SAMPLE,
    ),
)
