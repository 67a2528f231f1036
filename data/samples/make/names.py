"""Invented names of streets, places and people."""

STREETS: tuple[str, ...] = (
    "Akasya", "Alıç", "Ardıç", "Arı", "Aslanağzı", "Ayışığı", "Badem", "Başak", "Bülbül", "Ceviz", "Çağla",
    "Çamlık", "Çiçek", "Çiğdem", "Dağgülü", "Defne", "Dut", "Erguvan", "Erik", "Fesleğen", "Fındık", "Filiz",
    "Gelincik", "Gökçe", "Gülağacı", "Günışığı", "Hanımeli", "Ihlamur", "Ilgın", "Işıltı", "İncir", "İpek",
    "İz", "Kardelen", "Karanfil", "Kayısı", "Kekik", "Keklik", "Kestane", "Kırlangıç", "Kızılcık", "Kiraz",
    "Kumru", "Küpeçiçeği", "Lale", "Leylak", "Manolya", "Menekşe", "Meşe", "Mimoza", "Mürver", "Nar",
    "Nergis", "Nilüfer", "Orkide", "Ökseotu", "Palmiye", "Papatya", "Pınar", "Reyhan", "Sarmaşık", "Sedir",
    "Serçe", "Sığırcık", "Sümbül", "Şakayık", "Şeftali", "Şimşir", "Tarçın", "Turna", "Üvez", "Üzüm",
    "Vişne", "Yağmur", "Yakut", "Yasemin", "Yayla Gülü", "Yeşilırmak", "Yıldız", "Zambak", "Zerdali",
    "Zeytindalı",
)  # fmt: skip
OLD_STREETS: tuple[str, ...] = (
    "Arasta", "Bakırcılar", "Bezirgân", "Çeşmeli", "Çınaraltı", "Değirmenci", "Eski Hamam", "Fırın",
    "Gümüşçü", "Hanönü", "Iğrıpçı", "İplikçi", "Kadı Çıkmazı", "Kalaycılar", "Keçeciler", "Köşk",
    "Kuyumcular", "Leblebici", "Medrese", "Nalbant", "Pamukçu", "Sarraf", "Semerci", "Şadırvan", "Taşmektep",
    "Tuğlacı", "Urgancı", "Yemenici", "Yorgancı", "Zahireciler",
)  # fmt: skip
INDUSTRIAL_STREETS: tuple[str, ...] = ("Demirciler", "Marangozlar", "Oto Sanayi", "Dökümcüler")
TRACKS: tuple[str, ...] = (
    "Üçpınar", "Ahlatlı", "Akpınar", "Armutluk", "Ballık", "Bozyer", "Çatalkaya", "Çayırlık", "Dikenli",
    "Düzyazı", "Elmalık", "Gözebaşı", "Harmanlık", "Ilıcasu", "İkizkuyu", "Kaklık", "Karaçalı", "Kavaklık",
    "Kepez", "Kırantarla", "Koruönü", "Kumluk", "Mandıra", "Meşelik", "Narlık", "Ortatarla", "Sazlık",
    "Söğütönü", "Sulakyer", "Şahintepe", "Taşlıtarla", "Toprakkale", "Uzunyer", "Yamaç", "Yazıtarla",
    "Yoncalık", "Zindankaya",
)  # fmt: skip
LOCALITIES: tuple[str, ...] = (
    "Ağılyanı", "Bağardı", "Çaybükü", "Değirmenüstü", "Gökçeyazı", "Ilıcakbaşı", "İncedere", "Kabaağaç",
    "Kızılyar", "Köyiçi", "Oğlakçı", "Sarıçiçek", "Şeyhkırı", "Tepeardı", "Yassıörenler",
)  # fmt: skip

KEEPER_FIRST: tuple[str, ...] = (
    "Aybüke", "Bartu", "Ceyhun", "Dilşad", "Ecem", "Furkancan", "Gönenç", "Hüma", "Ilgaz", "İzgi", "Jankat",
    "Kağan", "Lalin", "Mestan", "Nilay", "Orhun", "Özüm", "Pusat", "Rüçhan", "Savaşkan", "Şahika", "Tılsım",
    "Umay", "Yağızhan",
)  # fmt: skip
KEEPER_LAST: tuple[str, ...] = (
    "Masalcıoğlu", "Uydurukyan", "Düşsever", "Hayaloğulları", "Yokkişi", "Kurgusal", "Romankaya",
    "Perdeışığı",
)  # fmt: skip


def keepers() -> list[tuple[str, str]]:
    """Forty people who do not exist, each with a telephone number that is never given out.

    Their full names and numbers occur nowhere else in the sample, so whoever searches for one finds a leak.
    """
    people = []
    for i in range(40):
        first = KEEPER_FIRST[i % len(KEEPER_FIRST)]
        last = KEEPER_LAST[(i * 3 + i // len(KEEPER_FIRST)) % len(KEEPER_LAST)]
        people.append((f"{first} {last}", f"0500 000 00 {i + 1:02d}"))
    return people


def camera_phone(number: int) -> str:
    """The telephone number of a camera's keeper: of the same never-assigned range, one a camera."""
    return f"0500 000 01 {number:02d}"


REQUESTER_FIRST: tuple[str, ...] = (
    "Abidin", "Bahriye", "Cevahir", "Dürdane", "Efruz", "Feridun", "Gülfem", "Hicabi", "İkbal", "Jülide",
    "Kâzım", "Leman",
)  # fmt: skip
REQUESTER_LAST: tuple[str, ...] = ("Örneksel", "Varsayımlı", "Kurmacaoğlu", "Taslakçı", "Düşlemez")
CREW_FIRST: tuple[str, ...] = ("Rıfkı", "Sabire", "Tarkan Ali", "Ufkan", "Vildanur", "Yekta Can")
CREW_LAST: tuple[str, ...] = ("İşbitirir", "Onarımcı", "Elyatkın")
LINE_USERS: tuple[str, ...] = (
    "Nezihe Telefonoğlu", "Oktay Alo Çevirmez", "Perran Ahizeci", "Rebii Telsizer", "Sırma Hattıgeniş",
    "Tufan Kabloluk", "Ülker Santraloğlu", "Zühtü Dahiliye",
)  # fmt: skip


def requesters() -> list[tuple[str, str]]:
    """Sixty people who do not exist, as `keepers`, with their telephone numbers: they ask the city for something."""
    return [
        (f"{REQUESTER_FIRST[i % 12]} {REQUESTER_LAST[i // 12]}", f"0500 000 04 {i + 1:02d}")
        for i in range(60)
    ]


def crew() -> list[tuple[str, str]]:
    """Eighteen people who do not exist, with their telephone numbers: the work is given to them."""
    return [(f"{CREW_FIRST[i % 6]} {CREW_LAST[i // 6]}", f"0500 000 05 {i + 1:02d}") for i in range(18)]


def line_users() -> list[tuple[str, str]]:
    """Eight people who do not exist, with the telephone numbers the municipality gave them."""
    return [(name, f"0500 000 03 {i + 1:02d}") for i, name in enumerate(LINE_USERS)]


def unit_phone(number: int) -> str:
    """The telephone number of a unit: of the same never-assigned range."""
    return f"0500 000 02 {number:02d}"
