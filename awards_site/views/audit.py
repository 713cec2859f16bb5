"""The audit chain, for the auditor: what was done, by whom, on what; and whether it holds."""

from typing import Any

from awards_site.audit import Broken, Span, find, verify
from awards_site.doors import Door
from awards_site.forms import HeadForm
from awards_site.models import AuditEvent
from awards_site.pages import page_of
from awards_site.permissions import may_view_audit


class Audit(Door):
    """The chain, newest link first; with ?verify=1 walked from end to end, with ?head= asked for a head given out."""

    rule = may_view_audit
    template_name = "awards_site/audit.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show a page of links, and what the walk found where one was asked for."""
        page = page_of(self.request, AuditEvent.objects.order_by("-number"))
        walked = walk() if self.request.GET.get("verify") else {}
        form = HeadForm(self.request.GET if "head" in self.request.GET else None)
        asked = search(*form.cleaned_data["head"]) if form.is_valid() else {}
        return super().get_context_data(**kwargs) | {"page_obj": page, "form": form} | walked | asked


def search(head: str, number: int | None) -> dict[str, AuditEvent | Broken | bool | None]:
    """Say whether a head that was given out stands in the chain still."""
    try:
        return {"asked": True, "event": find(head, number)}
    except Broken as broken:
        return {"walked": True, "broken": broken}


def walk() -> dict[str, Span | Broken | bool | None]:
    """Walk the chain and say from where to where it holds, or where it breaks."""
    try:
        return {"walked": True, "span": verify()}
    except Broken as broken:
        return {"walked": True, "broken": broken}
