"""The demonstration content: an invented agency's website in German, English and some Arabic.

`content/facts` holds what is the same in every language, `content/<language>` the texts; the modules here
turn both into pages, pictures, documents, vocabularies and menus (`home.demo.loader`).
"""
