"""``python -m twinpress``."""

from twinpress.command import main

if __name__ == "__main__":
    main()
