"""Tests of sync: wire, exchange, transport, enrolment and the center."""
