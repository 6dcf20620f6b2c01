"""The report card: as data, as a page, as a PDF, as open data, in both languages."""
