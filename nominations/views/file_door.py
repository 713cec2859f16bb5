"""The door to one file on the desk, and the way on from it: to the next of those that were chosen in the queue."""

from typing import Any

from django.db.models import Count, Exists, OuterRef
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property

from awards_site.doors import Door
from nominations import permissions, queue, shape, sifting
from nominations.forms.desk import QueueForm
from nominations.models import Dossier, GateFinding, Nomination, Preparation


class ScreenDoor(Door):
    """A page of the secretariat about one file that was sent."""

    rule = permissions.may_read_screening
    thing: Nomination

    def find(self) -> Nomination | None:
        """Find the file among those that this person may read by a role."""
        if not self.request.user.is_authenticated:
            return None
        seen = Nomination.objects.visible_to(self.request.user).submitted().at_once()
        prepared = Preparation.objects.filter(nomination=OuterRef("pk"))
        seen = seen.annotate(is_prepared=Exists(prepared.waiting()), was_prepared=Exists(prepared))
        seen = queue.with_counts(seen, self.request.user).annotate(decided=Count("screenings"))
        about = ("dossier__nominee", "dossier__consent", "nominator")
        found = seen.select_related(*about).filter(
            public_id=self.kwargs["nomination"],
            call__cycle__slug=self.kwargs["cycle"],
            call__prize__slug=self.kwargs["prize"],
        )
        nomination: Nomination | None = permissions.with_ties_of(self.request.user, found).first()
        if nomination is None:
            raise Http404
        return nomination.knows_phase()

    @cached_property
    def layout(self) -> shape.Shape:
        """Give the form's shape with the gates."""
        return shape.of(self.thing.form)

    @cached_property
    def found(self) -> list[GateFinding]:
        """Give what is noted at the gates."""
        return list(self.thing.findings.select_related("by"))

    @property
    def dossier(self) -> Dossier | None:
        """Give the file's dossier, with the call that knows its phase."""
        if self.thing.dossier:
            self.thing.dossier.call = self.thing.call
        return self.thing.dossier

    def read_anew(self) -> None:
        """Forget what was read before somebody else was quicker."""
        self.__dict__.pop("found", None)
        found = ScreenDoor.find(self)
        if found is None:
            raise Http404
        self.thing = found

    @property
    def page(self) -> str:
        """Give the address of the file on the desk."""
        return self.address("screen")

    def address(self, name: str) -> str:
        """Give the address of one of the file's pages on the desk."""
        return reverse(f"nominations:{name}", kwargs={**self.thing.call.slugs, "nomination": self.thing.public_id})

    @cached_property
    def sieve(self) -> sifting.Sieve:
        """Give the choice of files through which the officer came here."""
        return QueueForm(self.request.GET).wanted()

    @property
    def trail(self) -> str:
        """Give what keeps that choice on the way to another page."""
        return f"?{self.sieve.query}" if self.sieve.query else ""

    @cached_property
    def beside(self) -> tuple[list[Nomination], list[Nomination]]:
        """Give the files before and after this one, among those that were chosen."""
        files = sifting.Sifting(self.thing.call, self.request.user).files(self.sieve)
        return queue.around(files, self.thing)

    def after(self) -> str:
        """Give the address of the next file of those that were chosen, or of the queue."""
        _before, coming = self.beside
        slugs = self.thing.call.slugs
        if coming:
            return reverse("nominations:screen", kwargs={**slugs, "nomination": coming[0].public_id}) + self.trail
        return reverse("nominations:queue", kwargs=slugs) + self.trail

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give what every page about the file says."""
        nomination = self.thing
        told = {
            "trail": self.trail,
            "nomination": nomination,
            "call": nomination.call,
            "zone": nomination.call.cycle.zone,
            "nominee": nomination.dossier.nominee if nomination.dossier else None,
            "consent": nomination.dossier.consent if nomination.dossier else None,
            "page": self.page,
        }
        return super().get_context_data(**kwargs) | told
