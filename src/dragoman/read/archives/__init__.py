"""Content that holds other content: ZIP and tar, packed files, crawls."""
