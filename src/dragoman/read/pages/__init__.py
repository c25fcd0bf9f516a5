"""Web pages and Markdown: the text layer of markup, which lines are the article, and what the head states."""
