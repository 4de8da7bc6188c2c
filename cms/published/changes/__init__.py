"""The log of changes as partners follow it: from where on, which part of it, and what is told of each item.

`marks`: what a part of the log goes by. `position`: the tokens. `reading`: the one query. `folding`: what
several changes of one item amount to.
"""
