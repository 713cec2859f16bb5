"""The clock coming in: what the ground does by itself, at its times."""

from celery import shared_task

from . import audit, clock, mail, postman, roles
from .tasks import deliver_letter


@shared_task(name="awards_site.sweep_outbox", ignore_result=True)
def sweep_outbox() -> int:
    """Hand every letter that is due to the workers, whatever a dead one left among them; forget codes gone by."""
    postman.forget_what_is_over()
    due = postman.due()
    for pk in due:
        deliver_letter.delay(pk)
    return len(due)


@shared_task(name="awards_site.mail_daily_head", ignore_result=True)
def mail_daily_head() -> int:
    """Mail the head of the audit chain to the auditors: a chain that never leaves the house can be rewritten."""
    found = head()
    today = clock.now().date().isoformat()
    auditors = list(roles.auditors())
    for auditor in auditors:
        mail.write(
            "audit_head",
            to=auditor.email,
            language=auditor.language,
            key=f"audit_head:{today}:{auditor.public_id}",
            context={"at": clock.now(), **found},
        )
    return len(auditors)


def head() -> dict[str, audit.Span | audit.Broken | None]:
    """Walk the chain: its head, or where it is broken (which the auditors must hear of first)."""
    try:
        return {"span": audit.verify(), "broken": None}
    except audit.Broken as broken:
        return {"span": None, "broken": broken}
