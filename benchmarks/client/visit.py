"""One visit of a page by Lighthouse: slow 4G and a slow processor, both simulated from what was observed."""

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
LIGHTHOUSE = FOLDER / "node_modules" / ".bin" / "lighthouse"

SOFTWARE_GL = ("--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")
"""WebGL on machines without a graphics card. Each frame then costs processor time, which no phone would spend."""


@dataclass(frozen=True)
class Visit:
    """Seconds, the sum of layout shifts, and paths of what was asked for.

    ``idle`` is the page's own mark, as observed: neither network nor processor are slowed for it.
    """

    first_paint: float
    largest_paint: float
    shift: float
    idle: float
    requests: tuple[str, ...]
    scripts: tuple[str, ...]
    scripts_before_map: tuple[str, ...]


def chromium() -> str:
    """Path of the browser. Raises RuntimeError without one."""
    if path := shutil.which("chromium") or shutil.which("google-chrome"):
        return path
    message = "no Chromium: apt-get install chromium"
    raise RuntimeError(message)


def visit(url: str, report: Path) -> Visit:
    """Open a page as a new visitor, Lighthouse's whole report going to a file.

    Raises RuntimeError where the map does not get idle, CalledProcessError where there is no report.
    """
    command = [
        *(str(LIGHTHOUSE), url, "--quiet", f"--config-path={FOLDER / 'lighthouse.json'}", "--output=json"),
        *(f"--output-path={report}", f"--chrome-flags={' '.join(('--headless=new', *SOFTWARE_GL))}"),
    ]
    subprocess.run(command, env=os.environ | {"CHROME_PATH": chromium()}, check=True)
    return read(json.loads(report.read_text(encoding="utf-8")))


def read(report: dict[str, Any]) -> Visit:
    """Take the figures out of a report."""
    audits = report["audits"]
    marks = {mark["name"]: mark["startTime"] for mark in audits["user-timings"]["details"]["items"]}
    if "map-idle" not in marks:
        message = f"{report['finalDisplayedUrl']}: the map does not get idle"
        raise RuntimeError(message)
    asked = [
        (each["networkRequestTime"], each["resourceType"], each["url"])
        for each in audits["network-requests"]["details"]["items"]
        if each["url"].startswith("http") and each["networkRequestTime"] <= marks["map-idle"]
    ]
    scripts = [(time, url) for time, kind, url in asked if kind == "Script"]
    return Visit(
        first_paint=audits["first-contentful-paint"]["numericValue"] / 1000,
        largest_paint=audits["largest-contentful-paint"]["numericValue"] / 1000,
        shift=audits["cumulative-layout-shift"]["numericValue"],
        idle=marks["map-idle"] / 1000,
        requests=tuple(url for _, _, url in asked),
        scripts=tuple(url for _, url in scripts),
        scripts_before_map=tuple(url for time, url in scripts if time < marks["map-start"]),
    )
