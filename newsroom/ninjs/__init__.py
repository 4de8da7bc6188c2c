"""Reading IPTC ninjs 3.x (https://www.iptc.org/std/ninjs/) into news pages.

`files` finds items, `article` says what one means, `markup` makes blocks of its text, `importer` stores it.
"""
