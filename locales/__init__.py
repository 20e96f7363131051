"""Every word that people in Antwerp read, in their own language, and how words are put together.

`render(Reply("greet", {}), "ar")` gives the blocks that a channel shows. Nothing outside this
package holds a sentence for residents.
"""
