"""Pasted blocks: every shape in which people write down who said what; furniture of pages; nothing lost, nothing raised."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotes.understand import NotUnderstood, understand
from quotes.understand.paste import understand_paste


def read(text: str) -> list[tuple[str, str]]:
    return [(row.text, row.name) for row in understand_paste(text).rows]


@pytest.mark.parametrize(
    ("line", "text", "name"),
    [
        ('"Being heard." - @anna', "Being heard.", "@anna"),
        ("“Being heard.” – @anna", "Being heard.", "@anna"),
        ("„Gehört werden.“ — @anna", "Gehört werden.", "@anna"),
        ("«Être entendu» ― @anna", "Être entendu", "@anna"),
        ("'You'd be heard' − @anna", "You'd be heard", "@anna"),
        ("‘You’d be heard’ -@anna", "You’d be heard", "@anna"),
        ("@anna: Being heard", "Being heard", "@anna"),
        ("@anna - Being heard", "Being heard", "@anna"),
        ('@anna "Being heard"', "Being heard", "@anna"),
        ("@anna Being heard", "Being heard", "@anna"),
        ("RT @anna: Being heard", "Being heard", "@anna"),
        (".@anna says: Being heard", "Being heard", "@anna"),
        ("**@anna**: Being heard", "Being heard", "@anna"),
        ("Being heard (via @anna)", "Being heard", "@anna"),
        ("Being heard via @anna", "Being heard", "@anna"),
        ("Being heard ~ @anna", "Being heard", "@anna"),
        ("“Being heard,” said @anna", "Being heard", "@anna"),
        ("Ann Lee: Being heard", "Being heard", "Ann Lee"),
        ("“Being heard.” — Amélie D.", "Being heard.", "Amélie D."),
        ("Being heard. - Martin Luther King Jr.", "Being heard.", "Martin Luther King Jr."),
        ("“Being heard.” — Ann Lee.", "Being heard.", "Ann Lee"),
        ("Ann Lee (@anna, Austin): Being heard", "Being heard", "Ann Lee (@anna)"),
        ("Being heard. Ann Lee, Austin", "Being heard.", "Ann Lee"),
        ("3. Being heard - Ann Lee", "Being heard", "Ann Lee"),
        ("• Being heard – Ann Lee", "Being heard", "Ann Lee"),
        ("「聞くこと」 — 田中", "聞くこと", "田中"),
        ("Service is well-being - always, for both - @anna", "Service is well-being - always, for both", "@anna"),
        ("@asker CS is being heard - @anna", "CS is being heard", "@anna"),
        ("@anna: @asker CS is being heard", "CS is being heard", "@anna"),
        ("11/ \"Being heard. That's it. That's all.\" @anna", "Being heard. That's it. That's all.", "@anna"),
        ("24/7 means being heard - @anna", "24/7 means being heard", "@anna"),
        ("@anna: 💙🛎️", "💙🛎️", "@anna"),
    ],
)
def test_line_is_understood(line, text, name):
    assert read(line) == [(text, name)]


@pytest.mark.parametrize("line", ['Ann Lee (LinkedIn): "Being heard"', '"Being heard" - Ann Lee, LinkedIn', '"Being heard" - Ann Lee on Facebook'])
def test_a_network_without_handles_here_is_no_town(line):
    (row,) = understand_paste(line).rows

    assert (row.text, row.name, row.network, row.town, row.work) == ("Being heard", "Ann Lee", "", "", "")


def test_places_trades_networks_links_and_days():
    rows = understand_paste(
        '"A" - Otto Maier, baker, Graz\nB is it - Eve Low, Boston, MA\n"C" - @dora@mastodon.social\n"D" - @eve.bsky.social\n'
        '"E" (@pia) https://twitter.com/pia/status/1\n“F” — Quin Roe (@quin) March 3, 2012\n"G" - Gus Orr, a baker in Leeds'
    ).rows

    assert [(row.name, row.town, row.work, row.network) for row in rows] == [
        ("Otto Maier", "Graz", "baker", ""),
        ("Eve Low", "Boston, MA", "", ""),
        ("@dora@mastodon.social", "", "", "mastodon"),
        ("@eve.bsky.social", "", "", "bluesky"),
        ("@pia", "", "", "x"),
        ("Quin Roe (@quin)", "", "", ""),
        ("Gus Orr", "Leeds", "baker", ""),
    ]
    assert (rows[4].source_url, rows[5].source_date) == ("https://twitter.com/pia/status/1", "2012-03-03")


@pytest.mark.parametrize("line", ["What nobody signed", "Customer Service: it is everything", "To me it means: being heard", "Just be nice - always"])
def test_what_is_not_understood_stays_a_row_with_a_problem(line):
    (row,) = understand_paste(line).rows

    assert (row.text, row.name, row.problems) == (line, "", ["No name or handle was found."])


BLOG = """I asked what customer service means to you. Here is what came back.

“Customer service is not a department,
it's an attitude.”
— Anna Smith, baker, Leeds

This one made me smile.

“Listening.”

– @bob

@carl: @asker It's trust #custserv
@dan: @asker It's care #custserv
@eve: @asker It's time #custserv"""


def test_blog_post_with_commentary():
    assert read(BLOG) == [
        ("I asked what customer service means to you. Here is what came back.", ""),
        ("Customer service is not a department, it's an attitude.", "Anna Smith"),
        ("This one made me smile.", ""),
        ("Listening.", "@bob"),
        ("It's trust", "@carl"),
        ("It's care", "@dan"),
        ("It's time", "@eve"),
    ]


def test_shared_tag_is_left_out_and_told_and_a_rare_one_stays():
    rows = understand_paste(BLOG + "\n@fay: @asker It's calm #zen").rows

    assert rows[-1].text == "It's calm #zen"
    assert rows[-2].notes == ["Left out at the beginning: @asker", "The thread's tag at the end was left out: #custserv"]


X_PAGE = """Anna Smith
@annasmith
·
Mar 3
Replying to
@asker
Customer service is listening.
And then acting.
2
1
12
Bob Roe
@bobroe
·
2h
Replying to
@asker
and
@other
Keep promises
1.2K"""
INSTAGRAM = """anna_bakes
2w
Being heard.
3 likes
Reply
bob.cooks
3w
@asker A smile
1 likeReply"""
MASTODON = "Anna 🍞 @anna@mastodon.social · 2h\n@asker Service is a verb.\n\nBob ‪@bob.bsky.social‬ · 3h\nBeing nice"
COMMENTS = "Anna Smith\nListening is the key.\n2h\nLike\nReply\nBob Roe\nA smile.\n3h\nLike\nReply"


@pytest.mark.parametrize(
    ("page", "rows"),
    [
        (X_PAGE, [("Customer service is listening. And then acting.", "@annasmith"), ("Keep promises", "@bobroe")]),
        (INSTAGRAM, [("Being heard.", "@anna_bakes"), ("A smile", "@bob.cooks")]),
        (MASTODON, [("Service is a verb.", "@anna@mastodon.social"), ("Being nice", "@bob.bsky.social")]),
        (COMMENTS, [("Listening is the key.", "Anna Smith"), ("A smile.", "Bob Roe")]),
        ("@anna\nBeing there\n\n@bob\nListening\nand caring", [("Being there", "@anna"), ("Listening and caring", "@bob")]),
        ('"One"\n@anna\n\n"Two"\n@bob', [("One", "@anna"), ("Two", "@bob")]),
        ("1. Smiling\nAnna Lee\n\n2. Listening\nBob Orr", [("Smiling", "Anna Lee"), ("Listening", "Bob Orr")]),
        ("Being there\nwhen it counts - @anna\n\nGiving\ntime - @bob", [("Being there when it counts", "@anna"), ("Giving time", "@bob")]),
    ],
)
def test_copied_page(page, rows):
    assert read(page) == rows


def test_handle_that_all_answer_is_not_their_author():
    rows = understand_paste("@asker CS is caring\n@asker CS is sharing\n@asker CS is daring").rows

    assert [(row.text, row.name) for row in rows] == [("CS is caring", ""), ("CS is sharing", ""), ("CS is daring", "")]
    assert all("@asker" in row.notes[0] for row in rows)


def test_email_address_does_not_come_into_a_name():
    (row,) = understand_paste('"Being heard" - Anna Smith (anna@example.org)').rows

    assert (row.name, row.town, row.work, row.notes) == ("Anna Smith", "", "", ["An e-mail address was left out."])


@pytest.mark.parametrize(
    "nasty", ["1" * 150, "@a " + "·" * 80 + "x", "," * 5_000 + "@a", "@a." * 1_500, '"' * 4_000, "(" * 3_000 + ")", "a - " * 2_000, "#a " * 2_000]
)
def test_nasty_line_is_read_without_backtracking_for_ever(nasty):
    assert understand_paste(f"{nasty}\n{nasty}").rows


def test_long_paragraph_becomes_many_rows_soon():
    assert len(understand_paste("\n".join(f"Answer number {number}" for number in range(400))).rows) == 400


def test_more_lines_than_a_person_can_look_through_are_refused_with_words():
    with pytest.raises(NotUnderstood, match="5,000 lines"):
        understand_paste("x\n" * 5_001)


WORDS = st.text(alphabet=st.characters(codec="utf-8"), max_size=200)
PIECES = st.sampled_from(
    [
        "@anna",
        "@bob@mastodon.social",
        "-",
        "—",
        "“",
        "”",
        '"',
        "'",
        "(",
        ")",
        ":",
        "Ann Lee",
        "2h",
        "12 Likes",
        "Reply",
        "https://x.com/a/status/1",
        "#cs",
        "\n",
        "\n\n",
        "1.",
        "•",
        "be kind",
    ]
)
BLOCKS = st.lists(st.one_of(PIECES, WORDS), max_size=25).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(BLOCKS)
def test_nothing_raises_and_no_line_is_lost(block):
    understood = understand_paste(block)

    kept = sorted("".join("\n".join([*(row.raw for row in understood.rows), *understood.aside]).split()))
    from quotes.understand.paste import BLIND

    assert kept == sorted("".join(BLIND.sub("", block).replace("＠", "@").split()))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.from_regex(r"[a-z]{3,9}( [a-z]{3,9}){2,12}[.!?]", fullmatch=True), min_size=1, max_size=8, unique=True),
    st.sampled_from(['"{}" - @{}', "“{}” — @{}", "{} (via @{})", "{} ~ @{}"]),
)
def test_words_and_handle_come_back_whatever_they_are(lines, shape):
    block = "\n".join(shape.format(line, f"who{number}") for number, line in enumerate(lines))

    assert read(block) == [(line, f"@who{number}") for number, line in enumerate(lines)]


def test_empty_paste_is_told():
    with pytest.raises(NotUnderstood, match="no words"):
        understand(" \n\u200b\n")
