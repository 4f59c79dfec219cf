"""What a refused sign-in means for a profile: which kind of credentials was used. Tries nothing by itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cloudflow_tui.diagnosis import Explanation
    from cloudflow_tui.exchange import Exchange
    from cloudflow_tui.profiles.models import Profile


def with_login_kind(explanation: Explanation, exchange: Exchange, profile: Profile) -> Explanation:
    """The explanation of a 401 with the kind that was used, where the exchange is one of this profile."""
    if exchange.status != 401 or not profile.login:
        return explanation
    if (exchange.profile_name, exchange.login) != (profile.name, profile.login):
        return explanation
    kind = "An API key" if profile.login_kind == "api_key" else "A password"
    return replace(explanation, hints=(*explanation.hints, f"{kind} was used; nothing else was tried."))
