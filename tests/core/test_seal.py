"""The seal: our trees are the RFC's, true proofs pass and false ones fail."""

from __future__ import annotations

import hashlib

import pymerkle
import pytest
from hypothesis import given
from hypothesis import strategies as st

from roundtable.core.seal import (
    EMPTY,
    Peaks,
    inclusion_proof,
    is_included,
    is_prefix,
    leaf_hash,
    node_hash,
    prefix_proof,
    root,
)

SIZES = range(1, 65)
LEAVES = [leaf_hash(b"entry %d" % n) for n in range(64)]
OTHER = leaf_hash(b"forged")


@pytest.fixture(scope="module")
def peer() -> pymerkle.InmemoryTree:
    """The same 64 entries in another program's tree."""
    tree = pymerkle.InmemoryTree(algorithm="sha256")
    for n in range(64):
        tree.append_entry(b"entry %d" % n)
    return tree


def test_the_rfc_s_own_examples():
    # RFC 6962 2.1: the empty head, one leaf, and the shape of seven leaves (2.1.3)
    assert root([]) == hashlib.sha256().digest()
    assert root(LEAVES[:1]) == hashlib.sha256(b"\0entry 0").digest()
    a, b, c, d, e, f, j = LEAVES[:7]
    k = node_hash(node_hash(a, b), node_hash(c, d))
    i = node_hash(e, f)
    assert root(LEAVES[:7]) == node_hash(k, node_hash(i, j))
    assert inclusion_proof(0, LEAVES[:7]) == [b, node_hash(c, d), node_hash(i, j)]
    assert inclusion_proof(6, LEAVES[:7]) == [i, k]
    assert prefix_proof(3, LEAVES[:7]) == [c, d, node_hash(a, b), node_hash(i, j)]
    assert prefix_proof(4, LEAVES[:7]) == [node_hash(i, j)]


def test_heads_are_those_of_another_program(peer):
    assert [root(LEAVES[:n]) for n in SIZES] == [peer.get_root(n) for n in SIZES]


def test_another_program_s_proofs_hold_the_same_hashes(peer):
    for n in SIZES:
        for index in range(n):
            theirs = [bytes(h) for h in peer.prove_inclusion(index + 1, n).path]
            assert sorted([LEAVES[index], *inclusion_proof(index, LEAVES[:n])]) == sorted(theirs)


def test_an_old_head_is_found_to_begin_a_newer_one_by_both_programs(peer):
    for n in SIZES:
        for m in range(1, n + 1):
            theirs = peer.prove_consistency(m, n)
            pymerkle.verify_consistency(root(LEAVES[:m]), root(LEAVES[:n]), theirs)
            assert is_prefix((m, root(LEAVES[:m])), (n, root(LEAVES[:n])), prefix_proof(m, LEAVES[:n]))


def test_every_entry_is_found_in_every_seal_and_only_at_its_place():
    for n in SIZES:
        sealed = (n, root(LEAVES[:n]))
        for index in range(n):
            proof = inclusion_proof(index, LEAVES[:n])
            found = [i for i in range(-1, n + 2) if is_included(LEAVES[index], i, proof, sealed)]
            assert found == [index]


def test_a_growing_record_has_the_same_head_as_a_whole_one():
    peaks = Peaks()
    for n, leaf in enumerate(LEAVES, start=1):
        peaks = peaks.grown([leaf])
        assert (peaks.size, peaks.root()) == (n, root(LEAVES[:n]))
    assert Peaks(peaks.size, peaks.hashes).grown([OTHER]) == Peaks().grown([*LEAVES, OTHER])


def test_peaks_that_do_not_fit_their_size_are_refused():
    for size, hashes in ((1, ()), (3, (EMPTY,)), (4, (EMPTY, EMPTY)), (1, (b"short",)), (-1, (EMPTY,))):
        with pytest.raises(ValueError, match="peaks"):
            Peaks(size, hashes)


def test_what_is_not_there_has_no_proof():
    for index in (-1, 5):
        with pytest.raises(IndexError):
            inclusion_proof(index, LEAVES[:5])
    for size in (-1, 6):
        with pytest.raises(IndexError):
            prefix_proof(size, LEAVES[:5])


def test_nothing_begins_everything():
    assert is_prefix((0, EMPTY), (5, root(LEAVES[:5])), prefix_proof(0, LEAVES[:5]))
    assert not is_prefix((0, OTHER), (5, root(LEAVES[:5])), [])


def test_a_shorter_hash_cannot_stand_for_half_of_a_node():
    left, right = LEAVES[:2]
    both = node_hash(left, right)
    assert is_included(left, 0, [right], (2, both))
    assert not is_included(left[:31], 0, [left[31:] + right], (2, both))
    assert not is_prefix((1, left[:31]), (2, both), [left[31:] + right])


def test_a_size_without_end_is_answered_all_the_same():
    assert not is_prefix((1, OTHER), (1 << 4000, OTHER), [OTHER])
    assert not is_included(OTHER, 1 << 3999, [OTHER], (1 << 4000, OTHER))


records = st.lists(st.binary(max_size=4), min_size=1, max_size=80).map(lambda r: [leaf_hash(e) for e in r])


@given(records, st.data())
def test_whatever_is_changed_in_the_old_part_is_found_out(leaves, data):
    size = data.draw(st.integers(1, len(leaves)))
    at = data.draw(st.integers(0, size - 1))
    old = (size, root(leaves[:size]))
    forged = [*leaves[:at], OTHER, *leaves[at + 1 :]]
    assert is_prefix(old, (len(leaves), root(leaves)), prefix_proof(size, leaves))
    assert not is_prefix(old, (len(forged), root(forged)), prefix_proof(size, forged))


@given(records, st.data())
def test_a_proof_with_one_hash_changed_added_or_missing_fails(leaves, data):
    size = data.draw(st.integers(1, len(leaves)))
    old, new = (size, root(leaves[:size])), (len(leaves), root(leaves))
    index = data.draw(st.integers(0, len(leaves) - 1))
    for proof, holds in (
        (prefix_proof(size, leaves), lambda p: is_prefix(old, new, p)),
        (inclusion_proof(index, leaves), lambda p: is_included(leaves[index], index, p, new)),
    ):
        assert holds(proof)
        assert not holds([*proof, OTHER])
        for at in range(len(proof)):
            assert not holds([*proof[:at], OTHER, *proof[at + 1 :]])
            assert not holds(proof[:at] + proof[at + 1 :])


@given(records, st.data())
def test_a_proof_for_other_sizes_fails(leaves, data):
    size = data.draw(st.integers(1, len(leaves)))
    claimed = data.draw(st.integers(-1, len(leaves) + 1).filter(lambda n: n != size))
    proof = prefix_proof(size, leaves)
    assert not is_prefix((claimed, root(leaves[:size])), (len(leaves), root(leaves)), proof)
