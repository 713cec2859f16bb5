"""Acts: what moves a call on. Every app records them here; each act has its phases, its row and its audit link.

This lies below the stages: it knows no form, juror or ballot, only which act may follow which.
"""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from awards_site import audit
from awards_site.rules import Refusal, Refused
from nominations.models import Act, Call
from nominations.states import ACT_MOVES


def record(call: Call, kind: str, *, by: Any, reason: str = "", **facts: Any) -> Act:
    """Record an act with its audit link, in the phases in which it may be done.

    :raises Refused: in any other phase, also where another person was quicker.
    """
    with transaction.atomic():
        now = fresh(call)
        if now.phase not in ACT_MOVES[kind]:
            raise Refused(Refusal(_("This can't be done while the call is %(phase)s.") % {"phase": now.phase.label}))
        act = Act.objects.create(call=now, kind=kind, by=by, reason=reason)
        audit.record(by=by, what=f"call.{kind}", on=f"call:{call.pk}", **facts)
    forget(call)
    return act


def fresh(call: Call) -> Call:
    """Read a call anew and keep others from moving it until this transaction ends."""
    return Call.objects.select_for_update(of=("self",)).select_related("cycle", "prize").get(pk=call.pk)


def hold(call: Call) -> None:
    """Keep others from moving a call until this transaction ends; the call in hand notices what they did before."""
    now = fresh(call)
    call.opens_at, call.closes_at = now.opens_at, now.closes_at
    forget(call)


def forget(call: Call) -> None:
    """Let a call in hand notice that it moved."""
    call.__dict__.pop("recorded", None)
    getattr(call, "_prefetched_objects_cache", {}).pop("acts", None)
