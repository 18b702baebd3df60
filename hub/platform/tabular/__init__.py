"""Turn spreadsheets and other tables into clean rows, with a sentence for every row that is not clean."""
