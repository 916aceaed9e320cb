"""Questions as the pictures and tests of the form show them; no program page uses one."""

from __future__ import annotations

from dataclasses import replace

from ui.screens.resident.drawing import OTHER, STAFF, Option, Question


def options(*rows: tuple[str, str, str], chosen: str = "") -> tuple[Option, ...]:
    """Chips as (key, words, icon)."""
    return tuple(Option(key, title, glyph, key == chosen) for key, title, glyph in rows)


MORE = ((OTHER, "Lainnya (ketik)", "pencil-simple"), (STAFF, "Petugas yang menulis", "user"))
HOUSE = Question(
    "status_tempat",
    "",
    "Rumah yang ditempati",
    "Rumah siapa yang Anda tempati sekarang?",
    options=options(
        ("milik sendiri", "Milik sendiri", "house"),
        ("keluarga", "Keluarga", "users-three"),
        ("sewa", "Sewa", "key"),
        ("menumpang", "Menumpang", "handshake"),
        ("dinas", "Dinas", "building"),
        ("lain", "Lain", "house-simple"),
        chosen="keluarga",
    ),
)
YEAR = Question(
    "sejak_tahun",
    "number",
    "Tinggal di sini sejak tahun",
    "Empat angka, misalnya 2015. Kira-kira saja bila lupa.",
    keys_page="digits",
    longest=4,
)
PURPOSE = Question(
    "keperluan",
    "text",
    "Keperluan surat",
    "Pilih yang paling cocok, atau tulis sendiri dengan singkat.",
    options=options(
        ("melamar kerja", "Melamar kerja", "briefcase"),
        ("rekening bank", "Rekening bank", "bank"),
        ("sekolah anak", "Sekolah anak", "graduation-cap"),
        ("BPJS/JKN", "BPJS/JKN", "first-aid-kit"),
        ("sewa rumah", "Sewa rumah", "key"),
        ("kendaraan", "Kendaraan", "car"),
        ("beasiswa", "Beasiswa", "student"),
        *MORE,
    ),
    shows_input=False,
)
NAME = Question(
    "pemohon.nama",
    "text",
    "Nama",
    "Seperti pada KTP, tanpa gelar boleh.",
    value="SITI AMINAH BINTI SYARIFUDDIN ABDURRAHMAN (CONTOH)",
    capitals=True,
)
BORN_AT = Question(
    "pemohon.tempat_lahir",
    "search",
    "Tempat lahir",
    "",
    options=options(
        ("Palembang", "Palembang", ""), (OTHER, "Kota lain (ketik 3 huruf)", "magnifying-glass"), chosen=OTHER
    ),
    value="LUB",
    found=(
        Option("Lubuk Linggau", "Lubuk Linggau", "", chosen=False),
        Option("Lubuk Basung", "Lubuk Basung", "", chosen=False),
    ),
)
BORN = Question(
    "pemohon.born",
    "",
    "Lahir dan jenis kelamin",
    "Dibaca dari NIK. Sentuh bila benar.",
    options=options(("1978-05-05", "Perempuan, 5 Mei 1978", "gender-female"), ("no", "Bukan, lain", "x")),
)
ERRORS = (
    replace(
        HOUSE,
        options=tuple(replace(one, chosen=False) for one in HOUSE.options),
        problem="Rumah yang ditempati belum diisi. Isi, atau serahkan kepada petugas bila boleh.",
    ),
    replace(YEAR, value="2091", problem="Tinggal di sini sejak tahun: paling besar 2026."),
    replace(
        PURPOSE,
        shows_input=True,
        options=tuple(replace(one, chosen=one.key == OTHER) for one in PURPOSE.options),
        problem="Keperluan surat belum diisi. Isi, atau serahkan kepada petugas bila boleh.",
    ),
)
ADDRESS = (
    Question(
        "pemohon.alamat.alamat",
        "text",
        "Jalan dan nomor",
        "Di Kelurahan Bukit Lama, Kecamatan Ilir Barat I.",
        value="Jl. Sultan M. Mansyur Lr. Kebun Duku No. 1421",
        keys_page="address",
    ),
    Question(
        "pemohon.alamat.rt_rw",
        "rt_rw",
        "RT dan RW",
        "Tiga angka RT, lalu tiga angka RW.",
        value="0030",
        keys_page="digits",
        longest=6,
        options=options(MORE[1]),
    ),
)
ROW = (
    Question(
        "barang.2.nama",
        "text",
        "Nama barang",
        options=options(
            ("KTP", "KTP", "identification-card"),
            ("SIM", "SIM", "car"),
            ("STNK", "STNK", "file-text"),
            ("kartu ATM", "Kartu ATM", "bank"),
            ("buku tabungan", "Buku tabungan", "notebook"),
            *MORE,
            chosen="SIM",
        ),
        shows_input=False,
    ),
    Question(
        "barang.2.nomor", "text", "Nomor", "Nomor pada barang itu, bila ingat.", options=options(MORE[1])
    ),
)
MONEY = Question(
    "penghasilan",
    "money",
    "Penghasilan sebulan",
    "Seluruh keluarga, kira-kira.",
    value="1750000",
    good="Rp1.750.000 (satu juta tujuh ratus lima puluh ribu rupiah)",
    keys_page="digits",
    longest=12,
    options=options(
        ("500000", "Rp500.000", ""),
        ("1000000", "Rp1.000.000", ""),
        ("1500000", "Rp1.500.000", ""),
        ("2000000", "Rp2.000.000", ""),
        ("2500000", "Rp2.500.000", ""),
        ("3000000", "Rp3.000.000", ""),
        ("4000000", "Rp4.000.000", ""),
        ("5000000", "Rp5.000.000", ""),
        *MORE,
        chosen=OTHER,
    ),
    unit_word="rupiah",
)
LEFT = (
    Question(
        "tanggal",
        "date",
        "Tanggal pada akta",
        value="1998-08-17",
        good="17 Agustus 1998",
        keys_page="digits",
        options=options(MORE[1]),
    ),
    Question(
        "nomor_akta",
        "text",
        "Nomor akta",
        options=options(MORE[1], chosen=STAFF),
        is_left=True,
        good="Petugas yang akan menulisnya.",
        shows_input=False,
    ),
    Question(
        "alasan",
        "paragraph",
        "Ceritakan singkat",
        "Beberapa kalimat cukup.",
        longest=600,
        value="Suami saya meninggal pada bulan Maret dan sejak itu kami berempat hidup dari warung kecil.",
    ),
)

_SLIP_ROWS = (  # the QR of a slip, "HTTPS://VERIF.PALEMBANG.GO.ID/L#M6SC-7N75-YR3R.060802", one number a row
    0x1FC0647F,
    0x104F3441,
    0x175A415D,
    0x175D1D5D,
    0x175D855D,
    0x105BCD41,
    0x1FD5557F,
    0x001D2000,
    0x17C08D7C,
    0x07AA856A,
    0x06CC6724,
    0x030F4C40,
    0x1C470E6C,
    0x17BD0C0F,
    0x01522EA8,
    0x0F287BFF,
    0x07620A2B,
    0x13B5075B,
    0x12F8020B,
    0x17232CF4,
    0x15F737F2,
    0x0018A911,
    0x1FCEFB5B,
    0x105FA315,
    0x175847F9,
    0x175C2926,
    0x175EA016,
    0x104CCE23,
    0x1FD8BB46,
)
_SIDE = 29
SLIP_CODE = tuple(
    (row, column, 1)
    for row, bits in enumerate(_SLIP_ROWS)
    for column in range(_SIDE)
    if bits >> (_SIDE - 1 - column) & 1
)
"""Its dark modules as (row, column, length)."""
