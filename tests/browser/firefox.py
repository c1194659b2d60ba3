"""A real Firefox, driven by the protocol that it speaks itself (WebDriver BiDi); needs no driver beside the browser."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

import websocket

FIREFOX = os.environ.get("ECOMAP_FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")
SETTINGS = {
    "ui.prefersReducedMotion": 1,
    "datareporting.policy.dataSubmissionEnabled": False,
    "app.normandy.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
}
EVENTS = ["log.entryAdded", "network.beforeRequestSent", "browsingContext.userPromptOpened", "browsingContext.contextCreated"]


class Firefox:
    """One window; what the page in it said or asked for since it was opened is kept."""

    def __init__(self, folder: Path) -> None:
        self.said: list[str] = []
        self.asked: list[str] = []
        self._tab = ""
        self._sent = 0
        profile = folder / "profile"
        profile.mkdir()
        (profile / "user.js").write_text("".join(f"user_pref({json.dumps(k)}, {json.dumps(v)});\n" for k, v in SETTINGS.items()))
        self._talk = folder / "firefox.log"
        with self._talk.open("w") as talk:
            command = [str(FIREFOX), "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0", "about:blank"]
            self._process = subprocess.Popen(command, stdout=talk, stderr=talk)
        self._socket = websocket.create_connection(f"{self._address()}/session", suppress_origin=True, timeout=60)
        self._send("session.new", capabilities={})
        self._send("session.subscribe", events=EVENTS)

    def close(self) -> None:
        """End the browser."""
        self._socket.close()
        self._process.terminate()
        self._process.wait(30)

    def open(self, path: Path, address: str = "", wide: int = 1400, high: int = 900) -> None:
        """Open a file in a fresh tab and wait until its first picture stands."""
        new = self._send("browsingContext.create", type="tab")["context"]
        if self._tab:
            self._send("browsingContext.close", context=self._tab)
        self._tab, self.said, self.asked = new, [], []
        self._send("browsingContext.setViewport", context=new, viewport={"width": wide, "height": high})
        url = path.as_uri() + (f"#{address}" if address else "")
        self._send("browsingContext.navigate", context=new, url=url, wait="complete")
        self.wait("document.documentElement.dataset.ready === 'true'")

    def run(self, script: str) -> Any:
        """The value of an expression in the page, as plain data."""
        found = self._send(
            "script.evaluate",
            expression=f"(async () => JSON.stringify(await ({script})))()",
            target={"context": self._tab},
            awaitPromise=True,
        )
        assert found["type"] == "success", found["exceptionDetails"]["text"]
        value = found["result"].get("value")
        return None if value is None else json.loads(value)

    def wait(self, script: str) -> None:
        """Wait until an expression is true."""
        end = time.monotonic() + 20
        while not self.run(script):
            assert time.monotonic() < end, f"still not: {script}"
            time.sleep(0.05)

    def click(self, selector: str) -> None:
        """Press the pointer in the middle of an element."""
        middle = "(x => (x.scrollIntoView({block: 'center'}), x = x.getBoundingClientRect(), [x.x + x.width / 2, x.y + x.height / 2]))"
        x, y = self.run(f"{middle}(document.querySelector({json.dumps(selector)}))")
        self.press(x, y)

    def press(self, x: float, y: float) -> None:
        """Press the pointer at a place of the window."""
        moves = [
            {"type": "pointerMove", "x": int(x), "y": int(y)},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        self._act({"type": "pointer", "id": "mouse", "actions": moves})

    def keys(self, *keys: str) -> None:
        """Press keys one after the other."""
        pressed = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self._act({"type": "key", "id": "keyboard", "actions": pressed})

    def quiet(self) -> None:
        """Nothing was logged as an error, nothing was asked of the network, nothing planted has run."""
        assert self.run("window.planted ?? null") is None
        assert (self.said, self.asked) == ([], [])

    def _act(self, actions: dict[str, Any]) -> None:
        self._send("input.performActions", context=self._tab, actions=[actions])

    def _address(self) -> str:
        end = time.monotonic() + 60
        while not (found := re.search(r"BiDi listening on (ws://\S+)", self._talk.read_text())):
            assert self._process.poll() is None, self._talk.read_text()
            assert time.monotonic() < end, "Firefox does not say where it listens"
            time.sleep(0.1)
        return found[1]

    def _send(self, method: str, **params: Any) -> Any:
        self._sent += 1
        self._socket.send(json.dumps({"id": self._sent, "method": method, "params": params}))
        while (heard := json.loads(self._socket.recv())).get("id") != self._sent:
            self._hear(heard["method"], heard["params"])
        assert heard["type"] == "success", heard
        return heard["result"]

    def _hear(self, event: str, about: dict[str, Any]) -> None:
        """Keep what a page should not do; whatever stands in a tab that was closed or not yet opened is not its own."""
        if event == "log.entryAdded" and about["level"] == "error" and about["source"].get("context") == self._tab:
            self.said.append(about["text"])
        elif event == "browsingContext.userPromptOpened":
            self.said.append(f"dialog {about['message']}")
        elif event == "browsingContext.contextCreated" and (about.get("parent") or about.get("originalOpener")):
            self.said.append(f"frame or window {about['url']}")
        elif event == "network.beforeRequestSent" and about["context"] == self._tab:
            url = about["request"]["url"]
            if not url.startswith(("file:", "blob:", "data:")):
                self.asked.append(url)
