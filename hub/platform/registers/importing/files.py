"""Keep uploaded lists in the store of documents, and give them back as files to read."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hub.platform.documents import storage
from hub.platform.registers.importing.models import ImportBatch
from hub.platform.tabular.limits import BROWSER


def keep(upload: Any) -> storage.Stored:
    """Store an uploaded file.

    :raises storage.TooLarge, storage.NoSpace, storage.NotStored: nothing of it is kept then.
    """
    return storage.store().put(upload.chunks(), limit=BROWSER.file_bytes)


@contextmanager
def opened(batch: ImportBatch) -> Iterator[Path]:
    """Give the file of a load under a path, whatever the store is.

    :raises storage.Missing: when the store has it no longer.
    """
    with tempfile.TemporaryDirectory(prefix="hub-import-") as folder:
        path = Path(folder) / "list"
        with storage.store().open(batch.sha256) as source, path.open("wb") as target:
            shutil.copyfileobj(source, target, 1024 * 1024)
        yield path
