"""Evaluate: how good the program is on a case, by a reference or by what people judged; and how far they agree."""
