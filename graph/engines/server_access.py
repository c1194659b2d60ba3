"""How a server is reached: its address, who asks, and what every failure means in one line.

Secrets come from the environment, a file or a prompt; none is ever part of an address, a message or a log.
"""

from __future__ import annotations

import getpass
import logging
import os
import ssl
import sys
from pathlib import Path
from urllib.parse import urlsplit

from neo4j import Auth, Driver, GraphDatabase, basic_auth
from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConfigurationError,
    DriverError,
    IncompleteCommit,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)

from graph.errors import StoreError, TimedOut
from graph.store import timeout

Failure = (Neo4jError, DriverError, ssl.SSLError, OSError, ValueError)
"""What the driver raises; an unknown host is an OSError or a ValueError, by its version."""

CONNECT = 10.0
"""Seconds until an address that does not answer is given up."""

logging.getLogger("neo4j").addHandler(logging.NullHandler())  # its warnings about retries would reach stderr as they stand


def address(url: str) -> str:
    """The address, without anything secret. Raises: StoreError when a user or password stands in it."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise StoreError("the address of the server is not one; write neo4j://host:7687") from None
    if parts.username is not None or parts.password is not None:
        raise StoreError("an address holds no user or password; set NEO4J_USERNAME and NEO4J_PASSWORD (or NEO4J_PASSWORD_FILE) instead")
    if not parts.hostname or parts.path not in ("", "/") or parts.query or parts.fragment:
        raise StoreError(f"{parts.scheme}:// needs a host and a port only, as in {parts.scheme}://localhost:7687; NEO4J_DATABASE names the database")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{host}" + (f":{port}" if port else "")


def database() -> str | None:
    """Name of the database; None is the user's home database."""
    return os.environ.get("NEO4J_DATABASE") or None


def credentials() -> Auth | None:
    """User and password; None where neither is set, for a server without them. Raises: StoreError."""
    user, password = os.environ.get("NEO4J_USERNAME"), os.environ.get("NEO4J_PASSWORD")
    if not password and (file := os.environ.get("NEO4J_PASSWORD_FILE")):
        try:
            password = Path(file).read_text(encoding="utf-8").strip("\r\n")
        except (OSError, UnicodeDecodeError):
            raise StoreError(f"NEO4J_PASSWORD_FILE names {file}, which cannot be read; check the path and who may read it") from None
    if user and not password and sys.stdin.isatty() and sys.stderr.isatty():
        password = getpass.getpass(f"Password of {user}: ", stream=sys.stderr)
    if user and not password:
        raise StoreError("NEO4J_USERNAME is set and no password: set NEO4J_PASSWORD, or NEO4J_PASSWORD_FILE to a file that holds it")
    return basic_auth(user or "neo4j", password) if password else None


def driver(url: str, auth: Auth | None, *, patience: float) -> Driver:
    """A driver that tries a failed transaction again for `patience` seconds."""
    return GraphDatabase.driver(
        url,
        auth=auth,
        connection_timeout=CONNECT,
        connection_acquisition_timeout=max(CONNECT, timeout()),
        max_transaction_retry_time=patience,
        user_agent="ecomap",
        notifications_min_severity="OFF",
        telemetry_disabled=True,
    )


_BY_CODE = {
    "Security.AuthenticationRateLimit": "was given a wrong password too often; wait a few seconds, then check NEO4J_USERNAME and NEO4J_PASSWORD",
    "Security.CredentialsExpired": (
        "asks for a new password before it answers; set one with `cypher-shell -d system \"ALTER CURRENT USER SET PASSWORD FROM … TO …\"`"
    ),
    "Security.Unauthorized": "refused the user or the password; check NEO4J_USERNAME and NEO4J_PASSWORD",
    "Security.Forbidden": "does not let this user do that; give the user the roles reader (to ask) or editor and architect (to load)",
    "Database.DatabaseNotFound": "has no such database; check NEO4J_DATABASE",
    "Statement.AccessMode": "refused a write in a question; questions only read",
    "Statement.SyntaxError": "does not understand the text",
    "Statement.ParameterMissing": "misses a parameter of the text",
    "Database.DatabaseUnavailable": "has the database, but it is not running; see the server's log (logs/neo4j.log)",
    "General.DatabaseUnavailable": "has the database, but it is not running; see the server's log (logs/neo4j.log)",
    "General.ReadOnly": "takes no writes: it or the database is read-only; load into the leader of the cluster, or unset server.databases.read_only",
    "General.ForbiddenOnReadOnlyDatabase": "takes no writes: the database is read-only; unset server.databases.read_only, or load into another store",
    "General.WriteOnReadOnlyAccessDatabase": "takes no writes: the database is read-only; unset server.databases.read_only, or load into another store",
    "Cluster.NotALeader": "is a follower that takes no writes; use neo4j:// instead of bolt://, it finds the leader",
    "General.MemoryPoolOutOfMemoryError": "has too little memory for that; narrow the question, or raise db.memory.transaction.max and server.memory.heap.max_size",
    "General.OutOfMemoryError": "is out of memory; raise server.memory.heap.max_size",
    "Schema.ConstraintValidationFailed": "holds other data under an id that is to be loaded; load into a database of its own",
    "Schema.ConstraintCreationFailed": "holds other data that has one of our labels and an id twice; load into a database of its own",
    "Schema.ConstraintWithNameAlreadyExists": "holds another index or constraint under a name that we need; load into a database of its own",
    "Schema.IndexWithNameAlreadyExists": "holds another index or constraint under a name that we need; load into a database of its own",
    "Schema.IndexAlreadyExists": "holds an index of its own where we need a unique one; drop it, or load into a database of its own",
    "Transaction.LockClientStopped": "stopped the transaction; run the command again",
}
_DETAILED = ("Statement.SyntaxError", "Statement.ParameterMissing")
_FULL = ("no space", "nospace", "disk full", "out of disk")


def explain(error: Exception, where: str) -> StoreError:
    """What failed and what to do, in one line; `where` is an address without secrets."""
    text = " ".join(str(error).split())
    if isinstance(error, Neo4jError):
        kind = (error.code or "").removeprefix("Neo.").partition(".")[2]
        if "TransactionTimedOut" in kind or kind == "Transaction.Terminated":
            return TimedOut(timeout())
        if any(word in text.lower() for word in _FULL):
            return StoreError(f"{where} has no space left; free some on its disk, then run the command again")
        if kind in _BY_CODE:
            return StoreError(f"{where} {_BY_CODE[kind]}" + (f": {error.message}" if kind in _DETAILED else ""))
        if isinstance(error, AuthError):
            return StoreError(f"{where} {_BY_CODE['Security.Unauthorized']}")
        return StoreError(f"{where} refused: {' '.join((error.message or text).split())} ({error.code})")
    return StoreError(f"{where} {_unreachable(error, text, where)}")


def _unreachable(error: Exception, text: str, where: str) -> str:
    low, cause = text.lower(), f"{text} {error.__cause__ or ''}".lower()
    scheme = where.partition("://")[0]
    if isinstance(error, IncompleteCommit):
        return "went away while it was storing; run the command again: what is there is not written twice"
    if "certificate verify failed" in cause or "certificateerror" in cause:
        return "shows a certificate that nobody here vouches for; name its authority with --ca FILE (or SSL_CERT_FILE)"
    if "+s" in scheme and any(word in cause for word in ("ssl", "tls", "eof", "encrypted", "handshake", "connection reset")):
        return f"does not speak TLS on that port; use {scheme.partition('+')[0]}://, or switch TLS on at the server"
    if "http" in low and "handshake" in low or "looks like http" in low:
        return "is a web port, not Bolt; the port of Bolt is 7687 by default"
    if any(word in cause for word in ("resolve", "name or service not known", "getaddrinfo", "nodename", "temporary failure in name")):
        return "is not a host that is known here; check the name"
    if isinstance(error, ConfigurationError):
        return f"cannot be opened: {text}"
    if "unable to retrieve routing information" in low:
        return "gives no routing table; if it is a single server behind another address, use bolt:// instead of neo4j://"
    if any(word in cause for word in ("handshake", "protocol version", "unsupported", "bolt")) and not isinstance(error, SessionExpired):
        return "answers, but not as a Neo4j server that this version speaks to (5.26 or later)"
    if isinstance(error, ServiceUnavailable | SessionExpired | OSError | ClientError):
        return "does not answer; is it running, and is the port right (7687 by default)?"
    return f"failed: {text}"
