"""What pages say once something was saved, or not."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from awards_site import local
from scoring.models import Ballot
from scoring.wording import listed

CONFLICT, UNPROCESSABLE = 409, 422


def saved_at(ballot: Ballot) -> str:
    """Say when a ballot was saved, on the reader's clock."""
    return _("Saved %(time)s") % {"time": local.clock_time(timezone.localtime(ballot.saved_at), get_language())}


def not_cast_yet(missing: Iterable[str]) -> str:
    """Say what is lacking before something can be cast."""
    return _("Not cast yet. Still missing: %(names)s.") % {"names": listed(missing)}
