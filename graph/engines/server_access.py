"""How a server is reached: its address and who asks.

Secrets come from the environment, a file or a prompt; none is ever part of an address, a message or a log.
"""

from __future__ import annotations

import getpass
import logging
import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

from neo4j import Auth, Driver, GraphDatabase, basic_auth

from graph.errors import StoreError
from graph.store import longest

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
        raise StoreError(
            f"{parts.scheme}:// needs a host and a port only, as in {parts.scheme}://localhost:7687; NEO4J_DATABASE names the database"
        )
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
        connection_acquisition_timeout=max(CONNECT, longest()),
        max_transaction_retry_time=patience,
        user_agent="ecomap",
        notifications_min_severity="OFF",
        telemetry_disabled=True,
    )
