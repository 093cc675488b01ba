"""Answers that are sent along are found by their questions, and read as they were packed."""

import pytest

from grader.sandbox.questions import Answer, key_of, table_of

KEYS = [key_of("f", {"arguments": [n]}, []) for n in range(300)]
ANSWERS = {
    key: Answer({"returned": {"float": "inf"}, "n": n}, [bytes([n % 256]) * n, b""])
    for n, key in enumerate(KEYS)
}


def test_each_answer_is_found_by_its_key():
    table = table_of(ANSWERS)
    for key, answer in ANSWERS.items():
        found = table.get(key)
        assert found.header == answer.header
        assert [bytes(buffer) for buffer in found.buffers] == answer.buffers
        assert all(buffer.readonly for buffer in found.buffers)


def test_a_key_that_is_not_there_is_not_found():
    assert table_of({}).get(KEYS[0]) is None
    assert table_of(ANSWERS).get(key_of("g", {"arguments": [0]}, [])) is None


@pytest.mark.parametrize("shift", range(1, 16))
def test_a_key_that_lies_across_two_others_is_none(shift):
    table = table_of(dict(list(ANSWERS.items())[:3]))
    assert table.get(table.keys[shift : shift + 16]) is None


def test_a_key_is_found_that_lies_across_two_others_as_well():
    first, second = b"." * 8 + b"k" * 8, b"k" * 16  # the second also begins within the first
    table = table_of({first: Answer({"n": 1}, []), second: Answer({"n": 2}, [])})
    assert table.keys.find(second) == 8
    assert table.get(second).header == {"n": 2}


def test_the_same_bytes_cut_elsewhere_are_another_question():
    cuts = [[b"12345678", b"90"], [b"1234567890", b""], [b"1234567890"], [b"123", b"4567890"]]
    assert len({key_of("f", {"arguments": [0]}, cut) for cut in cuts}) == len(cuts)
