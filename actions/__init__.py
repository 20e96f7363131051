"""What the bot does once Rasa has understood: one action a file, a reply key out, never words.

Rasa heard `food_aid` in "voedselpakket in 2060" and a rule picked `action_find_places`; that file
asks the directory and returns `places_found` with three places.
"""
