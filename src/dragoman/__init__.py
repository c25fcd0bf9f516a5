"""Dragoman reads what every side says about a conflict and turns it into event reports."""

__version__ = "0.1.0"
