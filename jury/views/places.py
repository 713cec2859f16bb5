"""Where the jury's pages stand: each is found by the slugs in its address, and answers nothing to nobody."""

from typing import Any

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse

from awards_site.doors import Door
from jury.models import Round, Seat
from nominations.models import Call


class CallDoor(Door):
    """A page of a call."""

    def find(self) -> Any:
        """Find the call with its acts."""
        return call_at(self.kwargs)

    @property
    def call(self) -> Call:
        """Give the call that the page is of."""
        found: Call = self.thing
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the template the call."""
        return super().get_context_data(**kwargs) | {"call": self.call}


class OwnSeatDoor(CallDoor):
    """A page about the reader's own seat; nothing where there is none."""

    def find(self) -> Any:
        """Find the own seat on the call's panel."""
        return own_seat(self.request.user, call_at(self.kwargs))

    @property
    def call(self) -> Call:
        """Give the call of the seat."""
        return self.seat.panel.call

    @property
    def seat(self) -> Seat:
        """Give the reader's seat."""
        found: Seat = self.thing
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the template the seat."""
        return super().get_context_data(**kwargs) | {"seat": self.seat}


class PanelSeatDoor(CallDoor):
    """A page about one seat of a call's panel."""

    def find(self) -> Any:
        """Find the seat."""
        call = call_at(self.kwargs)
        seats = Seat.objects.filter(panel__call=call).select_related("panel", "user")
        seat = get_object_or_404(seats, public_id=self.kwargs["seat"])
        seat.panel.call = call
        return seat

    @property
    def call(self) -> Call:
        """Give the call of the seat."""
        found: Call = self.thing.panel.call
        return found


class RoundDoor(CallDoor):
    """A page of a round."""

    def find(self) -> Any:
        """Find the round with its call."""
        call = call_at(self.kwargs)
        round_ = get_object_or_404(Round.objects.standing(), call=call, kind=self.kwargs["round"])
        round_.call = call
        return round_

    @property
    def call(self) -> Call:
        """Give the call of the round."""
        return self.round.call

    @property
    def round(self) -> Round:
        """Give the round that the page is of."""
        found: Round = self.thing
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the template the round."""
        return super().get_context_data(**kwargs) | {"round": self.round}


def own_seat(person: Any, call: Call) -> Seat | None:
    """Find a person's seat on a call's panel, whatever they answered; nothing where there is none."""
    seat = Seat.objects.of(person).filter(panel__call=call).select_related("panel", "user").first()
    if seat:
        seat.panel.call = call
    return seat


def go(page: str, slugs: dict[str, str]) -> HttpResponseRedirect:
    """Go on to another page of the jury, after something was done."""
    return HttpResponseRedirect(reverse(f"jury:{page}", kwargs=slugs))


def call_at(slugs: dict[str, Any]) -> Call:
    """Find the call of an address."""
    calls = Call.objects.whole()
    return get_object_or_404(calls, cycle__slug=slugs["cycle"], prize__slug=slugs["prize"])
