"""The lane's way to PostgreSQL: right answers, right errors, and a session that stays usable."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from psycopg import OperationalError, errors

from pipelines.database import access
from server.lane.connection import PREPARED, Compiled, LaneConnection
from tests.server.samples import Portal

SUM = Compiled(b"SELECT $1::bigint + $2::bigint AS number, $3 || '!' AS word", ("a", "b", "word"))
VALUES = {"a": 40_000, "b": 2, "word": "Größe"}
SLEEP = Compiled(b"SELECT pg_sleep($1), 1", ("seconds",))


@pytest.fixture
def within(samples: Portal) -> Callable[[Callable[[LaneConnection], Awaitable[Any]]], Any]:
    """Do something with a reader's session."""

    async def do(work: Callable[[LaneConnection], Awaitable[Any]]) -> Any:
        async with await LaneConnection.connect(access(samples.settings).reader, autocommit=True) as connection:
            return await work(connection)

    return lambda work: asyncio.run(do(work))


Within = Callable[[Callable[[LaneConnection], Awaitable[Any]]], Any]


def test_rows_come_as_through_a_cursor(within: Within) -> None:
    async def ask(connection: LaneConnection) -> tuple[Any, ...]:
        text, binary = await connection.row(SUM, VALUES), await connection.row(SUM, VALUES, binary=True)
        return text, binary, await connection.row(Compiled(b"SELECT 1 WHERE false", ()), {})

    assert within(ask) == ((40_002, "Größe!"), (40_002, "Größe!"), None)


def test_values_of_the_shape_go_beneath_those_of_the_request(within: Within) -> None:
    shaped = Compiled(SUM.sql, SUM.names, {"a": 1, "b": 1, "word": "x"})
    assert within(lambda connection: connection.row(shaped, {"b": 9})) == (10, "x!")


def test_long_answers_come_whole(within: Within) -> None:
    repeated = Compiled(b"SELECT repeat($1::text, 3000000)", ("word",))
    row = within(lambda connection: connection.row(repeated, {"word": "ab"}))
    assert row == ("ab" * 3_000_000,)


def test_long_questions_go_whole(within: Within) -> None:
    length = Compiled(b"SELECT length($1::text)", ("word",))
    assert within(lambda connection: connection.row(length, {"word": "ä" * 4_000_000})) == (4_000_000,)


def test_a_session_forgets_the_oldest_statement(within: Within) -> None:
    async def ask(connection: LaneConnection) -> list[Any]:
        statements = [Compiled(b"SELECT %d" % number, ()) for number in range(PREPARED + 5)]
        rows = [await connection.row(statement, {}) for statement in [*statements, statements[0]]]
        count = await connection.row(Compiled(b"SELECT count(*) FROM pg_prepared_statements", ()), {})
        return [*(row[0] for row in rows if row), *(count or ())]

    *numbers, prepared = within(ask)
    assert numbers == [*range(PREPARED + 5), 0]
    assert prepared == PREPARED


def test_a_refused_statement_says_why_and_the_session_goes_on(within: Within) -> None:
    async def ask(connection: LaneConnection) -> Any:
        with pytest.raises(errors.UndefinedTable, match="never_there"):
            await connection.row(Compiled(b"SELECT 1 FROM never_there", ()), {})
        with pytest.raises(errors.DivisionByZero):
            await connection.row(Compiled(b"SELECT 1 / $1::int", ("n",)), {"n": 0})
        return await connection.row(SUM, VALUES)

    assert within(ask) == (40_002, "Größe!")


def test_who_stops_waiting_stops_the_statement(within: Within) -> None:
    async def ask(connection: LaneConnection) -> Any:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):
                await connection.row(SLEEP, {"seconds": 60})
        return await connection.row(SUM, VALUES)

    assert within(ask) == (40_002, "Größe!")


def test_a_lost_session_is_an_operational_error(within: Within, samples: Portal) -> None:
    async def ask(connection: LaneConnection) -> None:
        waiting = asyncio.create_task(connection.row(SLEEP, {"seconds": 60}))
        await asyncio.sleep(0.2)
        async with await LaneConnection.connect(access(samples.settings).publisher, autocommit=True) as other:
            await other.execute("SELECT pg_terminate_backend(%s)", (connection.info.backend_pid,))
        with pytest.raises(OperationalError):
            await waiting

    within(ask)
