"""Sending a nomination: from a draft to a file with a reference, a nominee, a dossier and a receipt.

All of it happens in one transaction, once for each key: the same post twice gives one submission and one receipt. It
is accepted if and only if the clock of its request, read inside that transaction, stands before the deadline.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from awards_site import audit, clock
from awards_site.canonical import digest
from awards_site.mailboxes import are_of_one_house
from awards_site.models import User
from awards_site.rules import Refusal, Refused
from awards_site.templatetags.local import localdigits
from nominations import lacking, letters, nominees, permissions, references, shape
from nominations.methods.shingles import long_text, signature
from nominations.models import Call, Dossier, Evidence, Fingerprint, Gate, Nomination, Submission
from nominations.models.together import addresses_of_colleagues
from nominations.states import NominationStatus


class Incomplete(Refused):
    """Something that must be answered is not."""

    def __init__(self, pages: Iterable[shape.Page]) -> None:
        """Name the pages."""
        self.pages = tuple(pages)
        names = _("; ").join(page.title for page in self.pages)
        super().__init__(Refusal(_("Some answers are still missing. Go to: %(pages)s.") % {"pages": names}))


class GateShut(Refused):
    """A rule of the prize is not met, as the nominator says."""

    def __init__(self, gate: Gate) -> None:
        """Name the rule."""
        told = {"number": localdigits(gate.number), "text": gate.text}
        super().__init__(Refusal(_("Rule %(number)s is not met: %(text)s You can save the draft and ask us.") % told))
        self.gate = gate


class OwnNomination(Refused):
    """The nominator or a colleague is the nominee, in a call that takes none such."""

    def __init__(self) -> None:
        """Say what the rule is."""
        super().__init__(Refusal(_("This prize takes no self-nominations. Ask somebody else to put you forward.")))


@transaction.atomic
def submit(
    nomination: Nomination,
    *,
    by: Any,
    key: str,
    version: int | None = None,
    answers: Mapping[str, Any] | None = None,
    network: str = "",
) -> Submission:
    """Send a file, or send it again corrected; a key that was used answers as the first time.

    :param key: made when the page was shown, so that a double post is one submission.
    :param version: the version that was read on that page; None where nobody could have changed it.
    :param answers: what is sent; the draft's own answers unless told otherwise.
    :param network: where it came from, of which a keyed digest alone is kept.
    """
    file = locked(nomination)
    sent = list(Submission.objects.filter(Q(key=key) | Q(nomination=file)).order_by("number"))
    same = next((each for each in sent if each.key == key), None)
    if same:
        return the_same(same, file)
    at = clock.now()
    permissions.may_submit.require(by, file)
    if version is not None and file.version != version:
        raise Stale
    form, evidence = shape.of(file.form), list(file.evidence.select_related("question"))
    given = lacking.asked_answers(form, file.answers if answers is None else answers)
    judge(file, form, given, evidence)
    name_the_nominator(file, form, given)
    numbered, opened = (0, 0) if file.reference else counted(file)
    file.reference = file.reference or next_reference(file, numbered)
    dossier = nominees.settle(file, form, given, opened)
    sent_along = [[each.question.key, each.title, each.sha256] for each in evidence if not each.is_gone]
    content = {**given, "~evidence": sent_along}
    submission = Submission(nomination=file, number=len(sent) + 1, key=key, answers=content, at=at)
    send(submission, given, dossier, by=by)
    take_fingerprint(submission, network)
    return submission


def take_fingerprint(sent: Submission, network: str) -> None:
    """Keep what shows officers that sendings look alike: a signature of the long answers, a digest of the network."""
    told = salted_hmac("nominations.fingerprint", network).hexdigest()[:16] if network else ""
    Fingerprint.objects.create(submission=sent, signature=signature(long_text(sent.answers)), network=told)


class Stale(Refused):
    """The file was changed elsewhere after this page was read."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(Refusal(_("This nomination was changed in another window. Read it once more, then submit.")))


def the_same(sent: Submission, nomination: Nomination) -> Submission:
    """Give what was sent with this key, unless it was another file's."""
    if sent.nomination_id != nomination.pk:
        raise Stale
    return sent


def locked(nomination: Nomination) -> Nomination:
    """Read a file anew and let nobody change it, nor number another one of its call, until this ends."""
    rows = Nomination.objects.select_for_update(of=("self", "call")).at_once().select_related("nominator")
    return rows.annotate(colleagues=addresses_of_colleagues()).get(pk=nomination.pk).knows_phase()


def judge(file: Nomination, form: shape.Shape, given: Mapping[str, Any], evidence: list[Evidence]) -> None:
    """Stop at a rule that is not met, at a missing answer, and at somebody's own name."""
    for gate in form.asked_gates:
        if file.gates_answered.get(gate.key) != "yes":
            raise GateShut(gate)
    missing = lacking.unanswered(form, given, evidence)
    if missing:
        raise Incomplete(missing)
    address = str(form.answer("nominee_email", dict(given)) or "").lower()
    if not file.call.self_nomination and address in addresses_behind(file):
        raise OwnNomination


def addresses_behind(file: Nomination) -> set[str]:
    """Give the addresses of all who put a file forward: its nominator, colleagues, and whoever wrote in it before."""
    others = set(file.hands) - {str(file.nominator.public_id)}
    wrote = User.objects.filter(public_id__in=others).values_list("email", flat=True) if others else ()
    colleagues = str(getattr(file, "colleagues", None) or "").split(",")
    return {address.lower() for address in (file.nominator.email, *colleagues, *wrote) if address}


def name_the_nominator(file: Nomination, form: shape.Shape, given: Mapping[str, Any]) -> None:
    """Let an account without a name take the one that the file is signed with: nobody else is told the address."""
    told = str(form.answer("nominator_name", dict(given)) or "").strip()
    if told and not file.nominator.name:
        file.nominator.name = told[:150]
        file.nominator.save(update_fields=["name"])


def send(submission: Submission, given: dict[str, Any], dossier: Dossier, *, by: Any) -> None:
    """Write the submission, the file's new state, the audit link and the receipt."""
    file, submission.digest = submission.nomination, digest(submission.answers)
    submission.save(force_insert=True)
    file.answers, file.dossier, file.status = given, dossier, NominationStatus.SUBMITTED
    file.submitted_at = submission.at
    file.reference = file.reference or next_reference(file, counted(file)[0])
    file.version += 1
    file.correct_until = None
    file.save()
    facts = {"number": submission.number, "digest": submission.digest, "reference": file.reference}
    audit.record(by=by, what="nomination.submitted", on=f"nomination:{file.public_id}", **facts)
    letters.receipt(file, submission)


def next_reference(file: Nomination, numbered: int) -> str:
    """Give the number that follows on so many."""
    return references.reference(prefix_of(file), numbered + 1)


def prefix_of(file: Nomination) -> str:
    """Give what the references of a call begin with."""
    return f"{file.call.code_letter}{file.call.cycle.year}"


def counted(file: Nomination) -> tuple[int, int]:
    """Count the references under the call's prefix and its dossiers, merged ones too: no number is given twice.

    The call's row is locked; both are counted in one statement.
    """
    prefix, here = f"{prefix_of(file)}-", Value(1)
    files = Nomination.objects.filter(reference__startswith=prefix).annotate(here=here).order_by().values("here")
    numbered = Coalesce(Subquery(files.annotate(many=Count("pk")).values("many")), 0)
    row = Call.objects.filter(pk=file.call_id).order_by().annotate(numbered=numbered, opened=Count("dossiers"))
    return row.values_list("numbered", "opened").get()


def from_the_own_administration(file: Nomination, nominee_email: str) -> bool:
    """Say whether nominator and nominee write from one institution's address: a thing to look into, no proof."""
    return are_of_one_house(file.nominator.email, nominee_email)
