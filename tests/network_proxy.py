"""A TCP proxy on the loopback that can cut every connection, or swallow what passes without a word."""

from __future__ import annotations

import contextlib
import socket
import threading
import time


class Proxy:
    """`with Proxy(port) as proxy: proxy.port`."""

    def __init__(self, target: int) -> None:
        self.target = target
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listener.getsockname()[1]
        self.silent = threading.Event()
        self.half = threading.Event()
        self._near: list[socket.socket] = []
        self._ever: list[socket.socket] = []
        self._open: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def cut_near(self) -> None:
        """End every connection for the client only: the server goes on waiting for it."""
        self.half.set()
        for end in self._near[:]:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        time.sleep(0.3)
        self.half.clear()

    def cut(self) -> None:
        """Reset every connection that is open; new ones are taken."""
        for end in self._open[:]:
            with contextlib.suppress(OSError):
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
                end.shutdown(socket.SHUT_RDWR)
        self._open.clear()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self.listener.accept()
                far = socket.create_connection(("127.0.0.1", self.target))
                self._open += [near, far]
                self._ever += [near, far]
                self._near.append(near)
                for source, sink in ((near, far), (far, near)):
                    threading.Thread(target=self._pump, args=(source, sink), daemon=True).start()

    def _pump(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if not self.silent.is_set():
                    sink.sendall(data)
        if self.half.is_set():
            return
        for end in (source, sink):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)  # wakes the other direction, whose waiting would keep the connection open
            with contextlib.suppress(OSError):
                end.close()

    def __enter__(self) -> Proxy:
        return self

    def __exit__(self, *_: object) -> None:
        self.listener.close()
        self.cut()
        for end in self._ever:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
