"""The example's post office: mails land in a folder, one file for each letter, and are read at /outbox/."""

import os
import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message
from email.parser import BytesHeaderParser
from email.policy import default
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.http import Http404

MOST_SEARCHED = 2_000
NAME = re.compile(r"[0-9A-Za-z.-]{1,120}")


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


@dataclass(frozen=True, slots=True)
class Head:
    """What stands on the envelope of a mail."""

    name: str
    to: str
    subject: str
    language: str
    at: datetime
    text: str = ""


def files(folder: Path, words: str = "") -> list[Path]:
    """Name the mails, newest first; of those whose address or subject holds the words."""
    newest = sorted(folder.glob("*.eml"), key=lambda file: (file.stat().st_mtime_ns, file.name), reverse=True)
    if not words:
        return newest
    wanted = words.casefold()
    return [file for file in newest[:MOST_SEARCHED] if wanted in envelope(head_of(file))]


def envelope(head: Head) -> str:
    """Give what is searched."""
    return f"{head.to} {head.subject}".casefold()


def head_of(file: Path) -> Head:
    """Read the envelope alone."""
    with file.open("rb") as raw:
        return _head(file, BytesHeaderParser(policy=default).parse(raw))


def read(folder: Path, name: str) -> Head:
    """Read a mail with its plain text.

    :raises Http404: where there is none of that name.
    """
    file = folder / f"{name}.eml"
    if not NAME.fullmatch(name) or not file.is_file():
        raise Http404
    message = message_from_bytes(file.read_bytes(), policy=default)
    body = message.get_body(("plain",))
    return _head(file, message, body.get_content() if body else "")


def _head(file: Path, message: Message, text: str = "") -> Head:
    at = datetime.fromtimestamp(file.stat().st_mtime, UTC)
    told = {key: str(message[key] or "") for key in ("To", "Subject", "Content-Language")}
    return Head(file.stem, told["To"], told["Subject"], told["Content-Language"] or "en", at, text)
