"""Owns what an author of a service looks at: the draft of its surat, from its example; nothing is stored."""

from __future__ import annotations

from typing import Any, Final

from kiosk import catalogue, reference, texts
from kiosk.domain.office import Office, Staff
from kiosk.domain.page import Copy, Sheet
from kiosk.domain.service import Service
from kiosk.domain.surat import compose
from kiosk.reference import Reference
from printing import render
from ui.station import RESOURCES

SIGNER: Final = Staff(
    "lurah",
    "Nama Lurah CONTOH, S.Sos.",
    "Lurah",
    ("signer", "lurah"),
    rank="Penata (III/c)",
    nip="197001011995031001",
)
OFFICE: Final = Office(
    code="1671081006",
    kelurahan="Sialang",
    kecamatan="Sako",
    address="Jalan Contoh Raya Nomor 1",
    postcode="30163",
    training=True,
    staff=(SIGNER,),
)


def load_lists() -> Reference:
    """The lists a service file may name."""
    return reference.load(RESOURCES / "reference")


def render_example(service: str) -> bytes:
    """The draft PDF of a shipped service's example. Raises Refused("unknown_service", service=)."""
    lists = load_lists()
    return render_draft(catalogue.load(RESOURCES / "catalogue", lists=lists).get(service), lists)


def render_draft(service: Service, lists: Reference) -> bytes:
    """The draft PDF of a surat with the answers of its example."""
    subject: dict[str, Any] = dict(lists.example["pemohon"])
    data = {
        "fields": {"pemohon": subject, **lists.example, **service.example},
        "form": 0,
        "signer": {"name": SIGNER.name, "post": SIGNER.post, "rank": SIGNER.rank, "nip": SIGNER.nip},
    }
    say = texts.load(RESOURCES / "texts")["id"]
    return render.pdf(compose(service, data, office=OFFICE, sheet=Sheet(copy=Copy.DRAFT), say=say))
