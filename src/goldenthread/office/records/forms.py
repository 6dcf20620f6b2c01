"""What is filled in to take in a document, or to name a source."""

from pathlib import Path

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from goldenthread.office.bodies.forms import Choice, DayInput, OfficeForm
from goldenthread.office.bodies.models import Person
from goldenthread.office.records import actions
from goldenthread.office.records.models import Document, Source
from goldenthread.office.records.opening import text_of, too_large
from goldenthread.terms.observations import Source as SourceTerm
from goldenthread.terms.periods import Day
from goldenthread.terms.text import LANGUAGES, Language, Words


class DocumentForm(OfficeForm):
    """A document in one language or both; the place of each fault is the file's own name."""

    slug = forms.SlugField(max_length=50)
    title_en = forms.CharField(max_length=300)
    title_zh = forms.CharField(max_length=300)
    dated = forms.DateField(widget=DayInput, required=False)
    source = Choice(Source.objects.all(), required=False)
    paraphrase_en = forms.CharField(max_length=300, required=False)
    paraphrase_zh = forms.CharField(max_length=300, required=False)
    text_en = forms.FileField(required=False, allow_empty_file=True)
    text_zh = forms.FileField(required=False, allow_empty_file=True)

    def take_in(self, *, by: Person) -> Document:
        """Read both files, then keep them; UnreadableDocument names the file and the remedy."""
        given = self.cleaned_data
        return actions.intake(
            by.body,
            slug=given["slug"],
            title=Words(given["title_en"], given["title_zh"]),
            texts=self._texts(),
            dated=given["dated"],
            source=given["source"],
            paraphrase=Words(given["paraphrase_en"], given["paraphrase_zh"]),
            by=by,
        )

    def _texts(self) -> dict[Language, str]:
        files = {language: self.cleaned_data[f"text_{language}"] for language in LANGUAGES}
        return {language: _text(file) for language, file in files.items() if file}


class SourceForm(OfficeForm):
    """A place where things are said in public, such as a yearbook or a press release."""

    slug = forms.SlugField(max_length=50)
    title_en = forms.CharField(max_length=300)
    title_zh = forms.CharField(max_length=300)
    publisher_en = forms.CharField(max_length=200, required=False)
    publisher_zh = forms.CharField(max_length=200, required=False)
    dated = forms.CharField(max_length=10, required=False)
    address = forms.URLField(max_length=200, required=False, assume_scheme="https")

    def add(self, *, by: Person) -> Source:
        """Add the source; BadPeriod names a day that cannot be read."""
        given = self.cleaned_data
        term = SourceTerm(
            id=given["slug"],
            title=Words(given["title_en"], given["title_zh"]),
            publisher=Words(given["publisher_en"], given["publisher_zh"]),
            date=str(Day(given["dated"])) if given["dated"] else "",
            address=given["address"],
        )
        return actions.add_source(term, by=by)


def _text(file: UploadedFile) -> str:
    """Return what an uploaded document says; a refusal names the file as it was sent."""
    name = file.name or ""
    if (file.size or 0) > settings.MAX_DOCUMENT_BYTES:
        raise too_large(Path(name).name)
    return text_of(name, file.read())
