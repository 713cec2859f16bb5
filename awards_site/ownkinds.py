"""The ground's own letters: codes, changes of accounts and roles, the head of the audit chain."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from .kinds import CODE, SENTENCE, Kind, Place, Sample, register, sentence

AT = dt.datetime(2027, 1, 20, 14, 30, tzinfo=dt.UTC)
HEAD = "5f0c6a1e9b7d4c2fa83e0d6b1c94f7e25a8b3d60c7e1f49208d5b6a3c9e7f104"
GRANT = {
    "user": _("Anahita Rad"),
    "granted_by": _("Farid Omarov"),
    "ended_by": _("Farid Omarov"),
    "get_role_display": _("Auditor"),
}


register(
    Kind(
        "sign_in_code",
        _("Code to sign in"),
        _("To whoever asks for a code on the sign-in page. It goes at once and cannot be held."),
        (
            Place("code", _("the code of six digits"), "{{ code }}", needed=True, look=CODE),
            Place("minutes", _("for how many minutes the code holds"), "{{ minutes|localdigits }}"),
        ),
        {"code": "314159", "minutes": 15},
        urgent=True,
    ),
    Kind(
        "account_changed",
        _("An account has changed"),
        _("To the owner of an account to which a passkey or an authenticator app was added or removed."),
        (Place("news", _("what was changed, as a sentence"), "{{ news }}", needed=True, look=SENTENCE),),
        {"news": _("A passkey was added to your account.")},
    ),
    Kind(
        "role_changed",
        _("A role was given or has ended"),
        _("To the person whose role it is, and to all auditors."),
        (
            sentence("title", _("given or ended, and which role"), "parts/role_changed_title"),
            sentence("news", _("who is or was what, and by whom"), "parts/role_changed_news", needed=True),
            sentence(
                "after",
                _("to the person: sign in again; to auditors: the number of the audit link"),
                "parts/role_changed_after",
            ),
        ),
        {"grant": GRANT, "started": True, "own": True, "number": 1204},
    ),
    Kind(
        "audit_head",
        _("The head of the audit chain"),
        _("To all auditors, every day."),
        (
            sentence("title", _("whether the chain holds, as a title"), "parts/audit_head_title"),
            sentence(
                "found",
                _("from where to where the chain holds, or where it is broken"),
                "parts/audit_head_found",
                needed=True,
            ),
            sentence("head", _("the head of the chain, where there is one"), "parts/audit_head_head", needed=True),
            Place("at", _("when the chain was walked"), "{{ at|localdatetime }}", look=SENTENCE),
        ),
        {"span": Sample(called="", first=1, last=1204, head=HEAD), "broken": None, "at": AT},
    ),
)
