"""Typeset pictures that stand for a page where it is shared: title, day, hour and place, with a photo beside them.

A `Face` says all that one shows; `draw` makes its bytes, and `store` keeps them, so that what didn't change isn't drawn
again. The letters are those of one typeface, which lies in `fonts/` with its licence.
"""
