"""A request that cannot be answered: status, OGC's exception code and one sentence with the reason."""

from collections.abc import Mapping
from http import HTTPStatus

from pipelines.text import Language, Text

MEDIA_TYPE = "application/problem+json"
"""RFC 9457."""


BUSY = 5
"""Seconds after which a client may ask again when too many others have asked."""


class Problem(Exception):  # noqa: N818 - RFC 9457 calls it so
    """Ends a request with an answer that says what was wrong with it.

    ``code`` is the exception code of OGC's older services, which their clients still show; ``kind`` the address that
    names this kind of problem.
    """

    def __init__(
        self,
        status: int,
        code: str,
        detail: Text,
        headers: Mapping[str, str] | None = None,
        kind: str = "about:blank",
    ) -> None:
        super().__init__(detail.de)
        self.status = status
        self.code = code
        self.detail = detail
        self.headers = dict(headers or {})
        self.kind = kind

    def document(self, language: Language) -> dict[str, object]:
        """Return the body: RFC 9457's members, and OGC API Common's ``code`` and ``description``."""
        detail = self.detail.to(language)
        return {
            "type": self.kind,
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": detail,
            "code": self.code,
            "description": detail,
        }


def invalid(parameter: str, de: str, en: str) -> Problem:
    """Refuse the value of one query parameter."""
    return Problem(400, "InvalidParameterValue", Text(f"{parameter}: {de}", f"{parameter}: {en}"))


def not_found(what: str) -> Problem:
    """Say that there is no collection, feature or page of this name."""
    return Problem(404, "NotFound", Text(f"„{what}“ gibt es hier nicht.", f"There is no “{what}” here."))


def unavailable(retry_after: int) -> Problem:
    """Say that the database does not answer; ``retry_after`` is in seconds."""
    return Problem(
        503,
        "NoApplicableCode",
        Text("Die Datenbank antwortet gerade nicht.", "The database does not answer at the moment."),
        {"Retry-After": str(retry_after)},
    )


def busy() -> Problem:
    """Say that too many requests are under way that cost much."""
    return Problem(
        503,
        "NoApplicableCode",
        Text("Gerade sind zu viele große Anfragen in Arbeit.", "Too many large requests are under way."),
        {"Retry-After": str(BUSY)},
    )
