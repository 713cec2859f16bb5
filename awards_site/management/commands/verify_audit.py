"""Walk the audit chain: say from where to where it holds, or name the first broken link."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from awards_site.audit import Broken, verify


class Command(BaseCommand):
    """`manage.py verify_audit`: 0 where the chain holds, 1 where it does not."""

    help = "Walk the audit chain and say from where to where it holds."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Walk it."""
        try:
            span = verify()
        except Broken as broken:
            message = f"The chain does not hold at link {broken.number}: {broken.why}."
            raise CommandError(message, returncode=1) from broken
        if span is None:
            self.stdout.write("The chain has no link yet.")
            return
        self.stdout.write(f"The chain holds from link {span.first} to link {span.last}.\nHead: {span.head}")
