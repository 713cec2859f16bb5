"""`make bench`: the figures at 200 and at 5,000 nominations with 5 ballots each, printed as a table.

On PostgreSQL where DATABASE_URL names one, else on SQLite in a temporary folder. Ends with 1 where a figure is missed.
"""

import os
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

SIZES = tuple(map(int, os.environ.get("BENCH_SIZES", "200,5000").split(",")))


def main() -> int:
    """Measure, print, judge."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{Path(folder) / 'bench.sqlite3'}")
        os.environ["VAR_DIR"] = folder
        return measured()


def measured() -> int:
    """Set Django up, then measure at each size."""
    import django  # noqa: PLC0415 - settings come from the environment made above
    from django.conf import settings  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    from awards_site import celery_app  # noqa: PLC0415

    django.setup()
    connection.settings_dict["TEST"]["NAME"] = connection.settings_dict["NAME"] if is_sqlite() else None
    settings.MEDIA_ROOT = os.environ["VAR_DIR"]
    celery_app.conf.task_always_eager = False  # the worker's statements are the worker's
    from tests.bench import figures, running  # noqa: PLC0415 - models need Django to be set up

    by_size: Mapping[int, list[running.Cost]] = {size: running.at_size(size) for size in SIZES}
    visits = running.first_visits()
    print(figures.table(by_size))
    print()
    print(running.visits_table(visits))
    found = figures.faults(by_size) + running.visit_faults(visits)
    print("\n".join(["", "Every figure is met." if not found else "Missed:", *found]))
    return 1 if found else 0


def is_sqlite() -> bool:
    """Say whether the figures come from SQLite."""
    return os.environ["DATABASE_URL"].startswith("sqlite")


if __name__ == "__main__":
    sys.exit(main())
