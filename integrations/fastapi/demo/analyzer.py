"""Reads the pages of one site and checks them. Runs in a thread; independent of live updates."""

from __future__ import annotations

import http.client
import socket
import ssl
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote, urldefrag, urljoin, urlsplit

TIMEOUT_S = 10
MAX_BYTES = 2_000_000
HIGH, MEDIUM, LOW = "high", "medium", "low"
OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class ScanError(Exception):
    """Why a scan failed. `code` is a failure code of the protocol."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class StopRequested(Exception):
    """The scan must stop: it was cancelled, or the server is stopping."""


@dataclass(frozen=True)
class Options:
    max_pages: int = 100
    max_depth: int = 10
    rate_per_s: float = 5


@dataclass
class Page:
    """The result of reading one page. `status` 0: it did not answer."""

    url: str
    status: int = 0
    links: list[str] = field(default_factory=list)
    title: str = ""
    issues: list[str] = field(default_factory=list)


class Reader(HTMLParser):
    """Title, description, headings, images and links of one document."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self.base = base
        self.title = ""
        self.seen: Counter[str] = Counter()
        self.links: list[str] = []
        self._in_title = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = dict(attributes)
        self.seen[tag] += 1
        self._in_title = tag == "title"
        if tag == "meta" and values.get("name") == "description" and values.get("content"):
            self.seen["description"] += 1
        if tag == "img" and values.get("alt") is None:
            self.seen["img without alt"] += 1
        if tag == "a" and values.get("href"):
            try:
                self.links.append(urldefrag(urljoin(self.base, values["href"]))[0])
            except ValueError:
                self.seen["broken address"] += 1

    def handle_endtag(self, tag: str) -> None:
        self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title = (self.title + data).strip()

    def issues(self) -> list[str]:
        return [
            *([HIGH] if not self.title else []),
            *([MEDIUM] if not self.seen["description"] else []),
            *([MEDIUM] if self.seen["h1"] != 1 else []),
            *([LOW] * min(self.seen["img without alt"], 20)),
        ]


def fetch(url: str) -> Page:
    """One page, redirects followed. Raises ScanError when no answer came."""
    address = quote(url, safe="%/:=&?~#+!$,;'@()*[]")
    try:
        request = urllib.request.Request(address, headers={"User-Agent": "SEO-Live-FastAPI-Demo"})
        with OPENER.open(request, timeout=TIMEOUT_S) as answer:
            page = Page(url, answer.status)
            if "html" not in answer.headers.get_content_type():
                return page
            reader = Reader(answer.url)
            charset = answer.headers.get_content_charset() or "utf-8"
            try:
                reader.feed(answer.read(MAX_BYTES).decode(charset, "replace"))
            except LookupError as error:
                raise ScanError("not_html", f"{url}: unknown charset {charset}") from error
            page.links, page.title, page.issues = reader.links, reader.title, reader.issues()
            return page
    except urllib.error.HTTPError as error:
        error.close()
        return Page(url, error.code)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise _reason(error) from error


def _is_on_host(link: str, host: str) -> bool:
    parts = urlsplit(link)
    return parts.scheme in ("http", "https") and parts.netloc == host


def _reason(error: Exception) -> ScanError:
    cause = error.reason if isinstance(error, urllib.error.URLError) else error
    kinds: list[tuple[type, str, str]] = [
        (socket.gaierror, "name_not_found", "There is no such host name."),
        (ssl.SSLError, "tls_failed", "The site's certificate could not be checked."),
        (TimeoutError, "site_timeout", f"The site did not answer in {TIMEOUT_S} s."),
    ]
    for kind, code, message in kinds:
        if isinstance(cause, kind):
            return ScanError(code, message)
    return ScanError("site_unreachable", f"The site could not be reached: {cause}.")


class Scan:
    """One scan from its start page to its result.

    report(progress, step, detail) is called at each step. pause(seconds) waits, and raises
    StopRequested when the scan must stop.
    """

    def __init__(
        self,
        url: str,
        mode: str,
        options: Options,
        report: Callable[[float, str, dict[str, Any]], None],
        pause: Callable[[float], None],
        slow_s: float,
    ) -> None:
        self._options = options
        self._report = report
        self._pause = pause
        self._slow_s = slow_s
        self._page_limit = 1 if mode == "page" else options.max_pages
        self._depths = {url: 0}
        self._queue = [url]
        self._pages: list[Page] = []
        self._began = time.monotonic()

    def run(self) -> dict[str, Any]:
        """Returns score and coverage. Raises ScanError or StopRequested."""
        self._report_step(1, "Looking at the start page", "discovering")
        self._pause(self._slow_s)
        start = self._visit()
        if start.status >= 400:
            raise ScanError("start_page_error", f"The start page answered {start.status}.")
        while self._queue and len(self._pages) < self._page_limit:
            self._pause(1 / self._options.rate_per_s)
            self._visit()
        failed = [page for page in self._pages if page.status == 0 or page.status >= 500]
        for at, page in enumerate(failed):
            self._report_step(
                86 + 4 * at / len(failed), "Looking again at what failed", "verifying"
            )
            self._pause(self._slow_s)
            page.status = self._try(page.url).status
        for at in range(3):
            self._report_step(90 + 2 * at, "Comparing pages with each other", "analysing")
            self._pause(self._slow_s)
        self._report_step(98, "Writing the report", "reporting")
        self._pause(self._slow_s)
        return self.result()

    def result(self) -> dict[str, Any]:
        """Score and coverage of the pages read so far."""
        read = [page for page in self._pages if page.status and page.status < 400]
        titles = Counter(page.title for page in read if page.title)
        duplicates = sum(1 for times in titles.values() if times > 1)
        weight = Counter(issue for page in read for issue in page.issues)
        points = (8 * weight[HIGH] + 4 * (weight[MEDIUM] + duplicates) + weight[LOW]) / max(
            1, len(read)
        )
        refused = sum(page.status in (403, 429) for page in self._pages)
        return {
            "score": round(max(0.0, 100 - points), 2) if read else None,
            "coverage": {
                "read": len(read),
                "discovered": len(self._depths),
                "refused": refused,
            },
        }

    def _try(self, url: str) -> Page:
        try:
            return fetch(url)
        except ScanError:
            if not self._pages:
                raise
            return Page(url)

    def _visit(self) -> Page:
        url = self._queue.pop(0)
        share = len(self._pages) / min(self._page_limit, len(self._depths))
        self._report_step(5 + 80 * share, f"Reading page {len(self._pages) + 1}", "crawling", url)
        page = self._try(url)
        self._pages.append(page)
        host = urlsplit(url).netloc
        depth = self._depths[url] + 1
        for link in page.links if depth <= self._options.max_depth else []:
            if link not in self._depths and _is_on_host(link, host):
                self._depths[link] = depth
                self._queue.append(link)
        return page

    def _report_step(self, progress: float, step: str, phase: str, url: str | None = None) -> None:
        statuses = [page.status for page in self._pages]
        refused = sum(status in (403, 429) for status in statuses)
        failed = sum(status == 0 or status >= 400 for status in statuses) - refused
        places = max(0, self._page_limit - len(self._pages) - (url is not None))
        queued = min(len(self._queue), places)
        rate = len(self._pages) / max(0.001, time.monotonic() - self._began)
        eta = [round(queued / rate), round(1.5 * queued / rate) + 1] if rate and url else None
        detail = {
            "phase": phase,
            "pages": {
                "discovered": len(self._depths),
                "crawled": len(statuses) - failed - refused,
                "queued": queued,
                "in_flight": int(url is not None),
                "failed": failed,
                "refused": refused,
                "skipped": {"limit": len(self._queue) - queued},
            },
            "rate_per_s": round(rate, 1),
            "eta_s": eta,
            "current_urls": [url] if url else [],
            "issues": Counter(issue for page in self._pages for issue in page.issues),
        }
        self._report(progress, step, detail)
