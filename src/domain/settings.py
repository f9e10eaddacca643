"""What a deployment can choose; docs/settings.md lists the variables."""

from __future__ import annotations

from msgspec import Struct

from domain.errors import SignInMisconfigured
from domain.ids import is_of_provider
from domain.log_quota import DEFAULT_QUOTA, LogBytes
from domain.providers import Configured, configured


class Settings(Struct, frozen=True, kw_only=True):
    """The variables, parsed."""

    version: str
    dev_login: bool = False
    oidc_providers: str = ""
    oidc_client_secrets: str = ""
    allowed_origins: frozenset[str] = frozenset()
    log_quota: LogBytes = DEFAULT_QUOTA
    local_webhooks: bool = False

    @property
    def ways(self) -> Configured:
        """The providers to sign in with. Raises SignInMisconfigured."""
        return configured(self.oidc_providers, self.oidc_client_secrets)

    def may_create_teams(self, user_id: str, provider_id: str | None, *, listed: bool) -> bool:
        """As `Configured.may_create_teams`; nobody may while the configuration cannot be read."""
        try:
            return self.ways.may_create_teams(user_id, provider_id, listed=listed)
        except SignInMisconfigured:
            return not is_of_provider(user_id)
