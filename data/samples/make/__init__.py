"""Makes the sample city, the fictional district of Çınarova: the same files at every run.

``python -m data.samples.make [FOLDER]`` draws the city (streets, land, buildings, networks) in the storage
CRS and then writes it the way a city's directorates would hand it over. Coordinates are metres in EPSG:5254
(easting, northing) until a writer turns them into its file's CRS.
"""
