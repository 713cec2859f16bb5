"""Reads a page's forms as a browser would: every field with what stands in it."""

from lxml import html


def posted(client, address: str, extra: int = 0) -> dict[str, str]:
    """Give what a browser would send back unchanged, with room for some more rows in each set."""
    page = html.fromstring(client.get(address).content)
    told: dict[str, str] = {}
    for form in page.forms:
        told |= {name: value for name, value in form.form_values() if "__prefix__" not in name}
    for name in [name for name in told if name.endswith("-TOTAL_FORMS")]:
        told[name] = str(int(told[name]) + extra)
    told.pop("_addanother", None)
    return told
