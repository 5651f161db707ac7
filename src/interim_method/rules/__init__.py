"""Checks and everything that is derived from a record and a date."""
