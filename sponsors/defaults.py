"""What a newsroom starts with: lines of business to choose from, those that may not sponsor with their reason. Editors change the list."""

from __future__ import annotations

from django.utils.translation import gettext as _

from sponsors.models import LineOfBusiness


def lines() -> None:
    """Makes the list where there is none; what editors have changed stays."""
    if LineOfBusiness.objects.exists():
        return
    open_to_all = [
        _("Food and drink"),
        _("Repairs and trades"),
        _("Shops and makers"),
        _("Care and health"),
        _("Travel and stays"),
        _("Money and insurance"),
        _("Software and services"),
        _("Schools, museums and associations"),
        _("Something else"),
    ]
    prohibited = [
        (_("Gambling"), _("Our readers trust what stands beside a story. We take no money from betting and games of chance.")),
        (_("Tobacco and nicotine"), _("We take no money for what makes readers ill when it is used as meant.")),
        (_("Payday loans and debt trading"), _("Many stories here are about being treated fairly with money. This trade lives on the opposite.")),
        (_("Political parties and campaigns"), _("A newsroom that checks everybody's stories stands beside no party.")),
        (_("Review and reputation services"), _("Nobody who sells better reviews may stand beside stories that were checked.")),
    ]
    LineOfBusiness.objects.bulk_create(
        [
            *(LineOfBusiness(name=name, position=position) for position, name in enumerate(open_to_all)),
            *(LineOfBusiness(name=name, prohibited=True, reason=reason, position=50 + position) for position, (name, reason) in enumerate(prohibited)),
        ]
    )
