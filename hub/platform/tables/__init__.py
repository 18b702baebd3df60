"""How the tables come to be: all at once in an empty database, by the migrations in one that holds something."""
