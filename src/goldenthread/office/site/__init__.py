"""The site: settings, addresses, the words of its pages, and the demo."""
