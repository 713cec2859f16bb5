"""Letters to colleagues who are invited to a file, to whom a file is offered, and to whoever offered it."""

from awards_site import mail
from awards_site.models import Letter
from nominations.models import Collaboration, Handover

from .addresses import address, named
from .strangers import name_alone, to_stranger


def colleague_invited(part: Collaboration, number: int) -> Letter:
    """Tell somebody who invites them to which call's file; names alone, nothing of the file.

    :param number: the number of the move's audit link, so that each invitation has its letter.
    """
    file, person = part.nomination, part.person
    page = address("join", person.language, **file.call.slugs, nomination=file.public_id)
    return to_stranger(
        "nominations/colleague_invited",
        to=person.email,
        language=person.language,
        key=f"colleague:{part.public_id}:{number}",
        about=f"nomination:{file.public_id}",
        call=named(file.call),
        context={"inviter": name_alone(part.invited_by), "call": file.call, "page": page, "reach": part.reach},
    )


def handover_offered(handover: Handover) -> Letter:
    """Ask somebody whether they take a file over; names alone, nothing of the file."""
    file, person = handover.nomination, handover.to
    page = address("take_over", person.language, **file.call.slugs, nomination=file.public_id)
    return to_stranger(
        "nominations/handover_offered",
        to=person.email,
        language=person.language,
        key=f"handover:{handover.public_id}",
        about=f"nomination:{file.public_id}",
        call=named(file.call),
        context={"nominator": name_alone(handover.by), "call": file.call, "page": page},
    )


def handover_answered(handover: Handover) -> Letter:
    """Tell whoever offered a file that it was taken over, or not."""
    file, person = handover.nomination, handover.by
    return mail.write(
        "nominations/handover_answered",
        to=person.email,
        language=person.language,
        key=f"handover_answered:{handover.public_id}",
        about=f"nomination:{file.public_id}",
        call=named(file.call),
        context={
            "status": handover.status,
            "call": file.call,
            "page": address("mine", person.language),
        },
    )
