"""What every part of a definition shares: frozen models, and kinds of words with a form of their own."""

import re
from typing import Annotated, Literal, LiteralString

from pydantic import AfterValidator, BaseModel, ConfigDict
from pydantic_core import PydanticCustomError


class Frozen(BaseModel):
    """A definition never changes after it is read, and knows every key it may have."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _checked(pattern: str, error_type: LiteralString) -> AfterValidator:
    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise PydanticCustomError(error_type, "unexpected form")
        return value

    return AfterValidator(check)


DatasetId = Annotated[
    str,
    _checked(r"(?!.*_v\d+$)[a-z][a-z0-9_]{1,48}", "dataset_id"),
]
ColumnName = Annotated[str, _checked(r"[a-zäöüß][a-zäöüß0-9_]{0,40}", "column_name")]
EpsgCode = Annotated[str, _checked(r"EPSG:\d{4,6}", "epsg_code")]
DatabaseName = Annotated[str, _checked(r"[A-Z][A-Z0-9_]{0,30}", "database_name")]
TableName = Annotated[str, _checked(r"[^.]+\.[^.]+", "table_name")]
WebAddress = Annotated[str, _checked(r"https?://[^\s/?#]+\S*", "web_address")]
MailAddress = Annotated[str, _checked(r"[^\s@<>]+@[^\s@<>.]+(\.[^\s@<>.]+)+", "mail_address")]
Visibility = Literal["public", "internal"]
"""Who may see a layer or a field: everybody, or only those who publish."""
