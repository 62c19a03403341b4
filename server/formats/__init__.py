"""Features in other forms than GeoJSON and HTML, each written from the same page of the same query."""
