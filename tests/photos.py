"""Photos for the tests, made by Pillow: patterns with as many colours as a camera sees."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

ALT = "A quay at night, with lamps along the water"


def pattern(size: tuple[int, int]) -> Image.Image:
    """Colours that run into each other; more than a palette holds."""
    falling = Image.linear_gradient("L").resize(size)
    return Image.merge("RGB", (falling.rotate(180), Image.radial_gradient("L").resize(size), falling))


def add_photos(catalogue: Path, slug: str, *sizes: tuple[int, int]) -> list[str]:
    """Gives a solution of a catalogue photos of these sizes, `quay-1.jpg` first; only those of odd number have a caption."""
    folder = catalogue / "images" / slug
    folder.mkdir(parents=True)
    entry = catalogue / "solutions" / f"{slug}.yml"
    lines = ["images:"]
    names = [f"quay-{number}.jpg" for number in range(1, len(sizes) + 1)]
    for number, (name, size) in enumerate(zip(names, sizes, strict=True), 1):
        pattern(size).rotate(number).save(folder / name)
        lines.append(f"  - file: {name}\n    alt: {ALT} ({number})\n    credit: Testby Archive\n    licence: CC-BY-4.0")
        if number % 2:
            lines.append(f"    caption: The quay from bridge {number}.")
    entry.write_text(entry.read_text("utf-8").rstrip("\n") + "\n" + "\n".join(lines) + "\n", "utf-8")
    return names
