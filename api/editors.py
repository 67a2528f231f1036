"""Who may write: signed-in accounts, from our own pages or by a program that signs in itself."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from starlette.requests import Request

from api.origin import require_own_origin
from api.principal import CurrentPrincipal, Principal
from api.problems import Unauthorized
from api.state import Kent, kent_of
from gis.errors import Forbidden
from gis.job_desk import JobDesk
from gis.load_records import LoadRecords
from gis.loading_rights import loading_roles, may_load, require_not_derived, sees_wholly
from gis.text import Text
from gis.uploads import Uploads

NO_STORE = {"Cache-Control": "no-store"}


@dataclass(frozen=True)
class Editor:
    """A signed-in caller with at least one role."""

    kent: Kent
    principal: Principal

    @property
    def name(self) -> str:
        assert self.principal.name is not None
        return self.principal.name

    @property
    def jobs(self) -> JobDesk:
        return JobDesk(self.kent.city.pools.service)

    @property
    def uploads(self) -> Uploads:
        return Uploads(self.kent.city.pools.service)

    @property
    def load_records(self) -> LoadRecords:
        return LoadRecords(self.kent.city.pools.service)

    def loadable(self) -> list[str]:
        """The layers this editor may load."""
        views = self.kent.visible(self.principal)
        return [layer_id for layer_id, view in views.items() if may_load(view, self.principal.roles)]

    def require_loadable(self, layer_id: str) -> None:
        """Raises: NotFound when the editor may not know of the layer; Forbidden when not load it."""
        view = self.kent.view(layer_id, self.principal)
        require_not_derived(view.layer)
        if may_load(view, self.principal.roles):
            return
        needed = ", ".join(sorted(loading_roles(view.layer)))
        if sees_wholly(view):
            hint = Text(
                tr=f"Gereken rollerden biri: {needed}. Yöneticinizden isteyin.",
                en=f"One of these roles is needed: {needed}. Ask your administrator.",
            )
        else:
            hint = Text(
                tr="Hesabınızın hedef kitlesi katmanın bütün alanlarını ve tam konumunu görmüyor.",
                en="Your account's audience does not see every field and the exact place of the layer.",
            )
        raise Forbidden(
            "layer_not_loadable",
            Text(
                tr=f"{layer_id} katmanına yükleme yetkiniz yok.", en=f"You may not load the layer {layer_id}."
            ),
            hint,
        )


async def reading_editor(request: Request, principal: CurrentPrincipal) -> Editor:
    """FastAPI dependency. Raises: Unauthorized, Forbidden."""
    if principal.name is None:
        raise Unauthorized(
            "sign_in_needed",
            Text(tr="Bunun için oturum açmalısınız.", en="You have to sign in for this."),
            Text(
                tr="Düzenleyici rolü olan bir hesapla oturum açın.",
                en="Sign in with an account that has an editor's role.",
            ),
        )
    if not principal.roles:
        raise Forbidden(
            "no_role",
            Text(tr="Hesabınızın yükleme rolü yok.", en="Your account has no role that may load."),
            Text(tr="Yöneticinizden isteyin.", en="Ask your administrator for one."),
        )
    return Editor(kent_of(request), principal)


async def writing_editor(request: Request, editor: Annotated[Editor, Depends(reading_editor)]) -> Editor:
    """FastAPI dependency, for whatever changes something. Raises: Unauthorized, Forbidden."""
    require_own_origin(request)
    return editor


ReadingEditor = Annotated[Editor, Depends(reading_editor)]
WritingEditor = Annotated[Editor, Depends(writing_editor)]
