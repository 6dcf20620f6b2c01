"""What a log that was left keeps, and what witnesses sign: here for others, there for us."""

import django.db.models.deletion
from django.db import migrations, models

from goldenthread.office.trail.triggers import forbid_changes, permit_changes

TABLES = ("trail_formerentry", "trail_formercheckpoint")


def forbid(apps, schema_editor):
    for table in TABLES:
        forbid_changes(schema_editor.connection, table)


def permit(apps, schema_editor):
    for table in TABLES:
        permit_changes(schema_editor.connection, table)


class Migration(migrations.Migration):

    dependencies = [
        ('trail', '0003_tiles'),
    ]

    operations = [
        migrations.CreateModel(
            name='FormerCheckpoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('origin', models.CharField(max_length=200)),
                ('note', models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name='Witnessed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('origin', models.CharField(max_length=200, unique=True)),
                ('size', models.PositiveBigIntegerField()),
                ('root', models.CharField(max_length=64)),
                ('note', models.TextField()),
                ('cosigned', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='FormerEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('origin', models.CharField(max_length=200)),
                ('index', models.PositiveBigIntegerField()),
                ('object', models.CharField(db_index=True, max_length=200)),
                ('canonical', models.TextField()),
            ],
            options={
                'ordering': ('origin', 'index'),
                'constraints': [models.UniqueConstraint(fields=('origin', 'index'), name='former_once')],
            },
        ),
        migrations.CreateModel(
            name='FormerValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100)),
                ('salt', models.CharField(max_length=64)),
                ('value', models.JSONField(null=True)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='values', to='trail.formerentry')),
            ],
        ),
        migrations.CreateModel(
            name='Cosignature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('witness', models.CharField(max_length=200)),
                ('line', models.TextField()),
                ('checkpoint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cosignatures', to='trail.checkpoint')),
            ],
            options={
                'ordering': ('witness',),
                'constraints': [models.UniqueConstraint(fields=('checkpoint', 'witness'), name='cosignature_once')],
            },
        ),
        migrations.RunPython(forbid, permit),
    ]
