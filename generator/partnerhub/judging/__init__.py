"""What the rules say of a hub: of each partner file, of all circles of files that may concern each other, of the rest.

A circle is judged once: what was said of it is kept, and stands until it changes or a moment passes.
"""

from partnerhub.judging.files import private_in_public
from partnerhub.judging.hub import Judgement
from partnerhub.judging.proposal import Sides
from partnerhub.judging.said import may_pass
from partnerhub.judging.whole import FollowUp, Loaded, check, follow_up, judgement_of, load, loaded_of

__all__ = [
    "FollowUp", "Judgement", "Loaded", "Sides", "check", "follow_up", "judgement_of", "load", "loaded_of", "may_pass",
    "private_in_public",
]  # fmt: skip
