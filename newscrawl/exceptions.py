"""Every error newscrawl raises on purpose.

::

    NewscrawlError
    ├── UsageError           the command line or a setting is wrong: nothing was started
    │   ├── SettingError     one NEWSCRAWL_* setting has a value it cannot have
    │   ├── ArgumentError    one spider argument is missing, unknown or malformed
    │   ├── SourcesError     the file of sources is malformed
    │   └── PermissionsError the file of permissions is malformed, or a change to it makes no sense
    ├── ReferenceChanged     a document is not the one that a recorded permission rests on
    ├── InputError           one supplied file, or a whole path, cannot be used
    │   ├── InputNotFound    nothing is there, or nothing matches
    │   └── UnreadableInput  something is there, but it is no page we can read
    │       └── TooMuchInput it unpacks to more than a file may
    ├── DataError            a data file of the package (lexicon, table) is malformed
    ├── StoreError           the database cannot be opened or written
    ├── JobIsRunning         another run of the job is at work
    ├── HostLeft             a host is visited no more in this run
    └── WorkerError          no worker process can be started, or the pool is closed

The message of each is one line that names the file, URL, setting or line at fault,
so that a command can print it as it is.
"""

from __future__ import annotations

__all__ = [
    "WANT_OF_MEMORY",
    "ArgumentError",
    "DataError",
    "HostLeft",
    "InputError",
    "InputNotFound",
    "JobIsRunning",
    "NewscrawlError",
    "PermissionsError",
    "ReferenceChanged",
    "SettingError",
    "SourcesError",
    "StoreError",
    "TooMuchInput",
    "UnreadableInput",
    "UsageError",
    "WorkerError",
]


WANT_OF_MEMORY = (MemoryError, SystemError)
"""What is raised where there is no memory: parsers in C forget to say so."""


class NewscrawlError(Exception):
    """Base of every error that newscrawl raises on purpose."""


class UsageError(NewscrawlError):
    """The command line or the configuration is wrong; nothing was started."""


class SettingError(UsageError):
    """A ``NEWSCRAWL_*`` setting has a value that it cannot have."""


class ArgumentError(UsageError):
    """A spider argument is missing, unknown or malformed."""


class SourcesError(UsageError):
    """The file of sources cannot be used."""


class PermissionsError(UsageError):
    """The file of permissions cannot be used, or what is to be written to it is no permission."""


class ReferenceChanged(NewscrawlError):  # noqa: N818  # reads as what happened
    """The document of a permission is there, and is not the one whose hash was recorded."""


class InputError(NewscrawlError):
    """A supplied file or path cannot be used."""


class InputNotFound(InputError):  # noqa: N818  # reads as what happened, like FileNotFoundError
    """Nothing stands at the path, or nothing matches the pattern."""


class UnreadableInput(InputError):  # noqa: N818
    """Something stands at the path, but it is no page that can be read."""


class TooMuchInput(UnreadableInput):
    """A supplied file unpacks to more than its size warrants; nothing more is read of it."""


class DataError(NewscrawlError):
    """A data file that ships with the package is malformed."""


class StoreError(NewscrawlError):
    """The database cannot be opened, read or written."""


class JobIsRunning(NewscrawlError):  # noqa: N818  # reads as what happened
    """Another run of the job holds its lock: this one has done nothing."""


class HostLeft(NewscrawlError):  # noqa: N818
    """A host is visited no more in this run, or has no room for one more visit."""


class WorkerError(NewscrawlError):
    """No worker process can be started, or the pool of them is closed."""
