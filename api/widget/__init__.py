"""The page people chat on: `/` opens a talk, asks in Arabic where to eat and shows places as cards."""
