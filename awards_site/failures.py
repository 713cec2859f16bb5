"""Pages for what went wrong on the way in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .hasty import BOX, MOMENT

NOT_TYPED = ("csrfmiddlewaretoken", "version", "key", "do", BOX, MOMENT)


def lost_session(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the session ended, and give back what was typed so that it can be copied or sent again."""
    typed = [(key, value) for key, values in request.POST.lists() for value in values if key not in NOT_TYPED]
    return render(request, "403_csrf.html", {"typed": typed, "reason": reason}, status=403)
