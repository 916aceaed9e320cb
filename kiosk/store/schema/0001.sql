-- The office's database, first form. Set (event) and order (ledger) are two tables: a restore or a new term replaces
-- the order and touches no Event. What stands here is append-only by trigger; projections are marked and may be dropped.

CREATE TABLE self (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    kelurahan TEXT NOT NULL CHECK (length(kelurahan) = 10 AND kelurahan NOT GLOB '*[^0-9]*'),
    device TEXT NOT NULL CHECK (length(device) BETWEEN 1 AND 32)
) STRICT;

-- Small facts of this device, each written by one module: who is register, what is safe, whether it is frozen.
CREATE TABLE fact (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL CHECK (json_valid(value))
) STRICT, WITHOUT ROWID;

-- --- the set: every Event this disk knows -----------------------------------------------------------

CREATE TABLE event (
    key INTEGER PRIMARY KEY,
    device TEXT NOT NULL,
    inc TEXT NOT NULL CHECK (length(inc) = 32),
    seq INTEGER NOT NULL CHECK (seq >= 1),
    id TEXT NOT NULL CHECK (length(id) = 36),
    verb TEXT NOT NULL,
    about TEXT NOT NULL,
    at INTEGER NOT NULL CHECK (at >= 0),
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    UNIQUE (device, inc, seq, digest)
) STRICT;
CREATE INDEX event_id ON event (id);
CREATE INDEX event_about ON event (about) WHERE about <> '';

CREATE TABLE body (
    event INTEGER PRIMARY KEY REFERENCES event (key),
    raw BLOB NOT NULL CHECK (length(raw) > 0)
) STRICT;

CREATE TRIGGER event_is_written_once BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'append_only: event'); END;
CREATE TRIGGER event_stays BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'append_only: event'); END;
CREATE TRIGGER body_is_written_once BEFORE UPDATE ON body
BEGIN SELECT RAISE(ABORT, 'append_only: body'); END;

-- --- the order --------------------------------------------------------------------------------------

CREATE TABLE ledger (
    n INTEGER PRIMARY KEY CHECK (n >= 1),
    term INTEGER NOT NULL CHECK (term >= 1),
    at INTEGER NOT NULL CHECK (at >= 0),
    outcome TEXT NOT NULL CHECK (outcome IN ('effective', 'not_effective')),
    code TEXT NOT NULL CHECK ((code = '') = (outcome = 'effective')),
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    event INTEGER NOT NULL UNIQUE REFERENCES event (key)
) STRICT;

CREATE TABLE branch (
    term INTEGER NOT NULL,
    n INTEGER NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    at INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    code TEXT NOT NULL,
    event INTEGER NOT NULL REFERENCES event (key),
    head BLOB NOT NULL,
    why TEXT NOT NULL,
    moved_at INTEGER NOT NULL,
    PRIMARY KEY (term, n, hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX branch_event ON branch (event);

CREATE TABLE head (
    n INTEGER PRIMARY KEY CHECK (n >= 1),
    signed BLOB NOT NULL
) STRICT;

CREATE TABLE pending (
    event INTEGER PRIMARY KEY REFERENCES event (key)
) STRICT;

CREATE TABLE odd (
    sha256 BLOB PRIMARY KEY CHECK (length(sha256) = 32),
    raw BLOB NOT NULL,
    reason TEXT NOT NULL,
    sender TEXT NOT NULL,
    device TEXT NOT NULL,
    inc TEXT NOT NULL,
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    seen INTEGER NOT NULL DEFAULT 0 CHECK (seen IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TRIGGER ledger_is_gapless BEFORE INSERT ON ledger
WHEN NEW.n <> 1 + coalesce((SELECT max(n) FROM ledger), 0)
BEGIN SELECT RAISE(ABORT, 'gap: ledger'); END;
CREATE TRIGGER ledger_is_written_once BEFORE UPDATE ON ledger
BEGIN SELECT RAISE(ABORT, 'append_only: ledger'); END;
CREATE TRIGGER ledger_leaves_only_for_branch BEFORE DELETE ON ledger
WHEN NOT EXISTS (SELECT 1 FROM branch b WHERE b.term = OLD.term AND b.n = OLD.n AND b.hash = OLD.hash)
BEGIN SELECT RAISE(ABORT, 'append_only: ledger'); END;
CREATE TRIGGER branch_is_written_once BEFORE UPDATE ON branch
BEGIN SELECT RAISE(ABORT, 'append_only: branch'); END;
CREATE TRIGGER branch_stays_until_admitted BEFORE DELETE ON branch
WHEN NOT EXISTS (SELECT 1 FROM ledger l WHERE l.event = OLD.event)
BEGIN SELECT RAISE(ABORT, 'append_only: branch'); END;
CREATE TRIGGER pending_leaves_only_when_admitted BEFORE DELETE ON pending
WHEN NOT EXISTS (SELECT 1 FROM ledger l WHERE l.event = OLD.event)
BEGIN SELECT RAISE(ABORT, 'append_only: pending'); END;
CREATE TRIGGER pending_is_written_once BEFORE UPDATE ON pending
BEGIN SELECT RAISE(ABORT, 'append_only: pending'); END;
CREATE TRIGGER odd_stays_until_seen BEFORE DELETE ON odd WHEN OLD.seen = 0
BEGIN SELECT RAISE(ABORT, 'append_only: odd'); END;

-- --- projections: dropping and folding the ledger again gives the same rows ----------------------------

CREATE TABLE office_state (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    state TEXT NOT NULL CHECK (json_valid(state))
) STRICT;

-- `shown` holds only cases with Events of this device the register has not admitted yet: what its screens show on top.
CREATE TABLE permohonan (
    id TEXT PRIMARY KEY,
    status TEXT NOT NULL,
    step TEXT NOT NULL,
    service TEXT NOT NULL,
    nik TEXT NOT NULL,
    name TEXT NOT NULL,
    ticket TEXT NOT NULL,
    queue TEXT NOT NULL,
    filed_at INTEGER NOT NULL,
    closed_at INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (json_valid(state)),
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT, WITHOUT ROWID;
CREATE INDEX permohonan_open ON permohonan (status, step, filed_at);
CREATE INDEX permohonan_ticket ON permohonan (ticket);
CREATE INDEX permohonan_nik ON permohonan (nik, filed_at) WHERE nik <> '';
CREATE INDEX permohonan_filed ON permohonan (filed_at);

CREATE TABLE shown (
    id TEXT PRIMARY KEY,
    status TEXT NOT NULL,
    step TEXT NOT NULL,
    service TEXT NOT NULL,
    nik TEXT NOT NULL,
    name TEXT NOT NULL,
    ticket TEXT NOT NULL,
    queue TEXT NOT NULL,
    filed_at INTEGER NOT NULL,
    closed_at INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (json_valid(state)),
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT, WITHOUT ROWID;
CREATE INDEX shown_ticket ON shown (ticket);

-- The buku register. Two surat under one number are visible, not forbidden: paper cannot be merged.
CREATE TABLE register (
    scope TEXT NOT NULL,
    year INTEGER NOT NULL,
    n INTEGER NOT NULL,
    event TEXT NOT NULL,
    line INTEGER NOT NULL,
    date TEXT NOT NULL,
    number TEXT NOT NULL,
    service TEXT NOT NULL,
    permohonan TEXT NOT NULL,
    cti TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('issued', 'void', 'revoked', 'outside', 'review')),
    row TEXT NOT NULL CHECK (json_valid(row)),
    PRIMARY KEY (scope, year, n, event)
) STRICT, WITHOUT ROWID;
CREATE INDEX register_date ON register (date, line);
CREATE INDEX register_event ON register (event);
CREATE INDEX register_cti ON register (cti) WHERE cti <> '';

CREATE TABLE queue (
    day TEXT NOT NULL,
    number TEXT NOT NULL,
    need TEXT NOT NULL,
    event TEXT NOT NULL,
    taken_at INTEGER NOT NULL,
    called_at INTEGER NOT NULL DEFAULT 0,
    calls INTEGER NOT NULL DEFAULT 0,
    place TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (day, number)
) STRICT, WITHOUT ROWID;

-- --- what is not folded ---------------------------------------------------------------------------------

CREATE TABLE peer (
    device TEXT PRIMARY KEY,
    heard_at INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (json_valid(state))
) STRICT, WITHOUT ROWID;

CREATE TABLE certificate (
    sha256 BLOB PRIMARY KEY CHECK (length(sha256) = 32),
    device TEXT NOT NULL,
    term INTEGER NOT NULL,
    raw BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX certificate_device ON certificate (device, term);

-- Messages of other devices, unopened, until their Events stand in the ledger.
CREATE TABLE mail (
    sha256 BLOB PRIMARY KEY CHECK (length(sha256) = 32),
    sender TEXT NOT NULL,
    receiver TEXT NOT NULL,
    at INTEGER NOT NULL,
    raw BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE document (
    feed TEXT NOT NULL,
    seq INTEGER NOT NULL CHECK (seq >= 1),
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    version INTEGER NOT NULL,
    sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
    body BLOB NOT NULL,
    cose BLOB NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    withdrawn INTEGER NOT NULL CHECK (withdrawn IN (0, 1)),
    PRIMARY KEY (feed, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX document_newest ON document (kind, key, version, seq);
CREATE TRIGGER document_is_written_once BEFORE UPDATE ON document
BEGIN SELECT RAISE(ABORT, 'append_only: document'); END;

CREATE TABLE file (
    sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
    size INTEGER NOT NULL CHECK (size >= 0),
    kind TEXT NOT NULL,
    present INTEGER NOT NULL CHECK (present BETWEEN 0 AND size),
    name TEXT NOT NULL,
    key BLOB NOT NULL CHECK (length(key) = 32)
) STRICT, WITHOUT ROWID;

CREATE TABLE person (
    id TEXT PRIMARY KEY,
    verifier TEXT NOT NULL,
    wrong INTEGER NOT NULL DEFAULT 0,
    wait_ms INTEGER NOT NULL DEFAULT 0,
    since_boot TEXT NOT NULL DEFAULT '',
    since_ms INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE wrong_pin (
    id INTEGER PRIMARY KEY,
    person TEXT NOT NULL,
    boot TEXT NOT NULL,
    ms INTEGER NOT NULL
) STRICT;

CREATE TABLE resident (
    nik TEXT PRIMARY KEY CHECK (length(nik) = 16 AND nik NOT GLOB '*[^0-9]*'),
    kk TEXT NOT NULL,
    name TEXT NOT NULL,
    born TEXT NOT NULL,
    person TEXT NOT NULL CHECK (json_valid(person)),
    source TEXT NOT NULL CHECK (source IN ('import', 'city', 'case')),
    checked INTEGER NOT NULL CHECK (checked IN (0, 1)),
    changed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX resident_kk ON resident (kk) WHERE kk <> '';
CREATE VIRTUAL TABLE resident_name USING fts5 (
    name, content = 'resident', content_rowid = 'rowid', prefix = '2 3 4', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER resident_added AFTER INSERT ON resident BEGIN
    INSERT INTO resident_name (rowid, name) VALUES (NEW.rowid, NEW.name);
END;
CREATE TRIGGER resident_removed AFTER DELETE ON resident BEGIN
    INSERT INTO resident_name (resident_name, rowid, name) VALUES ('delete', OLD.rowid, OLD.name);
END;
CREATE TRIGGER resident_changed AFTER UPDATE OF name ON resident BEGIN
    INSERT INTO resident_name (resident_name, rowid, name) VALUES ('delete', OLD.rowid, OLD.name);
    INSERT INTO resident_name (rowid, name) VALUES (NEW.rowid, NEW.name);
END;

CREATE TABLE miss (
    id INTEGER PRIMARY KEY,
    nik TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX miss_at ON miss (at);

CREATE TABLE draft (
    id TEXT PRIMARY KEY,
    service TEXT NOT NULL,
    nik TEXT NOT NULL,
    kept INTEGER NOT NULL CHECK (kept IN (0, 1)),
    at INTEGER NOT NULL,
    answers TEXT NOT NULL CHECK (json_valid(answers))
) STRICT, WITHOUT ROWID;

-- What visitors think, until it leaves: no moment, no NIK, no ticket, and a random key, so that no order stays.
CREATE TABLE opinion (
    key BLOB PRIMARY KEY CHECK (length(key) = 16),
    said TEXT NOT NULL CHECK (json_valid(said))
) STRICT, WITHOUT ROWID;

-- Bytes leave only when the permohonan is closed, its entries are safe and it was closed 35 days ago (sync.md 2.4).
CREATE TRIGGER body_leaves_when_safe BEFORE DELETE ON body
WHEN NOT EXISTS (
    SELECT 1 FROM event e
    JOIN ledger l ON l.event = e.key
    JOIN permohonan p ON p.id = CASE WHEN e.about = '' THEN e.id ELSE e.about END
    WHERE e.key = OLD.event
      AND p.closed_at > 0
      AND p.closed_at <= (unixepoch() - 35 * 86400) * 1000
      AND l.n <= coalesce((SELECT json_extract(value, '$') FROM fact WHERE name = 'safe'), 0)
)
BEGIN SELECT RAISE(ABORT, 'append_only: body'); END;
