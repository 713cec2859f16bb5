"""The rows of nominations, in the order of the flow."""

from .batch import Batch, BatchLine
from .dates import DateChange
from .desk import Note, SavedFilter
from .evidence import Evidence
from .form import Form, Gate, Question, Step
from .grants import NominationGrant
from .nomination import Fingerprint, Nomination, Submission
from .nominee import Consent, Dossier, Nominee, NomineeKey
from .pairing import Pairing
from .preparation import Preparation
from .prize import Act, Call, Cycle, Prize
from .screening import GateFinding, Screening
from .support import LetterOfSupport
from .together import Collaboration, Handover
from .translation import Translation
from .upload import Upload

__all__ = [
    "Act",
    "Batch",
    "BatchLine",
    "Call",
    "Collaboration",
    "Consent",
    "Cycle",
    "DateChange",
    "Dossier",
    "Evidence",
    "Fingerprint",
    "Form",
    "Gate",
    "GateFinding",
    "Handover",
    "LetterOfSupport",
    "Nomination",
    "NominationGrant",
    "Nominee",
    "NomineeKey",
    "Note",
    "Pairing",
    "Preparation",
    "Prize",
    "Question",
    "SavedFilter",
    "Screening",
    "Step",
    "Submission",
    "Translation",
    "Upload",
]
