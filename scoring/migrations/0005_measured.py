"""What stands beside a ranking is kept with its tally, and never changed."""

import django.db.models.deletion
from django.db import migrations, models

import awards_site.clock
from awards_site.append_only import only_grows


class Migration(migrations.Migration):
    dependencies = [("scoring", "0004_rules_as_data")]

    operations = [
        migrations.CreateModel(
            name="Measured",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("content", models.JSONField()),
                ("seed", models.CharField(max_length=64)),
                ("at", models.DateTimeField(default=awards_site.clock.now)),
                (
                    "tally",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="measured", to="scoring.tally"
                    ),
                ),
            ],
            options={
                "verbose_name": "measures of a tally",
                "verbose_name_plural": "measures of tallies",
                "ordering": ("tally",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("seed", ""), _negated=True), name="measures_have_a_seed"
                    )
                ],
            },
        ),
        only_grows("scoring_measured"),
    ]
