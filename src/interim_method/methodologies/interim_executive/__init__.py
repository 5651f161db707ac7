"""The Interim Executive method by Calidoscoop, as data."""
