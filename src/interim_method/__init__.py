"""The Interim Executive method, engagements and pilots as data and as documents."""

__version__ = "0.1.0"
