"""The command line. Data on stdout, talk on stderr; exit 0, 1 for what went wrong, 2 for what was typed wrong."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run a command. Heavy modules are imported only by the commands that need them."""
    from graph.cli.app import build

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        build(sys.argv[1:])(prog_name="ecomap")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        from graph.errors import EcomapError

        if not isinstance(error, EcomapError):
            raise
        print(f"ecomap: {error}", file=sys.stderr)
        sys.exit(1)
