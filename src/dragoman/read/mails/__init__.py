"""Mails, mailboxes and saved pages, which are mails in form: the parts, and what the headers state."""
