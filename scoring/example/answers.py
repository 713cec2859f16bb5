"""A form filled in: what a nominator of the example writes, from the nominee's facts and story."""

from typing import Any

from awards_site.digits import local_digits

from .tales import read

LETTER = {
    "en": (
        "Dear members of the jury,\n\n"
        "I first saw this work on a day when nobody expected a visitor. Nobody showed me a plan. I was introduced to "
        "the people who had begun it, and they argued in front of me about what should come next.\n\n"
        "What is told in this file I have seen with my own eyes or read in reports that others wrote. What did not "
        "work is told as well, and that is why I trust the rest. I ask you to read it with the same patience."
    ),
    "fa": (
        "اعضای گرامی هیئت داوران،\n\n"
        "این کار را نخستین بار در روزی دیدم که کسی در انتظار میهمان نبود. نقشه‌ای نشانم ندادند؛ مرا با کسانی آشنا "
        "کردند که کار را آغاز کرده بودند و پیش روی من بر سر گام بعدی گفت‌وگو می‌کردند.\n\n"
        "آنچه در این پرونده آمده یا به چشم خود دیده‌ام یا در گزارش دیگران خوانده‌ام. آنچه به بار ننشسته نیز گفته شده "
        "است و به همین سبب به باقی آن اعتماد دارم. خواهش می‌کنم آن را با همان شکیبایی بخوانید."
    ),
}
SHARED = {
    "en": ["Decided in council after three public readings.", "Two neighbouring cities have visited and begun."],
    "fa": ["پس از سه نشست عمومی در شورا تصویب شد.", "دو شهر همسایه بازدید کرده و آغاز کرده‌اند."],
}

#: March of a year, as people of the language write it.
MARCH = {"en": "March {}".format, "fa": lambda year: f"اسفند {local_digits(year - 622, 'fa')}"}


def address(nominee: dict[str, Any]) -> str:
    """Give a nominee's invented address."""
    name = (nominee["latin"] or nominee["name"]).lower().encode("ascii", "ignore").decode()
    return ".".join(name.replace("-", " ").replace("’", "").split()) + "@nominees.example"


def fill(prize: str, nominee: dict[str, Any], nominator: dict[str, Any], year: int) -> dict[str, Any]:
    """Give the answers to a prize's whole form."""
    story = read("stories")[prize][nominee["story"]]
    own = {"mayor": of_a_mayor, "journalist": of_a_journalist, "academic": of_an_academic}[prize]
    return {**who(nominee), **own(nominee, story, year), **signed(nominee, nominator)}


def who(nominee: dict[str, Any]) -> dict[str, Any]:
    """Say whom it is about."""
    return {
        "nominee_name": nominee["name"],
        "nominee_name_latin": nominee["latin"],
        "nominee_email": address(nominee),
        "nominee_language": nominee["language"],
        "city": {"city": nominee["city"], "country": nominee["country"]},
        "confirmed_by": "",
    }


def signed(nominee: dict[str, Any], nominator: dict[str, Any]) -> dict[str, Any]:
    """Write the letter and sign it."""
    return {
        "recommendation": LETTER[nominee["language"]],
        "relation": SHARED[nominee["language"]][1],
        "nominator_name": nominator["name"],
        "nominator_capacity": nominator["capacity"],
        "nominator_position": nominator["position"],
        "nominator_place": {"city": nominator["city"], "country": nominator["country"]},
    }


def of_a_mayor(nominee: dict[str, Any], story: dict[str, Any], year: int) -> dict[str, Any]:
    """Say what a mayor did."""
    decided, visited = SHARED[nominee["language"]]
    initiative = {name: story[name] for name in ("name", "problem", "action", "result", "figures", "cost")}
    return {
        "office": nominee["office"],
        "in_office_since": f"{year - 6}-03-14",
        "population": "573000",
        "area": "124",
        "leadership": decided,
        "headline": story["headline"],
        "initiatives": [{**initiative, "began": MARCH[nominee["language"]](year - 3), "finished": "", "partners": ""}],
        "new": story["action"],
        "lasting": decided,
        "people": story["action"],
        "copied": story["copied"],
        "shared_with": visited,
    }


def of_a_journalist(nominee: dict[str, Any], story: dict[str, Any], year: int) -> dict[str, Any]:
    """Say what was written, filmed or drawn."""
    work = {
        **{name: story[name] for name in ("title", "outlet", "summary", "practice")},
        "published": f"{year - 1}-05-02",
        "language": story["written_in"],
        "link": "https://example.org/works/1",
        "practice_city": {"city": nominee["city"], "country": nominee["country"]},
    }
    return {
        "own_nomination": "other",
        "kind": KINDS.get(nominee["office"], "journalist"),
        "position": nominee["office"],
        "institution": nominee["institution"],
        "shape": "works",
        "headline": story["headline"],
        "works": [work],
        "research": story["research"],
        "initiative": story["summary"],
        "audience": "240000",
        "effect": story["effect"],
        "rights": True,
    }


KINDS = {"Website manager": "website", "Cartoonist": "artist", "Film maker": "artist", "Reporter": "reporter"}


def of_an_academic(nominee: dict[str, Any], story: dict[str, Any], year: int) -> dict[str, Any]:
    """Say what was found out, and where it was put to use."""
    place = {"city": nominee["city"], "country": nominee["country"]}
    work = {"citation": story["citation"], "doi": "", "year": str(year - 2), "contribution": story["contribution"]}
    uptake = {"place": place, "since": f"05/{year - 2}", "applied": story["applied"], "result": story["result"]}
    return {
        "position": nominee["office"],
        "institution": nominee["institution"],
        "field": story["headline"],
        "headline": story["headline"],
        "works": [work],
        "method": story["method"],
        "challenge": story["challenge"],
        "solution": story["solution"],
        "transfer": story["transfer"],
        "uptake": [{**uptake, "confirmed": "Planning office"}],
    }
