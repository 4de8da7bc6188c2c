"""Triggers that give a table's token a new value with every statement that writes to it."""

from django.db import migrations

WATCHED = {"items": "published_publisheditem", "sites": "published_publishedsite"}

FUNCTION = """
CREATE FUNCTION published_new_token() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO published_datatoken (name, token) VALUES (TG_ARGV[0], gen_random_uuid())
    ON CONFLICT (name) DO UPDATE SET token = excluded.token;
    RETURN NULL;
END
$$
"""


def trigger(name: str, table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER new_token AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION published_new_token('{name}')",
        f"DROP TRIGGER new_token ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [("published", "0001_initial")]

    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION published_new_token()"),
        *(trigger(name, table) for name, table in WATCHED.items()),
    ]
