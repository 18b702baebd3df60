"""Risk screens of procurements and contracts: slavery, failure, data protection, fraud, external events."""
