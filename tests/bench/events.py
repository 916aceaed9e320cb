"""The generator of the benchmarks' events (sync.md 12): the same bytes every time; no figure of its own.

Entry i is one `file` of `usaha` from one kiosk, one every 37 s, canonical JSON of about 725 bytes, admitted
as effective in term 1. Nobody in it exists: NIK and KK are random digits behind the kecamatan digits 99.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from kiosk.domain.event import canonical
from kiosk.domain.ledger import HEAD_SPACING, Entry, Head, head_payload, link, start
from kiosk.keys import SigningKey
from kiosk.world import make_uuid7

SEED: Final = 20261124
OFFICE: Final = "1671990001"
BEGIN: Final = 1_795_486_500_000  # 24 November 2026, 09:15 WIB
EVERY_MS: Final = 37_000
INC: Final = "000102030405060708090a0b0c0d0e0f"


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_FIRST: Final = _words("""
    Ahmad Agus Aisyah Amin Andi Anita Ari Asih Bambang Budi Cahya Citra Darma Dedi Desi Dewi Dian Dina
    Edi Eka Eko Elvi Erna Fajar Farida Fatimah Fitri Hadi Halimah Hana Hasan Hendra Herman Ida Imam
    Indah Irma Iwan Joko Kartika Komar Laila Lela Lestari Lina Linda Mahmud Maria Marlina Mega Mulyadi
    Nadia Nita Novi Nur Nurul Putri Rahma Rahmat Rani Ratna Rina Rizki Rosidah Rudi Rusdi Sari Siti
    Slamet Sri Sulastri Surya Susanti Syarif Tono Tuti Umar Wati Yanti Yusuf Zainab
""")
_LAST: Final = _words("""
    Akbar Anwar Basri Effendi Firdaus Gunawan Hakim Handayani Haryanto Hasanah Hidayat Ibrahim Iskandar
    Ismail Kurniawan Kusuma Lubis Mahendra Maulana Nasution Nugroho Permata Pratama Purnama Puspita
    Rahayu Rahman Ramadhan Saputra Setiawan Sihombing Siregar Suharto Sukma Suryani Susilo Tanjung Utami
    Wahyuni Wijaya
""")
_STREETS: Final = _words("""
    Angkatan Beringin Bougenville Cempaka Demang Dahlia Flamboyan Gersik Kenanga Kasnariansyah Letda
    Mangga Ruslan Melati Merdeka Mawar Naskah Perintis Rajawali Residen Seruni Sukabangun Swadaya
    Veteran
""")
_TRADES: Final = _words("""
    Pempek Kerupuk Model Tekwan Kue Nasi Sayur Kain Jahit Bengkel Cukur Pulsa Kopi Songket
""")
_NEEDS: Final = _words("""
    untuk pengajuan kredit usaha rakyat pada bank daerah guna menambah modal pembelian bahan baku alat
    kerja sewa tempat pendaftaran izin kelengkapan berkas bantuan pelatihan lomba pameran sekolah anak
    keluarga koperasi pasar kios gerobak mesin jahit rumah makan warung toko perbaikan pembukaan cabang
    rekening sama penyedia barang jasa kantor pemerintah kota mitra pemasok syarat administrasi
    perpanjangan kontrak pembayaran sertifikat halal pemasangan listrik air jaringan gudang
""")


@dataclass(frozen=True, slots=True)
class Made:
    """The generator's ledger: entries, the hash at each place, signed heads at every 512th and the last."""

    entries: tuple[Entry, ...]
    hashes: tuple[bytes, ...]
    heads: dict[int, bytes]


def make_events(count: int, *, device: str = "lobi-1", first: int = 1) -> Iterator[bytes]:
    """The raw bytes of `count` events; `first` is the seq of the first."""
    chance = random.Random(SEED + first)
    for seq in range(first, first + count):
        at = BEGIN + (seq - 1) * EVERY_MS
        yield canonical(
            {
                "v": 1,
                "id": make_uuid7(at, chance.randbytes(10)),
                "device": device,
                "inc": INC,
                "seq": seq,
                "verb": "file",
                "verb_v": 1,
                "who": "resident",
                "role": "resident",
                "at": at,
                "clock": {"q": "good", "mono": 1000 + seq * EVERY_MS, "off": 0},
                "data": _data(chance),
            }
        )


def _data(chance: random.Random) -> dict[str, object]:
    return {
        "service": "usaha",
        "version": 1,
        "channel": "kiosk",
        "chain": ["operator", "kasi:kes", "seklur", "signer"],
        "papers": ["ktp"],
        "subject": {
            "nik": f"167199{chance.randrange(10**10):010d}",
            "kk": f"167199{chance.randrange(10**10):010d}",
            "nama": f"{chance.choice(_FIRST)} {chance.choice(_LAST)}",
            "tempat_lahir": "Palembang",
            "tanggal_lahir": date.fromordinal(chance.randrange(712_000, 733_000)).isoformat(),
            "jalan": f"Jl. {chance.choice(_STREETS)} No. {chance.randrange(1, 200)}",
            "rt": f"{chance.randrange(1, 40):03d}",
            "rw": f"{chance.randrange(1, 15):03d}",
            "telepon": f"08{chance.randrange(10**10):010d}",
        },
        "answers": {
            "nama_usaha": f"{chance.choice(_TRADES)} {chance.choice(_FIRST)}",
            "lama_usaha": chance.randrange(1, 30),
            "keperluan": " ".join(chance.choice(_NEEDS) for _ in range(chance.randrange(6, 13))),
        },
    }


def make_ledger(count: int, key: SigningKey, *, office: str = OFFICE) -> Made:
    """A register's ledger of `count` events, signed by `key`."""
    hashes = [start(office)]
    entries: list[Entry] = []
    heads: dict[int, bytes] = {}
    for n, raw in enumerate(make_events(count), 1):
        entry = Entry(n, 1, BEGIN + (n - 1) * EVERY_MS + 40, "effective", raw)
        entries.append(entry)
        hashes.append(link(hashes[-1], entry))
        if n % HEAD_SPACING == 0 or n == count:
            heads[n] = key.sign1(head_payload(Head(office, n, 1, hashes[-1])))
    return Made(tuple(entries), tuple(hashes), heads)
