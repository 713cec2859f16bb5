"""When a letter may go to somebody who did not ask for it: at most three a day to one address, whoever writes them.

What would be a fourth waits until its turn. Codes to sign in count too: a letter waits behind three codes. A code
never waits behind letters, because whoever typed the address sits there; codes have a limit of
their own (see `signin`).
"""

import datetime as dt

from django.db import connection

from . import clock, kinds
from .models import Letter

A_DAY = 3
DAY = dt.timedelta(days=1)
CODE = "sign_in_code"
#: For databases that let two transactions count at once: the address is taken until this one ends.
TAKES_THE_ADDRESS = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 4207112015))"


def one_at_a_time(address: str) -> None:
    """Let nobody else count an address until this transaction ends; on SQLite writers queue up anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(TAKES_THE_ADDRESS, [address.casefold()])


def turn(address: str) -> dt.datetime:
    """Say when the next such letter may go to an address: a day after the third last one."""
    counted = (*kinds.unasked(), CODE)
    sent = Letter.objects.filter(to__iexact=address, name__in=counted, due_at__gt=clock.now() - DAY)
    last = list(sent.order_by("-due_at").values_list("due_at", flat=True)[:A_DAY])
    return last[-1] + DAY if len(last) == A_DAY else clock.now()


def must_wait(address: str) -> bool:
    """Say whether an address has had its letters of today."""
    return turn(address) > clock.now()
