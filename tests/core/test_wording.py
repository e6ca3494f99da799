"""How fixed copy is set."""

from __future__ import annotations

import pytest
from flask_babel import force_locale
from markupsafe import Markup

from roundtable.core.wording import phrases, piece, whole
from tests.world import World


@pytest.mark.parametrize(
    ("lang", "said", "set_as"),
    [
        ("zh", "说了什么，都在。", '<span class="nb">说了什么，</span><span class="nb">都在。</span>'),
        ("zh", "<b>，好", '<span class="nb">&lt;b&gt;，</span><span class="nb">好</span>'),
        ("zh", Markup("A &amp; B，好"), '<span class="nb">A &amp; B，</span><span class="nb">好</span>'),
        ("en", "What was said, and <b>", "What was said, and &lt;b&gt;"),
        ("zh", "", ""),
    ],
)
def test_chinese_breaks_at_phrases_and_nothing_typed_becomes_markup(
    world: World, lang: str, said: str, set_as: str
) -> None:
    with force_locale({"zh": "zh_Hans_CN", "en": "en"}[lang]):
        assert phrases(said) == Markup(set_as)  # noqa: S704 - what is compared with


@pytest.mark.parametrize(
    ("lang", "said", "set_as"),
    [
        ("zh", "原定 2026年9月25日 · 6 盏", '原定 <span class="nw">2026年9月25日</span>\u00a0· 6\u00a0盏'),
        ("zh", "<b> 6月30日 14:52", '&lt;b&gt; <span class="nw">6月30日 14:52</span>'),
        ("en", "due 25 Sep · 6 盏", "due 25 Sep\u00a0· 6 盏"),
    ],
)
def test_no_date_breaks_and_no_number_leaves_its_measure_word(world: World, lang: str, said: str, set_as: str) -> None:
    with force_locale({"zh": "zh_Hans_CN", "en": "en"}[lang]):
        assert whole(said) == Markup(set_as)  # noqa: S704 - what is compared with


@pytest.mark.parametrize(("lang", "set_as"), [("zh", '<span class="nb">刘 &amp; 建平</span>'), ("en", "刘 &amp; 建平")])
def test_a_name_is_kept_whole_in_chinese_alone(world: World, lang: str, set_as: str) -> None:
    with force_locale({"zh": "zh_Hans_CN", "en": "en"}[lang]):
        assert piece("刘 & 建平") == Markup(set_as)  # noqa: S704 - what is compared with
