"""The methodologies in the box, as data."""
