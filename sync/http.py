"""Owns the carrying of packets over HTTP to one other machine, pinned by its fingerprint; it reads none."""

from __future__ import annotations

import ipaddress
import socket
import ssl
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter

from kiosk.domain.errors import KioskError, Refused, Unavailable
from sync import wire

CONNECT_S: Final = 5
NOWHERE: Final = ("192.0.2.1", 9)  # an address nobody has (RFC 5737): it is only asked for the way there
READ_S: Final = 15
SLOWEST: Final = 8_000  # bytes a second: a timeout grows with what has to travel
THIN: Final = 64_000  # bytes a second: a line below it is worth a harder squeeze
TELLING: Final = 8_192  # bytes of a packet whose time tells how fast the line is
TOO_LARGE: Final = 413
MOST_WAIT_S: Final = 600  # whatever another machine asks for: nobody puts this device to sleep for a day
_BUSY: Final = frozenset({429, 503})
_SIGN_IN: Final = 511  # RFC 6585: the network wants somebody to sign in


@dataclass(frozen=True, slots=True)
class Link:
    """The way to another machine: its address, and who it must be.

    `device` signs its answers. `others` are further addresses it may have moved to. `tls` is the SHA-256 of
    its X.509 in hex (a desk), `ca` a file of the city's authority (the center). Plain http is taken for this
    very machine only (the demo's center): the messages are signed either way, but a network could read them.
    """

    device: str
    url: str
    tls: str = ""
    ca: str = ""
    others: tuple[str, ...] = ()

    def check(self) -> None:
        """Refuse a way on which a stranger could read along. Raises Refused("link_unsafe", url=)."""
        for url in (self.url, *self.others):
            parts = urlsplit(url)
            secret = parts.scheme == "https" and bool(self.tls or self.ca)
            if not secret and not (parts.scheme == "http" and _is_loopback(parts.hostname or "")):
                raise Refused("link_unsafe", url=url)


def _is_public(url: str) -> bool:
    """Whether a question nobody has to keep secret may go this way: TLS, or this very machine."""
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(parts.hostname or ""))


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class _Pinned(HTTPAdapter):
    """Believes one certificate by its fingerprint, whatever name or dates it bears."""

    def __init__(self, tls: str) -> None:
        self._tls = tls
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs, assert_fingerprint=self._tls)


class Client:
    """A kept connection to one machine; used by one thread."""

    def __init__(self, link: Link) -> None:
        """Raises Refused("link_unsafe") for a way that is not secret."""
        link.check()
        self.link = link
        self._level = wire.LEVEL
        self._urls = (link.url, *link.others)
        self._session = requests.Session()
        self._session.trust_env = False  # a proxy of the environment is nobody we know
        if link.tls:
            self._session.verify = False
            self._session.mount("https://", _Pinned(link.tls))
        elif link.ca:
            self._session.verify = link.ca

    def post(self, messages: list[bytes]) -> list[bytes]:
        """Carry a packet there and the answer back.

        Raises Unavailable("offline", reason=) where nobody answered, `portal` or `stranger` where somebody
        else did, Unavailable("busy", seconds=) where we shall come later, and the other side's own refusal.
        """
        raw = self.post_raw(wire.ROUTE, wire.pack(messages, level=self._level))
        try:
            return wire.unpack(raw)
        except Refused as error:
            raise self._explain_other(f"status 200, {error}") from error

    def post_raw(self, route: str, body: bytes) -> bytes:
        """The bytes a route answers, at the address that answered last or another. Raises as `post`."""
        *before, last = self._urls
        for url in before:
            try:
                answer = self._post_to(url, route, body)
            except Unavailable as error:
                if error.code == "busy":
                    raise
            else:
                self._urls = (url, *(one for one in self._urls if one != url))
                return answer
        answer = self._post_to(last, route, body)
        self._urls = (last, *before)
        return answer

    def _post_to(self, address: str, route: str, body: bytes) -> bytes:
        url = address.rstrip("/") + route
        timeout = (CONNECT_S, READ_S + len(body) / SLOWEST)
        headers = {"Content-Type": wire.CONTENT_TYPE}
        try:
            with self._session.post(
                url, data=body, headers=headers, timeout=timeout, stream=True, allow_redirects=False
            ) as response:
                raw = response.raw.read(wire.MAX_WIRE + 1, decode_content=False)
        except requests.exceptions.SSLError as error:
            raise self._explain_other("another certificate") from error
        except (requests.RequestException, OSError) as error:
            raise _explain(error) from error
        except Exception as error:  # urllib3's own, raised while the body is read
            if type(error).__module__.startswith("urllib3"):
                raise _explain(error) from error
            raise
        if len(body) >= TELLING:
            is_thin = len(body) < THIN * response.elapsed.total_seconds()
            self._level = wire.THIN_LEVEL if is_thin else wire.LEVEL
        if response.status_code != requests.codes.ok:
            raise self._refusal(response, raw)
        return bytes(raw)

    def _refusal(self, response: requests.Response, raw: bytes) -> KioskError:
        """What the other side's edge said no to; whatever is not its form was said by somebody else."""
        said = wire.decode_refusal(raw)
        status = response.status_code
        if said is not None and response.headers.get("X-Refused") == said.code:
            later = Unavailable("busy", seconds=_seconds(response.headers.get("Retry-After", "")))
            return later if status in _BUSY else said
        reason = f"status {status}, {len(raw)} bytes"
        if status < requests.codes.bad_request or status == _SIGN_IN:
            return self._explain_other(reason)
        return Unavailable("offline", reason=reason, **({"late": 1} if status == TOO_LARGE else {}))

    def _explain_other(self, reason: str) -> Unavailable:
        """Somebody else answers: before the center that is a network that wants a sign-in (a captive portal),
        at the register desk's address another machine.
        """
        return Unavailable("stranger" if self.link.tls else "portal", reason=reason)

    def close(self) -> None:
        """End the connection."""
        self._session.close()


def find_own_host() -> str:
    """This machine's address on the way out, without a packet sent; empty where it has no network.

    Whoever is told it proves nothing by it: a door is known by its fingerprint.
    """
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect(NOWHERE)
            return str(probe.getsockname()[0])
    except OSError:
        return ""


def fetch_certificate(url: str) -> bytes:
    """The X.509 (DER) a server shows, believed by nobody yet: an enrolment code says whose it must be.

    Raises Unavailable("offline", reason=).
    """
    parts = urlsplit(url)
    try:
        shown = ssl.get_server_certificate((parts.hostname or "", parts.port or 443), timeout=CONNECT_S)
    except (OSError, ValueError) as error:
        raise Unavailable("offline", reason=type(error).__name__) from error
    return ssl.PEM_cert_to_DER_cert(shown)


def ask_public(url: str, text: str, *, ca: str = "") -> dict[str, Any]:
    """What a center answers at its public door about the text of a QR (seal.md 3.1): state, colour, as_of.

    Raises Refused("link_unsafe") for a way that is not secret, Unavailable("offline") where nobody answers.
    """
    if not _is_public(url):
        raise Refused("link_unsafe", url=url)
    try:
        with requests.Session() as session:
            session.trust_env = False
            verified: bool | str = ca or True
            answer = session.post(
                f"{url.rstrip('/')}/api/check", json={"text": text}, timeout=READ_S, verify=verified
            )
            said: dict[str, Any] = answer.json()
    except (requests.RequestException, OSError, ValueError) as error:
        raise Unavailable("offline", reason=type(error).__name__) from error
    return said


def _explain(error: Exception) -> Unavailable:
    """Nobody answered; `late` where somebody was there and the packet was not carried in its time."""
    reason = type(error).__name__
    late = "timed out" in str(error) and not isinstance(error, requests.ConnectTimeout)
    return Unavailable("offline", reason=reason, **({"late": 1} if late else {}))


def _seconds(text: str) -> int:
    return min(int(text), MOST_WAIT_S) if text.isdecimal() and text.isascii() and len(text) < 10 else 60
