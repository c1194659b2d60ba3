"""What an engine hands out for a text: all rows, in their order, however many, under the aliases of the text."""

from __future__ import annotations

from typing import Any

import pytest

from graph.engines.server_pages import paged
from graph.store import Store

MANY = 1203


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "UNWIND range(1, $n) AS n RETURN n AS n, [n, null, 'a, RETURN b AS c'] AS list ORDER BY n DESC",
            [{"n": n, "list": [n, None, "a, RETURN b AS c"]} for n in range(MANY, 0, -1)],
        ),
        (
            "UNWIND range(1, $n) AS n RETURN DISTINCT n % 3 AS `order`, null AS none ORDER BY `order`",
            [{"order": n, "none": None} for n in range(3)],
        ),
        ("UNWIND range(1, $n) AS n RETURN n AS n ORDER BY n SKIP 600 LIMIT 601", [{"n": n} for n in range(601, 1202)]),
        ("UNWIND range(1, $n) AS n WITH n WHERE n < 0 RETURN n AS n ORDER BY n", []),
        ("UNWIND range(1, $n) AS n RETURN count(n) AS counted, max(n) AS last ORDER BY last", [{"counted": MANY, "last": MANY}]),
        (
            "UNWIND range(1, $n) AS n RETURN n AS n, 'up' AS way ORDER BY n "
            "UNION UNWIND range(1, 2) AS n RETURN n AS n, 'down' AS way ORDER BY n DESC",
            [*({"n": n, "way": "up"} for n in range(1, MANY + 1)), {"n": 2, "way": "down"}, {"n": 1, "way": "down"}],
        ),
    ],
    ids=["lists", "distinct", "some", "none", "aggregated", "union"],
)
def test_rows_of_a_text(store: Store, text: str, rows: list[dict[str, Any]]) -> None:
    assert store.rows(text, {"n": MANY}) == rows


def test_a_column_without_an_alias_is_sent_as_it_is(store: Store) -> None:
    assert paged("UNWIND [2, 1] AS n RETURN n ORDER BY n") is None
    assert store.rows("UNWIND [2, 1] AS n RETURN n ORDER BY n") == [{"n": 1}, {"n": 2}]
