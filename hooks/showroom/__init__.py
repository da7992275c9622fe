"""The core of the Living Lab Showroom: from YAML files to pages and data. It knows no site generator.

Data goes one way, and a stage imports only what stands to its left:

    load -> validate -> expand -> render -> index

`model`, `diagnostics`, `slugs` and `shapes` are leaves that every stage may use; `settle` and `build` put the stages
together.
"""
