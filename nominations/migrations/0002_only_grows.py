"""What was sent, and what was decided on it, is never changed: such rows only grow in number."""

from django.db import migrations

from awards_site.append_only import only_grows


class Migration(migrations.Migration):
    dependencies = [("nominations", "0001_initial")]

    operations = [only_grows("nominations_submission", "nominations_screening")]
