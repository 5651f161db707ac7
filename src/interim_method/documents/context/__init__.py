"""What recipes compose with.

A recipe is a function of a context alone. The context knows the record, the language, the edition and the
date; it says texts, makes fields and collections from addresses, and puts the whole together.
"""

from interim_method.documents.context.blocks import flat
from interim_method.documents.context.collections import Col
from interim_method.documents.context.context import Context
from interim_method.documents.context.texts import Said

__all__ = ["Col", "Context", "Said", "flat"]
