"""``python -m tests.attacks``: try everything everywhere, and print the table.

With ``--write``, the table in docs/security.md is written anew. Exits with 1
where an attack succeeds under protection, or fails without.
"""

from __future__ import annotations

import sys

from .runner import OFF
from .table import counts, finish, markdown, situations, start, write


def main() -> None:
    """Run it all, two situations at a time; what succeeds with protection off disturbs others."""
    results, wrong = {}, []
    todo = [situation for situation in situations() if situation != OFF]
    for pair in (todo[:2], todo[2:4], todo[4:], [OFF]):
        running = {situation: start(situation) for situation in pair}
        for situation, process in running.items():
            results[situation] = finish(process)
            print(f"{situation}: {counts(results[situation])}", file=sys.stderr)
            wrong += [
                f"{situation}: {r.name}: {r.how}"
                for r in results[situation].values()
                if r.succeeded != (situation == OFF)
            ]
    if "--write" in sys.argv:
        write(results)
    else:
        print(markdown(results))
    print("\n".join(wrong), file=sys.stderr)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
