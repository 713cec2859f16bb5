"""The example's post office: mails land in a folder, one file for each letter, and are read at /outbox/."""

import os
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class EmailBackend(BaseEmailBackend):
    """Write each mail as an .eml file named by its Message-ID: the same letter twice is one file."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Make the folder where there is none."""
        super().__init__(*args, **kwargs)
        self.folder = Path(settings.OUTBOX_FOLDER)
        self.folder.mkdir(parents=True, exist_ok=True)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write the mails; each appears whole or not at all."""
        for email in email_messages:
            message = email.message()
            name = str(message["Message-ID"]).strip("<>").split("@")[0]
            half = self.folder / f"{name}.{uuid.uuid4().hex}.half"
            with half.open("wb") as out:
                out.write(message.as_bytes())
                out.flush()
                os.fsync(out.fileno())
            half.replace(self.folder / f"{name}.eml")
        return len(email_messages)
