"""Contracts and a harness for plug-in authors."""
