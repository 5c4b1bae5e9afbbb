from __future__ import annotations

import pytest

from newscrawl import settings
from newscrawl.config import DATABASE, MAX_PAGE_SIZE, PURPOSE, RESTRICTED, SETTINGS, Config
from newscrawl.exceptions import SettingError
from newscrawl.policy.model import Purpose


def test_defaults_are_valid_and_shown_to_scrapy() -> None:
    Config().check()
    for setting in SETTINGS:
        assert getattr(settings, setting.name) == setting.default


def test_purposes_are_read_in_any_spelling() -> None:
    wanted = (Purpose.TDM, Purpose.AI_TRAIN)
    for value in ("tdm,ai-train", "tdm ai-train", ["tdm", "ai-train"], "tdm, ai-train, tdm"):
        assert Config({"NEWSCRAWL_PURPOSE": value})[PURPOSE] == wanted


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("NEWSCRAWL_PURPOSE", "world domination"),
        ("NEWSCRAWL_PURPOSE", ""),
        ("NEWSCRAWL_RESTRICTED", "keep"),
        ("NEWSCRAWL_MAX_PAGE_SIZE", "big"),
        ("NEWSCRAWL_MAX_PAGE_SIZE", "0"),
        ("NEWSCRAWL_WORKER_MEMORY", "1"),
        ("NEWSCRAWL_PROFILE", "geo:"),
        ("NEWSCRAWL_PROFILE", "user:"),
        ("NEWSCRAWL_PROFILE", "geo:narnia"),
        ("NEWSCRAWL_DB", ""),
        ("NEWSCRAWL_STRICT_EXIT", "perhaps"),
        ("NEWSCRAWL_PURPOSES", "archive"),
    ],
)
def test_a_wrong_setting_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingError, match=name):
        Config({name: value}).check()


def test_values_are_typed() -> None:
    config = Config({"NEWSCRAWL_MAX_PAGE_SIZE": "1000", "NEWSCRAWL_RESTRICTED": "drop"})
    assert config[MAX_PAGE_SIZE] == 1000
    assert config[RESTRICTED] == "drop"
    assert config[DATABASE] == "newscrawl.db"
