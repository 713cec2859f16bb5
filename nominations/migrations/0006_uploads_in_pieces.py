"""Files that arrive piece by piece."""

import awards_site.clock
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('nominations', '0005_one_nominee_many_nominators'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('title', models.CharField(max_length=200)),
                ('mark', models.CharField(max_length=32)),
                ('size', models.PositiveBigIntegerField()),
                ('received', models.PositiveBigIntegerField(default=0)),
                ('at', models.DateTimeField(default=awards_site.clock.now)),
                ('became', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='nominations.evidence')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('nomination', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uploads', to='nominations.nomination')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='nominations.question')),
            ],
            options={
                'verbose_name': 'upload',
                'verbose_name_plural': 'uploads',
                'ordering': ('pk',),
                'constraints': [models.UniqueConstraint(fields=('nomination', 'question', 'by', 'title', 'size', 'mark'), name='one_upload_of_a_file'), models.CheckConstraint(condition=models.Q(('received__lte', models.F('size'))), name='no_more_than_was_told')],
            },
        ),
    ]
