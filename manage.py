#!/usr/bin/env python
"""Run Django's own commands; `hub` does the same and more."""

import sys

from hub.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
