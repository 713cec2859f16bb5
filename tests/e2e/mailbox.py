"""What people find in their mailboxes: codes and links, read as they would read them."""

import re
from pathlib import Path

from django.conf import settings

from awards_site import outbox_folder
from awards_site.digits import normalise_digits

CODE = re.compile(r"^\s*([0-9]{6})\s*$", re.MULTILINE)
LINK = re.compile(r"https?://\S+")


def mails_to(email):
    """Give somebody's mails, newest first."""
    folder = Path(settings.OUTBOX_FOLDER)
    names = (file.stem for file in outbox_folder.files(folder, email))
    return [mail for mail in (outbox_folder.read(folder, name) for name in names) if mail.to == email]


def code_for(email):
    """Give the code of the newest mail that holds one."""
    found = (CODE.search(normalise_digits(mail.text)) for mail in mails_to(email))
    return next(match.group(1) for match in found if match)


def link_for(email, part):
    """Give the newest link with this part in its path."""
    links = (link for mail in mails_to(email) for link in LINK.findall(mail.text))
    return next(link for link in links if part in link)


def has_mail(email, words):
    """Say whether somebody got a mail with these words."""
    return any(words in f"{mail.subject} {mail.text}" for mail in mails_to(email))
