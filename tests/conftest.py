"""What all tests share."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# A slow or busy machine is no fault of the code: no example has a deadline. In CI the examples are the same
# on every run, so that a commit passes or fails for what it is.
settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", parent=settings.get_profile("here"), derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "here")
