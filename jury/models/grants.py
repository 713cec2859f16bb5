"""Guardian's table of who may open which dossier: written by seating alone, never asked when."""

from django.db import models
from guardian.models import UserObjectPermissionBase

from nominations.models import Dossier

READ = "nominations.view_dossier"


class DossierGrant(UserObjectPermissionBase):
    """One person may open one dossier; goes with the dossier when it goes."""

    content_object = models.ForeignKey(Dossier, models.CASCADE, related_name="grants")
