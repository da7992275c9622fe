"""What is kept on disk: there again, or missing; never wrong, and never in the way."""

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st
from showroom.cache import FILE_NAME, Cache

VALUES = {f"key {number}".encode(): f"value {number} ".encode() * 50 for number in range(60)}


@pytest.fixture
def folder(tmp_path):
    """A folder with a cache that holds VALUES."""
    cache = Cache(tmp_path / "cache")
    cache.put("letters", VALUES)
    cache.close()
    return tmp_path / "cache"


def test_what_was_put_is_there_for_the_next_who_opens_it(folder):
    assert Cache(folder).get("letters", list(VALUES)) == VALUES


def test_of_many_keys_as_of_few_only_those_asked_for_are_found(tmp_path):
    many = {f"{number}".encode(): b"value" for number in range(1200)}
    cache = Cache(tmp_path)
    cache.put("letters", many)
    wanted = [f"{number}".encode() for number in range(600, 1800)]
    assert set(cache.get("letters", wanted)) == {f"{number}".encode() for number in range(600, 1200)}
    assert set(cache.get("letters", wanted[:2])) == {b"600", b"601"}


def test_kinds_do_not_mix(folder):
    assert Cache(folder).get("pictures", list(VALUES)) == {}


def test_a_new_value_takes_the_place_of_the_old(folder):
    cache = Cache(folder)
    cache.put("letters", {b"key 1": b"other"})
    assert cache.get("letters", [b"key 1"]) == {b"key 1": b"other"}


def test_what_nobody_wants_is_forgotten_once_it_is_more_than_may_be_spared(folder):
    cache = Cache(folder)
    wanted = list(VALUES)[:10]
    cache.keep_only("letters", wanted, spare=50)
    assert cache.get("letters", list(VALUES)) == VALUES
    cache.keep_only("letters", wanted, spare=49)
    assert set(cache.get("letters", list(VALUES))) == set(wanted)


def test_a_whole_cache_is_not_called_damaged(folder):
    cache = Cache(folder)
    cache.get("letters", list(VALUES))
    assert not cache.is_damaged


def test_a_value_with_a_flipped_bit_is_missing_and_that_is_told(folder):
    with sqlite3.connect(folder / FILE_NAME) as database:
        (value,) = database.execute("SELECT value FROM letters WHERE key = ?", (b"key 7",)).fetchone()
        database.execute("UPDATE letters SET value = ? WHERE key = ?", (value[:-1] + bytes([value[-1] ^ 1]), b"key 7"))
    cache = Cache(folder)
    assert cache.get("letters", list(VALUES)) == {key: value for key, value in VALUES.items() if key != b"key 7"}
    assert cache.is_damaged


@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_wherever_a_bit_flips_what_is_found_is_right_and_the_cache_goes_on(tmp_path_factory, place, bit):
    folder = tmp_path_factory.mktemp("flipped")
    cache = Cache(folder)
    cache.put("letters", VALUES)
    cache.close()
    file = folder / FILE_NAME
    content = bytearray(file.read_bytes())
    content[int(place * len(content))] ^= 1 << bit
    file.write_bytes(content)
    cache = Cache(folder)
    found = cache.get("letters", list(VALUES))
    assert found.items() <= VALUES.items()
    cache.put("letters", VALUES)
    cache.close()
    assert Cache(folder).get("letters", list(VALUES)).items() <= VALUES.items()


@pytest.mark.parametrize("size", [0, 1, 100, 4096, 5000])
def test_a_file_that_was_cut_off_is_made_anew(folder, size):
    file = folder / FILE_NAME
    file.write_bytes(file.read_bytes()[:size])
    cache = Cache(folder)
    assert cache.get("letters", list(VALUES)).items() <= VALUES.items()
    cache.put("letters", VALUES)
    assert cache.get("letters", list(VALUES)) == VALUES
    assert cache.is_damaged == (size >= 100)  # SQLite takes less for a new file


def test_a_file_that_is_something_else_is_made_anew(folder):
    (folder / FILE_NAME).write_bytes(b"This is a letter to somebody, and no database. " * 200)
    cache = Cache(folder)
    assert cache.is_damaged
    cache.put("letters", VALUES)
    assert cache.get("letters", list(VALUES)) == VALUES


@pytest.mark.parametrize("value", [5, "a text", 0.5])
def test_a_value_of_another_type_is_damage_and_missing(folder, value):
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection, connection:
        connection.execute("update letters set value = ?", (value,))
    cache = Cache(folder)
    assert cache.get("letters", list(VALUES)) == {} and cache.is_damaged
    cache.put("letters", VALUES)
    assert cache.get("letters", list(VALUES)) == VALUES


def test_where_nothing_can_be_kept_everything_is_missing(tmp_path):
    (tmp_path / "cache").write_text("a file where the folder should be")
    cache = Cache(tmp_path / "cache")
    cache.put("letters", VALUES)
    cache.keep_only("letters", [], spare=0)
    assert cache.get("letters", list(VALUES)) == {}
    assert not cache.is_damaged


def test_two_may_use_it_at_once(folder):
    one, other = Cache(folder), Cache(folder)
    one.put("letters", {b"a": b"1"})
    other.put("letters", {b"b": b"2"})
    assert one.get("letters", [b"a", b"b"]) == other.get("letters", [b"a", b"b"]) == {b"a": b"1", b"b": b"2"}
