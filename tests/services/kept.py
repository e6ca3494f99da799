"""A PostgreSQL database as it was, brought back before each test by the rows that the one before has changed."""

from __future__ import annotations

from typing import Any

import psycopg

from tests.services.postgres import Cluster, name_in

TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
SEQUENCES = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1"
# what a test may have changed that rows do not show: columns, triggers, functions
SHAPE = (
    "SELECT (SELECT count(*) FROM pg_attribute WHERE attnum > 0 AND NOT attisdropped), "
    "(SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal), (SELECT count(*) FROM pg_proc)"
)
# A row inserted or updated since tells by its transaction; one deleted is missed in the count.
BRING_BACK = """
CREATE FUNCTION kept.bring_back() RETURNS void LANGUAGE plpgsql AS $$
DECLARE last_time bigint := (SELECT transaction FROM kept.since);
BEGIN
  {tables}
  UPDATE kept.since SET transaction = pg_current_xact_id()::text::bigint;
END $$"""
TABLE = """
  IF (SELECT count(*) FROM public.{name}) <> {rows}
      OR EXISTS (SELECT FROM public.{name} WHERE xmin::text::bigint > last_time) THEN
    DELETE FROM public.{name};
    INSERT INTO public.{name} SELECT * FROM kept.{name};
  END IF;"""


class Kept:
    """What a database holds, put aside in a schema of its own; nobody else may be connected when it is made."""

    def __init__(self, cluster: Cluster, url: str) -> None:
        self.cluster, self.url, self.copy = cluster, url, cluster.copy(url)
        self._put_aside()

    def bring_back(self) -> None:
        """Make the database what it was: by its rows; anew where more was changed or somebody holds on."""
        try:
            if self.line.execute(SHAPE).fetchone() == self.shape:
                self.line.execute(self.sql.encode())
                return
        except psycopg.OperationalError:  # gone, or held
            pass
        self.line.close()
        self.cluster.restore(self.url, self.copy)
        self._put_aside()

    def close(self) -> None:
        """Let go of it."""
        self.line.close()
        self.cluster.drop(self.copy)

    def _put_aside(self) -> None:
        self.line = self.cluster.connect(name_in(self.url))
        # replica: no trigger and no foreign key stands in the way
        self.line.execute("SET session_replication_role = replica; SET lock_timeout = '2s'; CREATE SCHEMA kept")
        self.line.execute("CREATE TABLE kept.since AS SELECT pg_current_xact_id()::text::bigint AS transaction")
        names = [name for (name,) in self.line.execute(TABLES)]
        tables = "".join(TABLE.format(name=name, rows=self._rows(name)) for name in names)
        self.line.execute(BRING_BACK.format(tables=tables).encode())
        self.shape = self.line.execute(SHAPE).fetchone()
        self.sql = f"SELECT kept.bring_back(){self._counters()}"

    def _rows(self, name: str) -> int:
        return self.line.execute(f"CREATE TABLE kept.{name} AS TABLE public.{name}".encode()).rowcount

    def _counters(self) -> str:
        found: list[tuple[str, Any]] = self.line.execute(SEQUENCES).fetchall()
        return "".join(f", setval('{name}', {last or 1}, {last is not None})" for name, last in found)
