"""How the marks hang together: islands, and the jurors without whom they would fall apart."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from jury.methods.spread import crossing
from scoring.methods.graph import Island, Node
from scoring.methods.numerals import nine_digits
from scoring.methods.sheet import Row, Sheet
from scoring.methods.writing import Plain

Graph = Mapping[Node, Iterable[Node]]


@dataclass(frozen=True, slots=True)
class Connectivity:
    """The number of islands, the jurors who alone hold one together, and the share of ballots across sub-panels.

    `crossing` lies between 0 and 1, and is 1 where a single panel marked everything; None without ballots.
    """

    components: int
    bridges: tuple[str, ...]
    crossing: float | None

    def as_json(self) -> Plain:
        """Give plain values."""
        return {"components": self.components, "bridges": list(self.bridges), "crossing": self.crossing}


def connectivity_of(sheet: Sheet, islands: tuple[Island, ...]) -> Connectivity:
    """Look at the juror–dossier graph of a sheet."""
    pairs = [(dossier, juror) for dossier, row in sheet.rows.items() for juror in row]
    share = nine_digits(float(crossing(pairs))) if pairs else None
    return Connectivity(len(islands), bridging_jurors(sheet.rows), share)


def bridging_jurors(rows: Mapping[str, Row]) -> tuple[str, ...]:
    """Name the jurors without whom an island would fall into several.

    A dossier that nobody else marked goes with its juror and is no island of its own. These are the articulation
    points among jurors, found in one walk (Hopcroft and Tarjan 1973): linear time, no recursion.
    """
    graph: dict[Node, list[Node]] = {}
    for dossier, row in rows.items():
        if len(row) > 1:
            for juror in row:
                graph.setdefault(("dossier", dossier), []).append(("juror", juror))
                graph.setdefault(("juror", juror), []).append(("dossier", dossier))
    return tuple(sorted(name for kind, name in articulation_points(graph) if kind == "juror"))


def articulation_points(graph: Graph) -> set[Node]:
    """Give the nodes without which a component of a graph would fall apart."""
    walk = _Walk(graph)
    for node in graph:
        if node not in walk.times:
            walk.take(node)
    return walk.points


class _Walk:
    """One walk in depth: when each node was met, and the earliest met node that it or what hangs below it touches."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.times: dict[Node, int] = {}
        self.lows: dict[Node, int] = {}
        self.points: set[Node] = set()

    def take(self, start: Node) -> None:
        """Walk a whole component; its start is a point where it has two branches or more."""
        branches = 0
        path = [(start, iter(self._met(start)))]
        while path:
            node, others = path[-1]
            other = next(others, None)
            if other is None:
                path.pop()
                branches += len(path) == 1
                if path:
                    self._close(node, above=path[-1][0], start=start)
            elif other in self.times:
                self.lows[node] = min(self.lows[node], self.times[other])
            else:
                path.append((other, iter(self._met(other))))
        if branches > 1:
            self.points.add(start)

    def _met(self, node: Node) -> Iterable[Node]:
        self.times[node] = self.lows[node] = len(self.times)
        return self.graph[node]

    def _close(self, node: Node, *, above: Node, start: Node) -> None:
        self.lows[above] = min(self.lows[above], self.lows[node])
        if above != start and self.lows[node] >= self.times[above]:
            self.points.add(above)
