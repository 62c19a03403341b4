"""Firefox and WebKit as Debian has them: driven by their own protocols, as Playwright drives only builds of its own."""

import json
import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BufferedRWPair
from pathlib import Path
from typing import Any, Protocol

import httpx

from tests.conftest import free_port

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
"""The key under which an element's id is handed over (W3C WebDriver, 11)."""

PATIENCE = 60

MINI_BROWSERS = "/usr/lib/*/webkit2gtk-4.*/MiniBrowser"

FIREFOX_PREFERENCES = {
    "marionette.port": 0,  # any that is free
    "intl.locale.requested": "de",
    "intl.accept_languages": "de-DE",
    "webgl.force-enabled": True,  # drawn by the processor
    "datareporting.policy.dataSubmissionEnabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "ui.prefersReducedMotion": 1,
}


class Wire(Protocol):
    """A way to a browser: the commands of W3C WebDriver, each named as that standard's chapter."""

    def __call__(self, command: str, **parameters: Any) -> Any:
        """Send a command and return its value. Raises RuntimeError with the browser's words."""
        ...


@dataclass(frozen=True)
class OtherBrowser:
    """One window of a browser. Elements are named by CSS selectors, scripts return JSON."""

    wire: Wire

    def open(self, url: str) -> None:
        """Go to an address and wait until its page has loaded."""
        self.wire("Navigate", url=url)

    def run(self, script: str) -> Any:
        """Return what the script returns."""
        return self.wire("ExecuteScript", script=script, args=[])

    def wait(self, condition: str) -> None:
        """Wait until an expression is true. Fails after a minute."""
        end = time.monotonic() + PATIENCE
        while not self.run(f"return Boolean({condition})"):
            assert time.monotonic() < end, f"never true: {condition}"
            time.sleep(0.1)

    def click(self, selector: str) -> None:
        """Click in the middle of what is there, as a person would."""
        self.wire("ElementClick", id=self._find(selector))

    def type(self, selector: str, text: str) -> None:
        """Press keys, one after the other."""
        self.wire("ElementSendKeys", id=self._find(selector), text=text)

    def _find(self, selector: str) -> str:
        self.wait(f"document.querySelector({json.dumps(selector)})?.checkVisibility()")
        found: str = self.wire("FindElement", using="css selector", value=selector)[ELEMENT]
        return found


@contextmanager
def screen() -> Iterator[str]:
    """Name of an X display in memory: without one, Firefox has no WebGL, and WebKitGTK does not start."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x900x24", "-nolisten", "tcp"]
    with _running(command, {}, pass_fds=[writing]):
        os.close(writing)
        with os.fdopen(reading) as numbers:
            yield f":{numbers.readline().strip()}"


@contextmanager
def firefox(display: str, folder: Path) -> Iterator[OtherBrowser]:
    """Start Firefox with a new profile in ``folder``."""
    preferences = (
        f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in FIREFOX_PREFERENCES.items()
    )
    (folder / "user.js").write_text("\n".join(preferences))
    command = ["firefox-esr", "--marionette", "--no-remote", "--profile", str(folder)]
    with _running(command, {"DISPLAY": display, "HOME": str(folder)}) as process:
        port = int(_patiently((folder / "MarionetteActivePort").read_text, process))
        with (
            socket.create_connection(("127.0.0.1", port), PATIENCE) as connection,
            connection.makefile("rwb") as stream,
        ):
            wire = Marionette(stream)
            wire("NewSession")
            yield OtherBrowser(wire)


class Marionette:
    """Firefox's own protocol, which geckodriver translates: ``length:[0, number, command, parameters]``."""

    def __init__(self, stream: BufferedRWPair) -> None:
        self._stream = stream
        self._number = 0
        self._read()  # it says who it is

    def __call__(self, command: str, **parameters: Any) -> Any:
        self._number += 1
        message = json.dumps([0, self._number, f"WebDriver:{command}", parameters]).encode()
        self._stream.write(b"%d:%b" % (len(message), message))
        self._stream.flush()
        _, _, error, result = self._read()
        if error:
            raise RuntimeError(error["message"])
        return result["value"] if isinstance(result, dict) and result.keys() == {"value"} else result

    def _read(self) -> Any:
        digits = b""
        while (byte := self._stream.read(1)) != b":":
            digits += byte
        return json.loads(self._stream.read(int(digits)))


@contextmanager
def webkit(display: str, folder: Path) -> Iterator[OtherBrowser]:
    """Start WebKitGTK's small browser with ``folder`` as a home."""
    browser = str(next(Path("/").glob(MINI_BROWSERS.removeprefix("/"))))
    options = {"binary": browser, "args": ["--automation"]}
    own = {"DISPLAY": display, "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder), "LC_ALL": "C.UTF-8"}
    without_bubblewrap = {"WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}  # containers allow no further namespaces
    port = free_port()
    with _running(["WebKitWebDriver", f"--port={port}"], own | without_bubblewrap) as process:
        base = f"http://127.0.0.1:{port}"
        _patiently(lambda: httpx.get(f"{base}/status").raise_for_status(), process)
        asked = {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}}
        session = _answer(httpx.post(f"{base}/session", json=asked, timeout=PATIENCE))["sessionId"]
        wire = WebDriver(f"{base}/session/{session}")
        yield OtherBrowser(wire)
        httpx.delete(wire.session, timeout=PATIENCE)


@dataclass(frozen=True)
class WebDriver:
    """W3C WebDriver over HTTP."""

    session: str

    def __call__(self, command: str, **parameters: Any) -> Any:
        element = parameters.pop("id", "")
        path = {
            "Navigate": "url",
            "ExecuteScript": "execute/sync",
            "FindElement": "element",
            "ElementClick": f"element/{element}/click",
            "ElementSendKeys": f"element/{element}/value",
        }[command]
        return _answer(httpx.post(f"{self.session}/{path}", json=parameters, timeout=PATIENCE))


def _answer(response: httpx.Response) -> Any:
    value = response.json()["value"]
    if response.is_error:
        raise RuntimeError(value["message"])
    return value


@contextmanager
def _running(
    command: list[str], variables: dict[str, str], pass_fds: Sequence[int] = ()
) -> Iterator["subprocess.Popen[bytes]"]:
    environment, nowhere = os.environ | variables, subprocess.DEVNULL
    with subprocess.Popen(command, env=environment, stdout=nowhere, stderr=nowhere, pass_fds=pass_fds) as process:
        try:
            yield process
        finally:
            process.terminate()


def _patiently[Value](ask: Callable[[], Value], process: "subprocess.Popen[bytes]") -> Value:
    """Ask until there is an answer. Fails after a minute, or when the process has ended."""
    end = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < end:
        with suppress(OSError, httpx.TransportError):
            return ask()
        time.sleep(0.1)
    message = f"{process.args!r} does not answer"
    raise RuntimeError(message)
