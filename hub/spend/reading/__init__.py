"""Read ledgers: find the table, guess what each column means, and turn its rows into lines."""
