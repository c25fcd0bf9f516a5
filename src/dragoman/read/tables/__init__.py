"""Tables of articles: JSON, CSV and Parquet, by the names of their columns."""
