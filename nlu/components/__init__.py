"""The steps from a typed message to a need: one Rasa component per file, named in bot/config.yml.

"Honger!! waar kan ik eten in Deurne" passes them in order: normalised, cut in words, the place
taken out, classified, checked for a second need, and marked unsure when nothing stands out.
"""
