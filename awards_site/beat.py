"""The clock coming in: what the ground does by itself, at its times."""

from celery import shared_task
from django.db.models import Q

from . import audit, clock, mail, postman
from .models import AuditEvent, User
from .states import Role
from .tasks import deliver_letter


@shared_task(name="awards_site.sweep_outbox", ignore_result=True)
def sweep_outbox() -> int:
    """Hand every letter that is due to the workers, whatever a dead one left among them."""
    due = postman.due()
    for pk in due:
        deliver_letter.delay(pk)
    return len(due)


@shared_task(name="awards_site.mail_daily_head", ignore_result=True)
def mail_daily_head() -> int:
    """Mail the head of the audit chain to the auditors: a chain that never leaves the house can be rewritten."""
    span = audit.verify()
    today = clock.now().date().isoformat()
    auditors = User.objects.filter(Q(role_grants__role=Role.AUDITOR, role_grants__ended_at=None), is_active=True)
    for auditor in auditors:
        mail.write(
            "audit_head",
            to=auditor.email,
            language=auditor.language,
            key=f"audit_head:{today}:{auditor.public_id}",
            context={"span": span, "at": clock.now(), "count": AuditEvent.objects.count()},
        )
    return len(auditors)
