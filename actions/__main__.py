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


def _without_texts(record: logging.LogRecord) -> bool:
    """Says where a fault was and what kind it is; its message may quote what a person wrote."""
    kind, _, trace = record.exc_info or (None, None, None)
    if kind is not None:
        while trace and trace.tb_next:
            trace = trace.tb_next
        at = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
        record.msg, record.args = f"{kind.__name__} at {at}", None
        record.exc_info = record.exc_text = None
    return True


def main() -> None:
    settings = Settings()
    parser = argparse.ArgumentParser(prog="python -m actions", description=__doc__)
    parser.add_argument("--port", type=int, default=settings.actions_port)
    port = parser.parse_args().port
    # rasa-sdk logs every call at debug and whole requests on errors: warnings and worse only.
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    for handler in logging.getLogger().handlers:
        handler.addFilter(_without_texts)
    executor = ActionExecutor()
    executor.register_package("actions")
    wiring.directory()
    app = create_app(executor, cors_origins=None)
    app.prepare(host=LOOPBACK, port=port, single_process=True, access_log=False, motd=False)
    Sanic.serve_single(primary=app)


if __name__ == "__main__":
    main()
