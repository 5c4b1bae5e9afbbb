"""Readers of published signals: one module for each carrier, bytes or values in, meaning out.

No reader fetches, waits or looks at a clock: what it needs to know is an argument.
"""
