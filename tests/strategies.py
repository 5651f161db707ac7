"""The generators that plug-in authors get, under the name that the tests know them by."""

from interim_method.testing.strategies import *  # noqa: F403
