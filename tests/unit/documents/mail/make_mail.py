"""Mail messages for tests, and the paragraphs of one of them."""

import base64
import quopri
from email.header import Header
from email.message import EmailMessage

LETTER = """\
From: Кузьма Зорин <zorin@archive.example>
To: all@archive.example
Subject: Собрание в субботу
Date: Mon, 14 Jun 1999 23:59:00 +0400

Здравствуйте, коллеги!

Собрание о новом мосте через Волну начнётся в полдень, потому что
утром мэр открывает выставку.

Лидия Корсакова писала:
> Мы не успеем подготовить доклад о бюджете, если вы не
> пришлёте цифры.
Успеем.

-- 
Кузьма Зорин
"""


PARAGRAPHS = [
    ("Здравствуйте, коллеги!", "text"),
    (
        "Собрание о новом мосте через Волну начнётся в полдень, потому что утром мэр открывает "
        "выставку.",
        "text",
    ),
    ("Лидия Корсакова писала:", "cited"),
    ("Мы не успеем подготовить доклад о бюджете, если вы не пришлёте цифры.", "cited"),
    ("Успеем.", "text"),
    ("Кузьма Зорин", "text"),
]


def encoded(charset: str, how: str) -> bytes:
    body = LETTER.partition("\n\n")[2].encode(charset)
    coded = {"base64": base64.encodebytes, "quoted-printable": quopri.encodestring}[how](body)
    subject = Header("Собрание о мосте и о бюджете города Озёрска", charset, maxlinelen=50).encode()
    sender = Header("Кузьма Зорин", charset).encode()
    head = (
        f'Subject: {subject}\nFrom: "{sender}" <zorin@archive.example>\nMIME-Version: 1.0\n'
        f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: {how}\n\n"
    )
    return head.encode() + coded


def message(html: str = "", plain: str = "") -> EmailMessage:
    letter = EmailMessage()
    letter["Subject"] = "Собрание"
    letter["From"] = "zorin@archive.example"
    letter.set_content(plain)
    if html:
        letter.add_alternative(html, subtype="html")
    return letter


HTML = """\
<html><head><style>p {}</style></head><body><p>Здравствуйте,<br>Лидия!</p>
<div>Кузьма Зорин пишет:</div><blockquote><p>Мост <b>открыт</b>.</p></blockquote><p>Ура.</p>
</body></html>"""
