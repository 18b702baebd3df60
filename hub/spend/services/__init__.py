"""What can be done with spend."""
