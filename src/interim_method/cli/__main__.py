"""``python -m interim_method.cli``."""

from interim_method.cli import main

# Worker processes import this module again.
if __name__ == "__main__":
    main()
