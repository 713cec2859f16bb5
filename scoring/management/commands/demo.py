"""Make the living example: a past cycle that was announced, and a current one with everything under way."""

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from scoring.example import building, guide


class Command(BaseCommand):
    """`manage.py demo --seed 2027`: the same seed on the same day makes the same example."""

    help = "Make the living example of invented people. Where it is there already, nothing changes."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the seed."""
        parser.add_argument("--seed", type=int, default=2027, help="what all chance follows from")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Make it, or leave it as it is; in both cases write down who is who."""
        if building.is_there():
            self.stdout.write("The example is there already. Nothing was changed.")
        else:
            building.build(options["seed"])
            self.stdout.write("The example is made.")
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        told = json.dumps(guide.people(), ensure_ascii=False, indent=2)
        (settings.VAR_DIR / "example-people.json").write_text(told + "\n", encoding="utf-8")
