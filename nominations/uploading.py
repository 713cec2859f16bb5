"""Files that come in pieces: each is appended where the last one ended, and what is whole is judged as any file is.

A piece that comes twice, late or out of turn changes nothing: it is answered with how far the file has come. So a
broken line, a dead browser or a second window can cost a piece, and never a file.
"""

import datetime as dt
from typing import Any

import structlog
from django.core.files.base import File
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from awards_site import clock
from awards_site.models import User
from awards_site.rules import Refusal, Refused
from nominations import evidence, intake, permissions, unfinished
from nominations.models import Evidence, Nomination, Question, Upload

LOG = structlog.get_logger(__name__)
PIECE_AT_MOST = 1024 * 1024
OPEN_AT_MOST = 8
MEGABYTES_OF_A_PERSON = 200
KEPT_FOR = dt.timedelta(hours=24)


class Ended(Refused):
    """An upload that is no more: it became evidence, was taken back elsewhere, or lay too long."""

    def __init__(self) -> None:
        """Say what may have happened."""
        super().__init__(Refusal(_("This upload has ended, perhaps in another window. Open the page anew to see.")))


@transaction.atomic
def begin(nomination: Nomination, question: Question, *, by: Any, name: str, size: int, mark: str) -> Upload:
    """Begin an upload, or find it as far as it has come.

    :raises intake.Unwelcome: where the file would be refused anyway: better now than after an hour's sending.
    """
    User.objects.select_for_update().only("pk").get(pk=by.pk)
    evidence.ask_again(nomination, by)
    title = intake.title_of(name)
    told = {"nomination": nomination, "question": question, "by": by, "title": title, "size": size, "mark": mark}
    known = Upload.objects.filter(**told).first()
    if known:
        return known
    intake.require_size(size, title, evidence.megabytes_at_most(question))
    intake.require_name(title)
    evidence.require_room(question, list(nomination.evidence.filter(question=question)))
    require_space(nomination, size, by)
    return Upload.objects.create(**told)


def require_space(nomination: Nomination, size: int, by: Any) -> None:
    """Let nobody fill the disk with files that never become whole."""
    arriving = Upload.objects.filter(became=None)
    mine = arriving.filter(by=by).aggregate(size=Sum("size"))["size"] or 0
    is_much = mine + size > MEGABYTES_OF_A_PERSON * 1024 * 1024
    if is_much or arriving.filter(nomination=nomination).count() >= OPEN_AT_MOST:
        raise intake.Unwelcome(_("Too many files are on their way. Finish or cancel one of them first."))


def take(upload: Upload, *, offset: int, piece: bytes, by: Any) -> Upload:
    """Append a piece where the file ends, and give how far it has come; a piece for another place changes nothing.

    :raises intake.Unwelcome: where more comes than was told.
    """
    with transaction.atomic():
        evidence.ask_again(upload.nomination, by)
        row = Upload.objects.select_for_update(of=("self",)).select_related("question").filter(pk=upload.pk).first()
        if row is None:
            raise Ended
        row.nomination = upload.nomination
        if piece and not row.is_whole and is_next(row, offset):
            append(row, offset, piece)
    return row


def is_next(upload: Upload, offset: int) -> bool:
    """Say whether a piece begins where the file ends."""
    return offset == upload.received


def append(upload: Upload, offset: int, piece: bytes) -> None:
    """Write a piece down, first on the disk, then in the row."""
    if len(piece) > PIECE_AT_MOST or offset + len(piece) > upload.size:
        raise intake.Unwelcome(_("More came than was told of this file. Choose it again."))
    if unfinished.size_of(upload.public_id) < offset:  # another disk, or one that forgot: begin anew
        upload.received = 0
    else:
        unfinished.write(upload.public_id, offset, piece)
        upload.received = offset + len(piece)
    upload.at = clock.now()
    upload.save(update_fields=["received", "at"])


def finish(upload: Upload, *, by: Any) -> Evidence:
    """Make evidence of a file that is whole, as if it had come in one piece; whatever comes of it, the part goes.

    Asked again, because the answer was lost on the way, it answers the same.

    :raises intake.Unwelcome: with the sentence for the person who sent it.
    """
    try:
        with unfinished.path_of(upload.public_id).open("rb") as whole:
            made = evidence.add(upload.nomination, upload.question, File(whole, upload.title), by=by)
    except FileNotFoundError as gone:
        return became(upload, gone)
    except intake.Unwelcome:
        end(upload)
        raise
    Upload.objects.filter(pk=upload.pk).update(became=made)
    unfinished.delete(upload.public_id)
    return made


def became(upload: Upload, gone: FileNotFoundError) -> Evidence:
    """Give what an upload without a part-file became; where its bytes were lost, let it begin anew."""
    made = Evidence.objects.filter(pk__in=Upload.objects.filter(pk=upload.pk).values("became")).first()
    if made is None:
        end(upload)
        raise Ended from gone
    return made


def cancel(upload: Upload, *, by: Any) -> None:
    """Take an upload back."""
    permissions.may_edit.require(by, upload.nomination)
    end(upload)


def end(upload: Upload) -> None:
    """Forget an upload with its bytes."""
    Upload.objects.filter(pk=upload.pk).delete()
    unfinished.delete(upload.public_id)


def arriving(nomination: Nomination, person: Any) -> list[Upload]:
    """Give the files of which a person has sent a part."""
    return list(nomination.uploads.filter(by=person, became=None, received__gt=0))


def sweep() -> int:
    """Forget what nobody has gone on with for a day, rows and part-files, and say how many."""
    now = clock.now()
    over = list(Upload.objects.filter(at__lt=now - KEPT_FOR))
    for each in over:
        end(each)
    left = [each for each in over if each.became_id is None]
    lost = unfinished.older_than(KEPT_FOR.total_seconds(), now.timestamp())
    for token in lost:
        unfinished.delete(token)
    if left or lost:
        LOG.info("uploads_swept", uploads=len(left), parts=len(lost))
    return len(left) + len(lost)
