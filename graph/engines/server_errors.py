"""What every failure of a server means, and what to do, in one line."""

from __future__ import annotations

import ssl
from collections.abc import Iterator

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
from graph.store import longest

Failure = (Neo4jError, DriverError, ssl.SSLError, OSError, ValueError)
"""What the driver raises; an unknown host is an OSError or a ValueError, by its version."""

_READ_ONLY = "takes no writes, it or the database is read-only; load into another store, or unset server.databases.read_only"
_STOPPED = "has the database, but it is not running; see the server's log (logs/neo4j.log)"
_CANNOT_STORE = "cannot store what it took: its disk is full or failing; see the server's log (logs/debug.log), then run the command again"
_NAME_TAKEN = "holds another index or constraint under a name that we need; load into a database of its own"
_BY_CODE = {
    "Security.AuthenticationRateLimit": "was given a wrong password too often; wait a few seconds, then check NEO4J_PASSWORD",
    "Security.CredentialsExpired": (
        "asks for a new password before it answers; set one in Neo4j Browser, or by ALTER CURRENT USER SET PASSWORD in cypher-shell"
    ),
    "Security.Unauthorized": "refused the user or the password; check NEO4J_USERNAME and NEO4J_PASSWORD",
    "Security.Forbidden": "does not let this user do that; give the user the roles reader (to ask) or editor and architect (to load)",
    "Database.DatabaseNotFound": "has no such database; check NEO4J_DATABASE",
    "Statement.AccessMode": "refused a write in a question; questions only read",
    "Statement.SyntaxError": "does not understand the text",
    "Statement.ParameterMissing": "misses a parameter of the text",
    "Database.DatabaseUnavailable": _STOPPED,
    "General.DatabaseUnavailable": _STOPPED,
    "General.ReadOnly": _READ_ONLY,
    "General.ForbiddenOnReadOnlyDatabase": _READ_ONLY,
    "General.WriteOnReadOnlyAccessDatabase": _READ_ONLY,
    "Cluster.NotALeader": "is a follower that takes no writes; use neo4j:// instead of bolt://, it finds the leader",
    "General.MemoryPoolOutOfMemoryError": "has too little memory for that; narrow the question, or raise server.memory.heap.max_size",
    "General.OutOfMemoryError": "is out of memory; raise server.memory.heap.max_size",
    "Schema.ConstraintValidationFailed": "holds other data under an id that is to be loaded; load into a database of its own",
    "Schema.ConstraintCreationFailed": "holds other data that has one of our labels and an id twice; load into a database of its own",
    "Schema.ConstraintWithNameAlreadyExists": _NAME_TAKEN,
    "Schema.IndexWithNameAlreadyExists": _NAME_TAKEN,
    "Schema.IndexAlreadyExists": "holds an index of its own where we need a unique one; drop it, or load into a database of its own",
    "Transaction.TransactionLogError": _CANNOT_STORE,
    "Transaction.TransactionCommitFailed": _CANNOT_STORE,
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
            return TimedOut(longest())
        if any(word in text.lower() for word in _FULL):
            return StoreError(f"{where} has no space left; free some on its disk, then run the command again")
        if kind in _BY_CODE:
            return StoreError(f"{where} {_BY_CODE[kind]}" + (f": {error.message}" if kind in _DETAILED else ""))
        if isinstance(error, AuthError):
            return StoreError(f"{where} {_BY_CODE['Security.Unauthorized']}")
        return StoreError(f"{where} refused: {' '.join((error.message or text).split())} ({error.code})")
    return StoreError(f"{where} {_unreachable(error, text, where)}")


def _chain(error: BaseException | None) -> Iterator[str]:
    """What an error and all that lies behind it say; for routing the driver keeps the reasons of every address."""
    while error is not None:
        yield str(error)
        if isinstance(error, BaseExceptionGroup):
            for inner in error.exceptions:
                yield from _chain(inner)
        error = error.__cause__ or error.__context__


def _unreachable(error: Exception, text: str, where: str) -> str:
    low, cause = text.lower(), " ".join(_chain(error)).lower()
    scheme = where.partition("://")[0]
    if isinstance(error, IncompleteCommit):
        return "went away while it was storing; run the command again: what is there is not written twice"
    if "certificate verify failed" in cause or "certificate_verify_failed" in cause or "certificateerror" in cause:
        return "shows a certificate that nobody here vouches for; name its authority: `ecomap --ca FILE …`, or SSL_CERT_FILE"
    if "+s" in scheme and any(word in cause for word in ("ssl", "tls", "eof", "encrypted", "handshake", "connection reset")):
        return f"does not speak TLS on that port; use {scheme.partition('+')[0]}://, or switch TLS on at the server"
    if ("http" in low and "handshake" in low) or "looks like http" in low:
        return "is a web port, not Bolt; the port of Bolt is 7687 by default"
    if any(
        word in cause
        for word in ("cannot resolve", "dns resolve", "name or service not known", "getaddrinfo", "nodename", "temporary failure in name")
    ):
        return "is not a host that is known here; check the name"
    if "not support communication" in low:
        return "answers, but not as a Neo4j server that this version speaks to (5.26 or later)"
    if isinstance(error, ConfigurationError):
        return f"cannot be opened: {text}"
    if "unable to retrieve routing information" in low and "couldn't connect" not in cause:
        return "gives no routing table; if it is a single server behind another address, use bolt:// instead of neo4j://"
    if any(word in cause for word in ("handshake", "protocol version", "unsupported", "bolt")) and not isinstance(error, SessionExpired):
        return "answers, but not as a Neo4j server that this version speaks to (5.26 or later)"
    if isinstance(error, ServiceUnavailable | SessionExpired | OSError | ClientError):
        return "does not answer; is it running, and is the port right (7687 by default)?"
    return f"failed: {text}"
