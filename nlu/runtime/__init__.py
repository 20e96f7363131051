"""Starting, training and measuring Rasa: `python -m nlu.runtime.launch run` serves Antwerp."""
