"""Brings a folder of files in, with a sheet that says what they are."""
