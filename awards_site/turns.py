"""When a letter may go to somebody who did not ask for it: at most three a day to one address, whoever writes them."""

import datetime as dt

from . import clock, kinds
from .models import Letter

A_DAY = 3
DAY = dt.timedelta(days=1)


def turn(address: str) -> dt.datetime:
    """Say when the next such letter may go to an address: a day after the third last one."""
    sent = Letter.objects.filter(to__iexact=address, name__in=kinds.unasked(), due_at__gt=clock.now() - DAY)
    last = list(sent.order_by("-due_at").values_list("due_at", flat=True)[:A_DAY])
    return last[-1] + DAY if len(last) == A_DAY else clock.now()
