"""Random programs over the language, judged by dual numbers that know nothing of srcad."""
