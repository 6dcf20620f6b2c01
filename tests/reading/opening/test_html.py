"""A web page gives its text with headings, lists and tables, and nothing that surrounds it."""

from pathlib import Path

import pytest

from goldenthread.reading.opening import Opened, open_document
from goldenthread.terms.errors import UnreadableDocument
from reading.opening.making import PROMISE, TITLE

NOTICE = f"""<!DOCTYPE html><html><head><meta charset="gb2312"><title>{TITLE}_某市政府</title>
<meta name="ArticleTitle" content="{TITLE}"><meta name="PubDate" content="2023-05-01 10:00"></head>
<body><div class="top"><ul class="nav"><li><a href=1>首页</a><li><a>公开</a>
<li><a>办事</a></ul></div>
<div class="wrap"><div class="pos">您的位置：<a>首页</a> &gt; <a>文件</a></div><h1>{TITLE}</h1>
<div id="zoom"><p>各县（区）人民政府：</p>
<p>市政府将于<b>2023年</b>12月31日前<font>修复</font>海堤。</p>
<h2>一、任务</h2><ol start="3"><li>抓落实。<li>强监督。</ol><ul><li>有序推进。</ul>
<table><tr><th>序号<th>任务<th>单位</tr><tr><td>1<td>修复<br>海堤<td rowspan=2>水务局</tr>
<tr><td>2<td>新建|泵站</table><p>第一行<br>第二行</p></div>
<div class="share-bar">分享到：微博</div><p>打印本页</p></div>
<div class="related"><h3>相关链接</h3><ul><li><a>别的新闻一</a><li><a>别的新闻二</a></ul></div>
<footer>版权所有</footer><script>var x="<p>不是正文</p>"</script></body></html>"""

LAID_OUT = f"""# {TITLE}

各县（区）人民政府：

{PROMISE}

## 一、任务

3. 抓落实。

4. 强监督。

- 有序推进。

| 序号 | 任务 | 单位 |
| --- | --- | --- |
| 1 | 修复 海堤 | 水务局 |
| 2 | 新建\\|泵站 | 水务局 |

第一行

第二行"""


def opened(page: str, folder: Path, *, encoding: str = "utf-8") -> Opened:
    path = folder / "page.html"
    path.write_bytes(page.encode(encoding))
    return open_document(path)


def test_a_notice_gives_its_text_and_nothing_that_surrounds_it(tmp_path: Path) -> None:
    found = opened(NOTICE, tmp_path, encoding="gb18030")
    assert found.text == LAID_OUT
    assert found.format == "html"


def test_of_the_metadata_only_what_the_text_does_not_say_is_kept(tmp_path: Path) -> None:
    assert opened(NOTICE, tmp_path, encoding="gb18030").title == "2023-05-01 10:00"
    untitled = NOTICE.replace(f"<h1>{TITLE}</h1>", "")
    assert opened(untitled, tmp_path, encoding="gb18030").title == f"{TITLE}\n2023-05-01 10:00"


@pytest.mark.parametrize("charset", ["big5", "utf-8"])
def test_the_encoding_that_the_page_names_is_respected(charset: str, tmp_path: Path) -> None:
    page = (
        f'<html><meta http-equiv="Content-Type" content="text/html; charset={charset}"><p>檔案</p>'
    )
    assert opened(page, tmp_path, encoding=charset).text == "檔案"


def test_a_few_spoilt_bytes_do_not_cost_the_page(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(f"<p>{PROMISE * 9}".encode() + b"\xff\xff</p>")
    assert open_document(tmp_path / "a.html").text == f"{PROMISE * 9}\ufffd\ufffd"
    (tmp_path / "a.html").write_bytes(b"<p>" + b"\xff\x80" * 90)
    with pytest.raises(UnreadableDocument, match="no text"):
        open_document(tmp_path / "a.html")


def test_the_main_part_is_found_without_a_telling_name(tmp_path: Path) -> None:
    links = "".join(f"<li><a href='{n}'>Another story of the day</a></li>" for n in range(30))
    story = "<p>The Board will repair the sea wall, with the Works Department in the lead.</p>" * 9
    page = (
        f"<body><div><ul>{links}</ul></div><div><div>{story}</div></div><div>{links}</div></body>"
    )
    assert opened(page, tmp_path).text.split("\n\n") == [story[3 : story.index("</p>")]] * 9


@pytest.mark.parametrize(
    "furniture",
    [
        "<nav><p>Where to go</p></nav>",
        "<header><h2>The council</h2></header>",
        "<aside>Most read</aside>",
        '<div class="cookie-banner">We set cookies</div>',
        '<div id="breadcrumb">Home</div>',
        '<p style="display: none">Hidden</p>',
        "<p hidden>Hidden</p>",
        "<p>Share this page</p>",
        "<style>p {}</style>",
    ],
)
def test_furniture_is_left_out(furniture: str, tmp_path: Path) -> None:
    said = "The Works Department will repair the sea wall by Friday, said the Board."
    assert opened(f"<body>{furniture}<p>{said}</p></body>", tmp_path).text == said


def test_an_item_keeps_its_number_when_it_holds_paragraphs(tmp_path: Path) -> None:
    page = "<ol><li><p>First.</p><ul><li>Sub</ul><li><p>Second.</p><p>More.</p></ol>"
    assert opened(page, tmp_path).text == "1. First.\n\n- Sub\n\n2. Second.\n\nMore."


def test_a_heading_with_nothing_below_it_at_the_end_is_left_out(tmp_path: Path) -> None:
    page = f"<p>{PROMISE}</p><h3>Related</h3><ul><li><a>a</a><li><a>b</a><li><a>c</a></ul>"
    assert opened(page, tmp_path).text == PROMISE
    assert opened(f"<h1>{TITLE}</h1>", tmp_path).text == f"# {TITLE}"


def test_a_careless_class_name_does_not_cost_the_text(tmp_path: Path) -> None:
    page = f'<body><div class="share"><p>{PROMISE * 5}</p></div><p>短</p></body>'
    assert PROMISE in opened(page, tmp_path).text


def test_words_after_something_left_out_stay(tmp_path: Path) -> None:
    assert opened("<p>Repair <script>x</script>the wall</p>", tmp_path).text == "Repair the wall"


def test_a_table_that_only_arranges_the_page_is_not_a_table(tmp_path: Path) -> None:
    inner = "<table><tr><td>a<td>b<tr><td>c<td>d</table>"
    page = f"<table><tr><td><p>{PROMISE}</p>{inner}</td></tr></table>"
    assert opened(page, tmp_path).text == f"{PROMISE}\n\n| a | b |\n| --- | --- |\n| c | d |"


def test_letters_that_cannot_be_seen_are_left_out(tmp_path: Path) -> None:
    page = "<div><script>x</script>\x01Repair<br>\x02the<script>y</script>\x03 wall</div>"
    assert opened(page, tmp_path).text == "Repair\n\nthe wall"
    page = "<ul><li>Repair<br>\x02the wall</ul>"
    assert opened(page, tmp_path).text == "- Repair the wall"
    assert opened("<p>Re\u200bpair\u202e the wall</p>", tmp_path).text == "Repair the wall"
