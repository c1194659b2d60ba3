"""Texts that a user or another program wrote, run on the embedded engine in a process of their own.

The engine's read transaction refuses writes, but not `LOAD CSV` of local files, and its plan does not show what lies inside a union or
a subquery. So the process reads the graph, gives up opening files and most of its memory, and only then sees the text; whatever goes
wrong, it is ended after its time.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson

from graph.errors import Refused, StoreError, TimedOut
from graph.store import Row

MEMORY = 2 << 30
"""Bytes that a text may use beside the graph."""
ANSWER = 64 << 20
"""Longest answer, in bytes."""
_SPARE = 10.0
"""Seconds for starting the process and reading the graph."""
_HIDDEN = ("Union", "CallSubquery", "LoadCsv", "Call")
"""Steps that may hide or do what a plan does not show; refused where the system cannot close a process in."""


def apart(graph: bytes, cypher: str, params: Mapping[str, Any], *, limit: int, seconds: float) -> tuple[list[Row], bool]:
    """Run a text on a graph. Raises: Refused, TimedOut, StoreError."""
    with tempfile.TemporaryDirectory(prefix="ecomap-") as folder:
        path = Path(folder, "graph")
        path.write_bytes(graph)
        request = orjson.dumps(
            {"graph": str(path), "cypher": cypher, "params": dict(params), "limit": limit, "seconds": seconds}, default=str
        )
        try:
            done = subprocess.run(  # noqa: S603
                [sys.executable, "-P", "-m", __name__], input=request, capture_output=True, timeout=seconds + _SPARE, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise TimedOut(seconds) from error
    if done.returncode or len(done.stdout) > ANSWER:
        raise StoreError("the text needed more memory than it may have; narrow it, or return less")
    answer = orjson.loads(done.stdout)
    match answer.get("kind"):
        case "timeout":
            raise TimedOut(seconds)
        case "refused":
            raise Refused(answer["text"])
        case "error":
            raise StoreError(f"the embedded engine refused the text: {answer['text']}")
    rows: list[Row] = answer["rows"]
    return rows[:limit], len(rows) > limit


def _close_in() -> bool:
    """Give up opening files and growing; whether the system can."""
    try:
        import resource
    except ImportError:
        return False
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize() if Path("/proc/self/statm").exists() else 0
    resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY,) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    return True


def _answer(request: Mapping[str, Any]) -> dict[str, Any]:
    import kglite

    kglite.set_query_warning_policy("silent")
    graph: Any = kglite.from_bytes(Path(request["graph"]).read_bytes())
    with graph.begin_read() as reader:
        try:
            reader.cypher("RETURN 1 AS ready")  # whatever the engine opens or starts on first use
            closed = _close_in()
            plan = reader.cypher("EXPLAIN " + request["cypher"], params=request["params"]).to_list()
            steps = [str(step.get("operation", "")) for step in plan]
            shut = ("LoadCsv",) if closed else _HIDDEN
            if found := [step for step in steps if step.startswith(shut)]:
                return {"kind": "refused", "text": f"it reaches outside the graph ({found[0]})"}
            text, limit = request["cypher"], request["limit"] + 1
            answer = reader.cypher(text, params=request["params"], timeout_ms=int(request["seconds"] * 1000), row_limit=limit)
            return {"rows": answer.to_list()}
        except kglite.CypherTimeoutError:
            return {"kind": "timeout"}
        except kglite.ReadOnlyError:
            return {"kind": "refused", "text": "it does more than read the graph"}
        except kglite.KgError as error:
            return {"kind": "error", "text": str(error)}


if __name__ == "__main__":
    answered = orjson.dumps(_answer(orjson.loads(sys.stdin.buffer.read())), default=str)
    sys.stdout.buffer.write(answered)
