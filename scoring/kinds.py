"""The letters of scoring as the secretariat edits them: what each is for, and what its words may hold."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from awards_site.kinds import LINK, SENTENCE, Kind, Place, Sample, register, sentence

AT = dt.datetime(2027, 5, 20, 14, 30, tzinfo=dt.UTC)
DIGEST = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"
HEAD = "5f0c6a1e9b7d4c2fa83e0d6b1c94f7e25a8b3d60c7e1f49208d5b6a3c9e7f104"
CALL = Place("call", _("the prize and its cycle"), "{{ call }}", needed=True)
PRIZE = Place("prize", _("the prize"), "{{ call.prize }}")
CYCLE = Place("cycle", _("the cycle"), "{{ call.cycle }}")
PAGE = Place(
    "page", _("the link to the page this letter leads to"), "{{ site_url }}{{ page }}", needed=True, look=LINK
)
OF_A_CALL = (PAGE, CALL, PRIZE, CYCLE)
NOMINEE = Place("nominee", _("the name of the nominee"), "{{ nominee }}")
SAMPLE = {
    "call": Sample(called=_("Mayor’s prize, Cycle 2027"), prize=_("Mayor’s prize"), cycle=_("Cycle 2027")),
    "page": "/page",
    "nominee": _("Laylo Nazarova"),
    "laureate": {
        "citation": _("For the tramway that the city planned with its citizens."),
        "get_kind_display": _("Finalist"),
    },
    "round": Sample(
        called=_("Assessment"), closes_at=AT, aside_reason=_("A weight was wrong."), rules={"shortlist": 5}
    ),
    "code": "M-07",
    "casting": {"number": 2, "digest": DIGEST},
    "castings": [
        {"marks": {"rank": str(place)}, "digest": DIGEST, "ballot": {"assignment": {"dossier": {"code": code}}}}
        for place, code in ((1, "M-07"), (2, "M-03"))
    ],
    "event": {"number": 1204, "hash": HEAD},
}

register(
    Kind(
        "scoring/round_opened",
        _("A round is open"),
        _("To every juror on the panel, when a round is opened."),
        (
            Place("round", _("the round"), "{{ round }}"),
            Place(
                "closes", _("when ballots close"), "{{ round.closes_at|localdatetime }}", needed=True, look=SENTENCE
            ),
            *OF_A_CALL,
        ),
        SAMPLE,
    ),
    Kind(
        "scoring/round_set_aside",
        _("A round was set aside"),
        _("To every juror who read in it, when an opened round is set aside because its rules have to change."),
        (
            Place("round", _("the round"), "{{ round }}"),
            Place("reason", _("why it was set aside"), "{{ round.aside_reason }}", needed=True, look=SENTENCE),
            *OF_A_CALL,
        ),
        SAMPLE,
    ),
    Kind(
        "scoring/shortlist_vote_open",
        _("The vote on the shortlist is open"),
        _("To every juror who read in a round whose rules have the panel vote on who goes on, once it is counted."),
        (
            Place("round", _("the round"), "{{ round }}"),
            Place("number", _("how many go on"), "{{ round.rules.shortlist|localdigits }}", needed=True),
            *OF_A_CALL,
        ),
        SAMPLE,
    ),
    Kind(
        "scoring/ballot_receipt",
        _("Receipt of a ballot"),
        _("To a juror, each time a ballot is cast."),
        (
            Place("code", _("the number of the dossier"), "{{ code }}", needed=True),
            Place("number", _("which version of the ballot it is"), "{{ casting.number|localdigits }}"),
            Place("fingerprint", _("the fingerprint of the ballot"), "{{ casting.digest }}", needed=True),
            Place("link", _("the number of the audit link"), "{{ event.number|localdigits }}", needed=True),
            Place("head", _("the head of the audit chain"), "{{ event.hash }}", needed=True),
            *OF_A_CALL,
        ),
        SAMPLE,
    ),
    Kind(
        "scoring/ranking_receipt",
        _("Receipt of a ranking"),
        _("To a juror, each time a ranking is cast."),
        (
            Place("round", _("the round"), "{{ round }}"),
            sentence(
                "ranking",
                _("the dossiers, best first, each with the fingerprint of its ballot"),
                "scoring/parts/ranking",
                needed=True,
            ),
            Place("link", _("the number of the audit link"), "{{ event.number|localdigits }}", needed=True),
            Place("head", _("the head of the audit chain"), "{{ event.hash }}", needed=True),
            *OF_A_CALL,
        ),
        SAMPLE,
    ),
    Kind(
        "scoring/chain_head",
        _("The head of the audit chain, at an act"),
        _("To all auditors, when a round is opened, closed or counted, and when winners are announced."),
        (
            sentence("happened", _("what happened, as a sentence"), "scoring/parts/chain_head_happened", needed=True),
            sentence(
                "made", _("the fingerprint of what was made, where there is one"), "scoring/parts/chain_head_made"
            ),
            Place("link", _("the number of the audit link"), "{{ event.number|localdigits }}", needed=True),
            Place("head", _("the head of the audit chain"), "{{ event.hash }}", needed=True),
            *OF_A_CALL,
        ),
        SAMPLE | {"act": "opened", "digest": DIGEST, "tally": {"number": 1}},
    ),
    Kind(
        "scoring/laureate",
        _("To a laureate"),
        _("To everybody who is awarded the prize, at the moment of the announcement."),
        (
            NOMINEE,
            sentence("citation", _("the citation in quotation marks, where there is one"), "scoring/parts/citation"),
            *OF_A_CALL,
        ),
        SAMPLE,
        unasked=True,
    ),
    Kind(
        "scoring/finalist",
        _("To a finalist"),
        _("To every finalist, at the moment of the announcement."),
        (
            NOMINEE,
            *OF_A_CALL,
        ),
        SAMPLE,
        unasked=True,
    ),
    Kind(
        "scoring/special_mention",
        _("A special mention"),
        _("To everybody with a special mention, at the moment of the announcement."),
        (
            NOMINEE,
            *OF_A_CALL,
        ),
        SAMPLE,
        unasked=True,
    ),
    Kind(
        "scoring/nominee_outcome",
        _("To a nominee who is not named"),
        _("To nominees whom the result does not name, at the moment of the announcement."),
        (
            NOMINEE,
            *OF_A_CALL,
        ),
        SAMPLE,
        unasked=True,
    ),
    Kind(
        "scoring/nominator_outcome",
        _("The result, to a nominator"),
        _("To the nominators of all eligible nominations, at the moment of the announcement."),
        (
            NOMINEE,
            sentence(
                "outcome",
                _("whether the nominee is named, and how, as a sentence"),
                "scoring/parts/nominator_outcome",
                needed=True,
            ),
            *OF_A_CALL,
        ),
        SAMPLE,
    ),
)
