"""Full-text search: what is done to words, the same when an item is written and when a reader asks.

PostgreSQL brings stemming and the index; folding, compounds, highlighting and spelling are ours, for only
its core is relied on. Text goes through `words.words`, which gives each word's folded forms:

* written: a column has one line for each word of a text, `word part part`, so the k-th line is the k-th
  word (`index`); a generated column makes the vector of that (`vectors`);
* asked: the words of a query become a tsquery of each language that is asked for (`query`);
* answered: PostgreSQL marks lines, and the words in those places are marked in the text (`highlight`).

Nothing here reads the database.
"""
