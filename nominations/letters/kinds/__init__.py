"""The letters of nominations as the secretariat edits them: what each is for, and what its words may hold."""

from awards_site.kinds import register

from . import answers, files, people

register(*files.KINDS, *people.KINDS, *answers.KINDS)
