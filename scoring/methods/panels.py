"""Who read what, as arrays of places: all that the calibrated count in floating point sums over.

Dossiers whose panels are of one size stand side by side in blocks that fit a processor's cache, so that every sum is
one over columns. What is here takes no names.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]
Places = NDArray[np.integer]
Starts = NDArray[np.uint32]
Rows = slice | NDArray[np.intp]
Kind = TypeVar("Kind", bound=np.generic)

BLOCK: Final = 2**16
PAIRS: Final = 2**20
ONCE: Final[Vector] = np.ones(1)
NOWHERE: Final[Vector] = np.empty(0)


@dataclass(frozen=True, slots=True)
class Block:
    """Panels of one size: `members` (k jurors × P panels), which `rows` they are, and W_i of each (P, or 1 for all).

    `cells` are the places of their scores, dossier by juror. `copies` says how many dossiers each panel read.
    """

    rows: Rows
    cells: Rows
    members: Places
    weight: Vector
    copies: Vector

    def tall(self, values: NDArray[Kind]) -> NDArray[Kind]:
        """Take their scores out of all, k × P."""
        return tall(values, self.cells, len(self.members))

    def pairs(self) -> Iterator[tuple[slice, NDArray[np.intp], NDArray[np.intp]]]:
        """Give all pairs of jurors within each panel (k × k × P), in parts that fit the memory of a small machine."""
        step = max(1, PAIRS // len(self.members) ** 2)
        for start in range(0, self.members.shape[1], step):
            part = slice(start, start + step)
            places = self.members[:, part].astype(np.intp)
            one, other = np.broadcast_arrays(places[:, None], places)
            yield part, one, other


@dataclass(frozen=True, slots=True)
class Centred:
    """The plain means m_i (N), r_j = Σ_i w_ij (y_ij − m_i) (J), and Σ_ij w_ij (y_ij − m_i)²."""

    means: Vector
    right: Vector
    within: float


class Panels:
    """The juror–dossier graph of N dossiers and J jurors, each of whom stands for `times` equal ones.

    `starts[i]` … `starts[i + 1]` are the scores of dossier i, `jurors` tells who gave each. Where equal panels are
    taken together, `copies` (N) says how many dossiers each stands for.
    """

    def __init__(self, starts: Starts, jurors: Places, times: Vector, copies: Vector = ONCE) -> None:
        self.starts, self.jurors, self.times, self.copies = starts, jurors, times, copies
        self.alike = bool((times == 1).all())

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """All panels, by size."""
        return tuple(self._block(*cut) for cut in cut_rows(self.starts))

    @cached_property
    def degrees(self) -> Vector:
        """The diagonal D_J: the dossiers each juror marked, as often as the juror counts."""
        marked = np.zeros(len(self.times))
        for block in self.blocks:
            _scatter(block.members.astype(np.intp), block.copies, marked)
        return self.times * marked

    def centred(self, marks: Vector) -> Centred:
        """Take the mean of its dossier away from every mark."""
        means, right, within = np.empty(len(self.starts) - 1), np.zeros(len(self.times)), 0.0
        for block in self.blocks:
            values, places = block.tall(marks), block.members.astype(np.intp)
            means[block.rows] = middle = self._weighed(values, places).sum(axis=0) / block.weight
            away = values - middle
            _scatter(places, away, right)
            within += float((away * self._weighed(away, places)).sum())
        return Centred(means, self.times * right, within)

    def laplacian(self, vector: Vector, averages: Vector = NOWHERE) -> Vector:
        """S b = D_J b − Wᵀ D_E⁻¹ W b, without ever writing S out.

        Into `averages` (N) goes D_E⁻¹ W b: for each dossier the average of what its jurors have in the vector.
        """
        weighed, found = self.times * vector, np.zeros(len(vector))
        for block in self.blocks:
            places = block.members.astype(np.intp)
            middle = weighed.take(places).sum(axis=0) / block.weight
            _scatter(places, middle * block.copies, found)
            if averages is not NOWHERE:
                averages[block.rows] = middle
        return self.degrees * vector - self.times * found

    def matrix(self) -> Matrix:
        """Write S out, J by J."""
        jurors = len(self.times)
        links = np.zeros((jurors, jurors))
        for block in self.blocks:
            each = np.broadcast_to(block.copies / block.weight, block.members.shape[1:])
            for part, one, other in block.pairs():
                np.add.at(
                    links.ravel(), (one * jurors + other).ravel(), np.broadcast_to(each[part], one.shape).ravel()
                )
        return np.diag(self.degrees) - links * np.outer(self.times, self.times)

    def forms(self, matrix: Matrix) -> Vector:
        """a_iᵀ M a_i for each dossier, where a_ij = w_ij / W_i and M is J by J."""
        weighed, found = matrix * np.outer(self.times, self.times), np.empty(len(self.starts) - 1)
        for block in self.blocks:
            parts = [weighed[one, other].sum(axis=(0, 1)) for _, one, other in block.pairs()]
            found[block.rows] = np.concatenate(parts) / block.weight**2
        return found

    @property
    def weights(self) -> Vector:
        """W_i for each dossier."""
        found = np.empty(len(self.starts) - 1)
        for block in self.blocks:
            found[block.rows] = block.weight
        return found

    def _weighed(self, values: Vector, places: NDArray[np.intp]) -> Vector:
        return values if self.alike else values * self.times.take(places)

    def _block(self, rows: Rows, cells: Rows, size: int) -> Block:
        members = tall(self.jurors, cells, size)
        weight = np.array([float(size)]) if self.alike else self.times.take(members.astype(np.intp)).sum(axis=0)
        return Block(rows, cells, members, weight, self.copies if len(self.copies) == 1 else self.copies[rows])


def starts_of(dossiers: Places) -> Starts:
    """Find where each dossier begins in an array of places that stand together."""
    edges = np.flatnonzero(dossiers[1:] != dossiers[:-1]) + 1
    return np.concatenate([[0], edges, [len(dossiers)]]).astype(np.uint32)


def sizes_of(starts: Starts) -> NDArray[np.int64]:
    """Count the scores of each dossier."""
    ends: NDArray[np.int64] = starts.astype(np.int64)
    return ends[1:] - ends[:-1]


def cut_rows(starts: Starts) -> Iterator[tuple[Rows, Rows, int]]:
    """Cut dossiers into blocks of one panel size each: their places, the places of their scores, the size."""
    sizes = sizes_of(starts)
    if len(sizes) and (sizes == sizes[0]).all():
        size = int(sizes[0])
        for run in _runs(len(sizes), size):
            yield run, slice(run.start * size, run.stop * size), size
        return
    for size in np.unique(sizes).tolist():
        alike = np.flatnonzero(sizes == size)
        for run in _runs(len(alike), size):
            yield alike[run], starts[alike[run], None].astype(np.intp) + np.arange(size), size


def tall(values: NDArray[Kind], cells: Rows, size: int) -> NDArray[Kind]:
    """Take the scores of panels of one size out of all, k × P."""
    return np.ascontiguousarray(values[cells].reshape(-1, size).T)


def _runs(number: int, size: int) -> Iterator[slice]:
    step = max(1, BLOCK // size)
    for start in range(0, number, step):
        yield slice(start, min(start + step, number))


def _scatter(places: NDArray[np.intp], each: Vector, found: Vector) -> None:
    """Add to each juror what the panels, or the scores, have for it."""
    np.add.at(found, places.ravel(), np.broadcast_to(each, places.shape).ravel())
