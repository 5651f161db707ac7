"""Hooks, offers and the host of plug-ins."""
