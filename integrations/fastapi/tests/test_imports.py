"""No module of the package imports itself through others, not even for type checkers."""

from __future__ import annotations

import ast
from graphlib import TopologicalSorter
from pathlib import Path

from seo_live import attach, log, messages

PACKAGES = [Path(__file__).parents[1] / name for name in ("seo_live", "demo")]


def imports_of(module: Path) -> set[str]:
    """The modules of the same package that this one imports; `__init__` for the package itself."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.ImportFrom) and node.level == 1:
            siblings = {alias.name for alias in node.names}
            named = {name for name in siblings if (module.parent / f"{name}.py").exists()}
            found |= {node.module} if node.module else named or {"__init__"}
    return found


def test_no_module_imports_itself_through_others() -> None:
    for package in PACKAGES:
        graph = {module.stem: imports_of(module) for module in package.glob("*.py")}
        assert len(graph) > 3
        assert list(TopologicalSorter(graph).static_order())  # Raises CycleError for a circle.


def test_the_names_that_a_log_may_import_are_still_there() -> None:
    assert messages.merge is messages.merge_changes
    assert messages.follow_on is messages.next_message
    assert log.is_out_of_reach is log.needs_reset
    assert attach.NAMES is attach.PARAMETER_NAMES
