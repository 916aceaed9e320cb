"""Owns the city's acts at the center: enrol codes, adoption, lists, pages; it answers no resident."""

from __future__ import annotations

import hashlib
from typing import Final

from sqlalchemy import Connection

from kiosk import menus
from kiosk.domain import cose
from kiosk.domain.certificate import Certificate, Revocations, Root, TrustList
from kiosk.domain.document import Document, feed_link, feed_start, parse_document
from kiosk.domain.errors import Refused
from kiosk.trust import LIFETIME_MS, NEXT_MS, Anchors, issue, make_anchors, read_revocations
from sync import enrol
from sync.central import store
from sync.central.center import DEVICE, Center
from sync.central.certificates import read_certificates
from sync.enrol import Ask, Given, Handover

REGISTER: Final = "register"
FEED: Final = "city"
HELD_MS: Final = 10_000
FRESH_MS: Final = 24 * 3_600_000  # a revocation list is made anew after a day, or when something was revoked


def init(center: Center) -> None:
    """Make the city's center: its root is believed, its certificate kept; once, later calls do nothing."""
    ring = center.ring
    if ring.root is None:
        raise Refused("no_city_root")
    now = center.world.now()
    with center.engine.connect() as connection:
        if _find_own(connection, center) is None:
            made = Certificate(
                center.city,
                DEVICE,
                ring.device.public,
                ring.box.public,
                now,
                now + LIFETIME_MS,
                tls=ring.device.fingerprint(DEVICE),
            )
            with store.write(connection):
                store.put(connection, store.ROOT, [(ring.root.public, center.city)], how="INSERT OR IGNORE")
                _keep_certificate(connection, center.city, issue(made, ring.root))
    center.reload()


def make_code(center: Center, kelurahan: str, role: str) -> str:
    """A code with which the register of an office may join, for 24 hours and five tries.

    Raises Refused("bad_kelurahan") or Refused("bad_device_kind").
    """
    if len(kelurahan) != 10 or not kelurahan.isdecimal() or not kelurahan.startswith(center.city):
        raise Refused("bad_kelurahan", kelurahan=kelurahan)
    if role != REGISTER:
        raise Refused("bad_device_kind", kind=role)
    secret = center.world.token(enrol.SECRET_BYTES)
    row = (enrol.hash_secret(secret), kelurahan, role, center.world.now() + enrol.LASTS_MS, enrol.TRIES)
    with center.engine.connect() as connection, store.write(connection):
        store.put(connection, store.CODE, [row])
    return enrol.make_code(secret, center.ring.device.kid)


def answer(center: Center, raw: bytes) -> bytes:
    """Answer `POST /v1/enrol`: a register that brings its office, or the office's keys that follow.

    Raises Refused: `enrol_request`, `enrol_code`, `enrol_not_its_own`, `certificate_unknown`.
    """
    body = enrol.read_ask(raw)
    with center.gate.request(), center.engine.connect() as connection:
        if isinstance(body, Handover):
            return _take_keys(center, connection, raw, body)
        return _adopt(center, connection, body)


def publish(center: Center, raw: bytes, file: str) -> str:
    """Put a page to read into the city's feed, which every office hears; its key.

    Raises as `kiosk.menus.check_page`.
    """
    key = menus.check_page(raw, file)
    with center.engine.connect() as connection, store.write(connection):
        rows = connection.exec_driver_sql(
            "SELECT seq, hash, raw FROM document WHERE feed = ? ORDER BY seq DESC", (FEED,)
        ).all()
        before = [parse_document(cose.parse(bytes(row[2])).payload) for row in rows]
        version = max((one.version for one in before if one.key == key), default=0) + 1
        last, link = (rows[0][0], bytes(rows[0][1])) if rows else (0, feed_start(FEED))
        signed = center.ring.device.sign1(Document(FEED, last + 1, "info", key, version, raw).payload())
        store.put(connection, store.DOCUMENT, [(FEED, last + 1, feed_link(link, signed), signed)])
    return key


def _adopt(center: Center, connection: Connection, body: Ask) -> bytes:
    """The city's root signs the same keys, same terms; the office's own stays believed for older seals."""
    if center.ring.root is None:
        raise Refused("no_city_root")
    with store.write(connection):
        wrong = not _use_code(center, connection, body)
    if wrong:
        raise Refused("enrol_code")
    made = enrol.adopt(body, center.ring.root)
    if any(map(center.known.is_of_another, read_certificates(made))):
        raise Refused("enrol_not_its_own")
    with store.write(connection):
        connection.exec_driver_sql("DELETE FROM code WHERE secret = ?", (_secret(body),))
        store.put(connection, store.ROOT, [(bytes.fromhex(body.root), body.office)], how="INSERT OR IGNORE")
        for raw in made:
            _keep_certificate(connection, body.office, raw)
    center.reload()
    given = Given(
        v=enrol.VERSION,
        office=body.office,
        by=DEVICE,
        roots=((center.ring.root.public.hex(), center.city), (body.root, body.office)),
        certificates=(_get_own(connection, center), *made),
    )
    return enrol.give(given, center.ring.device)


def _secret(body: Ask) -> bytes:
    return enrol.hash_secret(bytes.fromhex(body.secret))


def _use_code(center: Center, connection: Connection, body: Ask) -> bool:
    """Whether the code is good; a wrong one costs every open code of that office a try."""
    now = center.world.now()
    row = connection.exec_driver_sql(
        'SELECT kelurahan, until, "left" FROM code WHERE secret = ?', (_secret(body),)
    ).first()
    if row is not None and row[0] == body.office and row[1] >= now and row[2] > 0:
        return True
    connection.exec_driver_sql('UPDATE code SET "left" = "left" - 1 WHERE kelurahan = ?', (body.office,))
    connection.exec_driver_sql('DELETE FROM code WHERE "left" <= 0 OR until < ?', (now,))
    return False


def _take_keys(center: Center, connection: Connection, raw: bytes, body: Handover) -> bytes:
    held = center.known.certificates.get(body.office, ())
    sender = next((one for one in held if one.device == body.device and one.term), None)
    if sender is None or cose.parse(raw).kid != sender.kid:
        raise Refused("certificate_unknown", kid=cose.parse(raw).kid.hex())
    office = enrol.open_handover(raw, sender, center.ring.box, DEVICE)
    with store.write(connection):
        connection.exec_driver_sql(
            "INSERT INTO office (kelurahan, hash, ticket_key) VALUES (?1, x'', ?2)"
            " ON CONFLICT DO UPDATE SET ticket_key = ?2",
            (body.office, office.ticket),
        )
    return b""


def _keep_certificate(connection: Connection, office: str, raw: bytes) -> None:
    made = read_certificates([raw])[0]
    row = (office, hashlib.sha256(raw).digest(), made.device, made.kid, made.term, 0, raw)
    store.put(connection, store.CERTIFICATE, [row], how="INSERT OR IGNORE")


def _find_own(connection: Connection, center: Center) -> bytes | None:
    row = connection.exec_driver_sql(
        "SELECT raw FROM certificate WHERE kelurahan = ? AND device = ?", (center.city, DEVICE)
    ).first()
    return bytes(row[0]) if row else None


def _get_own(connection: Connection, center: Center) -> bytes:
    raw = _find_own(connection, center)
    if raw is None:
        raise Refused("center_missing", folder=str(center.engine.url.database))
    return raw


# --- lists ----------------------------------------------------------------------------------------------


def get_anchors(center: Center, connection: Connection) -> Anchors:
    """What the center checks seals against: every root and certificate it keeps, and its own newest lists.

    Held for some seconds, because making them reads every seal of the city and verifies every certificate: a
    question costs far less to ask. Nothing revoked is green meanwhile: registration is asked each time.
    """
    with center.belief.lock:
        now, held = center.world.now(), center.belief
        if held.anchors is None or held.known is not center.known or not 0 <= now - held.at < HELD_MS:
            held.anchors, held.known, held.at = _make_anchors(center, connection), center.known, now
        return held.anchors


def _make_anchors(center: Center, connection: Connection) -> Anchors:
    raws = [bytes(raw) for (raw,) in connection.exec_driver_sql("SELECT raw FROM certificate").all()]
    trust, revocations = _get_lists(center, connection, raws)
    return make_anchors(center.known.roots, trust=trust, revocations=revocations, certificates=raws)


def _get_lists(center: Center, connection: Connection, raws: list[bytes]) -> tuple[bytes, bytes]:
    """The lists, made anew where certificates or revocations changed, or a day has passed.

    A list names seals by the first bytes of an id each office chooses itself: one another office uses as well
    is left out, or any office could revoke its neighbour's surat.
    """
    now = center.world.now()
    revoked = frozenset(
        bytes(cti)[:8]
        for (cti,) in connection.exec_driver_sql(
            "SELECT cti FROM seal s JOIN permohonan p USING (kelurahan, id)"
            " WHERE (p.status = 'revoked' OR NOT s.standing)"
            " AND NOT EXISTS (SELECT 1 FROM seal o WHERE o.kelurahan <> s.kelurahan AND o.cti"
            " BETWEEN substr(s.cti, 1, 8) AND CAST(substr(s.cti, 1, 8) || x'FFFF' AS BLOB))"
        ).all()
    )
    mark = hashlib.sha256(b"".join(sorted(raws)) + b"/" + b"".join(sorted(revoked))).digest()
    trust, revocations = store.find_fact(connection, "trust"), store.find_fact(connection, "revocations")
    if revocations and store.find_fact(connection, "lists_of") == mark:
        held = read_revocations(revocations, center.known.roots, read_certificates(raws))
        if now - held.at < FRESH_MS:
            return trust, revocations
    if center.ring.root is None:
        return trust, revocations
    seq = int(store.find_fact(connection, "lists_seq") or b"0") + 1
    sealing = _one_for_each_key(raws)
    own = _get_own(connection, center)
    listed = TrustList(
        f"{center.city[:2]}.{center.city[2:]}",
        center.city,
        seq,
        now,
        _sorted(center.known.roots),
        (own, *sealing),
    )
    trust = issue(listed, center.ring.root)
    revocations = issue(Revocations(center.city, seq, now, now + NEXT_MS, seq, revoked), center.ring.device)
    with store.write(connection):
        for name, value in (
            ("trust", trust),
            ("revocations", revocations),
            ("lists_of", mark),
            ("lists_seq", b"%d" % seq),
        ):
            store.keep_fact(connection, name, value)
    return trust, revocations


def _one_for_each_key(raws: list[bytes]) -> tuple[bytes, ...]:
    """The certificates that may seal: the list has one entry for each key, the one that ends last."""
    newest: dict[bytes, tuple[int, bytes]] = {}
    for raw in sorted(raws):
        made = read_certificates([raw])[0]
        if made.seal and (made.exp, raw) > newest.get(made.seal, (0, b"")):
            newest[made.seal] = (made.exp, raw)
    return tuple(raw for _, raw in newest.values())


def _sorted(roots: tuple[Root, ...]) -> tuple[Root, ...]:
    return tuple(sorted(roots, key=lambda root: (root.office, root.key)))
