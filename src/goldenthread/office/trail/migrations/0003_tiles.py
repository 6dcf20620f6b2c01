"""The tree is kept in tiles of 256 hashes; those that the log already fills are made now."""

from hashlib import sha256

from django.db import migrations, models

from goldenthread.office.trail.triggers import forbid_changes, permit_changes

WIDTH = 256


def fill(apps, schema_editor):
    Entry, Tile = apps.get_model("trail", "Entry"), apps.get_model("trail", "Tile")
    row = [bytes.fromhex(leaf) for leaf in Entry.objects.order_by("index").values_list("leaf", flat=True)]
    level = 0
    while len(row) >= WIDTH:
        tiles = [row[at : at + WIDTH] for at in range(0, len(row) // WIDTH * WIDTH, WIDTH)]
        row = [root(tile) for tile in tiles]
        Tile.objects.bulk_create(
            Tile(level=level, index=index, hashes=b"".join(tile), root=row[index].hex())
            for index, tile in enumerate(tiles)
        )
        level += 1


def root(hashes):
    while len(hashes) > 1:
        hashes = [
            sha256(b"\x01" + hashes[at] + hashes[at + 1]).digest()
            for at in range(0, len(hashes), 2)
        ]
    return hashes[0]


def forbid(apps, schema_editor):
    forbid_changes(schema_editor.connection, "trail_tile")


def permit(apps, schema_editor):
    permit_changes(schema_editor.connection, "trail_tile")


class Migration(migrations.Migration):
    dependencies = [("trail", "0002_never_changed")]
    operations = [
        migrations.CreateModel(
            name="Tile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("level", models.PositiveSmallIntegerField()),
                ("index", models.PositiveBigIntegerField()),
                ("hashes", models.BinaryField()),
                ("root", models.CharField(max_length=64)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("level", "index"), name="tile_once")],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(forbid, permit),
    ]
