"""Starts Rasa for Wegwijs, without TensorFlow and without its command line.

`bot/.venv/bin/python -m nlu.runtime.launch run --model var/models --port 5005` serves the bot on
127.0.0.1 with the REST channel only; `… launch train` makes the model first if it is absent or
older than its sentences. Antwerp's people never reach this process: only the API does.
"""

import argparse
import logging
import sys
from pathlib import Path

from nlu.runtime import surroundings

INTERFACE = "127.0.0.1"
"""Rasa 3.6 gets no security updates any more: it must never listen to the outside."""


def read_arguments(arguments: list[str] | None = None) -> argparse.Namespace:
    """The command line: `run` or `train`, relative to the project's root."""
    parser = argparse.ArgumentParser(prog="python -m nlu.runtime.launch", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="serve the bot on the loopback interface")
    run.add_argument("--model", type=Path, default=surroundings.MODELS)
    run.add_argument("--port", type=int, default=5005)
    run.add_argument("--verbose", action="store_true", help="log information, never message text")
    train = commands.add_parser("train", help="train when the model is absent or stale")
    train.add_argument("--force", action="store_true")
    return parser.parse_args(arguments)


def run(model: Path, port: int, level: int) -> None:
    """Serve until the process is told to stop."""
    surroundings.prepare(learning=False)
    from rasa.core.run import serve_application
    from rasa.core.utils import AvailableEndpoints

    from nlu.runtime import hush

    hush.configure(level)
    bot = surroundings.ROOT / "bot"
    serve_application(
        model_path=str(model),
        interface=INTERFACE,
        port=port,
        credentials=str(bot / "credentials.yml"),
        endpoints=AvailableEndpoints.read_endpoints(str(bot / "endpoints.yml")),
        enable_api=False,
    )


def main(arguments: list[str] | None = None) -> int:
    """Entry point; 0 when all went well."""
    chosen = read_arguments(arguments)
    if chosen.command == "train":
        from nlu.runtime.train import main as train

        return train(["--force"] if chosen.force else [])
    if not chosen.model.exists():
        sys.stderr.write(f"No model at {chosen.model}: run python -m nlu.runtime.train first.\n")
        return 1
    run(chosen.model, chosen.port, logging.INFO if chosen.verbose else logging.WARNING)
    return 0


if __name__ == "__main__":
    sys.exit(main())
