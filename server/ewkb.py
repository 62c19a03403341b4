"""PostGIS geometry as a parameter."""

from sqlalchemy.types import UserDefinedType


class Ewkb(UserDefinedType[str]):
    """EWKB in hexadecimal as a parameter of PostGIS's own type: a function around it would be run for every row."""

    cache_ok = True
    render_bind_cast = True

    def get_col_spec(self, **_: object) -> str:
        """Return the name of the type."""
        return "geometry"
