"""From the assistant to a person: who holds a conversation, and whom somebody can call."""
