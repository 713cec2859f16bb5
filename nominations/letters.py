"""The letters of nominations: to nominators about their files, and to nominees."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from awards_site import mail
from awards_site.models import Letter
from nominations import links
from nominations.models import Call, Consent, Nomination, Submission


def address(name: str, language: str, **kwargs: Any) -> str:
    """Give the whole address of a page, in the reader's language."""
    with translation.override(language):
        return f"{settings.SITE_URL.rstrip('/')}{reverse(f'nominations:{name}', kwargs=kwargs)}"


def to_nominator(name: str, nomination: Nomination, *, key: str, **context: Any) -> Letter:
    """Write to a nominator about the own file; every letter links to its page."""
    language = nomination.language
    page = address("nomination", language, **nomination.call.slugs, nomination=nomination.public_id)
    return mail.write(
        f"nominations/{name}",
        to=nomination.nominator.email,
        language=language,
        key=key,
        about=f"nomination:{nomination.public_id}",
        context={"nomination": nomination, "call": nomination.call, "page": page, **context},
    )


def draft_begun(nomination: Nomination, step: str) -> Letter:
    """Send the link that brings the nominator back to the draft, on any device."""
    call: Call = nomination.call
    back = address("step", nomination.language, **call.slugs, nomination=nomination.public_id, step=step)
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


def consent_notice(consent: Consent, nominator: str) -> Letter | None:
    """Tell a nominee, who did not ask, who put them forward and for what; names alone, no stranger's free text.

    :param nominator: the name of who put them forward.
    """
    dossier = consent.dossier
    if not dossier.nominee.email:
        return None
    call = dossier.call
    page = address("consent", consent.language, **call.slugs, token=links.seal(consent))
    return mail.write(
        "nominations/consent_notice",
        to=dossier.nominee.email,
        language=consent.language,
        key=f"consent:{dossier.public_id}:{consent.link_version}",
        about=f"dossier:{dossier.public_id}",
        context={"nominee": dossier.nominee, "call": call, "nominator": nominator, "page": page},
    )
