-- What people must know is asked for every two seconds, by every desk.
CREATE INDEX event_alarm ON event (key) WHERE verb = 'alarm';
-- So is what waits for a ruling: nearly always nothing, among a hundred thousand.
CREATE INDEX permohonan_ruling ON permohonan (filed_at, id) WHERE instr(state, '"ruling":true') > 0;
