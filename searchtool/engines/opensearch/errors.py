"""What a cluster refuses or fails at, as errors with one clear line."""

from typing import Any

from searchtool.core.errors import SearchError
from searchtool.core.i18n import tr
from searchtool.engines.opensearch.connection import exceptions

BUSY = 429
"""The cluster has more to do than it can; the same request may succeed later."""


class ClusterError(SearchError):
    """A cluster that cannot be reached, that refuses a request, or of which a part failed: its
    answer would not be whole, so there is none. `may_pass` says that the same may succeed later,
    `is_gone` that no node could be reached."""

    def __init__(
        self,
        where: str,
        cause: str,
        advice: str = "",
        *,
        may_pass: bool = False,
        is_gone: bool = False,
    ) -> None:
        super().__init__(where, cause, advice)
        self.may_pass = may_pass
        self.is_gone = is_gone


class NotFoundError(Exception):
    """What was asked for does not exist in the cluster."""


class ConflictError(Exception):
    """Somebody else has changed a document since it was read, or made what was to be made."""


def translated(error: Exception, where: str) -> Exception:
    """What the library raised for a request to `where`, as one of the errors above."""
    match error:
        case exceptions.NotFoundError():
            return NotFoundError(str(error))
        case exceptions.ConflictError():
            return ConflictError(str(error))
        case exceptions.SSLError():
            return ClusterError(
                where,
                tr("no secure connection", "защищённое соединение не устанавливается")
                + f" ({_reason(error)})",
                tr("check the certificates", "проверьте сертификаты"),
            )
        case exceptions.ConnectionTimeout():
            cause = tr("does not answer in time", "не отвечает вовремя")
            return ClusterError(where, cause, may_pass=True)
        case exceptions.ConnectionError():
            cause = tr("cannot be reached", "недоступен") + f" ({_reason(error)})"
            return ClusterError(where, cause, may_pass=True, is_gone=True)
        case exceptions.AuthenticationException() | exceptions.AuthorizationException():
            cause = tr("access denied", "доступ запрещён")
            advice = tr("check the user or the API key", "проверьте имя пользователя или ключ API")
            return ClusterError(where, cause, advice)
        case exceptions.TransportError() if isinstance(error.status_code, int):
            return _refused(error, where)
        case exceptions.SerializationError():
            cause = tr("answers something else than OpenSearch", "отвечает не как OpenSearch")
            return ClusterError(where, cause)
        case _:
            return error


def failed_shards(where: str, failed: int, total: int) -> ClusterError:
    """For an answer in which some shards are missing."""
    cause = tr(
        f"{failed} of {total} shards did not answer", f"не ответили шарды: {failed} из {total}"
    )
    return ClusterError(where, cause, may_pass=True)


def overtaken(where: str) -> ClusterError:
    """For a writer whose batch another one has given up, as it had not been heard of for long."""
    cause = tr(
        "another indexer took this run for dead", "другой процесс счёл эту индексацию прерванной"
    )
    return ClusterError(where, cause, tr("run it again", "запустите её ещё раз"))


def _refused(error: Any, where: str) -> ClusterError:
    status = error.status_code
    if status == BUSY:
        return ClusterError(where, tr("overloaded", "перегружен"), may_pass=True)
    cause = tr("the cluster failed", "сбой кластера") if status >= 500 else _refusal()
    return ClusterError(where, f"{cause} ({_reason(error)})", may_pass=status >= 500)


def _refusal() -> str:
    return tr("the cluster refuses the request", "кластер отклоняет запрос")


def _reason(error: Any) -> str:
    """The last cause that an error tells, in one line."""
    info = error.info
    if isinstance(info, dict) and isinstance(info.get("error"), dict):
        causes = info["error"].get("root_cause") or [info["error"]]
        text = str(causes[0].get("reason") or causes[0].get("type"))
    else:
        text = str(info or error.error)
    text = text.rpartition(": ")[2] if "Errno" in text else text
    return " ".join(text.split())[:200].strip("'\")( ")
