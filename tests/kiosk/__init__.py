"""Tests of the office without screens, paper or wires."""
