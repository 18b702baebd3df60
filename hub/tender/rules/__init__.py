"""Rules of a competition over plain values."""
