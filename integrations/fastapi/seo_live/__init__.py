"""Live updates for the jobs of a FastAPI application, in the protocol of SEO Live."""

from .live import LiveUpdates
from .log import Log, MemoryLog, Snapshot
from .manager import WebSocketManager
from .messages import Change, Message
from .settings import Settings, SettingsError
from .sqlite_log import SqliteLog
from .version import __version__

__all__ = [
    "Change",
    "LiveUpdates",
    "Log",
    "MemoryLog",
    "Message",
    "Settings",
    "SettingsError",
    "Snapshot",
    "SqliteLog",
    "WebSocketManager",
    "__version__",
]
