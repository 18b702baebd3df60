"""What is decided about bids by plain functions of facts: no clock, no database, no network."""
