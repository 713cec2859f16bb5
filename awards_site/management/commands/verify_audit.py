"""Walk the audit chain: say from where to where it holds, or name the first broken link; or look for a head in it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from awards_site.audit import Broken, find, verify


class Command(BaseCommand):
    """`manage.py verify_audit`: 0 where the chain holds, 1 where it does not, or where the head is not in it."""

    help = "Walk the audit chain and say from where to where it holds."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take a head from a letter."""
        parser.add_argument("--head", help="say whether this head, mailed to an auditor before, stands in the chain")

    def handle(self, *_args: Any, head: str | None = None, **_options: Any) -> None:
        """Walk it."""
        try:
            said = looked_for(head.strip().lower()) if head else walked()
        except Broken as broken:
            message = f"The chain does not hold at link {broken.number}: {broken.why}."
            raise CommandError(message, returncode=1) from broken
        self.stdout.write(said)


def walked() -> str:
    """Say from where to where it holds."""
    span = verify()
    if span is None:
        return "The chain has no link yet."
    return f"The chain holds from link {span.first} to link {span.last}.\nHead: {span.head}"


def looked_for(head: str) -> str:
    """Say which link a head is of."""
    event = find(head)
    if event is None:
        message = (
            "This head does not stand in the chain: if a letter told it, the chain was changed after that letter."
        )
        raise CommandError(message, returncode=1)
    return f"The head stands in the chain, at link {event.number}; all links before it hold."
