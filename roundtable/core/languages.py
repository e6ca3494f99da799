"""The two languages of the house, as equals. Outside they are `zh` and `en`; inside, locales."""

from __future__ import annotations

from typing import Any

from flask import Flask, Request, has_request_context, request
from flask_babel import Babel, Domain, get_locale
from flask_babel.speaklater import LazyString
from markupsafe import Markup, escape

LOCALES = {"zh": "zh_Hans_CN", "en": "en"}
TAGS = {"zh": "zh-CN", "en": "en"}  # for the lang attribute: CSS asks for :lang(zh)
COOKIE = "lang"


def chosen(req: Request) -> str:
    """The reader's language: what they chose here, else what their browser asks for, else Chinese."""
    if (wanted := req.cookies.get(COOKIE)) in LOCALES:
        return wanted
    best = req.accept_languages.best_match(["zh", "zh-CN", "zh-Hans", "zh-TW", "en"], "zh")
    return str(best)[:2]


def current() -> str:
    """`zh` or `en`: the language in force here and now."""
    locale = get_locale()
    return "en" if locale is not None and locale.language == "en" else "zh"


def known(lang: object) -> str:
    """A language of ours, whatever was asked for."""
    return lang if isinstance(lang, str) and lang in LOCALES else "zh"


def init_app(app: Flask) -> None:
    """Translations and the choice of language."""
    app.config.setdefault("BABEL_DEFAULT_LOCALE", LOCALES["zh"])
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "translations"
    babel = Babel(app, locale_selector=lambda: LOCALES[chosen(request)] if has_request_context() else LOCALES["zh"])
    babel.domain_instance = _Words()
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.globals["lang"] = _Lang()
    LazyString.__html__ = _escaped  # the library's own calls every sentence safe, with what people wrote in it


def _escaped(sentence: LazyString) -> Markup:
    return escape(str(sentence))


class _Words(Domain):  # type: ignore[misc]  # flask-babel has no types
    """The catalogues. A page asks for a thousand words, and the library writes out the locale's name for each."""

    def get_translations(self) -> Any:
        """The catalogue of the language in force."""
        locale = get_locale()
        found = self.cache.get(locale.language) if locale is not None else None
        if found is None:
            found = super().get_translations()
            if locale is not None:
                self.cache[locale.language] = found
        return found


class _Lang:
    """The template global `lang`: `zh` or `en`, as it is where it is asked."""

    def __str__(self) -> str:
        return current()

    def __eq__(self, other: object) -> bool:
        return str(self) == other

    __hash__ = None  # type: ignore[assignment]  # it is another word at another time
