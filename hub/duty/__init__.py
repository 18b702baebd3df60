"""What the law asks of each record, and the register of notice duties."""
