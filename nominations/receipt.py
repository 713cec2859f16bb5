"""A copy of what was submitted, to be kept: the words of a document about one version of a file.

It says what its reader may read of the file, and nothing that came later. It is made when somebody asks, never kept.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.template.defaultfilters import filesizeformat
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from awards_site import documents, local
from awards_site.audit import name_of
from awards_site.documents import own
from awards_site.models import AuditEvent
from awards_site.templatetags.local import localdate, localdigits
from awards_site.texts import apart
from nominations import history, letters, reading, shape, story
from nominations.models import Evidence, Nomination, Submission
from nominations.states import QuestionKind

FILES = "~evidence"


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: as whom, and whether the name of an account without one may be its address."""

    audience: str
    takes_part: bool


def versions(nomination: Nomination) -> list[Submission]:
    """Give every version that was sent, the latest first."""
    return list(nomination.submissions.defer("answers").order_by("-number"))


def paper(submission: Submission, nomination: Nomination, reader: Reader, *, of: int) -> bytes:
    """Make the document, as this reader may have it.

    :param of: how many versions were sent.
    :raises NotPrinted: where it can't be made.
    """
    told = words(submission, nomination, reader, of=of)
    missing = documents.undrawable(told)
    if missing:
        told["verify"].append(own(lacking(missing)))
    return documents.printed("receipt", told)


def name_of_file(nomination: Nomination, submission: Submission) -> str:
    """Name the file under which it is saved."""
    return f"{nomination.reference}-{submission.number}.pdf"


def words(submission: Submission, nomination: Nomination, reader: Reader, *, of: int) -> dict[str, Any]:
    """Say everything that stands in the document."""
    form, files = shape.of(nomination.form), list(nomination.evidence.all())
    parts = reading.parts(form, submission.answers, reader.audience)
    return {
        "at": submission.at.isoformat(),
        "forum": local.forum_name(),
        "title": _("Copy of a nomination"),
        "foot": apart(nomination.reference),
        "facts": [fact(*each) for each in facts(submission, nomination, reader, files, of)],
        "parts": [*rules(form), *(section(part.title, map(line, part.lines)) for part in parts)],
        "files_title": _("Files that were sent along"),
        "files": list(sent_along(submission, form, files)),
        "verify_title": _("How to verify this copy"),
        "verify": [own(text) for text in how_to_verify(submission, nomination)],
    }


def facts(
    submission: Submission, nomination: Nomination, reader: Reader, files: list[Evidence], of: int
) -> Iterator[tuple[str, object]]:
    """Say what was sent, where, when and by whom."""
    call, numbers = nomination.call, {"number": localdigits(submission.number), "of": localdigits(of)}
    yield _("Reference"), apart(nomination.reference)
    yield _("Prize"), call.prize
    yield _("Cycle"), call.cycle
    yield _("Received"), story.at(submission.at, call)
    yield _("Version"), _("%(number)s of %(of)s") % numbers
    yield _("Submitted by"), who_sent(submission, nomination, reader, files)


def who_sent(submission: Submission, nomination: Nomination, reader: Reader, files: list[Evidence]) -> str:
    """Name who sent it: the nominator, a colleague, or the secretariat for somebody who wrote on paper."""
    chain = AuditEvent.objects.filter(on=f"nomination:{nomination.public_id}", what__in=history.DEEDS)
    events = list(chain.order_by("number"))
    sent = [each for each in events if each.what == "nomination.submitted"]
    event = next((each for each in sent if each.facts.get("number") == submission.number), None)
    nominator = nomination.nominator
    if event is None or event.by == name_of(nominator):
        return nominator.name or (nominator.email if reader.takes_part else _("The nominator"))
    return history.Names(nomination, events, files, AnonymousUser()).doer(event.by)


def fact(label: str, value: object) -> dict[str, Any]:
    """Put a value under its name."""
    return {"label": label, "texts": [own(localdigits(str(value)))], "rows": [], "long": False}


def section(title: str, lines: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Put lines under a title."""
    return {"title": title, "lines": list(lines)}


def rules(form: shape.Shape) -> Iterator[dict[str, Any]]:
    """Say which rules of the prize the nominator confirmed: nothing is sent while one of them is not met."""
    if form.asked_gates:
        told = _("Rule %(number)s: %(text)s")
        said = (told % {"number": localdigits(gate.number), "text": gate.text} for gate in form.asked_gates)
        confirmed = {"label": _("Confirmed as met"), "texts": [own(text) for text in said], "rows": [], "long": False}
        yield section(_("Who may be nominated"), [confirmed])


def line(read: reading.Line) -> dict[str, Any]:
    """Say one answer under its question."""
    if read.kind == QuestionKind.ROWS:
        rows = [section(localdigits(row.title), map(line, row.lines)) for row in read.value]
        return {"label": read.label, "texts": [], "rows": rows, "long": False}
    texts = [own(text) for text in said(read)]
    return {"label": read.label, "texts": texts, "rows": [], "long": read.kind == QuestionKind.LONG}


def said(read: reading.Line) -> list[str]:
    """Say a value in paragraphs."""
    match read.kind:
        case QuestionKind.LONG | QuestionKind.CHOICES:
            return [str(each) for each in read.value]
        case QuestionKind.NUMBER:
            return [f"{localdigits(read.value)} {read.unit}".strip()]
        case QuestionKind.DATE:
            return [read.value if isinstance(read.value, str) else localdate(read.value)]
        case QuestionKind.CITY:
            return [_(", ").join(apart(name) for name in read.value.names)]
    return [str(read.value)]


def sent_along(submission: Submission, form: shape.Shape, files: list[Evidence]) -> Iterator[dict[str, Any]]:
    """Name the files that went along, with size and fingerprint; those taken away later have no size any more."""
    held = {(each.question.key, each.sha256): each for each in files}
    for key, title, fingerprint in submission.answers.get(FILES, ()):
        asked, file = form.question(key), held.get((key, fingerprint))
        size = localdigits(filesizeformat(file.size)) if file else _("taken away later")
        about = [size, str(asked.question.label) if asked else ""]
        yield {"title": own(title), "about": own(" · ".join(filter(None, about))), "sha256": fingerprint}


def how_to_verify(submission: Submission, nomination: Nomination) -> Iterator[str]:
    """Say how to see that nothing in a copy was changed."""
    slugs = nomination.call.slugs
    page = letters.address("nomination", get_language() or "en", **slugs, nomination=nomination.public_id)
    yield _("Sign in and open this page: reference, version and fingerprint must be the same there.")
    yield apart(page)
    yield _("The fingerprint of all answers (SHA-256):")
    yield apart(submission.digest)
    yield _("It was written into the audit chain when the nomination arrived, so no later change goes unseen.")
    yield _("The last character of the reference is a check: it shows a slip in typing the others.")


def lacking(missing: list[str]) -> str:
    """Say which characters could not be drawn."""
    codes = apart(", ".join(f"U+{ord(sign):04X}" for sign in missing))
    told = _("These characters could not be drawn here and stand on the page alone: %(codes)s")
    return told % {"codes": codes}
