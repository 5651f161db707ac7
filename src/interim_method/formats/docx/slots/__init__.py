"""Slots: places that a house template keeps for what we write, as content controls or bookmarks.

A slot is called by what shall stand in it: a piece of the document, such as ``title``, a part of it, such as
``objectives``, or an address of the record, such as ``/organisation/name``. No template language is read, and
nothing in a template or in a record is ever evaluated.
"""
