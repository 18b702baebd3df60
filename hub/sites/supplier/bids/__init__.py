"""A supplier's bid: its task list, one page for each question, checking and submitting it, and its receipts."""
