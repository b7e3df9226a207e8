"""Which entries count, after any commits and deaths; what a commit replaces of files."""

from collections.abc import Mapping
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from searchtool.engines.opensearch.parts import Changes, Part, replaced_parts
from searchtool.engines.opensearch.state import (
    FILE_MARK,
    GRACE_SECONDS,
    LEASE_SECONDS,
    MAX_TERMS,
    State,
    any_term,
    part_name,
)

EMPTY = State("analysis", 1, "owner")
STEPS = st.lists(st.tuples(st.sampled_from("open commit silent".split()), st.integers(0, 3)))


def matches(query: Mapping[str, Any], entry: Mapping[str, Any]) -> bool:
    """What OpenSearch finds, for the queries that a state makes."""
    ((kind, inner),) = query.items()
    if kind == "bool":
        should = inner.get("should")
        return (
            all(matches(q, entry) for q in inner.get("filter", ()))
            and not any(matches(q, entry) for q in inner.get("must_not", ()))
            and (should is None or any(matches(q, entry) for q in should))
        )
    if kind == "match_all":
        return True
    ((field, wanted),) = inner.items()
    if kind == "terms":
        return entry[field] in wanted
    return bool(entry[field] <= wanted["lte"])


@given(STEPS)
def test_exactly_the_committed_batches_count(steps: list[tuple[str, int]]) -> None:
    state, now = EMPTY, 0.0
    writing: dict[int, str] = {}
    committed: set[int] = set()
    for step, writer in steps:
        now += 1
        open_batches = [b for b in writing if state.is_open(b)]
        if step == "open":
            state, batch = state.open_batch(f"owner {writer}", now)
            writing[batch] = f"owner {writer}"
        elif step == "silent":
            now += LEASE_SECONDS
        elif open_batches:
            batch = open_batches[writer % len(open_batches)]
            state = state.commit(batch, [], {"paragraph": 1}, now)
            committed.add(batch)
    query = state.restrict({"match_all": {}})
    found = {b for b in range(state.last_batch + 2) if matches(query, {"batch": b, "part": "x"})}
    assert found - {0} == committed
    assert state.counts.get("paragraph", 0) == len(committed)
    assert State.of(state.to_record()) == state
    owners = [found.owner for found in state.opened.values()]
    assert len(owners) == len(set(owners))


def test_removed_parts_do_not_count_and_are_dropped_when_nobody_needs_them() -> None:
    state, batch = EMPTY.open_batch("one", 0.0)
    state = state.commit(batch, ["r.1.0"], {}, 0.0)
    entry = {"batch": 1, "part": "r.1.0"}
    assert not matches(state.restrict({"match_all": {}}), entry)
    assert matches(state.restrict({"match_all": {}}), {"batch": 1, "part": "r.1.1"})
    assert not state.old_removed(GRACE_SECONDS)
    old = state.old_removed(GRACE_SECONDS + 1)
    assert state.purging(old).purged == state.commits
    assert state.without(old).removed == ()


def test_a_view_is_not_trusted_when_what_it_counts_on_may_be_deleted() -> None:
    before, batch = EMPTY.open_batch("one", 0.0)
    after = before.commit(batch, ["r.1.0"], {}, 100.0)
    assert before.safe_until(before.commits, 50.0) < 50.0 + GRACE_SECONDS
    until = after.safe_until(before.commits, 500.0)
    assert until < 100.0 + GRACE_SECONDS
    assert not after.old_removed(until)
    assert after.safe_until(after.commits, 500.0) > until
    assert after.purging(after.removed).safe_until(before.commits, 0.0) == 0.0


def test_no_clause_has_more_values_than_a_node_takes() -> None:
    queries = list(any_term("part", map(str, range(2 * MAX_TERMS + 1))))
    assert [len(query["terms"]["part"]) for query in queries] == [MAX_TERMS, MAX_TERMS, 1]


@given(st.permutations("AABB"), st.booleans())
def test_two_runs_over_one_file_leave_one_of_them(order: list[str], known: bool) -> None:
    """Each commits the file in two parts; `known` says that it was there before and is replaced."""
    stored = [Part("old.1.0", "file", {}), Part("old.1.0" + FILE_MARK, "file", {})] if known else []
    held: dict[str, set[str]] = {"A": set(), "B": set()}
    done = {"A": 0, "B": 0}
    for batch, run in enumerate(order, start=2):
        done[run] += 1
        name = part_name(run, batch, 0)
        written = [Part(name, "file", {}), Part(name + FILE_MARK, "file", {"last": done[run]})]
        deleted = {"file"} if known and done[run] == 1 else set()
        changes = Changes(deleted, {"file"}, {"file"}, held[run])
        replaced = replaced_parts(changes, run, stored, written)
        stored = [part for part in [*stored, *written] if part not in replaced]
        held[run] = {"file"}
    texts = [part.name.partition(".")[0] for part in stored if not part.is_record]
    records = [part for part in stored if part.is_record]
    assert len(set(texts)) == len(records) == 1
    assert len(texts) == 2
    assert records[0].name.startswith(texts[0])
    assert records[0].counts == {"last": 2}
