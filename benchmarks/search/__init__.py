"""How well search finds: labelled queries over real news, which lie in a folder beside the checkout."""
