import ast
import re
import secrets
import stat
from pathlib import Path

import pytest

import config
from config import BadSetting, Settings

SECRET = "made by chance, and long enough"


def read(home: Path, **env: str) -> Settings:
    return Settings.from_env({"ROUNDTABLE_HOME": str(home), **env})


def test_a_house_that_is_only_tried_needs_no_setting(tmp_path: Path) -> None:
    settings = read(tmp_path)

    assert (settings.host, settings.port, settings.production) == ("127.0.0.1", 5000, False)
    assert settings.database_url == f"sqlite:///{tmp_path}/roundtable.sqlite"
    assert settings.rate_limits


def test_a_secret_is_made_once_and_kept_for_its_owner_alone(tmp_path: Path) -> None:
    first, second = read(tmp_path).secret_key, read(tmp_path).secret_key

    assert first == second
    assert len(first) >= 32
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_two_houses_have_two_secrets(tmp_path: Path) -> None:
    assert read(tmp_path / "here").secret_key != read(tmp_path / "there").secret_key


def test_production_does_not_start_without_its_secret(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="SECRET_KEY is missing"):
        read(tmp_path, ROUNDTABLE_ENV="production")

    assert read(tmp_path, ROUNDTABLE_ENV="production", SECRET_KEY=SECRET).secret_key == SECRET


def test_a_secret_of_production_holds_128_bits_if_it_was_made_by_chance(tmp_path: Path) -> None:
    least = secrets.token_urlsafe(16)
    assert read(tmp_path, ROUNDTABLE_ENV="production", SECRET_KEY=least, METRICS_TOKEN=least).metrics_token == least

    for name in ("SECRET_KEY", "METRICS_TOKEN"):
        with pytest.raises(BadSetting, match=f"{name} is too short: it needs 22"):
            read(tmp_path, ROUNDTABLE_ENV="production", **{"SECRET_KEY": SECRET, name: least[:-1]})


def test_nobody_moves_the_clock_in_production(tmp_path: Path) -> None:
    assert read(tmp_path, ROUNDTABLE_CLOCK="ahead").clock == Path("ahead")

    with pytest.raises(BadSetting, match="ROUNDTABLE_CLOCK"):
        read(tmp_path, ROUNDTABLE_ENV="production", SECRET_KEY=SECRET, ROUNDTABLE_CLOCK="ahead")


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_is_reached_by_our_driver_however_it_is_written(tmp_path: Path, scheme: str) -> None:
    settings = read(tmp_path, DATABASE_URL=f"{scheme}://us:word@db/table?sslmode=require")

    assert settings.database_url == "postgresql+psycopg://us:word@db/table?sslmode=require"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "80000"),
        ("PORT", "five"),
        ("ROUNDTABLE_ENV", "staging"),
        ("RATE_LIMITS", "perhaps"),
        ("DATABASE_URL", "mysql://us:password@db/table"),
        ("REDIS_URL", "localhost:6379"),
        ("MAIL_URL", "mail.example:25"),
        ("PUBLIC_URL", "table.example"),
        ("PUBLIC_URL", "https://table.example/behind"),
        ("SECRET_KEY", "short"),
        ("METRICS_TOKEN", "short"),
        ("PROXIES", "-1"),
        ("PROXIES", "many"),
        ("ROUNDTABLE_HOME", "/dev/null/house"),
    ],
)
def test_a_setting_that_cannot_be_right_is_refused_by_its_name(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=rf"^{name} ") as refused:
        Settings.from_env({"ROUNDTABLE_HOME": str(tmp_path), name: value})

    assert "password" not in str(refused.value)


def test_the_mail_server_is_where_it_is_said_to_be(tmp_path: Path) -> None:
    assert read(tmp_path).mail_url is None
    assert read(tmp_path, MAIL_URL="smtp://127.0.0.1:2525").mail_url == "smtp://127.0.0.1:2525"


def test_cookies_insist_on_https_where_people_come_over_https(tmp_path: Path) -> None:
    def cookies(address: str) -> object:
        env = {"ROUNDTABLE_HOME": str(tmp_path), "PUBLIC_URL": address}
        return config.flask_config(env)["SESSION_COOKIE_SECURE"]

    assert cookies("https://table.example/") is True
    assert cookies("http://table.example") is False
    assert read(tmp_path, PUBLIC_URL="https://table.example/").public_url == "https://table.example"


def test_the_page_about_settings_names_the_variables_that_are_read() -> None:
    source = ast.parse((config.ROOT / "config.py").read_text(encoding="utf-8"))
    words = {
        node.value
        for function in ast.walk(source)
        if isinstance(function, ast.FunctionDef) and function.name != "flask_config"
        for node in ast.walk(function)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    read_names = {word for word in words if re.fullmatch(r"[A-Z][A-Z_]{3,}", word)}
    page = (config.ROOT / "docs" / "settings.md").read_text(encoding="utf-8")

    assert set(re.findall(r"^\| `([A-Z_]+)`", page, re.MULTILINE)) == read_names
