"""Letters of the secretariat's decisions. Each can be read before it goes: the same words, by the same template."""

import datetime as dt
from typing import Any

from awards_site import mail
from awards_site.models import Letter
from nominations.models import Gate, Nomination, Screening
from nominations.states import Verdict

from .nominator import about, to_nominator

NAMES = {
    Verdict.ELIGIBLE: "screening_eligible",
    Verdict.RETURNED: "screening_returned",
    Verdict.INELIGIBLE: "screening_ineligible",
}


def decided(nomination: Nomination, screening: Screening) -> Letter:
    """Tell a nominator what was decided, by which rule, why, and by whom."""
    told = facts(screening.verdict, screening.by, screening.rule, screening.reason, screening.correct_until)
    name = NAMES[Verdict(screening.verdict)]
    return to_nominator(name, nomination, key=f"screening:{nomination.public_id}:{screening.pk}", **told)


def preview(
    nomination: Nomination,
    verdict: str,
    *,
    by: Any,
    rule: Gate | None = None,
    reason: str = "",
    correct_until: dt.datetime | None = None,
) -> dict[str, str]:
    """Give subject and text of the letter that a decision would send, in the nominator's language."""
    told = facts(verdict, by, rule, reason, correct_until)
    name = f"nominations/{NAMES[Verdict(verdict)]}"
    return mail.speak(name, nomination.language, about(nomination, **told))


def facts(verdict: str, by: Any, rule: Gate | None, reason: str, correct_until: dt.datetime | None) -> dict[str, Any]:
    """Give what a decision's letter says."""
    return {"verdict": verdict, "officer": by, "rule": rule, "reason": reason, "correct_until": correct_until}
