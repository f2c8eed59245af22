"""Editors' uploads are cleaned like everybody's: upright, re-encoded, without what the camera wrote."""

from django import forms
from wagtail.images.forms import BaseImageForm

from core import pictures


class ImageForm(BaseImageForm):
    def clean_file(self):
        upload = self.cleaned_data["file"]
        if "file" not in self.changed_data:
            return upload
        try:
            return pictures.clean(upload)
        except pictures.NotAPicture as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
