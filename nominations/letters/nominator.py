"""Letters to nominators about their own files."""

from typing import Any

from awards_site import mail
from awards_site.models import Letter
from nominations.models import Call, Evidence, Nomination, Submission

from .addresses import address, named

#: No step is called this: the wizard answers it with the step at which the file stands now.
WHERE_IT_STOPPED = "go-on"


def to_nominator(name: str, nomination: Nomination, *, key: str, batch: str = "", **context: Any) -> Letter:
    """Write to a nominator about the own file; every letter links to its page."""
    return mail.write(
        f"nominations/{name}",
        to=nomination.nominator.email,
        language=nomination.language,
        key=key,
        about=f"nomination:{nomination.public_id}",
        call=named(nomination.call),
        batch=batch,
        context=about(nomination, **context),
    )


def about(nomination: Nomination, **context: Any) -> dict[str, Any]:
    """Give what every letter about a file speaks of."""
    page = address("nomination", nomination.language, **nomination.call.slugs, nomination=nomination.public_id)
    return {"nomination": nomination, "call": nomination.call, "page": page, **context}


def draft_begun(nomination: Nomination) -> Letter:
    """Send the link that brings the nominator back to where the draft was left, on any device."""
    call: Call = nomination.call
    back = address("step", nomination.language, **call.slugs, nomination=nomination.public_id, step=WHERE_IT_STOPPED)
    return to_nominator("draft_begun", nomination, key=f"draft:{nomination.public_id}", back=back)


def receipt(nomination: Nomination, submission: Submission) -> Letter:
    """Confirm what was submitted, with its reference."""
    key = f"receipt:{nomination.public_id}:{submission.number}"
    return to_nominator("receipt", nomination, key=key, submission=submission)


def withdrawn(nomination: Nomination) -> Letter:
    """Confirm that a nomination was withdrawn."""
    return to_nominator("withdrawn", nomination, key=f"withdrawn:{nomination.public_id}:{nomination.version}")


def reinstated(nomination: Nomination) -> Letter:
    """Confirm that a withdrawn nomination counts again."""
    return to_nominator("reinstated", nomination, key=f"reinstated:{nomination.public_id}:{nomination.version}")


def date_moved(nomination: Nomination, change: int) -> Letter:
    """Tell whoever is still writing that the call closes later."""
    key = f"date_moved:{nomination.public_id}:{change}"
    return to_nominator("date_moved", nomination, key=key, batch=f"date-moved-{change}")


def consent_answered(nomination: Nomination, status: str, move: int) -> Letter:
    """Tell the nominator what the nominee said, not why.

    :param move: the number of the move's audit link, so that each move has its letter.
    """
    key = f"consent_answered:{nomination.public_id}:{move}"
    return to_nominator("consent_answered", nomination, key=key, nominee=nomination.dossier, status=status)


def support_answered(nomination: Nomination, referee: str, status: str, move: int) -> Letter:
    """Tell the nominator that a referee wrote, or declined; never what was written."""
    key = f"support_answered:{nomination.public_id}:{move}"
    return to_nominator("support_answered", nomination, key=key, referee=referee, status=status)


def evidence_infected(evidence: Evidence, move: int) -> Letter:
    """Tell the nominator that a virus was found in a file, and that the file is gone."""
    key = f"evidence_infected:{evidence.public_id}:{move}"
    return to_nominator("evidence_infected", evidence.nomination, key=key, evidence=evidence)
