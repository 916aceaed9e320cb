"""How each surat is routed and what it asks, held against one table of our own: a change is made twice or
not at all.
"""

from __future__ import annotations

import pytest

from kiosk.domain.resident import PRESETS
from kiosk.domain.service import Field, Kind, Service
from tests.kiosk.test_catalogue import SHIPPED

BASE = "pengantar ktp kk"

# id: code ; papers (`+` = beside pengantar, ktp, kk) ; sla ; kasi ; signers ; seal ; self or desk ; days of
# validity ; specific data. A title differs once: that of N1 has to fit the 48 bytes of a seal.
ROUTING = """
ahli_waris: 400.12.3.1 ; ktp kk aktamati nikah meterai saksi ; 3d ; pem+camat ; L ; wet_only ; desk ; 0 ;
    children
beda_identitas: 400.12.2.1 ; + beda ; 60m ; pem ; LS ; possible ; self ; 90 ; -
belum_menikah: 400.12.3.2 ; + aktalahir pernyataan ; 30m ; pem ; LS ; possible ; self ; 30 ; -
belum_punya_rumah: 400.12.2.1 ; + pernyataan ; 30m ; kes ; LS ; proposed ; self ; 30 ; -
bepergian: 100.2.2.5 ; + ; 30m ; trb ; LSK ; proposed ; self ; 30 ; -
domisili: 400.12.2.1 ; + tempat ; 30m ; pem ; LSK ; proposed ; self ; 30 ; -
domisili_pendatang: 400.12.2.1 ; + tempat jamin ; 30m ; pem ; LSK ; proposed ; self ; 30 ; -
domisili_usaha: 500.2.2.4 ; + tusaha nib ; 60m ; kes ; LS ; possible ; self ; 180 ; -
izin_keluarga: 400.12.2.3 ; + meterai ; 60m ; pem ; L ; wet_only ; desk ; 0 ; -
izin_keramaian: 300.1.4 ; + proposal pernyataan ; 120m ; trb+camat ; L ; wet_only ; self ; 0 ; -
janda_duda: 400.12.3.2 ; + cerai|aktamati ; 30m ; pem ; LS ; possible ; self ; 30 ; -
kehilangan: 100.2.2.5 ; + ; 30m ; trb ; LSK ; possible ; self ; 14 ; -
kelahiran: 400.12.3.1 ; + lahir nikah saksi ; 30m ; pem ; LS ; possible ; desk ; 0 ; children
kelakuan_baik: 100.2.2.5 ; + ; 30m ; trb ; LS ; possible ; self ; 30 ; crime
kematian: 400.12.3.1 ; + mati saksi ; 30m ; pem ; LSK ; possible ; desk ; 0 ; health
keterangan_bank: 900.1.7.2 ; + ; 30m ; pem ; LS ; possible ; self ; 30 ; finance
keterangan_umum: 100.2.2.5 ; + ; 30m ; pem ; LS ; proposed ; self ; 30 ; -
lahir_mati: 400.12.3.1 ; + lahir ; 30m ; pem ; LS ; possible ; desk ; 0 ; health children
nikah_non_islam: 400.12.3.2 ; + berkat saksi ; 1d ; pem ; LS ; wet_only ; desk ; 0 ; -
numpang_nikah: 400.12.3.2 ; + aktalahir ; 30m ; pem ; LS ; possible ; self ; 30 ; -
pemakaman: 400.11.3.2 ; + mati ; 30m ; pem ; LSK ; possible ; desk ; 0 ; -
pengantar_cerai: 400.12.3.2 ; + nikah ; 1d ; pem ; LS ; possible ; desk ; 30 ; -
pengantar_kk: 400.12.2.1 ; + nikah ; 30m ; pem ; LSK ; proposed ; self ; 30 ; children
pengantar_ktp: 400.12.2.1 ; + ; 30m ; pem ; LSK ; proposed ; self ; 30 ; -
pengantar_nikah: 400.12.3.2 ; + aktalahir foto sehat cerai|aktamati saksi ; 1d ; pem ; LSK ; wet_only ;
    desk ; 0 ; health
pengantar_skck: 100.2.2.5 ; + foto aktalahir ; 30m ; trb ; LSK ; possible ; self ; 30 ; crime
penghasilan: 800.1.11.10 ; + gaji ; 60m ; kes ; LS ; proposed ; self ; 90 ; finance children
penguasaan_tanah: 500.17.2.3 ; + pbb alas saksi meterai ; 5d ; pem+camat ; L ; wet_only ; desk ; 0 ; finance
perubahan_data: 400.12.2.1 ; + bukti ; 60m ; pem ; LS ; possible ; self ; 30 ; -
pindah: 400.12.2.2 ; + ; 60m ; pem ; LS ; possible ; desk ; 30 ; children
sudah_menikah: 400.12.3.2 ; + nikah ; 30m ; pem ; LS ; possible ; self ; 30 ; -
taksiran_tanah: 500.17.2.3 ; pbb alas ; 3d ; pem ; L ; wet_only ; desk ; 90 ; finance
tidak_mampu: 100.2.2.5 ; + pernyataan frumah ; 60m ; kes ; LS ; possible ; self ; 90 ; finance
tidak_mampu_sekolah: 400.3.3.2 ; + pernyataan frumah ; 60m ; kes ; LS ; proposed ; self ; 90 ; children
    finance
usaha: 500.2.2.4 ; + fusaha ; 60m ; kes ; LS ; possible ; self ; 90 ; -
wali: 400.12.3.3 ; + aktalahir ; 60m ; pem ; LS ; possible ; desk ; 90 ; children
"""

# Where a question is put off on purpose, the table says what stands, not what a first sketch asked for:
# - `pelapor` and `penanggung_jawab` are the holder unless an officer says otherwise (`!`, never required);
# - `kelas` is a line with chips, since schools name their classes as they like;
# - `perbedaan`, and `alasan` of a school's letter, are an officer's words;
# - `polsek` is preset by the office, so it is asked at the desk only.
# name:kind, `*` required, `!` by staff, `@paper` stands on it, `?` when, `/` unit, `xN` rows at least
ASKED = """
ahli_waris: almarhum:person.core* tanggal_wafat:date* tempat_wafat:text nomor_akta_kematian:text*
    pasangan:person.nama+nik nomor_akta_nikah:text
    ahli_waris:list(nama:text,nik:nik,tanggal_lahir:date,hubungan:choice,alamat:text)x1*
    saksi:list(wit)x2*
beda_identitas:
    dokumen:list(jenis:choice,nomor:text,nama:text,tempat_lahir:text,tanggal_lahir:date,alamat:text)x2*@beda
    perbedaan:paragraph*!
belum_menikah: saksi:list(wit)!
belum_punya_rumah: status_tempat:choice* sejak:date!
bepergian: tujuan:place* berangkat:date* kembali:date kendaraan:text
    pengikut:list(nama:text,nik:nik,hubungan:choice)
domisili: status_tempat:choice* sejak_tahun:number/masehi*
domisili_pendatang: alamat_ktp:place*@ktp domisili:place* sejak:date* status_tempat:choice*
    nama_pemilik:text!?status_tempat=menumpang kegiatan:text
domisili_usaha: bentuk:choice* nama_usaha:text* kegiatan:text* alamat_usaha:place* status_tempat:choice*
    penanggung_jawab:person.core! jumlah_karyawan:number/orang! nib:text!@nib npwp:text!@nib
    nomor_akta:text! nomor_pengesahan:text!?bentuk=PT
izin_keluarga: selaku:choice* penerima:person.core* hubungan:choice* negara_tujuan:choice*
    perusahaan:text* pekerjaan:text masa_kontrak:number/tahun*
izin_keramaian: jenis_acara:choice* nama_acara:text* mulai:date* selesai:date jam_mulai:time*
    jam_selesai:time* lokasi:place* jumlah_tamu:number/orang* hiburan:text tutup_jalan:choice*
    ruas_jalan:text?tutup_jalan=ya penanggung_jawab:person.core! polsek:choice*!
janda_duda: status:choice* pasangan:person.nama+nik*!@cerai nomor_akta:text*!@cerai tanggal:date*!@cerai
kehilangan: barang:list(nama:text,nomor:text,keterangan:text)x1* tanggal_hilang:date* tempat_hilang:text*
    uraian:paragraph! polsek:choice*!
kelahiran: nama_anak:text* jenis_kelamin:choice* tempat_lahir:text* jenis_tempat:choice* tanggal:date*
    pukul:time* anak_ke:number* penolong:choice berat:number/gram panjang:number/cm ibu:person.kin*
    ayah:person.kin pelapor:person.core! hubungan_pelapor:choice* saksi:list(wit)x2* -keperluan
kelakuan_baik: -
kematian: jenazah:person.full* tanggal:date* pukul:time tempat:text* sebab:choice yang_menerangkan:choice
    pelapor:person.core! hubungan_pelapor:choice* saksi:list(wit)x2* -keperluan
keterangan_bank: bank:text* urusan:choice*
keterangan_umum: perihal:text* isi:paragraph*!
lahir_mati: ibu:person.kin* ayah:person.kin tanggal:date* tempat:text* lama_kandungan:number/bulan*
    pelapor:person.core! hubungan_pelapor:choice* -keperluan
nikah_non_islam: pria:person.full* status_pria:choice* anak_ke_pria:number perkawinan_ke_pria:number
    ayah_pria:person.kin* ibu_pria:person.kin* wanita:person.full* status_wanita:choice*
    anak_ke_wanita:number perkawinan_ke_wanita:number ayah_wanita:person.kin* ibu_wanita:person.kin*
    saksi:list(wit)x2* agama_upacara:choice* organisasi_penghayat:text?agama_upacara=Kepercayaan
    pemuka_agama:text* tempat_upacara:text tanggal_upacara:date jam_upacara:time putusan_pengadilan:text
    tanggal_putusan:date anak_diakui:list(nama:text,nomor_akta:text,tanggal_lahir:date) ada_wna:choice*
    izin_perwakilan:text?ada_wna=ya -keperluan
numpang_nikah: pasangan:person.nama+nik+alamat* tujuan:place* kua_tujuan:text*
pemakaman: jenazah:person.core* tanggal_meninggal:date* pukul_meninggal:time tempat_meninggal:text
    tanggal_pemakaman:date* pukul_pemakaman:time* tempat_pemakaman:text* pelapor:person.core!
    hubungan_pelapor:choice* -keperluan
pengantar_cerai: jenis:choice* pasangan:person.core* tanggal_menikah:date nomor_akta:text
    sebab:paragraph?jenis=cerai pengadilan:text* -keperluan
pengantar_kk: alasan:choice* kk_semula:kk@kk anggota:list(nama:text,nik:nik,hubungan:choice)@kk -keperluan
pengantar_ktp: jenis:choice* nomor_laporan:text!?jenis=hilang -keperluan
pengantar_nikah: calon:choice* bin_binti:text* status_pria:choice?calon=pria
    istri_ke:number?status_pria=beristri status_wanita:choice?calon=wanita ayah:person.kin*
    ibu:person.kin* pasangan:person.kin* bin_binti_pasangan:text pernah_menikah:choice*
    pasangan_terdahulu:person.nama+bin_binti?pernah_menikah=cerai_mati
    tanggal_meninggal:date?pernah_menikah=cerai_mati tempat_meninggal:text?pernah_menikah=cerai_mati
    wali:person.kin?calon=wanita hubungan_wali:choice?calon=wanita tanggal_akad:date jam_akad:time
    tempat_akad:text maskawin:text kua:choice* -keperluan
pengantar_skck: polsek:choice*!
penghasilan: penghasilan:list(siapa:choice,pekerjaan:choice,jumlah:money)x1* untuk_sekolah:choice*
    anak:person.child*?untuk_sekolah=ya sekolah:text?untuk_sekolah=ya jurusan:text!?untuk_sekolah=ya
    semester:text!?untuk_sekolah=ya nis:text!?untuk_sekolah=ya
penguasaan_tanah: letak:place* luas:number/m²* batas_utara:text* batas_timur:text* batas_selatan:text*
    batas_barat:text* status_tanah:choice* penggunaan:text bukti:choice* nomor_bukti:text atas_nama:text
    asal:choice* dari:text tahun_perolehan:number/masehi* nib_tanah:text saksi:list(wit)x2*
perubahan_data: perubahan:list(elemen:choice,semula:text,menjadi:text,dasar:text)x1*@bukti
pindah: arah:choice* asal:place* tujuan:place* alasan:choice* klasifikasi:choice* jenis_kepindahan:choice*
    status_kk_tinggal:choice* status_kk_pindah:choice* tanggal_pindah:date*
    pengikut:list(nama:text,nik:nik,hubungan:choice) -keperluan
sudah_menikah: suami:person.core*@nikah istri:person.core*@nikah tanggal_menikah:date*@nikah
    tempat_menikah:text*@nikah tercatat:choice* nomor_akta:text@nikah
    saksi:list(wit)!?tercatat=belum_tercatat
taksiran_tanah: nop:text*@pbb letak:place* luas_tanah:number/m²* harga_tanah:money*
    luas_bangunan:number/m² harga_bangunan:money dasar_taksiran:text*
tidak_mampu: penghasilan:money/bulan* jumlah_tanggungan:number/orang* alasan:paragraph*
    tanggungan:list(nama:text,hubungan:choice,tanggal_lahir:date)!@kk nomor_data_sosial:text!
tidak_mampu_sekolah: anak:person.child* sekolah:text* kelas:text* penghasilan:money/bulan*
    jumlah_tanggungan:number/orang* alasan:paragraph! nis:text!
usaha: jenis_usaha:text* nama_usaha:text* alamat_usaha:place* lama_usaha:number/tahun* status_tempat:choice!
wali: anak:person.child* hubungan:choice* alasan:choice*
"""


def table(text: str) -> dict[str, str]:
    lines = [line.partition(": ") for line in text.strip().replace("\n    ", " ").splitlines()]
    assert len({name for name, _, _ in lines}) == len(lines)
    return {name: rest for name, _, rest in lines}


ROUTES, QUESTIONS = table(ROUTING), table(ASKED)
SURAT = tuple(one for one in SHIPPED.services if one.surat)


def route(service: Service) -> str:
    papers = " ".join("|".join(codes) for codes in service.bring)
    return " ; ".join(
        (
            service.code,
            "+" + papers.removeprefix(BASE) if papers.startswith(BASE) else papers,
            service.sla,
            service.kasi + ("+camat" if service.camat else ""),
            "".join(signer[0].upper() for signer in service.signers),
            "wet_only" if service.wet_only else service.seal,
            "self" if service.self_service else "desk",
            str(service.valid_days),
            " ".join(service.specific) or "-",
        )
    )


def preset(parts: tuple[Field, ...]) -> str:
    names = tuple(part.name for part in parts)
    return next((name for name, known in PRESETS.items() if tuple(known) == names), "")


def say(field: Field) -> str:
    kind = str(field.kind)
    if field.kind is Kind.PERSON:
        kind += "." + (preset(field.parts) or "+".join(part.name for part in field.parts))
    if field.kind is Kind.LIST:
        parts = preset(field.parts) or ",".join(f"{part.name}:{part.kind}" for part in field.parts)
        kind += f"({parts})" + (f"x{field.min}" if field.min else "")
    measure = f"/{field.unit or field.per}" if field.unit or field.per else ""
    marks = ("*" if field.required else "") + ("!" if field.by else "") + (f"@{field.on}" if field.on else "")
    when = "".join(f"?{name}={value.replace(' ', '_')}" for name, value in field.when.items())
    return f"{field.name}:{kind}{measure}{marks}{when}"


def asked(service: Service) -> str:
    return " ".join((*map(say, service.ask), *([] if service.keperluan else ["-keperluan"]))) or "-"


def test_the_table_names_every_surat() -> None:
    assert ROUTES.keys() == QUESTIONS.keys() == {one.id for one in SURAT}


@pytest.mark.parametrize("service", SURAT, ids=lambda one: one.id)
def test_a_surat_goes_the_way_of_the_table(service: Service) -> None:
    assert route(service) == ROUTES[service.id]


@pytest.mark.parametrize("service", SURAT, ids=lambda one: one.id)
def test_a_surat_asks_what_the_table_says(service: Service) -> None:
    assert asked(service).split() == QUESTIONS[service.id].split()
