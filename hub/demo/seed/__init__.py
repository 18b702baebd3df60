"""Build the demo authority by performing real acts at past dates."""
