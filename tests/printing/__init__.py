"""Tests of paper: what is drawn, read back, and sent."""
