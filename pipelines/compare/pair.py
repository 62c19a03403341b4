"""Two tables of one layer side by side: the columns they share, and which of them may be told."""

from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files

from psycopg.sql import SQL, Composable, Composed, Identifier, Literal
from sqlalchemy import Table

from pipelines.definition import Dataset
from pipelines.driver import identifier

TEXTS = files("pipelines") / "sql"
OWN = frozenset({"id", "geom", "geojson", "hash", "_place"})


@dataclass(frozen=True)
class Side:
    """One version: its definition and its table."""

    dataset: Dataset
    table: Table

    @property
    def name(self) -> Composable:
        """The table in SQL; a temporary one has no schema."""
        return identifier(self.table)

    @property
    def columns(self) -> list[str]:
        """The columns that hold the layer's fields, in order."""
        return [name for name in self.table.columns.keys() if name not in OWN]  # noqa: SIM118 - not a mapping


@dataclass(frozen=True)
class Pair:
    """The ``old`` and the ``new`` side."""

    old: Side
    new: Side

    @cached_property
    def shared(self) -> list[str]:
        """Columns that both have, in the order of the new one."""
        return [name for name in self.new.columns if name in self.old.columns]

    @cached_property
    def told(self) -> list[str]:
        """Shared columns whose values a report may tell, then and now."""
        return [name for name in self.shared if self.old.dataset.tells(name) and self.new.dataset.tells(name)]

    @property
    def is_public(self) -> bool:
        """Whether everybody may know where the features lie."""
        return self.old.dataset.visibility == self.new.dataset.visibility == "public"

    @property
    def fields_added(self) -> tuple[str, ...]:
        """Columns that only the new side has."""
        return tuple(name for name in self.new.columns if name not in self.old.columns)

    @property
    def fields_removed(self) -> tuple[str, ...]:
        """Columns that only the old side has."""
        return tuple(name for name in self.old.columns if name not in self.new.columns)

    def statement(self, file: str) -> Composed:
        """Return one of the texts in pipelines/sql, filled with this pair's names."""
        parts: dict[str, Composable] = {
            "old": self.old.name,
            "new": self.new.name,
            "differ": SQL(" OR ").join([*map(self._differs, self.shared), _SHAPE]),
            "fields": SQL(", ").join(
                SQL("CASE WHEN {} THEN {} END").format(self._differs(name), Literal(name)) for name in self.shared
            ),
            "before": _columns("_old", self.told),
            "after": _columns("_new", self.told),
            "size_before": _size("_old", self.old.dataset),
            "size_after": _size("_new", self.new.dataset),
        }
        shared = {name: _text(f"compare_{name}.sql").format(**parts) for name in ("changes", "totals")}
        return _text(file).format(**parts, **shared)

    def _differs(self, name: str) -> Composed:
        """A column whose type changed is compared as text."""
        same = str(self.old.table.c[name].type) == str(self.new.table.c[name].type)
        cast = SQL("") if same else SQL("::text")
        column = Identifier(name)
        return SQL("_old.{0}{1} IS DISTINCT FROM _new.{0}{1}").format(column, cast)


_SHAPE = SQL("_old.geom IS DISTINCT FROM _new.geom")


def _columns(side: str, names: list[str]) -> Composed:
    return SQL(", ").join(Identifier(side, name) for name in names)


def _text(file: str) -> SQL:
    return SQL((TEXTS / file).read_text(encoding="utf-8"))


def _size(side: str, dataset: Dataset) -> Composed:
    """Areas in m², lengths in m; points have neither."""
    if dataset.geometry.endswith("Polygon"):
        return SQL("ST_Area({}.geom)").format(Identifier(side))
    if dataset.geometry.endswith("LineString"):
        return SQL("ST_Length({}.geom)").format(Identifier(side))
    return SQL("NULL::float8").format()
