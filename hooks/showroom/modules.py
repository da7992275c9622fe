"""Which of our scripts a page needs: what a browser would find out module by module, it can be told at once. A leaf module."""

import re
from pathlib import Path

_IMPORT = re.compile(r"""^(?:import|export)\s+(?:[\w$*{},\s]+?\s+from\s+)?["']\./([\w-]+\.mjs)["']""", re.MULTILINE)
"""Of a module that is needed at once (ECMAScript, `ImportDeclaration`, `ExportFromClause`); not `import()`, which may come later."""


def needed_by(script: Path) -> tuple[str, ...]:
    """File names of the script and of all modules that it, or one of those, imports from its folder: in the order found."""
    needed = [script.name]
    # It grows while it is gone through.
    for name in needed:
        imported = _IMPORT.findall((script.parent / name).read_text("utf-8"))
        needed += [other for other in dict.fromkeys(imported) if other not in needed]
    return tuple(needed)
