"""Family SC0xx: files as such. `load` finds these; here stand their guides."""

from ..diagnostics import Severity
from .rules import Guide, Rule


def _found_by_loading(code: str, name: str, docstring: str) -> Rule:
    return Rule(code=code, severity=Severity.ERROR, looks_at=(), guide=Guide.read(docstring), name=name, check=None)


FILE_RULES = (
    _found_by_loading("SC001", "files are valid yaml", """
        A file is valid YAML.

        Why: What a computer cannot read, nobody can see. Most often a colon inside a text, a tab, or a quotation mark
            that is never closed.
        Wrong:
            title: Light: brighter and cheaper
        Right:
            title: "Light: brighter and cheaper"
        Source: YAML 1.2, chapter 7.
    """),
    _found_by_loading("SC002", "values are written out", """
        No anchors, aliases, tags or merge keys.

        Why: They make YAML a programming language. A few lines of them can fill a computer's memory, and nobody sees
            what an entry says without running it.
        Wrong:
            city: &place copenhagen
        Right:
            city: copenhagen
        Source: yaml/pyyaml#897 and #235.
    """),
    _found_by_loading("SC003", "keys are texts and stand once", """
        A key is a text and stands once.

        Why: Of two values under one key all but the last would silently be lost.
        Wrong:
            sectors: [energy]
            sectors: [water]
        Right:
            sectors: [energy, water]
        Source: YAML 1.2, section 3.2.1.1: the keys of a mapping are unique.
    """),
    _found_by_loading("SC004", "files are UTF-8", """
        A file is text in UTF-8.

        Why: In any other encoding å, ø and é turn into something else, or into nothing.
        Wrong:
            # saved as ISO-8859-1
            keywords: [Århus]
        Right:
            # saved as UTF-8
            keywords: [Århus]
        Source: YAML 1.2, section 5.2, and every web browser.
    """),
    _found_by_loading("SC005", "files are small and flat", """
        A file is of a sane size and depth.

        Why: An entry with every field at its limit has some 40 KB and five levels. More is a mistake or an attack.
        Wrong:
            keywords: [[[[[[[[[[[[[[harbour]]]]]]]]]]]]]]
        Right:
            keywords: [harbour]
    """),
    _found_by_loading("SC006", "one file holds one entry", """
        A file holds one YAML document.

        Why: The file's name is the entry's name and address, so a second entry in it would have none.
        Wrong:
            city: copenhagen
            ---
            city: aarhus
        Right:
            city: copenhagen
    """),
    _found_by_loading("SC007", "files hold what they are for", """
        A file is not empty and holds fields (an entry), a list of items with ids (cities, organisations), or front
        matter between two lines of `---` (an article).

        Why: Otherwise there is nothing to show.
        Wrong:
            # catalogue/labs/north-harbour.yml
        Right:
            # catalogue/labs/north-harbour.yml
            name: North Harbour Lab
    """),
    _found_by_loading("SC008", "ids in a list file are unique", """
        An id stands once in organisations.yml and cities.yml.

        Why: Entries name things by id; of two with the same id one would silently win.
        Wrong:
            # catalogue/organisations.yml
            - {id: north-water, name: North Water, kind: utility}
            - {id: north-water, name: Northern Water Company, kind: private}
        Right:
            # catalogue/organisations.yml
            - {id: north-water, name: North Water, kind: utility}
            - {id: northern-water-company, name: Northern Water Company, kind: private}
    """),
    _found_by_loading("SC009", "entries are ordinary files with a slug for a name", """
        An entry is an ordinary, readable file named in lower-case letters, digits and hyphens, ending in .yml; an
        article's ends in .md.

        Why: The name is the page's address, and a link or pipe could lead out of the catalogue.
        Wrong:
            # catalogue/labs/North Harbour.yml
            name: North Harbour Lab
        Right:
            # catalogue/labs/north-harbour.yml
            name: North Harbour Lab
    """),
)  # fmt: skip
