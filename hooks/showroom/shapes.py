"""The shape of everything people write: which keys, of what type, required or not, meaning what.

A leaf module and the one place where a field is declared. Validation, reading, JSON Schemas and the field
reference are interpreters of these declarations. Limits without a source are editorial choices: what fits a card,
a phone screen or one print page.
"""

from dataclasses import replace

from .types import (
    DATE as DATE,
    EMAIL as EMAIL,
    NUMBER as NUMBER,
    Choice,
    Date,
    Email,
    Field,
    Flag,
    IdOf,
    ListOf,
    Name,
    Need,
    Number,
    Prose,
    Shape,
    Slug,
    TermOf,
    Text,
    Type,
    Url,
    example_of as example_of,
    limits_of as limits_of,
    text_of as text_of,
    walk as walk,
)

_R, _r, _o = Need.REQUIRED, Need.RECOMMENDED, Need.OPTIONAL

QUALIFIERS = ("about", "at-least", "at-most")
RESULT_KINDS = ("measured", "stated", "expected", "context")
FINDING_KINDS = ("worked", "did-not-work", "surprise")
CURRENCIES = ("DKK", "EUR", "SEK", "USD")
LANGUAGES = """
    aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et eu fa
    ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr
    ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl
    ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur
    uz ve vi vo wa wo xh yi yo za zh zu
""".split()
"""The two-letter codes of ISO 639-1 that are in use."""
LANGUAGE = Name(rf"(?:{'|'.join(LANGUAGES)})\Z", "en")
ICON = Name(r"[a-z]+(/[a-z0-9]+(-[a-z0-9]+)*)+\Z", "material/water")

PERIOD = Shape("period", (
    Field("started", Date(), _r, "When it began: a year, a month or a day.", "2018"),
    Field("ended", Date(), _o, "When it ended; leave out while it goes on.", "2021-06"),
))  # fmt: skip

PLACE = Shape("location", (
    Field("lat", Number(-90, 90), _R, "Latitude in WGS 84 degrees.", "55.68"),
    Field("lon", Number(-180, 180), _R, "Longitude in WGS 84 degrees.", "12.57"),
    Field("precision", Choice(("site", "street", "area", "city")), _R, "How exact the point is.", "city"),
))  # fmt: skip

RANGE = Shape("range", (
    Field("low", Number(), _R, "The lower end.", "60"),
    Field("high", Number(), _R, "The upper end.", "80"),
))  # fmt: skip

BASELINE = Shape("baseline", (
    Field("value", Number(), _o, "The value before or without the solution, in the result's unit.", "20"),
    Field("description", Text(3, 160), _R, "What the result is compared with.", "the same heat from LPG gas"),
))  # fmt: skip

_VALUE = (
    Field("value", Number(), _o, "A plain number in full, such as 2200000; or give a range.", "315"),
    Field("range", RANGE, _o, "Lower and upper end, when the source gives a range."),
    Field("qualifier", Choice(QUALIFIERS), _o, "When the source says about, at least (over) or at most (up to).", "at-least"),
)

_EVIDENCE = (
    Field("kind", Choice(RESULT_KINDS), _R, "Measured, stated by an organisation, expected beforehand, or context.", "stated"),
    Field("baseline", BASELINE, _o, "What the figure is compared with."),
    Field("period", PERIOD, _o, "When it was measured."),
    Field("note", Text(3, 200), _o, "A caveat the reader must know.", "Supplier's figure."),
    Field("source", IdOf("sources"), _R, "The id of the source that gives the figure.", "danfoss-2019"),
)

RESULT = Shape("result", (
    Field("indicator", TermOf("indicators"), _R, "What is measured.", "co2-avoided"),
    Field("label", Text(3, 80), _o, "What exactly was counted, when the indicator's name is too general.",
          "CO2 avoided against LPG gas"),
    *_VALUE,
    Field("unit", TermOf("units"), _R, "The unit of value, range and baseline.", "t/yr"),
    *_EVIDENCE,
))  # fmt: skip

FACT = Shape("fact", (
    Field("label", Text(3, 80), _R, "What was counted.", "LoRaWAN gateways at the start"),
    *_VALUE,
    Field("unit", TermOf("units"), _R, "The unit of value and range.", "count"),
    *_EVIDENCE,
))  # fmt: skip

FINDING = Shape("finding", (
    Field("kind", Choice(FINDING_KINDS), _R, "Worked, did not work, or a surprise.", "did-not-work"),
    Field("text", Prose(30, 300), _R, "The lesson in one or two sentences.",
          "Technical stops troubled the start, and then the pandemic cut the number of passengers."),
    Field("source", IdOf("sources"), _o, "The id of the source that tells it.", "danfoss-2019"),
))  # fmt: skip

COST = Shape("cost", (
    Field("kind", TermOf("cost-kinds"), _R, "What the money covers.", "investment"),
    replace(_VALUE[0], type=Number(0)),
    *_VALUE[1:],
    Field("currency", Choice(CURRENCIES), _R, "ISO 4217 code.", "DKK"),
    Field("period", PERIOD, _o, "When it was paid or agreed."),
    Field("note", Text(3, 200), _o, "A caveat the reader must know.", "Construction budget before opening."),
    Field("source", IdOf("sources"), _R, "The id of the source that gives the sum.", "danfoss-2019"),
))  # fmt: skip

PARTNER = Shape("partner", (
    Field("organisation", IdOf("organisations"), _R, "The partner's id in organisations.yml.", "hofor"),
    Field("role", TermOf("partner-roles"), _R, "What it does here.", "operator"),
))  # fmt: skip

PARTNERSHIP = Shape("partnership", (
    Field("model", TermOf("partnership-models"), _r, "How the partners are bound together.", "living-lab"),
    Field("procurement", TermOf("procurement-procedures"), _o, "How the public side bought or commissioned it.", "grant-project"),
    Field("methods", ListOf(TermOf("methods"), 1, 6, unique=True), _o, "How people and evidence were brought in.",
          "[field-test, co-creation]"),
))  # fmt: skip

REPLICATION = Shape("replication", (
    Field("city", IdOf("cities"), _o, "Where else it runs, when that city is in cities.yml.", "esbjerg"),
    Field("place", Text(2, 80), _o, "Where else it runs, in words.", "Kristiansand"),
    Field("since", Date(), _o, "Since when.", "2012"),
    Field("organisation", IdOf("organisations"), _o, "Who runs it there.", "esbjerg-municipality"),
    Field("note", Text(3, 200), _o, "A caveat the reader must know.", "Joined after the first project."),
    Field("source", IdOf("sources"), _r, "The id of the source that says so.", "danfoss-2019"),
))  # fmt: skip

VISIT = Shape("visit", (
    Field("possible", Flag(), _R, "Whether visitors are received.", "true"),
    Field("url", Url(), _r, "Where a visit is booked.", "https://aarhuscitylab.dk/english/"),
    Field("languages", ListOf(LANGUAGE, 1, 10, unique=True), _o, "Languages of a tour, as ISO 639-1 codes.", "[en, da]"),
    Field("note", Text(3, 200), _o, "What one sees, or how to ask.", "Outdoor test area and showroom by Dokk1."),
))  # fmt: skip

CONTACT = Shape("contact", (
    Field("organisation", IdOf("organisations"), _R, "Whom to ask.", "hofor"),
    Field("url", Url(), _o, "Contact page.", "https://example.org/contact"),
    Field("email", Email(), _o, "Address of a function, not of a person.", "visits@example.org"),
    Field("consent", Flag(), _R, "true: the organisation agreed to be listed here.", "true"),
))  # fmt: skip

DATA_PROTECTION = Shape("data_protection", (
    Field("personal_data", Flag(), _R, "Whether data about people is handled.", "false"),
    Field("assessment", Choice(("done", "ongoing", "not-needed")), _o, "State of the impact assessment (GDPR article 35).",
          "done"),
    Field("note", Text(3, 300), _o, "How people are protected.", "The city stresses that it collects no data on individuals."),
))  # fmt: skip

READINESS = Shape("trl", (
    Field("level", Number(1, 9, whole=True), _R, "Technology readiness level, 1 to 9.", "8"),
    Field("as_of", Date(), _R, "When the level was judged.", "2026"),
))  # fmt: skip

IMAGE = Shape("image", (
    Field("file", Name(r"[a-z0-9]+(-[a-z0-9]+)*\.(png|jpe?g|webp|avif)\Z", "pump-house.jpg"), _R, "File in images/<slug>/."),
    Field("alt", Text(5, 200), _R, "What the picture shows, for people who do not see it.",
          "Brick pump house on the quay with a cruise ship behind it"),
    Field("credit", Text(2, 120), _R, "Photographer or owner.", "Example Water"),
    Field("licence", Name(r"[A-Za-z0-9.+-]{2,40}\Z", "CC-BY-4.0"), _R, "SPDX licence id."),
    Field("caption", Text(3, 200), _o, "A line below the picture.", "The pump house seen from the terminal."),
))  # fmt: skip

LINK = Shape("link", (
    Field("title", Text(3, 200), _R, "What one finds there.", "Aarhus City Lab (English)"),
    Field("url", Url(), _R, "Where it is.", "https://aarhuscitylab.dk/english/"),
    Field("language", LANGUAGE, _o, "Its language as an ISO 639-1 code."),
))  # fmt: skip

SOURCE = Shape("source", (
    Field("id", Slug(), _R, "A short name that figures refer to, such as danfoss-2019.", "danfoss-2019"),
    Field("title", Text(2, 250), _R, "Title as published.",
          "Electrification and sector coupling achieve CO2 goals at FlexHeat Nordhavn"),
    Field("publisher", Text(2, 120), _R, "Who published it.", "Danfoss"),
    Field("url", Url(), _R, "Where it can be read.", "https://www.danfoss.com/en/service-and-support/case-stories/"),
    Field("date", Date(), _o, "When it was published.", "2019-04-24"),
))  # fmt: skip

_DATES = (
    Field("added", Date(exact=True), _R, "When the entry joined the showroom.", "2026-11-23"),
    Field("updated", Date(exact=True), _o, "When it last changed in substance.", "2027-03-01"),
)

SOLUTION = Shape("solution", (
    Field("title", Text(8, 80), _R, "Names the solution, not the project; no full stop.",
          "Harbour heat pump that works around the dear hours of electricity"),
    Field("summary", Text(60, 200), _R, "One sentence with the outcome a buyer cares about.",
          "Three cruise terminals and a UNICEF warehouse are heated from salt groundwater instead of gas."),
    Field("sectors", ListOf(TermOf("sectors"), 1, 3, unique=True), _R, "The part of city life it serves, the main one first.",
          "[energy]"),
    Field("technologies", ListOf(TermOf("technologies"), 1, 8, unique=True), _R, "What it is made of.",
          "[heat-pump, thermal-storage]"),
    Field("city", IdOf("cities"), _R, "Where it was proven.", "copenhagen"),
    Field("lab", IdOf("labs"), _o, "The living lab it was proven in.", "energylab-nordhavn"),
    Field("location", PLACE, _r, "A point for the map."),
    Field("status", TermOf("statuses"), _r, "How far it has come.", "running"),
    Field("period", PERIOD, _r, "When it began and ended."),
    Field("trl", READINESS, _o, "Technology readiness."),
    Field("challenge", Prose(120, 1500), _R, "The public demand: which problem, whose, why it mattered.",
          "Three cruise terminals and a UNICEF warehouse in the port district Nordhavn needed heat, and LPG gas "
          "would have been the way to give it."),
    Field("solution", Prose(200, 2500), _R, "What was done, how it works and who did what.",
          "A heat pump takes its warmth from salt groundwater, drawn from wells 150 m deep at 10.5 °C. A hot-water "
          "tank stands between the pump and the customers. It lets the plant rest in the peak hours and follow the "
          "price of power."),
    Field("partnership", PARTNERSHIP, _r, "How the partners came together."),
    Field("partners", ListOf(PARTNER, 1, 20), _R, "Everybody involved, the owner first."),
    Field("results", ListOf(RESULT, 1, 12), _r, "The figures that help a buyer decide, best first."),
    Field("findings", ListOf(FINDING, 1, 12), _r, "Lessons, the negative ones included."),
    Field("costs", ListOf(COST, 1, 8), _o, "Sums of money and what they cover."),
    Field("financing", ListOf(TermOf("financing-kinds"), 1, 6, unique=True), _o, "Where the money came from.",
          "[national-grant, utility-tariff]"),
    Field("standards", ListOf(Text(2, 60), 1, 10, unique=True), _o, "Open standards it uses.", "[LoRaWAN]"),
    Field("data_protection", DATA_PROTECTION, _o, "What happens to people's data."),
    Field("requirements", Prose(20, 800), _o, "What a city must have in place to take it over.",
          "Low-temperature radiators and a place for a tank."),
    Field("replication", ListOf(REPLICATION, 1, 20), _o, "Where else it runs."),
    Field("visit", VISIT, _o, "Whether and how one can come and see."),
    Field("contact", CONTACT, _o, "Whom to ask."),
    Field("images", ListOf(IMAGE, 1, 12), _o, "Photos, the first being the cover."),
    Field("links", ListOf(LINK, 1, 10), _o, "Pages elsewhere that are not sources."),
    Field("documents", ListOf(LINK, 1, 10), _o, "Reports and drawings to download elsewhere."),
    Field("sdgs", ListOf(TermOf("sdgs"), 1, 3, unique=True), _o, "Goals a source ties it to.", "[sdg-7]"),
    Field("keywords", ListOf(Text(2, 40), 1, 10, unique=True), _o, "Words a buyer may type that stand nowhere else.",
          "[FlexHeat, groundwater, cruise terminal]"),
    Field("related", ListOf(IdOf("solutions"), 1, 6, unique=True), _o, "Entries to read next, by slug.", "[nordhavn-urban-grid-battery]"),
    Field("sources", ListOf(SOURCE, 1, 20), _R, "Every source used."),
    Field("verified", Date(exact=True), _o, "When somebody last checked the entry against its sources.", "2026-11-20"),
    Field("verify_by", Date(exact=True), _o, "When it must be checked again.", "2027-11-20"),
    *_DATES,
))  # fmt: skip

LAB = Shape("lab", (
    Field("name", Text(3, 80), _R, "The lab's own name.", "EnergyLab Nordhavn"),
    Field("summary", Text(60, 200), _R, "One sentence: what is tried there, by whom.",
          "A new harbour district in which power, heat, buildings and electric cars were tested as one energy "
          "system."),
    Field("city", IdOf("cities"), _R, "Where it is.", "copenhagen"),
    Field("location", PLACE, _r, "A point for the map."),
    Field("operators", ListOf(IdOf("organisations"), 1, 8, unique=True), _R, "Who runs it.", "[dtu]"),
    Field("partners", ListOf(IdOf("organisations"), 1, 30, unique=True), _o, "Who else takes part.",
          "[copenhagen-municipality, hofor]"),
    Field("sectors", ListOf(TermOf("sectors"), 1, 6, unique=True), _R, "What it works on, the main sector first.",
          "[energy, buildings]"),
    Field("period", PERIOD, _r, "When it opened and closed."),
    Field("description", Prose(150, 2500), _R, "What it is, how it works, who pays, what it learnt.",
          "EnergyLab Nordhavn used a real new district of Copenhagen as its laboratory. Twelve partners took part, "
          "led by DTU: the city, its harbour developer, the heat and power utilities, manufacturers and advisers."),
    Field("offers", ListOf(Text(5, 160), 1, 8), _r, "What can be tested or seen there.",
          "[Flexible heating in inhabited flats, Battery in the city grid]"),
    Field("facts", ListOf(FACT, 1, 8), _o, "Figures that show its size."),
    Field("visit", VISIT, _r, "Whether and how one can come and see."),
    Field("contact", CONTACT, _o, "Whom to ask."),
    Field("links", ListOf(LINK, 1, 10), _o, "The lab's own pages."),
    Field("sources", ListOf(SOURCE, 1, 20), _R, "Every source used."),
    *_DATES,
))  # fmt: skip

ABOUT = Shape("list of subjects", (
    Field("partnership_models", ListOf(TermOf("partnership-models"), 1, 5, unique=True), _o, "Ways to be partners.", "[living-lab]"),
    Field("procurement_procedures", ListOf(TermOf("procurement-procedures"), 1, 9, unique=True), _o, "Ways to buy.",
          "[innovation-partnership]"),
    Field("methods", ListOf(TermOf("methods"), 1, 5, unique=True), _o, "Ways to involve people and to find out.", "[co-creation]"),
    Field("sectors", ListOf(TermOf("sectors"), 1, 3, unique=True), _o, "Parts of city life.", "[lighting]"),
    Field("technologies", ListOf(TermOf("technologies"), 1, 5, unique=True), _o, "What solutions are made of.", "[adaptive-led]"),
    Field("labs", ListOf(IdOf("labs"), 1, 8, unique=True), _o, "Living labs it tells about.", "[doll-living-lab]"),
    Field("solutions", ListOf(IdOf("solutions"), 1, 20, unique=True), _o, "Solutions it tells about, the main one first.",
          "[doll-outdoor-lighting-living-lab]"),
))  # fmt: skip

ARTICLE = Shape("article", (
    Field("title", Text(8, 80), _R, "As readers see it; no full stop.", "Measure the air with those who breathe it"),
    Field("description", Text(60, 200), _R, "What a reader takes away, in one or two sentences.",
          "How residents choose measuring points, carry sensors and start the talk about a better city."),
    Field("date", Date(exact=True), _R, "When it was written or last changed in substance.", "2026-11-23"),
    Field("author", Text(2, 120), _R, "The organisation that wrote it.", "Living Lab Showroom"),
    Field("about", ABOUT, _R, "What it is about; the first term written is its main one."),
))  # fmt: skip
"""The front matter of a hand-written page in `pages/articles/`."""

ORGANISATION = Shape("organisation", (
    Field("id", Slug(), _R, "Short and recognisable; used by entries and in the URL.", "hofor"),
    Field("name", Text(2, 120), _R, "As readers see it, in English where it has an English name.", "HOFOR"),
    Field("kind", TermOf("organisation-kinds"), _R, "What sort of organisation it is.", "utility"),
    Field("country", TermOf("countries"), _o, "Where it is based.", "dk"),
    Field("url", Url(), _o, "Its own home page.", "https://www.hofor.dk/"),
    Field("synonyms", ListOf(Text(2, 120), 1, 20, unique=True), _o, "Other spellings people type.",
          "[Greater Copenhagen Utility]"),
))  # fmt: skip

CITY = Shape("city", (
    Field("id", Slug(), _R, "The name in ASCII; used by entries and in the URL.", "copenhagen"),
    Field("name", Text(2, 80), _R, "As readers see it.", "Copenhagen"),
    Field("country", TermOf("countries"), _R, "The country it is in.", "dk"),
    Field("region", Text(2, 80), _o, "Region or state.", "Capital Region of Denmark"),
    Field("lat", Number(-90, 90), _R, "Latitude of the centre in WGS 84 degrees.", "55.6761"),
    Field("lon", Number(-180, 180), _R, "Longitude of the centre in WGS 84 degrees.", "12.5683"),
    Field("synonyms", ListOf(Text(2, 80), 1, 20, unique=True), _o, "Other spellings people type.", "[København, Kobenhavn]"),
))  # fmt: skip


def _vocabulary(*own_fields: Field, term_id: Type = Slug(), label: Type = Text(1, 80)) -> Shape:
    term = Shape("term", (
        Field("id", term_id, _R, "What entries write; never reused."),
        Field("group", Text(2, 60), _o, "Heading under which long lists show the term."),
        Field("label", label, _R, "What readers see."),
        Field("definition", Text(3, 200), _R, "What it means, in one sentence."),
        Field("icon", ICON, _o, "Name in Material's icon sets."),
        *own_fields,
        Field("synonyms", ListOf(Text(2, 60), 1, 20, unique=True), _o, "Other words people type."),
    ))  # fmt: skip
    return Shape("vocabulary", (
        Field("title", Text(2, 80), _R, "The list's name."),
        Field("definition", Text(10, 400), _R, "What the list is for."),
        Field("source", Text(10, 400), _R, "Where its terms come from."),
        Field("terms", ListOf(term, 1, 500), _R, "The terms, in the order readers see them."),
    ))  # fmt: skip


VOCABULARIES = {
    "cost-kinds": _vocabulary(),
    "countries": _vocabulary(),
    "financing-kinds": _vocabulary(),
    "indicators": _vocabulary(
        Field("unit", TermOf("units"), _R, "The unit in which results are compared."),
        Field("better", Choice(("higher", "lower", "none")), _R, "Which direction a buyer wants."),
        Field("reduction", Flag(), _o, "Whether it is the percentage by which something falls: 60 leaves 40 of 100.", "true"),
    ),
    "methods": _vocabulary(),
    "organisation-kinds": _vocabulary(),
    "partner-roles": _vocabulary(),
    "partnership-models": _vocabulary(),
    "procurement-procedures": _vocabulary(),
    "sdgs": _vocabulary(),
    "sectors": _vocabulary(
        Field("hue", Number(0, 359, whole=True), _R, "The sector's colour as an angle in degrees (OKLCH)."),
    ),
    "statuses": _vocabulary(),
    "technologies": _vocabulary(),
    "units": _vocabulary(
        Field("quantity", Slug(), _R, "What kind of quantity it measures; units of one quantity convert."),
        Field("factor", Number(0), _R, "Value × factor = value in the quantity's base unit."),
        term_id=Name(r"[A-Za-z0-9]+(/[a-z]+)?\Z", "kWh/yr"),
        label=Text(0, 20),
    ),
}
"""Every vocabulary the catalogue has, by file stem."""

FACET_FIELDS = (
    "sectors", "technologies", "city", "country", "lab", "status",
    "partner-kinds", "partnership-model", "methods", "evidence",
)  # fmt: skip
"""What a facet may filter by; `expand/facets.py` says how each is read off a solution."""

FACET = Shape("facet", (
    Field("id", Slug(), _R, "Name in the URL's query."),
    Field("field", Choice(FACET_FIELDS), _R, "What it filters by."),
    Field("label", Text(2, 40), _R, "What readers see."),
    Field("icon", ICON, _R, "Name in Material's icon sets."),
))  # fmt: skip

FACETS = Shape("facets", (
    Field("facets", ListOf(FACET, 1, 20), _R, "The facets, in the order readers see them."),
))  # fmt: skip


def shape_of(kind: str, entry_id: str) -> Shape | None:
    """The shape of an entry of a kind (`RawCatalogue`'s attribute names); None for a vocabulary nobody knows."""
    if kind == "vocabularies":
        return VOCABULARIES.get(entry_id)
    return {"solutions": SOLUTION, "labs": LAB, "articles": ARTICLE, "organisations": ORGANISATION, "cities": CITY, "facets": FACETS}[kind]
