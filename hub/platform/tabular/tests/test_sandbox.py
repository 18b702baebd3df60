import io
import os
import pickle
from dataclasses import replace
from pathlib import Path

import pytest

from hub.platform.tabular import sandbox
from hub.platform.tabular.limits import BROWSER
from hub.platform.tabular.results import Skipped, Unreadable

HERE = "hub.platform.tabular.tests.misbehaving"


class TestChild:
    def test_that_asks_for_too_much_memory_ends_with_what_to_do(self) -> None:
        with pytest.raises(Unreadable, match="more memory than a file of its kind may use"):
            list(sandbox.run(f"{HERE}:greedy", {}, BROWSER))

    def test_that_computes_for_ever_is_stopped_in_a_preview(self) -> None:
        with pytest.raises(Unreadable, match="took longer to read than a preview"):
            list(sandbox.run(f"{HERE}:endless", {}, replace(BROWSER, cpu_seconds=1)))

    def test_has_no_network(self) -> None:
        (said,) = sandbox.run(f"{HERE}:talkative", {}, BROWSER)
        assert said == Skipped(1, "A file that is being read has no network.")

    def test_writes_no_files(self, tmp_path: Path) -> None:
        (said,) = sandbox.run(f"{HERE}:scribbling", {"path": str(tmp_path / "x")}, BROWSER)
        assert said.reason == "refused"

    def test_sees_no_settings(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HUB_SECRET_KEY", "x")
        (said,) = sandbox.run(f"{HERE}:curious", {}, BROWSER)
        assert "HUB_SECRET_KEY" not in said.reason

    def test_that_fails_for_our_reason_says_so(self) -> None:
        with pytest.raises(sandbox.ChildFault, match="our fault"):
            list(sandbox.run(f"{HERE}:broken", {}, BROWSER))

    def test_may_be_left_half_way(self) -> None:
        results = sandbox.run(f"{HERE}:endless", {}, replace(BROWSER, cpu_seconds=20))
        results.close()  # type: ignore[attr-defined]


class TestResults:
    def test_that_would_run_something_are_not_built(self) -> None:
        class Evil:
            def __reduce__(self) -> object:
                return (os.system, ("true",))

        body = pickle.dumps([Evil()])
        with pytest.raises(pickle.UnpicklingError):
            list(sandbox._results(io.BytesIO(sandbox._LENGTH.pack(len(body)) + body)))
