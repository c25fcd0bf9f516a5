"""Made pages, one a trap: each line bears the kind that it must be sorted into."""

import pytest

from dragoman.clean import clean
from dragoman.lang import load_language
from dragoman.model import RawDocument

ENGLISH = load_language("en")
INSIDE, OUTSIDE = "+ ", "- "  # what a line of the article and any other line begin with

MENU = """
- Home
- World
- Sport
- Sign in
- Subscribe
"""
HEAD = """
- Bridge in the north is closed for repairs
- By Dana Malik
- 3 May 2021
"""
STORY = """
+ The governor of the northern province said on Monday that the bridge over the river would be closed for repairs.
+ Two convoys had crossed it during the night, according to drivers who were waiting on the other bank of the river.
+ The ministry has promised to rebuild it since the fighting of last year, but nobody has seen a mason there so far.
"""
FOOT = """
- Share on Facebook
- Tweet
- Privacy Policy
- Terms of Use
"""
PAGES = {
    "a plain page": MENU + HEAD + STORY + FOOT,
    "comments without heading or time": HEAD + STORY + """
- Comments
- omar
- They close it every year again, and I have never seen anybody work there, so why should this year be any different?
- Reply
- nadia
- My brother waited for two days with his flour, you can ask him if you do not believe what the drivers tell you here.
- Reply
""",
    "more comments than article": MENU + HEAD + STORY + "- 4 Comments\n" + "".join(
        f"- reader{at} says:\n- May {at}, 2021 at 6:3{at} am\n- I was there on day {at} and saw it with my eyes, so do "
        "not tell me that the bridge was ever open to anybody but the friends of the governor and his cousins.\n"
        for at in range(1, 9)
    ),
    "teasers above and below": MENU + """
- Market of the old town burns A fire that broke out in the night has destroyed most of the old market, officials
- Traders fear for their flour Prices have doubled since the bridge was closed, and traders say that worse will come
- Two boats sink on the river Nobody was hurt when two boats that carried sand sank not far from the old harbour, po
""" + HEAD + STORY + """
- More from the north
- Market of the old town burns
- Traders fear for their flour
""" + FOOT,
    "a consent notice in prose": """
- We use cookies and similar techniques to show you this site, to measure how it is read and to show advertising.
- Accept
- Bridge in the north is closed for repairs
""" + STORY,
    "the call of a newsletter": HEAD + STORY + """
- Sign up for our newsletter and get the best of our reporting from the north in your inbox every Friday morning.
""",
    "an author's life": HEAD + STORY + """
- Dana Malik is a reporter who has covered the north for ten years.
""",
    "an interview": HEAD + """
+ Sami Noor has led the engineers of the province for ten years, and he has seen the bridge fall and rise again.
+ Question: When will the bridge be open again?
+ Answer: Not before the army has looked at every pillar, and that may take until the end of the summer, I fear.
+ Question: Who pays for it?
+ Answer: The ministry has promised to pay for the stones, and the province will have to pay the masons by itself.
""",
    "a live report": HEAD + """
+ 10.15 am: The governor has arrived at the bridge and speaks with the drivers who have waited there since Sunday.
+ 10.40 am: A convoy of the army is crossing the river by boat, and the drivers are told to move from the bank.
+ 11.05 am: The governor says that the bridge will be closed for repairs until the end of the summer at the least.
""",
    "a list in an article": HEAD + STORY + """
+ The governor named three conditions:
+ The army must have looked at every pillar.
+ The drivers must leave the bank.
+ The ministry must pay for the stones.
+ He did not say what would happen if one of the three was not met by the end of the summer, as many expect here.
""",
    "headings in capitals": HEAD + STORY + """
+ ATTACK NEAR THE BRIDGE
+ The drivers had been shot at from the other bank in the night, and two of them were brought to the hospital.
""",
    "a poem in an article": HEAD + STORY + """
+ An old song of the drivers says of the bridge:
+ “The river is wide, my love,
+ the river is deep,
+ and whoever would cross it, my love,
+ must pay for his sleep.”
+ The drivers sang it all night long, and the soldiers on the other bank sang it with them until the morning came.
""",
    "three lines": """
- Bridge in the north is closed
+ The bridge over the river was closed on Monday.
+ Nobody was hurt, the governor said.
""",
    "an agency's copy": """
- Bridge in the north is closed for repairs
+ AMMAN, May 3 (Reuters) - The bridge over the northern river was closed on Monday, the governor told reporters.
+ Two convoys had crossed it during the night, according to drivers who were waiting on the other bank.
- (Reporting by Dana Malik; editing by Sami Noor)
""",
    "a press release": """
- FOR IMMEDIATE RELEASE
- Ministry closes the bridge in the north
+ The ministry of roads announced today that the bridge over the northern river will be closed until further notice.
+ “The safety of the drivers comes before everything else,” the minister said in a statement on Monday morning.
+ The repairs will begin as soon as the engineers of the province have looked at every pillar of the bridge.
""",
    "captions among the paragraphs": HEAD + """
+ The governor of the northern province said on Monday that the bridge over the river would be closed for repairs.
- Drivers wait on the northern bank. (Photo: Sami Noor/AFP)
+ Two convoys had crossed it during the night, according to drivers who were waiting on the other bank of the river.
+ The ministry has promised to rebuild it since the fighting of last year, but nobody has seen a mason there so far.
""",
    "the rights to it": HEAD + STORY + """
- © 2021 The River Post. All rights reserved.
- The views expressed in this article are the author's own and do not necessarily reflect those of The River Post.
""",
    "related links in between": HEAD + """
+ The governor of the northern province said on Monday that the bridge over the river would be closed for repairs.
- Read more: Traders fear for their flour
+ Two convoys had crossed it during the night, according to drivers who were waiting on the other bank of the river.
+ The ministry has promised to rebuild it since the fighting of last year, but nobody has seen a mason there so far.
""",
}  # fmt: skip


def sorted_lines(page: str) -> list[str]:
    """The page with each line marked by whether cleaning takes it for the article."""
    lines = [line[len(INSIDE) :] for line in page.strip().split("\n") if line]
    text = "\n\n".join(lines)
    document = clean(RawDocument("id", "source", text), lang=ENGLISH)
    inside = {piece.span.of(text) for piece in document.body}
    return [(INSIDE if line in inside else OUTSIDE) + line for line in lines]


@pytest.mark.parametrize("name", PAGES)
def test_exactly_the_article_is_kept(name: str) -> None:
    """Every line of the article is body and no other line is."""
    assert sorted_lines(PAGES[name]) == [line for line in PAGES[name].strip().split("\n") if line]
