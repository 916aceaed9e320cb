"""Owns the center's routes: the one for messages, the one to join, the public pages; it decides nothing."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kiosk.domain.errors import KioskError, Refused, Unavailable
from sync import wire
from sync.central import answers, city, fold, store
from sync.central.answers import LANGUAGES, Doors, Library
from sync.central.center import Center, Job, get_speaker
from sync.central.limits import CHECKS_A_MINUTE, TRACKS_A_MINUTE, Buckets, Limit

log = logging.getLogger(__name__)

FOLDER: Final = Path(__file__).parent
MOST_QUESTION: Final = 8_192  # bytes of a question to /api
MOST_INSIDE: Final = 128 << 20  # bytes of packets that are read or wait for the one writer
BUSY_S: Final = 5
_CSP: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self';"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS: Final = (
    ("content-security-policy", _CSP),
    ("referrer-policy", "no-referrer"),
    ("x-content-type-options", "nosniff"),
    ("cross-origin-opener-policy", "same-origin"),
    ("permissions-policy", "camera=(), microphone=(), geolocation=()"),
)


@dataclass(slots=True)
class Site:
    """What the routes share."""

    center: Center
    library: Library
    folder: Folder
    checks: Limit
    tracks: Limit
    buckets: Buckets
    doors: Doors = field(default_factory=Doors)
    inside: int = 0
    writer: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "writer"))
    pages: Environment = field(
        default_factory=lambda: Environment(
            loader=FileSystemLoader(FOLDER / "templates"), autoescape=True, undefined=StrictUndefined
        )
    )


class Folder:
    """The thread that folds what came, after the answer and never before somebody who waits for one."""

    def __init__(self, center: Center) -> None:
        self._center = center
        self._due: set[str] = set()
        self._woken = threading.Condition()
        self._ends = False
        self._thread = threading.Thread(target=self._run, name="fold", daemon=True)

    def start(self) -> None:
        """Begin with every office: the process before may have ended in the middle."""
        self.wake(*(office for office in self._center.known.certificates if len(office) == 10))
        self._thread.start()

    def wake(self, *offices: str) -> None:
        """These ledgers may have moved."""
        with self._woken:
            self._due.update(offices)
            self._woken.notify()

    def stop(self) -> None:
        """End after the piece that is being folded; the rest is folded at the next start."""
        with self._woken:
            self._ends = True
            self._woken.notify()
        self._thread.join()

    def _run(self) -> None:
        while True:
            with self._woken:
                self._woken.wait_for(lambda: self._due or self._ends)
                if self._ends:
                    return
                office = self._due.pop()
                is_last = not self._due
            try:
                with self._center.engine.connect() as connection:
                    side = self._center.open_side(connection, office)
                    fold.catch_up(side, turn=self._center.gate.later, ends=lambda: self._ends)
                    if is_last:
                        store.checkpoint(connection)
            except Exception:
                log.exception("the ledger of %s was not folded to its end", office)


class _Guard:
    """Headers on every answer, and the one place where errors become answers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, guarded."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] += [(name.encode(), value.encode()) for name, value in _HEADERS]
                if not scope["path"].startswith("/static"):
                    message["headers"].append((b"cache-control", b"no-store"))
            await send(message)

        await self._app(scope, receive, guarded)


def make_app(center: Center, library: Library, *, fonts: Path | None = None) -> Starlette:
    """The center's ASGI application; `fonts` is the folder of typefaces, where they were made."""
    now = center.world.now
    limits = Limit(CHECKS_A_MINUTE, now), Limit(TRACKS_A_MINUTE, now)
    site = Site(center, library, Folder(center), *limits, Buckets(lambda: center.world.boot().ms))
    routes = [
        Route(wire.ROUTE, _route(site, _messages), methods=["POST"]),
        Route(wire.ENROL_ROUTE, _route(site, _enrol), methods=["POST"]),
        Route("/api/check", _route(site, _check), methods=["POST"]),
        Route("/api/track", _route(site, _track), methods=["POST"]),
        *(Route(path, _route(site, _check_page), methods=["GET", "POST"]) for path in ("/", "/V", "/v")),
        *(Route(path, _route(site, _track_page), methods=["GET", "POST"]) for path in ("/L", "/l")),
        Route("/health", _route(site, _health), methods=["GET"]),
        *([Mount("/static/fonts", StaticFiles(directory=fonts))] if fonts and fonts.is_dir() else []),
        Mount("/static", StaticFiles(directory=FOLDER / "static")),
    ]

    @asynccontextmanager
    async def running(_app: Starlette) -> AsyncIterator[None]:
        site.folder.start()
        yield
        site.writer.shutdown()
        await run_in_threadpool(site.folder.stop)

    return Starlette(routes=routes, middleware=[Middleware(_Guard)], lifespan=running)


Answer = Callable[[Site, Request], Awaitable[Response]]


def _route(site: Site, answer: Answer) -> Callable[[Request], Awaitable[Response]]:
    async def handle(request: Request) -> Response:
        try:
            return await answer(site, request)
        except KioskError as error:
            return _refuse(site, request, error)

    return handle


def _refuse(site: Site, request: Request, error: KioskError) -> Response:
    status = 413 if error.code.endswith("too_large") else 400
    headers = {"X-Refused": error.code}
    if isinstance(error, Unavailable):
        status = 429 if error.code.startswith("too_many_") else 503
        headers["Retry-After"] = str(error.details.get("seconds", BUSY_S))
    if request.url.path.startswith("/api"):
        if error.code in {"seal_unknown", "ticket_unknown"}:
            status = 404
        words = site.library.texts[_lang(request)].error(error)
        return JSONResponse({"error": error.code, "words": words}, status, headers)
    log.info("refused %s: %s", request.url.path, error.code)
    return Response(wire.encode_refusal(error), status, headers, "application/json")


def _lang(request: Request) -> str:
    asked = request.query_params.get("lang", "")
    if asked in LANGUAGES:
        return asked
    return "en" if request.headers.get("accept-language", "").lower().startswith("en") else "id"


async def _read(request: Request, most: int) -> bytes:
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > most:
            raise Refused("message_too_large", size=len(body), limit=most)
    return bytes(body)


# --- devices ----------------------------------------------------------------------------------------------


async def _messages(site: Site, request: Request) -> Response:
    """Take a packet in if there is room for it: what waits for the one writer lies in memory until then."""
    length = request.headers.get("content-length", "")
    size = min(int(length), wire.MAX_WIRE) if length.isdecimal() and len(length) < 10 else wire.MAX_WIRE
    if site.inside + size > MOST_INSIDE:
        raise Unavailable("center_full", seconds=BUSY_S)
    site.inside += size
    try:
        packet = await _read(request, wire.MAX_WIRE)
        job = await run_in_threadpool(_hand_in, site, packet, _who(request))
        loop = asyncio.get_running_loop()
        answer, offices = await loop.run_in_executor(site.writer, site.center.answer, job)
    finally:
        site.inside -= size
    site.folder.wake(*offices)
    return Response(answer, media_type=wire.CONTENT_TYPE)


def _hand_in(site: Site, packet: bytes, who: str) -> Job:
    messages = wire.unpack(packet)
    if messages:
        site.buckets.take(_find_speaker(messages[0]), who)
    return site.center.hand_in(messages)


def _find_speaker(raw: bytes) -> bytes:
    """Whose packet it is by its first message; where that is none, all such of an address share a bucket."""
    try:
        return get_speaker(raw)
    except Refused:
        return b""


async def _enrol(site: Site, request: Request) -> Response:
    body = await _read(request, wire.MAX_WIRE)
    return Response(await run_in_threadpool(city.answer, site.center, body), media_type=wire.CONTENT_TYPE)


async def _health(site: Site, _request: Request) -> Response:
    def ask() -> int:
        with site.center.engine.connect() as connection:
            return int(connection.exec_driver_sql("SELECT count(*) FROM office").scalar_one())

    return JSONResponse({"ok": True, "offices": await run_in_threadpool(ask)})


# --- people -----------------------------------------------------------------------------------------------


async def _check(site: Site, request: Request) -> Response:
    site.checks.check(_who(request))
    value = _object(await _read(request, MOST_QUESTION))
    return JSONResponse(await run_in_threadpool(_do_check, site, value, _lang_of(value, request)))


def _do_check(site: Site, value: dict[str, Any], lang: str) -> dict[str, Any]:
    with site.center.engine.connect() as connection:
        match value:
            case {"text": str(text)}:
                return answers.check_text(site.center, connection, site.library, text, lang)
            case {"cti": str(cti)}:
                try:
                    return answers.check_cti(connection, bytes.fromhex(cti))
                except ValueError as error:
                    raise Refused("bad_question") from error
            case {"code": str(code)}:
                return answers.check_code(connection, site.library, code, lang)
    raise Refused("bad_question")


async def _track(site: Site, request: Request) -> Response:
    site.tracks.check(_who(request))
    value = _object(await _read(request, MOST_QUESTION))
    return JSONResponse(await run_in_threadpool(_do_track, site, value, _lang_of(value, request)))


def _do_track(site: Site, value: dict[str, Any], lang: str) -> dict[str, Any]:
    match value:
        case {"ticket": str(ticket), "pin": str(pin)}:
            with site.center.engine.connect() as connection:
                return answers.track(site.center, connection, site.library, (ticket, pin, lang), site.doors)
    raise Refused("bad_question")


def _who(request: Request) -> str:
    return request.client.host if request.client else ""


def _object(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Refused("bad_question") from error
    if not isinstance(value, dict):
        raise Refused("bad_question")
    return value


def _lang_of(value: dict[str, Any], request: Request) -> str:
    lang = value.get("lang")
    return lang if lang in LANGUAGES else _lang(request)


async def _check_page(site: Site, request: Request) -> Response:
    """The page of a QR; without script its form for the typed code is answered here."""
    return await _page(site, request, "check.html", (site.checks, _do_check))


async def _track_page(site: Site, request: Request) -> Response:
    return await _page(site, request, "track.html", (site.tracks, _do_track))


async def _page(
    site: Site,
    request: Request,
    name: str,
    ask: tuple[Limit, Callable[[Site, dict[str, Any], str], dict[str, Any]]],
) -> Response:
    lang = _lang(request)
    answer: dict[str, Any] | None = None
    words = ""
    status = 200
    if request.method == "POST":
        limit, do = ask
        form = parse_qs((await _read(request, MOST_QUESTION)).decode("utf-8", "replace"))
        value = {key: values[0] for key, values in form.items()}
        try:
            limit.check(_who(request))
            answer = await run_in_threadpool(do, site, value, lang)
        except KioskError as error:
            words, status = site.library.texts[lang].error(error), 400
    texts = site.library.texts[lang]
    page = site.pages.get_template(name).render(
        lang=lang, t=texts, answer=answer, words=words, path=request.url.path, host=site.center.host
    )
    return HTMLResponse(page, status)
