import pyogrio, geopandas, warnings
from owslib.ogcapi.features import Features
def test_gdal(server_url):
    src=f"OAPIF:{server_url}/api"
    print(pyogrio.list_layers(src))
    import os
    pyogrio.set_gdal_config_options({"CPL_DEBUG":"ON"})
    g=geopandas.read_file(src, layer="baeume", engine="pyogrio"); print(len(g), g.crs, g.geometry.iloc[0], g.dtypes)
    g=geopandas.read_file(src, layer="baeume", engine="pyogrio", PAGE_SIZE=7); print(len(g), g.id.nunique() if "id" in g else g.nummer.nunique())
    g=geopandas.read_file(src, layer="baeume", engine="pyogrio", bbox=(510000,5393000,510095,5393050)); print(len(g))
    for crs in ("EPSG:25832","EPSG:4258","EPSG:3857","OGC:CRS84"):
        g=geopandas.read_file(src, layer="baeume", engine="pyogrio", CRS=crs); print(crs, len(g), g.crs and g.crs.to_authority(), g.geometry.iloc[0])
    g=geopandas.read_file(src, layer="baeume", engine="pyogrio", where="art = 'Linde' AND jahr = 1901"); print(len(g))
    g=geopandas.read_file(src, layer="flaechen", engine="pyogrio", CRS="EPSG:4258"); print(g.geometry.iloc[0])
    f=Features(server_url+"/api"); print(f.links[0], f.conformance(), f.feature_collections(), f.collection_items("baeume", limit=3, bbox=[9,48,10,49])["numberMatched"], f.collection_item("baeume","B%2F003")["id"], f.collection_queryables("baeume")["title"])
    pyogrio.set_gdal_config_options({"CPL_DEBUG":None})
