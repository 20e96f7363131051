"""Starts the action server on the loopback interface: `python -m actions`.

rasa-sdk's own start command listens on every interface; this one never leaves 127.0.0.1, where
Rasa asks it what to answer to "voedselpakket in 2060". One process: Antwerp's directory is in
memory once.
"""

import argparse
import logging

from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor
from sanic import Sanic

from actions import wiring
from actions.settings import Settings

LOOPBACK = "127.0.0.1"


def main() -> None:
    settings = Settings()
    parser = argparse.ArgumentParser(prog="python -m actions", description=__doc__)
    parser.add_argument("--port", type=int, default=settings.actions_port)
    port = parser.parse_args().port
    # rasa-sdk logs every call at debug and whole requests on errors: warnings and worse only.
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    executor = ActionExecutor()
    executor.register_package("actions")
    wiring.directory()
    app = create_app(executor, cors_origins=None)
    app.prepare(host=LOOPBACK, port=port, single_process=True, access_log=False, motd=False)
    Sanic.serve_single(primary=app)


if __name__ == "__main__":
    main()
