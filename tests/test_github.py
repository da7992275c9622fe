"""What stands under .github/: workflows that lend strangers nothing, and forms that ask for what entries need."""

import contextlib
import importlib.util
import io
import re
import shlex
import shutil
import subprocess
import sysconfig

import pytest
import yaml
from showroom.shapes import FINDING_KINDS, RESULT_KINDS, SOLUTION, ListOf, Need, Prose, Shape, Text

from _command import PROJECT

GITHUB = PROJECT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").iterdir())

PINNED = re.compile(r"uses: [a-z-]+(/[a-z-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+\Z")
"""An action at a commit, with the version that Dependabot reads and renews."""

GIVEN_BY_STAFF = {"added"}
"""Required fields that nobody outside can know."""

NOT_FIELDS = {"anything-else", "agreement"}
"""What the form asks for beyond the entry."""


def read(path):
    """A YAML file as strings, lists and mappings: `on` stays a word."""
    return yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)


def jobs(path=None):
    """(name, job) of every job of one or all workflows; the name says which."""
    for workflow in [path] if path else WORKFLOWS:
        for name, job in read(workflow)["jobs"].items():
            yield f"{workflow.name}: {name}", job


def commands():
    """Every line that a workflow runs."""
    return [line for _, job in jobs() for step in job["steps"] for line in step.get("run", "").splitlines()]


def questions(form):
    """id → element of an issue form, in order; without the texts in between."""
    body = read(GITHUB / "ISSUE_TEMPLATE" / form)["body"]
    return {element["id"]: element for element in body if element["type"] != "markdown"}


def is_required(question):
    """Whether the form cannot be sent without an answer."""
    return question.get("validations", {}).get("required") == "true"


# --- Workflows ------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_pinned_to_a_commit_and_says_its_version(path):
    lines = [line.strip().removeprefix("- ") for line in path.read_text(encoding="utf-8").splitlines()]
    uses = [line for line in lines if line.startswith("uses:")]
    assert uses
    assert [line for line in uses if not PINNED.match(line)] == []


def test_an_action_has_one_version_in_all_workflows():
    uses = {step["uses"] for _, job in jobs() for step in job["steps"] if "uses" in step}
    assert len(uses) == len({action.partition("@")[0] for action in uses})


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_starts_without_any_permission_and_each_job_names_its_own(path):
    assert read(path)["permissions"] == {}
    assert [name for name, job in jobs(path) if "permissions" not in job] == []


def test_only_the_job_that_deploys_may_write_and_it_runs_no_code_of_ours():
    writers = {name: job for name, job in jobs() if "write" in job["permissions"].values()}
    assert list(writers) == ["publish.yml: deploy"]
    deploy = writers["publish.yml: deploy"]
    assert deploy["permissions"] == {"pages": "write", "id-token": "write"}
    assert [step["uses"].partition("@")[0] for step in deploy["steps"]] == ["actions/deploy-pages"]


def test_a_job_that_runs_a_proposal_can_only_read():
    permissions = [job["permissions"] for _, job in jobs(GITHUB / "workflows/check.yml")]
    assert permissions == [{"contents": "read"}] * len(permissions)


def test_no_workflow_lends_a_proposal_secrets_or_a_cache():
    text = "".join(
        re.sub(r"#.*", "", line) for path in WORKFLOWS for line in path.read_text(encoding="utf-8").splitlines()
    )
    assert re.findall(r"pull_request_target|workflow_run|secrets\.|actions/cache|cache:", text) == []


def test_no_checkout_leaves_its_token_behind():
    checkouts = [
        step for _, job in jobs() for step in job["steps"] if step.get("uses", "").startswith("actions/checkout@")
    ]
    assert [step["with"] for step in checkouts] == [{"persist-credentials": "false"}] * len(checkouts)


def test_every_job_ends_by_itself_in_time():
    assert [name for name, job in jobs() if not 1 <= int(job.get("timeout-minutes", 0)) <= 30] == []


def test_a_new_push_ends_the_check_before_it_but_never_a_deployment():
    assert {path.name: read(path)["concurrency"]["cancel-in-progress"] for path in WORKFLOWS} == {
        "check.yml": "true",
        "publish.yml": "false",
    }


def test_the_pythons_tested_include_the_oldest_allowed_and_the_one_that_publishes():
    versions = read(GITHUB / "workflows/check.yml")["jobs"]["tests"]["strategy"]["matrix"]["python"]
    pyproject = (PROJECT / "pyproject.toml").read_text(encoding="utf-8")
    assert re.search(r'requires-python = ">=(.+)"', pyproject)[1] in versions
    single = {
        step["with"]["python-version"]
        for _, job in jobs() for step in job["steps"]
        if step.get("uses", "").startswith("actions/setup-python@") and "matrix" not in job.get("strategy", {})
    }  # fmt: skip
    assert len(single) == 1
    assert single <= set(versions)


@pytest.mark.parametrize("command", sorted(set(commands())))
def test_a_step_is_a_command_of_ours_that_takes_its_options(command):
    # Expressions reach a command by its environment: spliced into the line, a branch's name could be code.
    assert "${{" not in command
    python, program, *options = shlex.split(command)
    assert python == "python3"
    assert program in {f"scripts/{path.name}" for path in (PROJECT / "scripts").glob("[!_]*.py")}
    if program == "scripts/test.py":  # takes pytest's
        assert options == []
    else:
        assert refusal(PROJECT / program, options) == ""


def refusal(program, options):
    """What a command's own parser says against these options; nothing when it takes them."""
    spec = importlib.util.spec_from_file_location(f"command_{program.stem}", program)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    with contextlib.redirect_stderr(io.StringIO()) as said, contextlib.suppress(SystemExit):
        module.parser().parse_args(options)
    return said.getvalue()


def test_zizmor_has_nothing_against_workflows_and_dependabot():
    zizmor = shutil.which("zizmor", path=sysconfig.get_path("scripts"))
    options = ["--offline", "--no-progress", "--no-config", "--strict-collection", "--persona", "pedantic"]
    done = subprocess.run([zizmor, *options, GITHUB], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert [path.name for path in [*WORKFLOWS, GITHUB / "dependabot.yml"] if path.name not in done.stderr] == []


# --- Forms ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["solution.yml", "problem.yml"])
def test_a_form_has_what_github_asks_of_forms(name):
    form = read(GITHUB / "ISSUE_TEMPLATE" / name)
    assert {"name", "description", "body"} <= form.keys()
    ids = [element["id"] for element in form["body"] if element["type"] != "markdown"]
    assert len(ids) == len(set(ids))
    assert [text for text in ids if not re.fullmatch(r"[A-Za-z0-9_-]+", text)] == []
    assert {element["type"] for element in form["body"]} <= {"markdown", "input", "textarea", "dropdown", "checkboxes"}
    labels = [question["attributes"]["label"] for question in questions(name).values()]
    assert len(labels) == len(set(labels))


def test_the_form_asks_for_every_required_field_and_for_nothing_unknown():
    fields = {field.name: field for field in SOLUTION.fields}
    asked = questions("solution.yml").keys() - NOT_FIELDS
    assert asked - fields.keys() == set()
    required = {name for name, field in fields.items() if field.need is Need.REQUIRED}
    assert required - asked == GIVEN_BY_STAFF


@pytest.mark.parametrize("name", [name for name in questions("solution.yml") if name not in NOT_FIELDS])
def test_a_question_requires_and_limits_what_the_field_does(name):
    field, question = SOLUTION.field(name), questions("solution.yml")[name]
    assert is_required(question) == (field.need is Need.REQUIRED)
    said = question["attributes"].get("description", "")
    assert [limit for limit in limits(field.type) if limit not in said] == []


def limits(kind):
    """How the form writes the limits of a field's type, as the contribution guide does."""
    match kind:
        case Text(min=low, max=high) | Prose(min=low, max=high):
            yield f"{low}–{high:,} characters"
        case ListOf(min=low, max=high, item=item):
            yield f"{low}–{high}"
            inner = item.fields if isinstance(item, Shape) else ()
            for field in inner:
                if isinstance(field.type, Prose):
                    yield from limits(field.type)


def test_the_form_asks_how_well_each_figure_and_lesson_is_known():
    asked = questions("solution.yml")
    for name, kinds in {"results": RESULT_KINDS, "findings": FINDING_KINDS}.items():
        assert [kind for kind in kinds if f"`{kind}`" not in asked[name]["attributes"]["description"]] == []
    assert "source" in asked["results"]["attributes"]["description"]


@pytest.mark.parametrize("name, vocabulary", [("sectors", "sectors"), ("status", "statuses")])
def test_a_choice_offers_the_terms_of_its_vocabulary(name, vocabulary):
    terms = read(PROJECT / "catalogue/vocabularies" / f"{vocabulary}.yml")["terms"]
    assert questions("solution.yml")[name]["attributes"]["options"] == [term["label"] for term in terms]


def test_nothing_is_sent_without_the_licence_and_consent_is_asked_for():
    options = questions("solution.yml")["agreement"]["attributes"]["options"]
    required = [option["label"] for option in options if option.get("required") == "true"]
    assert "CC BY 4.0" in required[0]
    asked = " ".join(option["label"] for option in options)
    assert "contact: that organisation has agreed" in asked
    assert "everybody who can be recognised has agreed" in asked


def test_links_lead_to_this_repository():
    settings = (PROJECT / "mkdocs.yml").read_text(encoding="utf-8")
    repository = re.search(r"https://github\.com/[\w-]+/[\w-]+", settings)[0]
    texts = {path: path.read_text(encoding="utf-8") for path in GITHUB.rglob("*") if path.suffix in {".md", ".yml"}}
    links = [link for text in texts.values() for link in re.findall(r"https://github\.com/[^\s)]+", text)]
    assert links
    assert [link for link in links if not link.startswith(f"{repository}/")] == []
    files = [link.partition("/blob/main/")[2] for link in links if "/blob/main/" in link]
    assert [file for file in files if not (PROJECT / file).is_file()] == []
    templates = [link.partition("?template=")[2] for link in links if "?template=" in link]
    assert [name for name in templates if not (GITHUB / "ISSUE_TEMPLATE" / name).is_file()] == []


# --- Owners ---------------------------------------------------------------------------------------

STAFF = ["@living-lab-showroom/staff"]


def owners():
    """(pattern, owners) of CODEOWNERS, in order."""
    lines = (GITHUB / "CODEOWNERS").read_text(encoding="utf-8").splitlines()
    return [(pattern, names) for pattern, *names in (line.split() for line in lines if line and line[0] != "#")]


def owners_of(path):
    """Who owns a file: the last pattern that matches decides, as on GitHub. Knows the patterns we use."""
    found = []
    for pattern, names in owners():
        if pattern == "*" or f"/{path}" == pattern or (pattern.endswith("/") and f"/{path}".startswith(pattern)):
            found = names
    return found


def test_every_path_with_an_owners_line_exists():
    # git keeps no empty folder: the one for photos comes with the first.
    paths = [pattern for pattern, _ in owners() if pattern not in {"*", "/catalogue/images/"}]
    assert paths
    assert [path for path in paths if not (PROJECT / path.lstrip("/")).exists()] == []
    assert [path for path in paths if path.endswith("/") != (PROJECT / path.lstrip("/")).is_dir()] == []


@pytest.mark.parametrize(
    "path",
    [
        "catalogue/solutions/flexheat-nordhavn.yml",
        "catalogue/labs/energylab-nordhavn.yml",
        "catalogue/images/flexheat-nordhavn/pump-house.jpg",
        "catalogue/cities.yml",
        "catalogue/organisations.yml",
    ],
)
def test_what_labs_write_waits_for_no_owner(path):
    assert owners_of(path) == []


@pytest.mark.parametrize(
    "path",
    [
        ".github/CODEOWNERS",
        ".github/workflows/publish.yml",
        "catalogue/facets.yml",
        "catalogue/pages/contribute.md",
        "catalogue/solutions.yml",
        "catalogue/vocabularies/sectors.yml",
        "hooks/mkdocs_hooks.py",
        "mkdocs.yml",
        "overrides/main.html",
        "scripts/build.py",
    ],
)
def test_everything_else_waits_for_the_staff(path):
    assert owners_of(path) == STAFF
