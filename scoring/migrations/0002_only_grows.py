"""What was cast, counted and voted is never changed: such rows only grow in number."""

from django.db import migrations

from awards_site.append_only import only_grows


class Migration(migrations.Migration):
    dependencies = [("scoring", "0001_initial")]

    operations = [only_grows("scoring_castballot", "scoring_tally", "scoring_standing", "scoring_boardvote")]
