"""Questions over millions of rows: immutable Parquet parts and the engine that reads them."""
