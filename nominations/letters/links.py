"""Letters with a link of one's own, to nominees and referees: who asks, for what, and the way to answer."""

from awards_site.models import Letter
from nominations import links
from nominations.models import Consent, LetterOfSupport
from nominations.states import Nudge

from .addresses import address, named
from .strangers import name_alone, to_stranger


def consent_notice(consent: Consent, nominator: str, *, again: int = 0, to: str = "") -> Letter | None:
    """Tell a nominee, who did not ask, who put them forward and for what; names alone, no stranger's free text.

    :param nominator: the name of who put them forward.
    :param again: the number of the audit link of a later request; 0 for the first letter with this link.
    :param to: another address of the same person, where it isn't the one on file.
    """
    key = f"consent:{consent.dossier.public_id}:{consent.link_version}:{again}"
    return to_nominee("consent_notice", consent, key=key, to=to, nominator=name_alone(nominator))


def consent_confirmed(consent: Consent, move: int) -> Letter | None:
    """Confirm a nominee's answer, with the link to change it."""
    return to_nominee("consent_confirmed", consent, key=f"consent_confirmed:{consent.dossier.public_id}:{move}")


def to_nominee(name: str, consent: Consent, *, key: str, to: str = "", **context: object) -> Letter | None:
    """Write to a nominee whose address we have."""
    dossier = consent.dossier
    to = to or dossier.nominee.email
    if not to:
        return None
    page = address("consent", consent.language, **dossier.call.slugs, token=links.seal(consent))
    told = {"nominee": name_alone(dossier.nominee), "call": dossier.call, "consent": consent, "page": page}
    return to_stranger(
        f"nominations/{name}",
        to=to,
        language=consent.language,
        key=key,
        about=f"dossier:{dossier.public_id}",
        call=named(dossier.call),
        context={**told, **context},
    )


def support_asked(letter: LetterOfSupport) -> Letter:
    """Ask a referee for a letter of support."""
    return to_referee("support_asked", letter, key=f"support:{letter.public_id}:{letter.link_version}")


def support_reminded(letter: LetterOfSupport, number: int) -> Letter:
    """Remind a referee, with the same letter under another key."""
    return to_referee("support_asked", letter, key=f"support_reminded:{letter.public_id}:{number}")


def support_due(letter: LetterOfSupport, which: Nudge) -> Letter:
    """Remind a referee by itself, each time once."""
    return to_referee("support_due", letter, key=f"support_due:{letter.public_id}:{which.value}", which=which.value)


def support_infected(letter: LetterOfSupport, move: int) -> Letter:
    """Tell a referee that a virus was found in the file, and that it is gone."""
    return to_referee("support_infected", letter, key=f"support_infected:{letter.public_id}:{move}")


def support_confirmed(letter: LetterOfSupport) -> Letter:
    """Thank a referee for the letter, once."""
    return to_referee("support_confirmed", letter, key=f"support_confirmed:{letter.public_id}")


def to_referee(name: str, letter: LetterOfSupport, *, key: str, **context: object) -> Letter:
    """Write to a referee; names alone, no stranger's free text."""
    nomination = letter.nomination
    page = address("support", letter.language, **nomination.call.slugs, token=links.seal(letter))
    told = {
        "letter": letter,
        "call": nomination.call,
        "page": page,
        "referee": name_alone(letter.name),
        "nominee": name_alone(nomination.dossier.nominee if nomination.dossier else ""),
        "nominator": name_alone(nomination.nominator),
    }
    return to_stranger(
        f"nominations/{name}",
        to=letter.email,
        language=letter.language,
        key=key,
        about=f"nomination:{nomination.public_id}",
        call=named(nomination.call),
        context={**told, **context},
    )
