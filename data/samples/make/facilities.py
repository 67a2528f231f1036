"""The places everyone knows: what stands on a whole block, and what stands on one parcel."""

from dataclasses import dataclass

from data.samples.make.curves import Coordinate
from data.samples.make.plan import Cell


@dataclass(frozen=True)
class Facility:
    """A public place. It takes the whole block `block`, or the parcel nearest to `near`."""

    name: str
    category: str
    land_type: str
    use: str | None = None
    """What its building is for; None where nothing is built."""
    floors: int = 2
    block: tuple[str, Cell] | None = None
    near: Coordinate | None = None
    municipal: bool = False
    """Whether the municipality works here and keeps assets here."""


TOWN_HALL = "Çınarova Belediyesi Hizmet Binası"

FACILITIES: tuple[Facility, ...] = (
    Facility(TOWN_HALL, "Belediye", "Belediye binası ve bahçesi", "Resmi Kurum", 4, ("BC12", (4, 2)),
             municipal=True),
    Facility("Çınaraltı Meydanı", "Park", "Park", block=("BC12", (4, 1))),
    Facility("Çınarova Ulu Cami", "Cami", "Cami ve avlusu", "Cami", 1, ("BC12", (2, 2))),
    Facility("Kapalı Çarşı", "Diğer", "Çarşı", "İşyeri", 1, ("BC12", (3, 0))),
    Facility("Hacı İğdeli Medresesi Müzesi", "Diğer", "Müze ve avlusu", "Resmi Kurum", 1, ("BC12", (0, 2))),
    Facility("Çınarova Kapalı Pazar Yeri", "Semt pazarı", "Pazar yeri", "İşyeri", 1, ("CD12", (1, 2)),
             municipal=True),
    Facility("Yunus Dede Kültür Merkezi", "Kültür merkezi", "Kültür merkezi", "Resmi Kurum", 2, ("CD12", (0,
             0)), municipal=True),
    Facility("Otogar", "Otogar", "Otogar", "İşyeri", 2, ("CD01", (0, 0)), municipal=True),
    Facility("İstasyon Parkı", "Park", "Park", block=("BC01", (1, 1))),
    Facility("İğdeli İlkokulu", "İlkokul", "İlkokul ve bahçesi", "Okul", 3, ("BC01", (0, 3))),
    Facility("Çınarova İtfaiye Grup Amirliği", "İtfaiye", "İtfaiye binası", "Resmi Kurum", 2, ("BC01", (2,
             0)), municipal=True),
    Facility("Işıklar Ortaokulu", "Ortaokul", "Ortaokul ve bahçesi", "Okul", 3, ("WB12", (1, 1))),
    Facility("Işıklar Parkı", "Park", "Park", block=("WB12", (2, 3))),
    Facility("Çınarova Anadolu Lisesi", "Lise", "Lise ve bahçesi", "Okul", 4, ("WB23", (0, 1))),
    Facility("Çınarova Devlet Hastanesi", "Devlet hastanesi", "Hastane ve bahçesi", "Hastane", 5, ("BC23",
             (1, 1))),
    Facility("Yeşilyamaç Parkı", "Park", "Park", block=("BC23", (0, 3))),
    Facility("Şehitler Korusu", "Park", "Park", block=("CD23", (0, 3))),
    Facility("Irmakbaşı Stadı", "Spor tesisi", "Spor alanı", "Diğer", 1, ("FE12", (1, 1)), municipal=True),
    Facility("Gündoğdu İlkokulu", "İlkokul", "İlkokul ve bahçesi", "Okul", 3, ("FE01", (1, 1))),
    Facility("Doğu Parkı", "Park", "Park", block=("FE23", (1, 0))),
    Facility("Irmakbaşı Gençlik Merkezi", "Gençlik merkezi", "Gençlik merkezi", "Resmi Kurum", 2, ("FE12",
             (0, 3)), municipal=True),
    Facility("Fen İşleri Şantiyesi", "Hizmet binası", "Şantiye binası ve arsası", "Kamu", 2, ("WB01", (0,
             1)), municipal=True),
    Facility("Zabıta Müdürlüğü", "Zabıta", "Belediye binası", "Resmi Kurum", 2, near=(-10, 120),
             municipal=True),
    Facility("Muhtarlık – Çarşı Mahallesi", "Muhtarlık", "Muhtarlık binası", "Resmi Kurum", 1, near=(-120,
             60)),
    Facility("Muhtarlık – İstasyon Mahallesi", "Muhtarlık", "Muhtarlık binası", "Resmi Kurum", 1, near=(90,
             -250)),
    Facility("Muhtarlık – Işıklar Mahallesi", "Muhtarlık", "Muhtarlık binası", "Resmi Kurum", 1, near=(-330,
             60)),
    Facility("Muhtarlık – Yeşilyamaç Mahallesi", "Muhtarlık", "Muhtarlık binası", "Resmi Kurum", 1,
             near=(30, 320)),
    Facility("Muhtarlık – Ağaçlı Mahallesi", "Muhtarlık", "Muhtarlık binası", "Resmi Kurum", 1, near=(-270,
             -140)),
    Facility("Muhtarlık – Irmakbaşı Mahallesi", "Muhtarlık", "Muhtarlık binası", "Resmi Kurum", 1,
             near=(420, 60)),
    Facility("Muhtarlık – Kızılağıl Köyü", "Muhtarlık", "Köy konağı", "Resmi Kurum", 1, near=(-1290, 560),
             municipal=True),
    Facility("Muhtarlık – Şahinçeşme Köyü", "Muhtarlık", "Köy konağı", "Resmi Kurum", 1, near=(1150, -810),
             municipal=True),
    Facility("İstasyon Camii", "Cami", "Cami ve avlusu", "Cami", 1, near=(-90, -180)),
    Facility("Işıklar Camii", "Cami", "Cami ve avlusu", "Cami", 1, near=(-430, 80)),
    Facility("Yeşilyamaç Camii", "Cami", "Cami ve avlusu", "Cami", 1, near=(-60, 350)),
    Facility("Sanayi Camii", "Cami", "Cami ve avlusu", "Cami", 1, near=(-340, -290)),
    Facility("Irmakbaşı Camii", "Cami", "Cami ve avlusu", "Cami", 1, near=(480, 120)),
    Facility("Kızılağıl Köyü Camii", "Cami", "Cami ve avlusu", "Cami", 1, near=(-1310, 660)),
    Facility("Şahinçeşme Köyü Camii", "Cami", "Cami ve avlusu", "Cami", 1, near=(1230, -780)),
    Facility("1 No'lu Aile Sağlığı Merkezi", "ASM", "Sağlık merkezi", "Sağlık", 2, near=(110, 120)),
    Facility("2 No'lu Aile Sağlığı Merkezi", "ASM", "Sağlık merkezi", "Sağlık", 2, near=(-400, 280)),
    Facility("3 No'lu Aile Sağlığı Merkezi", "ASM", "Sağlık merkezi", "Sağlık", 2, near=(430, -120)),
    Facility("İlçe Emniyet Müdürlüğü", "Polis", "Emniyet binası", "Resmi Kurum", 4, near=(100, -100)),
    Facility("PTT Çınarova Şubesi", "PTT", "Posta binası", "Resmi Kurum", 2, near=(90, 30)),
    Facility("Papatya Anaokulu", "Anaokulu", "Anaokulu ve bahçesi", "Okul", 1, near=(-150, -260)),
    Facility("Sümbül Çocuk Evi", "Kreş", "Kreş ve bahçesi", "Okul", 1, near=(450, 340), municipal=True),
    Facility("Çınarova Öğrenci Yurdu", "Öğrenci yurdu", "Yurt binası", "Konut", 5, near=(-240, 300)),
    Facility("Yaşlılar Evi", "Huzurevi", "Huzurevi ve bahçesi", "Sağlık", 2, near=(130, 400), municipal=True),
    Facility("İlçe Halk Kütüphanesi", "Diğer", "Kütüphane", "Resmi Kurum", 2, near=(20, 0), municipal=True),
    Facility("Su ve Kanalizasyon Şefliği", "Hizmet binası", "Belediye binası", "Resmi Kurum", 2, near=(210,
             -200), municipal=True),
    Facility("Yıldıztepe Mezarlığı", "Diğer", "Mezarlık", near=(60, 560)),
)  # fmt: skip

STREET_PLACES: tuple[tuple[str, str, int], ...] = (
    ("Eczane", "Eczane", 12),
    ("Market", "Market", 14),
    ("Otobüs durağı", "Durak", 28),
    ("Banka", "Diğer", 4),
    ("Taksi durağı", "Diğer", 4),
    ("Halı saha", "Halı saha", 3),
)
"""What stands along the streets: kind, category, and how many of it there are."""
