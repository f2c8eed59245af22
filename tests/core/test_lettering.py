"""Text on pictures: nothing is lost, nothing leaves its box, whatever the script."""

from itertools import pairwise

import pytest
from PIL import Image, ImageDraw

from core import fonts, lettering

TEXTS = {
    "plain": "It is when they remember your dog's name and not yours.",
    "accents": "Łukasz Żółć, Đặng Thị Ánh and Zoë",
    "cyrillic": "Служба поддержки, которая слушает!",
    "hebrew": "שלום, הם התקשרו אליי לפני שהספקתי (באמת) להתלונן 25 פעם.",
    "arabic": "خدمة العملاء هي أن تشعر بأنك ضيف، لا رقم.",
    "vowel signs": "إِنَّ خِدْمَةَ العُمَلَاءِ هِيَ أَنْ تُشْعِرَ الضَّيْفَ بِأَنَّهُ فِي بَيْتِهِ، وَأَنْ تُصْغِيَ إِلَيْهِ بِصَبْرٍ قَبْلَ أَنْ تَتَكَلَّمَ.",
    "vietnamese": "Dịch vụ khách hàng là khi họ NGHIÊN CỨU, ẾỆ và gọi lại trước khi bạn kịp phàn nàn về những ổ bánh mì hỏng",
    "japanese": "お客様の名前を覚えていてくれること。それだけで嬉しい。",
    "korean": "고객의 이름을 기억하는 것",
    "hindi": "ग्राहक सेवा का मतलब है सुनना",
    "thai": "ที่นี่ทุกคนยิ้มให้กัน และไม่เคยลืมชื่อของผู้ที่เคยมาเยือน แม้เพียงครั้งเดียว ที่ผู้ซื้อ",
    "emoji": "👩🏽‍🔧👨‍👩‍👧‍👦🇺🇸❤️☕️1️⃣" * 8,
    "one long word": "Donaudampfschifffahrtsgesellschaft" * 6,
    "40 lines": "a word and another one " * 160,
}
BOX = (40, 40, 440, 240)


@pytest.fixture(scope="module", autouse=True)
def built():
    fonts.build()


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_any_text_stays_in_its_box(text):
    sheet = Image.new("L", (480, 280), 255)

    lettering.fit(ImageDraw.Draw(sheet), text, BOX, range(16, 49, 4), fill="#000000", leading=1.3)

    left, top, right, bottom = sheet.point(lambda shade: 255 - shade).getbbox()
    assert BOX[0] - 4 <= left and BOX[1] - 4 <= top
    assert right <= BOX[2] + 4 and bottom <= BOX[3] + 4


@pytest.mark.parametrize("name", ["plain", "vowel signs", "vietnamese", "thai", "hindi"])
@pytest.mark.parametrize("leading", [1.0, 1.14])
def test_signs_of_one_line_touch_no_other(name, leading):
    size, lines = lettering.layout(TEXTS[name], 400, 440, [36], leading=leading)
    rows = lettering.rows_of(TEXTS[name], "fraunces", leading)

    inks = [ink_of(line, (rows.first + number * rows.step) * size, size) for number, line in enumerate(lines)]

    assert len(inks) > 1
    assert inks[0][0] >= 0 and inks[-1][1] <= rows.height(len(lines)) * size + 1
    assert all(bottom < top for (_top, bottom), (top, _bottom) in pairwise(inks))


def ink_of(line: str, baseline: float, size: int) -> tuple[int, int]:
    """Where the ink of one line begins and ends, in pixels from above."""
    sheet = Image.new("L", (480, 480), 0)
    lettering.write(ImageDraw.Draw(sheet), (40, baseline), line, size, face="fraunces", fill="#FFFFFF")
    _left, top, _right, bottom = sheet.getbbox()
    return top, bottom


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_every_letter_has_a_font_that_draws_it(text):
    for cluster in lettering.clusters(lettering.clean(text)):
        assert lettering.has(lettering.path_for(cluster, "fraunces"), cluster), cluster


def test_short_text_is_set_large_and_whole():
    assert lettering.layout("Hello", 400, 200, range(16, 49, 4)) == (48, ["Hello"])


def test_text_too_long_for_the_smallest_size_ends_in_an_ellipsis():
    size, lines = lettering.layout(TEXTS["40 lines"], 400, 200, [16, 20], leading=1.25)

    assert size == 16
    assert len(lines) == 1 + (200 / 16 - 1.25) // 1.25
    assert lines[-1].endswith("…")


def test_right_to_left_words_stand_in_their_order_from_the_right():
    runs = lettering.runs_of("אחת 25, Two", "fraunces", "rtl")

    assert [run.text.strip() for run in runs if run.text.strip()][0] == "Two"
    assert runs[-1].text.startswith("אחת")


def test_right_to_left_words_in_an_english_line_keep_its_order():
    runs = lettering.runs_of("She said שלום עולם to me", "fraunces", "ltr")

    assert [run.text for run in runs] == ["She said ", "עולם", " ", "שלום", " to me"]


def test_turning_signs_and_controls_draw_nothing():
    assert lettering.clean("a\u202eb\u2067c\x00d\ud800e \n\t f") == "abcde f"


def test_joined_emoji_are_one_letter():
    assert list(lettering.clusters("a👨‍👩‍👧🇺🇸🇫🇷é")) == ["a", "👨‍👩‍👧", "🇺🇸", "🇫🇷", "é"]
