"""What the publishing branch held → the states of a timeline: each commit's files with their facts, in its settings.

The files that are built, checked or proposed are the last state, where they differ from the branch's tip. What lies
where, `held` says without reading a file; `told` makes facts of all of it, or of a part.
"""

from partnerhub.past.held import Held, Proposal, Stage, held, held_of_each
from partnerhub.past.reader import Part, Told, told, told_of

__all__ = ["Held", "Part", "Proposal", "Stage", "Told", "held", "held_of_each", "told", "told_of"]
