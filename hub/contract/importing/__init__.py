"""Load lists of contracts; declared to the shared importing mechanism when the package starts."""
