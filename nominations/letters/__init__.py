"""The letters of nominations: to nominators about their files, to nominees and referees, and of decisions."""

from .addresses import address
from .links import (
    consent_confirmed,
    consent_notice,
    support_asked,
    support_confirmed,
    support_due,
    support_infected,
    support_reminded,
)
from .nominator import (
    consent_answered,
    date_moved,
    draft_begun,
    evidence_infected,
    receipt,
    reinstated,
    support_answered,
    to_nominator,
    withdrawn,
)
from .screening import decided, preview
from .together import colleague_invited, handover_answered, handover_offered

__all__ = [
    "address",
    "colleague_invited",
    "consent_answered",
    "consent_confirmed",
    "consent_notice",
    "date_moved",
    "decided",
    "draft_begun",
    "evidence_infected",
    "handover_answered",
    "handover_offered",
    "preview",
    "receipt",
    "reinstated",
    "support_answered",
    "support_asked",
    "support_confirmed",
    "support_due",
    "support_infected",
    "support_reminded",
    "to_nominator",
    "withdrawn",
]
