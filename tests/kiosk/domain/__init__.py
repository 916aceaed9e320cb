"""Tests of what is true in every office."""
