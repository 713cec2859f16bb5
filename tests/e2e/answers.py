"""What a nominator writes into the shipped form: something fitting for each question, in the own language."""

from nominations import reading, shape
from nominations.models import Call
from nominations.states import QuestionKind
from tests.nominations import filled_in

OWN = {
    "nominee_name": "name",
    "nominee_name_latin": "latin",
    "nominee_email": "email",
    "city_city": "city",
    "city_country": "country",
    "headline": "headline",
    "nominator_name": "nominator",
}


def the_call():
    return Call.objects.get()


def layout():
    return shape.of(the_call().forms.get())


def typed(page, nominee, words):
    """Fill one page of the form in."""
    given = filled_in.typed(page)
    for asked in page.questions:
        given |= in_words(asked, given, words)
    own = {name: getattr(nominee, attribute) for name, attribute in OWN.items()} | {"nominee_language": words.language}
    return given | {name: value for name, value in own.items() if name in given}


def in_words(asked, given, words):
    """Put own words, days and numbers into what was given for a question and its cells."""
    spoken = {QuestionKind.LONG: words.paragraph, QuestionKind.DATE: words.day, QuestionKind.NUMBER: words.number}
    questions = {f"-{column.key}": column for column in asked.columns} or {asked.key: asked.question}
    kinds = {ending: each.kind for ending, each in questions.items() if not reading.is_year(each)}
    return {
        name: spoken[kind]
        for name in given
        if name == asked.key or name.startswith(f"{asked.key}-")
        for ending, kind in kinds.items()
        if name.endswith(ending) and kind in spoken
    }


def steps(nominee, words):
    """Give the steps of the form, in order, with what is typed on each."""
    return {page.key: typed(page, nominee, words) for page in layout().for_nominator}


def gates():
    return filled_in.gates_of(the_call())
