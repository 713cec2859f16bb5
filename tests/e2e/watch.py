"""The test's own clock, which every thread of the server reads: it can be put forward, and it ticks."""

import datetime as dt
import time

from scoring.shipped.dates import DAY, Dates, following

#: The whole cycle lies behind the real now, so that sessions and codes, which the real clock ends, live through it.
BEGINS = 330 * DAY


class Watch:
    """Stands in for the clock's own variable."""

    def __init__(self):
        self.put(dt.datetime.now(dt.UTC).replace(hour=7, minute=30, second=0, microsecond=0) - BEGINS)

    def put(self, instant):
        self.instant, self.since = instant.astimezone(dt.UTC), time.monotonic()

    def forward(self, span):
        self.put(self.get() + span)

    def get(self):
        return self.instant + dt.timedelta(seconds=time.monotonic() - self.since)


def dates_from(watch: Watch) -> Dates:
    opens = watch.get() + DAY
    return following(opens, opens + 30 * DAY)
