"""The messages.html of a Telegram export."""

import pytest

from searchtool.core.errors import UnreadableFile
from searchtool.documents.passages import split_passages
from tests.unit.documents.reading import read_all, survives

HTML = """\
<!DOCTYPE html>
<html><head><meta charset="utf-8"/><title>Exported Data</title></head><body>
<div class="page_wrap"><div class="page_header"><div class="content"><div class="text bold">
Вестник Озёрска
</div></div></div><div class="page_body chat_page"><div class="history">
<div class="message service" id="message-1"><div class="body details">14 June 2024</div></div>
<div class="message default clearfix" id="message128">
<div class="pull_left userpic_wrap"><div class="userpic"><div class="initials">В</div></div></div>
<div class="body"><div class="pull_right date details" title="14.06.2024 23:59:00 UTC+03:00">
23:59
</div>
<div class="from_name">
Вестник &laquo;Озёрска&raquo;
</div>
<div class="text">
<strong>Мост открыт</strong><br><br>Мэр <a href="https://a.example">заявил</a>: «Мы
ждали».<blockquote>Год назад</blockquote>Да
</div></div></div>
<div class="message default clearfix joined" id="message130">
<div class="body"><div class="pull_right date details" title="15.06.2024 08:00:00">08:00</div>
<div class="reply_to details">In reply to <a href="#go_to_message128">this message</a></div>
<div class="forwarded body"><div class="from_name">
Агентство <span class="date details" title="13.06.2024 10:00:00"> 13.06.2024</span></div>
<div class="text">
Движение начнётся в среду.
</div></div></div></div>
<div class="message default clearfix" id="message131"><div class="body">
<div class="from_name">Кузьма</div>
<div class="media_wrap clearfix"><div class="media_poll"><div class="question bold">Поедете?</div>
<div class="details">Anonymous poll</div>
<div class="answer">- Да <span class="details">5 votes</span></div></div></div></div></div>
<div class="message default clearfix" id="message132"><div class="body">
<div class="from_name">Кузьма</div>
<div class="media_wrap clearfix"><div class="media clearfix pull_left media_photo">
<div class="body"><div class="title bold">Sticker</div></div></div></div></div></div>
<div class="message default clearfix" id="message133"><div class="body">
<div class="from_name">Вестник</div>
<div class="media_wrap clearfix"><a class="media clearfix pull_left block_link media_file"
 href="files/u.pdf"><div class="fill pull_left"></div><div class="body">
<div class="title bold">Устав артели.pdf</div><div class="status details">12 KB</div></div></a>
</div>
<div class="text">Читайте</div>
<div class="signature details">Анна Дятлова</div></div></div>
<div class="message default clearfix joined" id="message134"><div class="body">
<div class="media_wrap clearfix"><div class="media clearfix pull_left media_contact">
<div class="body"><div class="title bold">Пров Дятлов</div>
<div class="status details">+7 900 000-00-01 - vCard</div></div></div></div></div></div>
<div class="message default clearfix joined" id="message135"><div class="body">
<div class="media_wrap clearfix"><div class="media clearfix pull_left media_venue">
<div class="body"><div class="title bold">Пристань</div>
<div class="description">Заречная, 3</div></div></div></div></div></div>
</div></div></div></body></html>
"""


def test_the_export_as_web_pages() -> None:
    (post, forwarded, poll, file, contact, place), failures = read_all("messages.html", HTML)
    assert failures == []
    document = post.document
    assert (document.id, document.member) == ("messages.html#128", "128")
    assert (document.title, document.date) == ("Вестник Озёрска", "2024-06-14")
    assert document.author == "Вестник «Озёрска»"
    assert post.text == "Мост открыт\n\nМэр заявил: «Мы ждали».\nГод назад\nДа"
    assert {passage.line for passage in split_passages(post)} == {7}
    assert forwarded.text == "Движение начнётся в среду."
    assert forwarded.document.author == "Вестник «Озёрска» (переслано: Агентство)"
    assert forwarded.document.date == "2024-06-15"
    assert (poll.text, poll.document.author) == ("Поедете?\n\nДа", "Кузьма")
    assert (file.text, file.document.author) == ("Устав артели.pdf\n\nЧитайте", "Анна Дятлова")
    assert (contact.text, contact.document.author) == ("Пров Дятлов, +7 900 000-00-01", "Вестник")
    assert place.text == "Пристань, Заречная, 3"


def test_damaged_pages() -> None:
    survives("messages.html", HTML.encode())
    with pytest.raises(UnreadableFile, match="no messages"):
        read_all("messages.html", "<html><title>Exported Data</title>Нет")
