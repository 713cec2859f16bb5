"""The living example: invented people, one cycle that is over and one under way, told by the stages themselves.

Nothing here writes a row of the flow by itself: each deed is done by the stage that does it in earnest, at the
instant the story tells, so that phases, letters and the audit chain are what they would be.
"""
