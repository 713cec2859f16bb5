"""Load the shipped prizes, and where asked for a cycle's calls with their forms, gates, rubrics, rounds and rules."""

import datetime as dt
import zoneinfo
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from scoring import shipping
from scoring.shipped import PRIZES
from scoring.shipped.dates import following


class Command(BaseCommand):
    """`manage.py load_prizes --cycle 2027 --opens 2026-09-01 --closes 2027-01-20T18:00`."""

    help = "Load the shipped prizes; with a cycle and its dates, set its calls up too. Doing it twice changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take a cycle and its two dates."""
        parser.add_argument("--cycle", help="the cycle's name in addresses, beginning with its year: 2027")
        parser.add_argument("--opens", help="when the calls open, in the forum's zone: 2026-09-01")
        parser.add_argument("--closes", help="when they close, in the forum's zone: 2027-01-20T18:00")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Load, and say what there is now."""
        prizes = shipping.ship_prizes()
        self.stdout.write("Prizes: " + ", ".join(prize.slug for prize in prizes))
        if options["cycle"]:
            self.load_cycle(options["cycle"], options["opens"], options["closes"])

    def load_cycle(self, slug: str, opens: str | None, closes: str | None) -> None:
        """Set a cycle's calls up."""
        if not (slug[:4].isdecimal() and len(slug) >= len("2027") and opens and closes):
            raise CommandError("Give a cycle that begins with its year, and both dates: --opens and --closes.")
        first, last = instant(opens), instant(closes)
        if last <= first:
            raise CommandError("The call must close after it opens.")
        cycle = shipping.ship_cycle(slug)
        for prize in PRIZES:
            call = shipping.ship_call(prize, cycle, dates=following(first, last))
            self.stdout.write(f"Call: {call.cycle.slug}/{call.prize.slug}, {call.phase}")


def instant(text: str) -> dt.datetime:
    """Read a date, or a date with an hour, in the forum's zone."""
    try:
        return dt.datetime.fromisoformat(text).replace(tzinfo=zoneinfo.ZoneInfo(settings.FORUM_TIME_ZONE))
    except ValueError as fault:
        message = f"{text} is not a date. Write it like 2027-01-20 or 2027-01-20T18:00."
        raise CommandError(message) from fault
