"""Questions about figures, and forecasts kept until their outcome lands."""


import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('bodies', '0002_more_roles'),
        ('indicators', '0003_imports'),
        ('scorecards', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Forecast',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(default=0)),
                ('forecast', models.TextField()),
                ('made', models.DateTimeField()),
                ('target', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='forecasts', to='indicators.target')),
            ],
            options={
                'ordering': ('pk',),
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(default=0)),
                ('slug', models.SlugField(max_length=64, unique=True)),
                ('kind', models.CharField(max_length=40)),
                ('about', models.CharField(max_length=300)),
                ('question_en', models.TextField()),
                ('question_zh', models.TextField()),
                ('evidence', models.TextField()),
                ('n', models.PositiveIntegerField()),
                ('p', models.CharField(blank=True, max_length=40)),
                ('alarms', models.PositiveIntegerField()),
                ('tests', models.PositiveIntegerField()),
                ('answer', models.TextField(blank=True)),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='bodies.body')),
            ],
            options={
                'ordering': ('pk',),
            },
        ),
    ]
