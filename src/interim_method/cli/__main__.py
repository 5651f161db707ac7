"""``python -m interim_method.cli``."""

from interim_method.cli import main

main()
