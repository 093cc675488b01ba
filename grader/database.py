"""Open a gradebook, SQLite or PostgreSQL, and let one grader at a time write to it.

Any number of graders may work on one gradebook. Each writes in short
transactions that wait for one another, so that what is read in one still holds
when it writes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from course.errors import CourseError

_POSTGRESQL = "postgresql"
_DRIVER = "postgresql+psycopg"  # version 3; SQLAlchemy 2.0 would take psycopg2 by itself
_PATIENCE = 60  # seconds for a lock that another program holds, and for a server to answer
_LOCK = 0x6E6E646C  # "nndl": the advisory lock that all graders of one database take


def gradebook_url(text: str) -> str:
    """Return a gradebook's URL as SQLAlchemy and nbgrader should see it.

    ``postgres://`` and ``postgresql://`` are given the driver that the course
    installs. Raises CourseError where it is no URL at all.
    """
    scheme, colon, rest = text.partition("://")
    if colon and scheme in ("postgres", _POSTGRESQL):
        text = f"{_DRIVER}://{rest}"
    try:
        sa.make_url(text)
    except sa.exc.ArgumentError:
        raise CourseError(
            f"{text} is no database URL; write sqlite:////PATH or postgresql://USER@HOST/NAME."
        ) from None
    return text


def open_database(url: str, tables: sa.MetaData | None = None) -> sa.Engine:
    """Return an engine for the gradebook at `url`, with `tables` made where they are missing.

    Raises CourseError, one line without a password, where it cannot be opened.
    """
    try:
        address = sa.make_url(url)
        server = address.get_backend_name() == _POSTGRESQL
        patience = "connect_timeout" if server else "timeout"
        engine = sa.create_engine(address, connect_args={patience: _PATIENCE})
        if tables is not None:
            _make_missing(engine, tables)
    except ModuleNotFoundError as error:
        hint = " Install it with: pip install 'nndl-course[postgresql]'"
        hint = hint if error.name == "psycopg" else ""
        reason = f"there is no {error.name} here"
        raise CourseError(f"The gradebook {shown(url)} cannot be opened: {reason}.{hint}") from None
    except (sa.exc.SQLAlchemyError, ImportError) as error:
        raise CourseError(
            f"The gradebook {shown(url)} cannot be opened: {reason_of(error)}."
        ) from None
    return engine


def check_database(url: str) -> None:
    """Raise CourseError, in one line, where no gradebook can be opened at `url`."""
    engine = open_database(url)
    try:
        with reading(engine) as connection:
            sa.inspect(connection).get_table_names()  # SQLite opens any file, and reads none
    finally:
        engine.dispose()


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Open a transaction that no other grader's overlaps; it is kept if the block ends well.

    Raises CourseError where the database is gone: nothing of the block is kept then,
    or all of it, as the database decided.
    """
    try:
        with engine.begin() as connection:
            if engine.dialect.name == _POSTGRESQL:
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
            else:  # a lock taken at the first write would be too late for what was read before
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection
    except sa.exc.DataError:
        raise  # this is about what was written
    except sa.exc.DBAPIError as error:
        raise CourseError(
            f"The gradebook {shown(engine.url)} cannot be written: {reason_of(error)}."
            " What is recorded stays; run it again to go on."
        ) from None


@contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Open a connection to read from; raises CourseError where the database is gone."""
    try:
        with engine.connect() as connection:
            yield connection
    except sa.exc.DBAPIError as error:
        raise CourseError(
            f"The gradebook {shown(engine.url)} cannot be read: {reason_of(error)}."
        ) from None


def shown(url: str | sa.URL) -> str:
    """Return a URL that may be printed: without its password."""
    try:
        return sa.make_url(url).render_as_string(hide_password=True)
    except sa.exc.ArgumentError:
        return "at this URL"


def reason_of(error: Exception) -> str:
    """Return the first line of what a database driver said, as a part of a sentence."""
    lines = str(getattr(error, "orig", None) or error).strip().splitlines()
    return lines[0].rstrip(".") if lines else type(error).__name__


def _make_missing(engine: sa.Engine, tables: sa.MetaData) -> None:
    with engine.connect() as connection:
        have = set(sa.inspect(connection).get_table_names())
    if have.issuperset(tables.tables):
        return
    with engine.begin() as connection:  # two graders may see at once that they are missing
        if engine.dialect.name == _POSTGRESQL:
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
        else:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        tables.create_all(connection)
