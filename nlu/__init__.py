"""Understanding: from "waar kan ik eten krijgen in 2060?" to the need `food_aid`.

Sentences per language (`nlu/<lang>/*.yml`), the Rasa components that learn from them
(`nlu/components/`) and the commands that train, start and measure them (`nlu/runtime/`).
"""
