"""All that was typed into a file as plain text, for its nominator to take along: sent or not, in time or late."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from awards_site import clock
from awards_site.templatetags.local import localdigits
from nominations import permissions, reading, receipt, shape, story
from nominations.models import Nomination
from nominations.reading import Audience
from nominations.serving import HEADERS
from nominations.states import QuestionKind

from . import checking
from .own import FileDoor, about

#: Tells programs of any age that the text is UTF-8.
MARK = "\ufeff"
RULE = "=" * 40


class Written(FileDoor):
    """What was written, as a text file to be saved."""

    rule = permissions.may_take_along

    def get(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Hand it out."""
        text = MARK + "\r\n".join(written(self.nomination)) + "\r\n"
        told = {**HEADERS, "Content-Disposition": f'attachment; filename="{name_of_file(self.nomination)}"'}
        return HttpResponse(text, content_type="text/plain; charset=utf-8", headers=told)


def name_of_file(nomination: Nomination) -> str:
    """Name the file under which it is saved."""
    return f"{nomination.reference or nomination.call.prize.slug}.txt"


def written(nomination: Nomination) -> Iterator[str]:
    """Say it all, line by line; what was typed stands as it was typed."""
    form, call = shape.of(nomination.form), nomination.call
    named = about(nomination) or _("No name yet")
    yield f"{named} · {call}"
    yield story.at(clock.now(), call)
    for part in reading.parts(form, nomination.answers, Audience.NOMINATOR, nomination.evidence.all()):
        yield from ("", RULE, part.title, RULE, *answered(part.lines))
    unsent = checking.unsent(nomination, form)
    if unsent:
        yield from ("", RULE, _("Typed, but not part of the answers"), RULE)
    for label, text in unsent:
        yield from ("", label, *text.splitlines())


def answered(lines: tuple[reading.Line, ...]) -> Iterator[str]:
    """Say each answer under its question."""
    for line in lines:
        yield from ("", line.label)
        match line.kind:
            case QuestionKind.ROWS:
                for row in line.value:
                    yield from ("", f"- {localdigits(row.title)}", *answered(row.lines))
            case QuestionKind.LONG:
                yield from line.typed.splitlines()
            case QuestionKind.FILE:
                yield from (file.title for file in line.value)
            case _:
                yield from receipt.said(line)
