import type { SearchKind } from '../api/contract.ts';

const searchKinds: Record<SearchKind, string> = {
  parcel: 'Parseller',
  address: 'Adresler',
  poi: 'Yerler',
  road: 'Yollar',
  neighbourhood: 'Mahalleler',
  coordinate: 'Koordinat',
  feature: 'Diğer kayıtlar',
};

export const tr = {
  cityMap: 'Kent haritası',
  loading: 'Harita yükleniyor…',
  close: 'Kapat',
  retry: 'Yeniden dene',
  yes: 'Evet',
  no: 'Hayır',
  language: 'Dil',
  informationOnly: 'Bilgi amaçlıdır; resmî işlemlerde kullanılamaz.',

  // Search
  search: 'Ara',
  searchPlaceholder: 'Adres, ada/parsel, yer ya da koordinat',
  clearSearch: 'Aramayı temizle',
  searchCount: (count: string) => `${count} sonuç. Ok tuşlarıyla gezin, Enter ile seçin.`,
  searchEmpty: (query: string) => `“${query}” için sonuç yok. Yazımı denetleyin ya da daha kısa yazın.`,
  searchKinds,

  // Layers
  layers: 'Katmanlar',
  hideLayers: 'Katmanları gizle',
  layerDetails: (layer: string) => `${layer}: ayrıntılar`,
  opacity: 'Görünürlük',
  opacityPercent: (percent: string) => `%${percent}`,
  zoomInToSee: 'Görmek için yakınlaştırın',
  zoomOutToSee: 'Görmek için uzaklaştırın',
  featureCount: (count: string) => `${count} kayıt`,
  coarsened: (metres: string) => `Konumlar ${metres} m’lik ağa yuvarlanmıştır.`,
  owner: 'Sorumlu birim',
  openCollection: 'Veri (OGC API)',
  noLayers: 'Bu kentte size açık katman yok.',
  openRecords: 'Kayıtları aç (OGC API)',

  // Identify
  identify: 'Konumdaki kayıtlar',
  identifyCount: (count: string) => `${count} kayıt bulundu.`,
  identifyNothing: 'Bu noktada açık katmanlarda kayıt yok.',
  identifying: 'Kayıtlar getiriliyor…',
  identifyFailed: 'Kayıtlar getirilemedi',
  zoomToFeature: 'Yakınlaştır',
  openItem: 'Kaydı aç (OGC API)',
  record: 'Kayıt',
  back: 'Önceki kayda dön',
  companyFailed: 'İlişkili kayıtlar getirilemedi',
  relatedMany: 'çok sayıda',
  relatedAll: 'Tümünü aç (OGC API)',
  attachments: 'Ekler',
  noValues: 'Bu kaydın gösterilecek bilgisi yok.',
  coordinates: 'Koordinat',
  elevation: 'Yükseklik',
  elevationMetres: (metres: string) => `${metres} m`,

  // Map
  map: 'Kent haritası. Ok tuşları kaydırır, artı ve eksi yakınlaştırır, Enter ortadaki noktayı sorgular.',
  mapControls: 'Harita denetimleri',
  zoomIn: 'Yakınlaştır',
  zoomOut: 'Uzaklaştır',
  wholeCity: 'Tüm kenti göster',
  northUp: 'Kuzeyi yukarı al',
  myLocation: 'Konumumu göster',
  pan: 'Haritayı kaydır',
  panNorth: 'Kuzeye kaydır',
  panSouth: 'Güneye kaydır',
  panEast: 'Doğuya kaydır',
  panWest: 'Batıya kaydır',
  locationDenied: 'Konumunuz alınamadı. Tarayıcının konum iznini denetleyin.',
  locationOutside: 'Konumunuz bu kentin dışında.',
  noWebgl: 'Tarayıcınız haritayı çizemiyor (WebGL 2 gerekli). Veriye /ogc adresinden erişebilirsiniz.',

  // The bottom sheet of small screens
  sheet: 'Bilgi bölmesi',
  sheetGrow: 'Bölmeyi büyüt',
  sheetShrink: 'Bölmeyi küçült',

  // Signing in
  signIn: 'Giriş',
  signOut: 'Çıkış',
  signInTitle: 'Personel girişi',
  signInExplanation: 'Giriş yapan personel, yetkisindeki katmanları da görür.',
  user: 'Kullanıcı adı',
  password: 'Parola',
  signedInAs: (name: string) => `${name} olarak giriş yapıldı.`,
  signedOut: 'Çıkış yapıldı.',
  sessionEnded: 'Oturumunuz sona erdi. Haritayı herkese açık hâliyle görüyorsunuz.',
  signingIn: 'Giriş yapılıyor…',
  loadData: 'Veri yükle',
  loadPageFailed: 'Yükleme sayfası açılamadı',

  // Help
  help: 'Yardım',
  helpTitle: 'Haritanın kullanımı',
  helpClick: 'Haritaya tıklayın ya da dokunun',
  helpClickDoes: 'o noktadaki kayıtları gösterir',
  helpShortcuts: 'Klavye',
  helpSlash: 'arama kutusuna gider',
  helpEscape: 'aramadan ya da bilgiden haritaya döner',
  helpArrows: 'haritayı kaydırır (harita odaktayken)',
  helpPlusMinus: 'yakınlaştırır, uzaklaştırır',
  helpEnter: 'artı imlecindeki kayıtları gösterir',
  helpShiftArrows: 'döndürür ve eğer',
  contact: 'İletişim',
  dictionary: 'Veri sözlüğü',
  dictionaryHolds: 'bütün katmanların, alanların ve kodların anlamı.',
  qgis: 'QGIS projesi',
  qgisHolds: 'görebildiğiniz bütün katmanlar; stilleri, formları ve ilişkileriyle.',
  helpLink: 'Tarayıcının adres çubuğundaki bağlantı, gördüğünüz haritayı saklar; olduğu gibi paylaşılabilir.',

  // Notices
  cityFailed: 'Kentin katmanları alınamadı',
  tilesFailed: 'Haritanın bazı parçaları yüklenemedi',
  searchFailed: 'Arama yapılamadı',
  unreachable: 'Sunucuya ulaşılamıyor. Bağlantınızı denetleyip yeniden deneyin.',
  badLinkView: 'Bağlantıdaki görünüm okunamadı; kentin tamamı gösteriliyor.',
  badLinkLayers: (ids: string) => `Bağlantıdaki şu katmanlar yok ya da size açık değil: ${ids}`,
  badLinkOpacity: (value: string) => `Bağlantıdaki görünürlük değeri okunamadı: ${value}`,
  badLinkLanguage: (value: string) => `Bağlantıdaki dil bilinmiyor: ${value}`,

  // Units, by the code the layers use
  units: { m2: 'm²', m3: 'm³', mm2: 'mm²', deg: '°', d: 'gün', h: 'sa', min: 'dk', Cel: '°C', 'L/s': 'L/sn', 'kV.A': 'kVA', '{px}': 'px' } as Record<string, string>,
};

export type Messages = typeof tr;
