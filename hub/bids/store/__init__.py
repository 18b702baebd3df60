"""The segment store: sealed bytes under their own digest, on a disk and on a second store. Plain Python, no Django."""
