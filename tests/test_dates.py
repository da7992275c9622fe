"""ISO dates as readers see them."""

import pytest
from showroom.model import Period
from showroom.render import words_of
from showroom.render.dates import long_date, years


@pytest.mark.parametrize(
    ("iso", "shown"),
    [
        ("2019", "2019"),
        ("2019-04", "April 2019"),
        ("2019-04-24", "24 April 2019"),
        ("2019-01-01", "1 January 2019"),
        ("2024-02-29", "29 February 2024"),
        ("1999-12-09", "9 December 1999"),
    ],
)
def test_a_date_is_shown_as_exact_as_it_is_known(iso, shown):
    assert long_date(iso) == shown


@pytest.mark.parametrize(
    ("started", "ended", "is_over", "shown"),
    [
        ("2015", "2018", False, "2015–2018"),
        ("2015-04-24", "2018-01", True, "2015–2018"),
        ("2015-04", "2015-06", True, "2015"),
        ("2015", None, False, "since 2015"),
        ("2015-04-24", None, False, "since 2015"),
        ("2015-04-24", None, True, "from 2015"),
        (None, "2018-02", False, "until 2018"),
        (None, "2018-02", True, "until 2018"),
    ],
)
def test_a_period_is_shown_by_its_years(started, ended, is_over, shown, settings):
    assert years(Period(started=started, ended=ended), words_of(settings), is_over=is_over) == shown
