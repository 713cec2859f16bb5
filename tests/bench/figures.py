"""What the figures must meet, and the table that shows them."""

from collections.abc import Iterable, Mapping

from .measure import Cost

PAGE_AT_MOST = 15
WIZARD_AT_MOST = 70
MARK_AT_MOST = 10
VISIT_BYTES_AT_MOST = 50 * 1024
VISIT_REQUESTS_AT_MOST = 8
#: The well-known system for submissions and reviews, measured on 2 cores with PostgreSQL.
THEIRS: Mapping[str, str] = {
    "wizard, first page": "13",
    "wizard, whole way": "167",
    "juror's desk": "453",
    "scoring form": "94",
    "a saved mark": "28",
    "export of ballots, CSV": "100,038",
}


def limit_of(cost: Cost) -> int:
    """Give how many statements something may take."""
    return {"wizard, whole way": WIZARD_AT_MOST, "a saved mark": MARK_AT_MOST}.get(cost.name, PAGE_AT_MOST)


def faults(by_size: Mapping[int, Iterable[Cost]]) -> list[str]:
    """Name every figure that is not met."""
    found = []
    small, large = ({cost.name: cost for cost in costs} for costs in by_size.values())
    for name, cost in large.items():
        if cost.statements > limit_of(cost):
            found.append(f"{name}: {cost.statements} statements, at most {limit_of(cost)}")
        if cost.statements != small[name].statements:
            found.append(f"{name}: {small[name].statements} statements grow to {cost.statements}")
    return found


def table(by_size: Mapping[int, Iterable[Cost]]) -> str:
    """Write the table: both sizes side by side."""
    sizes = list(by_size)
    head = f"| | theirs | {' | '.join(f'statements, rows, CPU ms, bytes at {size:,}' for size in sizes)} |"
    lines = [head, "|---|--:|" + "--:|" * len(sizes)]
    columns = [{cost.name: cost for cost in costs} for costs in by_size.values()]
    for name in columns[-1]:
        cells = " | ".join(cell(column[name]) for column in columns)
        lines.append(f"| {name} | {THEIRS.get(name, '')} | {cells} |")
    return "\n".join(lines)


def cell(cost: Cost) -> str:
    """Write one figure."""
    return f"{cost.statements} · {cost.rows:,} · {cost.cpu_ms:,.0f} · {cost.bytes:,}"
