"""What the nominator's pages share: the file in the address, found among those this person may see."""

from typing import Any

from django.http import Http404
from django.urls import reverse

from awards_site.doors import Door
from awards_site.listed import Listed
from nominations import reading, shape
from nominations.models import Nomination


class FileDoor(Door):
    """A page about one nomination; whoever did not sign in is asked to, whatever stands in the address."""

    thing: Nomination | None

    def find(self) -> Nomination | None:
        """Find the file among those that this person may see."""
        if not self.request.user.is_authenticated:
            return None
        found = self.among().filter(
            public_id=self.kwargs["nomination"],
            call__cycle__slug=self.kwargs["cycle"],
            call__prize__slug=self.kwargs["prize"],
        )
        nomination: Nomination | None = found.first()
        if nomination is None:
            raise Http404
        if nomination.nominator_id == self.request.user.pk:
            nomination.nominator = self.request.user
        return nomination.knows_phase()

    def among(self) -> Any:
        """Say where to look."""
        return Nomination.objects.visible_to(self.request.user).at_once()

    @property
    def nomination(self) -> Nomination:
        """Give the file, which is there once the rule was asked."""
        if self.thing is None:
            raise Http404
        return self.thing

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the file, its call and who it is about."""
        nomination = self.nomination
        told = {"nomination": nomination, "call": nomination.call, "zone": nomination.call.cycle.zone}
        return super().get_context_data(**kwargs) | told | {"about": about(nomination)}


def about(nomination: Nomination) -> str:
    """Name the nominee as the file has it."""
    return str(shape.of(nomination.form).answer("nominee_name", nomination.answers) or "")


def office(nomination: Nomination) -> Listed:
    """Say the nominee's office and place as the file has them."""
    form = shape.of(nomination.form)
    held = str(form.answer("nominee_office", nomination.answers) or "")
    place = form.answer("nominee_city", nomination.answers)
    city = str(place.get("city", "")) if isinstance(place, dict) else ""
    where = {"country": place["country"]} if city and city in held else place
    return Listed([held, *reading.place(where).names])


def page_of(nomination: Nomination, name: str = "nomination", **more: Any) -> str:
    """Give the address of one of a file's pages."""
    return reverse(f"nominations:{name}", kwargs={**nomination.call.slugs, "nomination": nomination.public_id, **more})
