"""Preliminary market engagement: what the market is asked, what it says, and which decision that changed."""
