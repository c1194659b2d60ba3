"""Getting in: passwords, names, TLS, wrong ports. Every failure is one line that says what to do, and none shows a secret."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from neo4j_fixtures import required
from neo4j_server import Server
from world import world

from graph.errors import StoreError
from graph.load import load
from graph.store import open_store

PASSWORD = "correct-horse-battery"


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An authority and a certificate for 127.0.0.1."""
    if not shutil.which("openssl"):
        required("no openssl on this machine to make a certificate with")
    folder = tmp_path_factory.mktemp("tls")
    (folder / "names").write_text("subjectAltName=IP:127.0.0.1,DNS:localhost\n")
    for command in (
        "req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 2 -subj /CN=ours",
        "req -newkey rsa:2048 -nodes -keyout private.key -out public.csr -subj /CN=localhost",
        "x509 -req -in public.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out public.crt -days 2 -extfile names",
    ):
        subprocess.run(["openssl", *command.split()], cwd=folder, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def guarded(neo4j_jars: None, certificates: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with passwords, still at the first one, that speaks TLS to those who ask."""
    home = tmp_path_factory.mktemp("guarded")
    shutil.copytree(certificates, home / "certificates/bolt")
    settings = {
        "dbms.security.auth_enabled": "true",
        "dbms.security.auth_lock_time": "1s",
        "dbms.ssl.policy.bolt.enabled": "true",
        "dbms.ssl.policy.bolt.base_directory": "certificates/bolt",
        "dbms.ssl.policy.bolt.client_auth": "NONE",
        "server.bolt.tls_level": "OPTIONAL",
    }
    with Server(home, settings=settings) as server:
        yield server


def refused(url: str) -> str:
    """What is said when a store cannot be opened: one line, without a secret."""
    with pytest.raises(StoreError) as caught:
        open_store(url).close()
    said = str(caught.value)
    assert "\n" not in said
    for secret in (PASSWORD, os.environ.get("NEO4J_PASSWORD") or PASSWORD):
        assert secret not in said or secret == "neo4j"
    return said


def test_a_password_not_yet_set(guarded: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_USERNAME", "neo4j")
    monkeypatch.setenv("NEO4J_PASSWORD", "neo4j")
    assert "asks for a new password before it answers; set one in Neo4j Browser" in refused(guarded.url)
    import neo4j

    with neo4j.GraphDatabase.driver(guarded.url, auth=("neo4j", "neo4j")) as driver:
        driver.execute_query("ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $new", new=PASSWORD, database_="system")


@pytest.fixture
def known(guarded: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    """The server, and its password in the environment (set by the test above)."""
    monkeypatch.setenv("NEO4J_USERNAME", "neo4j")
    monkeypatch.setenv("NEO4J_PASSWORD", PASSWORD)
    return guarded


def test_the_right_password(known: Server) -> None:
    store = open_store(known.url)
    load(store, world())
    assert PASSWORD not in repr(store.facts()) + store.name + repr(vars(store))
    store.close()


def test_a_password_from_a_file(known: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("NEO4J_PASSWORD")
    file = tmp_path / "password"
    monkeypatch.setenv("NEO4J_PASSWORD_FILE", str(file))
    assert "NEO4J_PASSWORD_FILE names" in refused(known.url)
    file.write_text(PASSWORD + "\n")
    open_store(known.url).close()


def test_no_password(known: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEO4J_PASSWORD")
    assert "NEO4J_USERNAME is set and no password: set NEO4J_PASSWORD, or NEO4J_PASSWORD_FILE" in refused(known.url)
    monkeypatch.delenv("NEO4J_USERNAME")
    assert "check NEO4J_USERNAME and NEO4J_PASSWORD" in refused(known.url)


def test_a_password_in_the_address() -> None:
    assert refused(f"bolt://neo4j:{PASSWORD}@127.0.0.1:7687").startswith("an address holds no user or password; set NEO4J_USERNAME")
    assert "needs a host and a port only" in refused("bolt://127.0.0.1:7687/db")


def test_a_wrong_database(known: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_DATABASE", "nowhere")
    assert refused(known.url).endswith("has no such database; check NEO4J_DATABASE")


def test_tls_with_an_authority_of_ones_own(known: Server, certificates: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for scheme in ("bolt+s", "neo4j+s"):
        url = f"{scheme}://127.0.0.1:{known.port}"
        monkeypatch.delenv("SSL_CERT_FILE", raising=False)
        assert "shows a certificate that nobody here vouches for; name its authority: `ecomap --ca FILE …`, or SSL_CERT_FILE" in refused(
            url
        )
        monkeypatch.setenv("SSL_CERT_FILE", str(certificates / "ca.pem"))
        store = open_store(url)
        assert store.rows("RETURN 1 AS x") == [{"x": 1}]
        store.close()
    open_store(f"bolt+ssc://127.0.0.1:{known.port}").close()
    open_store(f"neo4j://127.0.0.1:{known.port}").close()


def test_the_authority_named_in_the_command(known: Server, certificates: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    asked = ["doctor", "--store", f"neo4j+s://127.0.0.1:{known.port}", "--format", "json"]
    command = [sys.executable, "-c", "from graph.cli import main; main()"]
    trusting = subprocess.run([*command, "--ca", str(certificates / "ca.pem"), *asked], capture_output=True, text=True, check=False)
    assert "certificate" not in trusting.stderr
    assert known.url.rpartition(":")[2] in trusting.stdout
    doubting = subprocess.run([*command, *asked], capture_output=True, text=True, check=False)
    assert "shows a certificate that nobody here vouches for" in doubting.stdout + doubting.stderr


def test_tls_to_a_plain_port(neo4j_url: str) -> None:
    plain = neo4j_url.replace("bolt://", "bolt+s://")
    assert "does not speak TLS on that port; use bolt://" in refused(plain)


def test_nobody_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    assert refused(f"bolt://127.0.0.1:{port}").endswith("does not answer; is it running, and is the port right (7687 by default)?")
    assert refused(f"neo4j://127.0.0.1:{port}").endswith("does not answer; is it running, and is the port right (7687 by default)?")


def test_an_unknown_host() -> None:
    assert refused("bolt://nowhere.invalid:7687").endswith("is not a host that is known here; check the name")


@pytest.mark.parametrize("answer", [b"\0\0\0\0", b"HTTP/1.1 400 Bad Request\r\n\r\n"])
def test_something_else_answers(answer: bytes) -> None:
    """A server that speaks no Bolt that we know, and a web server."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            try:
                while True:
                    connection = listener.accept()[0]
                    connection.recv(64)
                    connection.sendall(answer)
                    connection.close()
            except OSError:
                return

        threading.Thread(target=serve, daemon=True).start()
        said = refused(f"bolt://127.0.0.1:{listener.getsockname()[1]}")
        assert "not as a Neo4j server that this version speaks to" in said or "is a web port, not Bolt" in said
        listener.shutdown(socket.SHUT_RDWR)


def test_a_wrong_password_is_never_shown_and_three_lock(known: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "wrong-and-secret")
    said = [refused(known.url) for _ in range(5)]
    assert "refused the user or the password; check NEO4J_USERNAME and NEO4J_PASSWORD" in said[0]
    assert "was given a wrong password too often; wait a few seconds" in said[-1]
