"""What `manage.py check --deploy` says of our own settings."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register  # noqa: A004 - Django's own name

FOLDER = "awards_site.outbox_folder.EmailBackend"


@register(Tags.security, deploy=True)
def letters_leave_the_machine(**_: Any) -> list[CheckMessage]:
    """Warn where letters would only land in a folder."""
    if settings.EMAIL_BACKEND != FOLDER:
        return []
    return [Warning("Letters land in a folder and reach nobody. Set EMAIL_URL.", id="awards.W001")]


@register(Tags.security, deploy=True)
def the_example_stays_at_home(**_: Any) -> list[CheckMessage]:
    """Refuse an example where a deployment is meant."""
    if not settings.EXAMPLE_MODE:
        return []
    return [Error("EXAMPLE_MODE shows everybody's mails. Unset it.", id="awards.E001")]
