"""The rows of nominations, in the order of the flow."""

from .dates import DateChange
from .form import Form, Gate, Question, Step
from .nomination import Evidence, LetterOfSupport, Nomination, Submission
from .nominee import Consent, Dossier, Nominee
from .prize import Act, Call, Cycle, Prize
from .screening import GateFinding, Screening

__all__ = [
    "Act",
    "Call",
    "Consent",
    "Cycle",
    "DateChange",
    "Dossier",
    "Evidence",
    "Form",
    "Gate",
    "GateFinding",
    "LetterOfSupport",
    "Nomination",
    "Nominee",
    "Prize",
    "Question",
    "Screening",
    "Step",
    "Submission",
]
