"""What `search doctor` finds around the program: the language, the terminal, and the settings."""

import locale
import os
import shutil
import sys
from collections.abc import Iterator

from searchtool import api
from searchtool.core.errors import ConfigError
from searchtool.core.finding import Finding
from searchtool.core.i18n import speaks_russian, tr
from searchtool.core.settings import Settings, load_settings, settings_files

LOCALE_VARIABLES = ("LC_ALL", "LC_CTYPE", "LANG")
NARROW = 40
"""Columns of a terminal below which passages are hard to read."""


def examine_locale() -> Iterator[Finding]:
    """The language of messages, and whether the terminal is told the encoding that is written."""
    name = next((value for v in LOCALE_VARIABLES if (value := os.environ.get(v))), "C")
    language = tr("messages in English", "сообщения по-русски")
    charset = name.partition("@")[0].partition(".")[2].replace("-", "").lower()
    wanted = "ru_RU.UTF-8" if speaks_russian() else "C.UTF-8"
    if charset not in ("", "utf8"):
        what = tr(
            f"{name}: the terminal may expect another encoding than UTF-8, which is written",
            f"{name}: терминал может ждать не UTF-8, в которой идёт вывод",
        )
        yield Finding("locale", "warning", what, f"export LC_ALL={wanted}")
    elif sys.getfilesystemencoding() != "utf-8":
        what = tr(
            f"{name}: names of files are taken for {sys.getfilesystemencoding()}",
            f"{name}: имена файлов читаются в {sys.getfilesystemencoding()}",
        )
        yield Finding("locale", "warning", what, f"export LC_ALL={wanted}")
    elif not _is_known():
        what = tr(f"{name} is not installed here", f"{name} в системе не установлена")
        what += tr(f"; {language}", f"; {language}")
        yield Finding("locale", "ok", what)
    else:
        yield Finding("locale", "ok", f"{name}; {language}")


def _is_known() -> bool:
    """Whether the system has the locale of the environment."""
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        locale.setlocale(locale.LC_CTYPE, "")
    except locale.Error:
        return False
    finally:
        locale.setlocale(locale.LC_CTYPE, before)
    return True


def examine_terminal() -> Iterator[Finding]:
    """Where the output goes, and what it can show."""
    if not sys.stdout.isatty():
        what = tr("not a terminal: one line per hit", "вывод не в терминал: по строке на результат")
        yield Finding("terminal", "ok", what)
        return
    columns = shutil.get_terminal_size().columns
    kind = os.environ.get("TERM") or tr("TERM is not set", "TERM не задана")
    what = tr(f"{kind}, {columns} columns", f"{kind}, столбцов: {columns}")
    if os.environ.get("NO_COLOR"):
        what += tr(", no colours (NO_COLOR)", ", без цветов (NO_COLOR)")
    if kind in ("dumb", "unknown"):
        advice = "export TERM=xterm-256color"
        yield Finding("terminal", "warning", what + tr(", no colours", ", без цветов"), advice)
    elif columns < NARROW:
        advice = tr("widen the window, or use --plain", "расширьте окно или используйте --plain")
        yield Finding("terminal", "warning", what, advice)
    else:
        yield Finding("terminal", "ok", what)


def examine_settings(index: str | None, url: str | None) -> tuple[Settings | None, list[Finding]]:
    """The settings in force, None where they cannot be read, and what is found about them."""
    try:
        settings = load_settings(index, url)
        settings.check_lists()
        api.check_lists(settings.speakers, settings.synonyms)
    except ConfigError as error:
        advice = error.advice or tr("correct this file", "исправьте этот файл")
        return None, [Finding("settings", "fault", f"{error.where}: {error.cause}", advice)]
    files = settings_files() or [tr("no file, defaults", "файла нет, всё по умолчанию")]
    return settings, [Finding("settings", "ok", path) for path in files]
