"""RFC 6962 Merkle trees: the head over a record, and proofs that anyone can check with SHA-256 alone.

A head is a size with the root over so many leaves: printed on minutes, it fixes every entry before it. Two proofs speak
of heads without showing the record: that an entry is under one (`inclusion_proof`), and that an older head begins a
newer one, so that nothing was changed or taken out in between (`prefix_proof`, the RFC's consistency proof). All hashes
are 32 bytes; leaves are given as leaf hashes.

Both proofs are one walk down the tree, to a leaf or to the subtree with which the older record ends: the roots of the
siblings that it passes, from the bottom up. Who verifies walks by the sizes alone: a proof cannot choose its own way.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

EMPTY = hashlib.sha256(b"").digest()
WIDTH = len(EMPTY)
Head = tuple[int, bytes]


def leaf_hash(data: bytes) -> bytes:
    """The leaf for an entry. The leading byte keeps an entry from ever passing for an inner node."""
    return hashlib.sha256(b"\0" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The inner node over two subtrees."""
    return hashlib.sha256(b"\1" + left + right).digest()


@dataclass(frozen=True)
class Peaks:
    """A tree that is still growing, as the roots of its complete subtrees, the largest first.

    It needs `size.bit_count()` hashes however long the record, so that a seal reads only what came since the last one.
    """

    size: int = 0
    hashes: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        """Raises ValueError when these cannot be the peaks of a tree of that size."""
        if self.size < 0 or len(self.hashes) != self.size.bit_count() or any(len(h) != WIDTH for h in self.hashes):
            raise ValueError(f"{len(self.hashes)} hashes are not the peaks over {self.size} leaves")

    def grown(self, leaves: Iterable[bytes]) -> Peaks:
        """The tree with these leaves after its own."""
        size, hashes = self.size, list(self.hashes)
        for leaf in leaves:
            hashes.append(leaf)
            size += 1
            for _ in range((size & -size).bit_length() - 1):  # as many subtrees of equal size have just met
                right = hashes.pop()
                hashes.append(node_hash(hashes.pop(), right))
        return Peaks(size, tuple(hashes))

    def root(self) -> bytes:
        """The root over all its leaves; over none, the hash of nothing."""
        *rest, joined = self.hashes or (EMPTY,)
        for peak in reversed(rest):
            joined = node_hash(peak, joined)
        return joined


def root(leaves: Iterable[bytes]) -> bytes:
    """The root over leaf hashes; over none, the hash of nothing."""
    return Peaks().grown(leaves).root()


def inclusion_proof(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """What shows that the leaf at `index`, counted from 0, is under the root over `leaves`. Raises IndexError."""
    if not 0 <= index < len(leaves):
        raise IndexError(f"there is no leaf {index} among {len(leaves)}")
    steps, _leaf = _walk(index + 1, len(leaves), to_leaf=True)
    return [root(leaves[step.sibling]) for step in reversed(steps)]


def is_included(leaf: bytes, index: int, proof: Sequence[bytes], of: Head) -> bool:
    """Whether `proof` shows that `leaf` stands at `index` under a head."""
    size, whole = of
    if not 0 <= index < size or not _are_hashes(leaf, whole, *proof):
        return False
    steps, _leaf = _walk(index + 1, size, to_leaf=True)
    if len(proof) != len(steps):
        return False
    for sibling, step in zip(proof, reversed(steps), strict=True):
        leaf = node_hash(sibling, leaf) if step.is_right else node_hash(leaf, sibling)
    return leaf == whole


def prefix_proof(size: int, leaves: Sequence[bytes]) -> list[bytes]:
    """What shows that the head of the first `size` leaves begins the head of all. Raises IndexError.

    Nothing begins everything: for a size of 0, which the RFC leaves open, the proof is empty.
    """
    if not 0 <= size <= len(leaves):
        raise IndexError(f"there are no {size} among {len(leaves)} leaves")
    if size == 0:
        return []
    steps, last = _walk(size, len(leaves), to_leaf=False)
    siblings = [root(leaves[step.sibling]) for step in reversed(steps)]
    # without a turn to the right, the last subtree is the whole old record, whose root the reader has
    return siblings if last.start == 0 else [root(leaves[last]), *siblings]


def is_prefix(old: Head, new: Head, proof: Sequence[bytes]) -> bool:
    """Whether `proof` shows that the older head begins the newer one."""
    (size, old_root), (of, new_root) = old, new
    if not 0 <= size <= of or not _are_hashes(old_root, new_root, *proof):
        return False
    if size == 0:
        return not proof and old_root == EMPTY
    steps, last = _walk(size, of, to_leaf=False)
    hashes = [old_root, *proof] if last.start == 0 else list(proof)
    if len(hashes) != len(steps) + 1:
        return False
    before = after = hashes[0]
    for sibling, step in zip(hashes[1:], reversed(steps), strict=True):
        before = node_hash(sibling, before) if step.is_right else before
        after = node_hash(sibling, after) if step.is_right else node_hash(after, sibling)
    return (before, after) == (old_root, new_root)


class _Step(NamedTuple):
    """A turn at an inner node: to which side, and the leaves under the sibling left aside."""

    is_right: bool
    sibling: slice


def _walk(count: int, size: int, *, to_leaf: bool) -> tuple[list[_Step], slice]:
    """The turns from the root over `size` leaves to the subtree with which the first `count` end, and that subtree.

    `to_leaf` goes on to the very last of these leaves. The subtree on the left has the largest power of two of leaves
    that leaves some over for the right (RFC 6962, 2.1).
    """
    start, steps = 0, []
    while size > 1 if to_leaf else size != count:
        left = 1 << ((size - 1).bit_length() - 1)
        if count <= left:
            steps.append(_Step(is_right=False, sibling=slice(start + left, start + size)))
            size = left
        else:
            steps.append(_Step(is_right=True, sibling=slice(start, start + left)))
            start, count, size = start + left, count - left, size - left
    return steps, slice(start, start + size)


def _are_hashes(*hashes: bytes) -> bool:
    """Whether all have the width of a hash: two of other widths could make the same node in another way."""
    return all(len(h) == WIDTH for h in hashes)
