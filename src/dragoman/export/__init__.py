"""Export: what a case holds, in the forms that other programs read; one file a format, found by discovery."""
