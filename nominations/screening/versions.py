"""A file as somebody read it: who decides on it decides on what the page showed, and on nothing else."""

from collections.abc import Iterable, Mapping

from awards_site.canonical import digest
from nominations.models import GateFinding, Nomination

from .refusals import Stale


def token(nomination: Nomination, findings: Iterable[GateFinding]) -> str:
    """Make the version token of a file on the desk: where it stands, what was sent, what was noted."""
    noted: Mapping[str, list[str]] = {str(each.gate_id): [each.state, each.note] for each in findings}
    sent = nomination.submitted_at.isoformat() if nomination.submitted_at else ""
    return digest([nomination.status, sent, noted])[:16]


def check_version(file: Nomination, version: str | None) -> None:
    """Stop where the page showed another state than there is now."""
    if version is not None and version != token(file, file.findings.all()):
        raise Stale


def locked(nomination: Nomination) -> Nomination:
    """Read a file anew and let nobody else decide until this ends."""
    rows = Nomination.objects.select_for_update(of=("self",))
    about = ("call__cycle", "call__prize", "nominator", "dossier__nominee")
    return rows.select_related(*about).prefetch_related("findings").get(pk=nomination.pk)
