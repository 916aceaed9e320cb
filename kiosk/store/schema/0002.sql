-- What people must know is asked for every two seconds, by every desk.
CREATE INDEX event_alarm ON event (key) WHERE verb = 'alarm';
