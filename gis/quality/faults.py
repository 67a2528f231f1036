"""What the spatial checks can find, as it is told. Pure."""

from gis.quality.flaws import Fault
from gis.text import Text

REPAIRED_GEOMETRY = Fault(
    "repaired_geometry",
    "warning",
    Text(
        tr="Geometri geçersizdi ve istendiği için onarıldı; önceki hâli bulguda saklıdır.",
        en="The geometry was invalid and was repaired as asked; the finding keeps what it was before.",
    ),
)
BELOW_MINIMUM_AREA = Fault(
    "below_minimum_area",
    "warning",
    Text(
        tr="Alanı {} m²; bu katmanda en az {least} m² olmalı.",
        en="Its area is {} m²; in this layer it should be at least {least} m².",
    ),
)
BELOW_MINIMUM_LENGTH = Fault(
    "below_minimum_length",
    "warning",
    Text(
        tr="Uzunluğu {} m; bu katmanda en az {least} m olmalı.",
        en="Its length is {} m; in this layer it should be at least {least} m.",
    ),
)
DUPLICATE_VERTICES = Fault(
    "duplicate_vertices",
    "warning",
    Text(
        tr="Üst üste gelen {} kırık noktası var; tekrarları silin.",
        en="It has {} vertices upon the one before; remove the repeated ones.",
    ),
)
DUPLICATE_GEOMETRY = Fault(
    "duplicate_geometry",
    "warning",
    Text(tr="Geometrisi {}. satırınkiyle aynı.", en="Its geometry is the same as that of row {}."),
)
DUPLICATE_OF_PUBLISHED = Fault(
    "duplicate_geometry",
    "warning",
    Text(
        tr="Geometrisi yayımlanmış {} numaralı kaydınkiyle aynı.",
        en="Its geometry is the same as that of the published feature {}.",
    ),
)
OVERLAP = Fault(
    "overlap",
    "warning",
    Text(tr="{1}. satırla {0} m² örtüşüyor.", en="It overlaps row {1} by {0} m²."),
)
OVERLAP_WITH_PUBLISHED = Fault(
    "overlap",
    "warning",
    Text(
        tr="Yayımlanmış {1} numaralı kayıtla {0} m² örtüşüyor.",
        en="It overlaps the published feature {1} by {0} m².",
    ),
)
GAP = Fault(
    "gap",
    "warning",
    Text(
        tr="{1}. satırla arasında {0} m genişliğinde boşluk var.",
        en="Between it and row {1} is a gap {0} m wide.",
    ),
)
GAP_TO_PUBLISHED = Fault(
    "gap",
    "warning",
    Text(
        tr="Yayımlanmış {1} numaralı kayıtla arasında {0} m genişliğinde boşluk var.",
        en="Between it and the published feature {1} is a gap {0} m wide.",
    ),
)
OUTSIDE_PARENT = Fault(
    "outside_parent",
    "warning",
    Text(tr="%{} kadarı {layer} katmanının dışında.", en="{} % of it lies outside the layer {layer}."),
)
NOT_SNAPPED = Fault(
    "not_snapped",
    "warning",
    Text(
        tr="Ucu en yakın {layer} noktasını {} m ile ıskalıyor.",
        en="An end misses the nearest point of the layer {layer} by {} m.",
    ),
)
DANGLING_END = Fault(
    "dangling_end",
    "warning",
    Text(
        tr="Ucu ne bir noktaya ne de başka bir hatta bağlı.",
        en="An end touches neither a node nor another line.",
    ),
)
CROSSING_LINES = Fault(
    "crossing_lines",
    "warning",
    Text(
        tr="{1}. satırdaki hattı bağlantısız kesiyor ({0} yerde).",
        en="It crosses the line of row {1} without a joint (in {0} places).",
    ),
)
CROSSING_PUBLISHED = Fault(
    "crossing_lines",
    "warning",
    Text(
        tr="Yayımlanmış {1} numaralı hattı bağlantısız kesiyor ({0} yerde).",
        en="It crosses the published line {1} without a joint (in {0} places).",
    ),
)
DECLARED_AREA = Fault(
    "declared_area",
    "warning",
    Text(
        tr="{field} {0} m², geometrinin alanı {1} m²: yanılma sınırı aşılıyor.",
        en="{field} is {0} m², the geometry's area {1} m²: beyond the tolerance.",
    ),
)
NUMBER_PARITY = Fault(
    "number_parity",
    "warning",
    Text(
        tr="{} numarası yolun öbür tarafına ait: solda tek, sağda çift numara olur.",
        en="Number {} belongs to the other side of the street: odd numbers are on the left, even on the right.",
    ),
)
