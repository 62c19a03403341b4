<?xml version='1.0' encoding='utf-8'?>
<gml:FeatureCollection xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:le="https://www.leinfelden-echterdingen.de/beispiel/mobilfunk" gml:id="sammlung">
  <gml:featureMember>
    <le:mobilfunkstandort gml:id="mobilfunkstandort.1">
      <le:position>
        <gml:Point srsName="urn:ogc:def:crs:EPSG::25832" gml:id="position.1">
          <gml:pos>510604.28 5393433.46</gml:pos>
        </gml:Point>
      </le:position>
      <le:standortNr>MF-001</le:standortNr>
      <le:lagebezeichnung>Rathaus Leinfelden, Dach</le:lagebezeichnung>
      <le:stadtteil>Leinfelden</le:stadtteil>
      <le:eignung>bestand_5g</le:eignung>
      <le:technik>LTE/5G</le:technik>
      <le:hoehe>24.0</le:hoehe>
      <le:betreiber>Beispielbetreiber A</le:betreiber>
      <le:genehmigung>erteilt</le:genehmigung>
    </le:mobilfunkstandort>
  </gml:featureMember>
  <gml:featureMember>
    <le:mobilfunkstandort gml:id="mobilfunkstandort.2">
      <le:position>
        <gml:Point srsName="urn:ogc:def:crs:EPSG::25832" gml:id="position.2">
          <gml:pos>509831.13 5393693.28</gml:pos>
        </gml:Point>
      </le:position>
      <le:standortNr>MF-002</le:standortNr>
      <le:lagebezeichnung>Gewerbegebiet Max-Lang-Straße</le:lagebezeichnung>
      <le:stadtteil>Leinfelden</le:stadtteil>
      <le:eignung>bestand_5g</le:eignung>
      <le:technik>LTE/5G</le:technik>
      <le:hoehe>28.0</le:hoehe>
      <le:betreiber>Beispielbetreiber B</le:betreiber>
      <le:genehmigung>erteilt</le:genehmigung>
    </le:mobilfunkstandort>
  </gml:featureMember>
  <gml:featureMember>
    <le:mobilfunkstandort gml:id="mobilfunkstandort.3">
      <le:position>
        <gml:Point srsName="urn:ogc:def:crs:EPSG::25832" gml:id="position.3">
          <gml:pos>509420.57 5394734.06</gml:pos>
        </gml:Point>
      </le:position>
      <le:standortNr>MF-003</le:standortNr>
      <le:lagebezeichnung>Bahnhof Oberaichen</le:lagebezeichnung>
      <le:stadtteil>Leinfelden</le:stadtteil>
      <le:eignung>bestand_geeignet</le:eignung>
      <le:technik>LTE</le:technik>
      <le:hoehe>18.0</le:hoehe>
      <le:betreiber>Beispielbetreiber A</le:betreiber>
      <le:genehmigung>erteilt</le:genehmigung>
    </le:mobilfunkstandort>
  </gml:featureMember>
  <gml:featureMember>
    <le:mobilfunkstandort gml:id="mobilfunkstandort.4">
      <le:position>
        <gml:Point srsName="urn:ogc:def:crs:EPSG::25832" gml:id="position.4">
          <gml:pos>510802.86 5393494.98</gml:pos>
        </gml:Point>
      </le:position>
      <le:standortNr>MF-004</le:standortNr>
      <le:lagebezeichnung>Filderhalle, Dach</le:lagebezeichnung>
      <le:stadtteil>Leinfelden</le:stadtteil>
      <le:eignung>neu_geeignet</le:eignung>
      <le:technik>keine</le:technik>
      <le:hoehe>20.0</le:hoehe>
      <le:betreiber>noch offen</le:betreiber>
      <le:genehmigung>nicht beantragt</le:genehmigung>
    </le:mobilfunkstandort>
  </gml:featureMember>
  <gml:featureMember>
    <le:mobilfunkstandort gml:id="mobilfunkstandort.5">
      <le:position>
        <gml:Point srsName="urn:ogc:def:crs:EPSG::25832" gml:id="position.5">
          <gml:pos>512377.12 5393271.58</gml:pos>
        </gml:Point>
      </le:position>
      <le:standortNr>MF-005</le:standortNr>
      <le:lagebezeichnung>Bahnhof Echterdingen</le:lagebezeichnung>
      <le:stadtteil>Echterdingen</le:stadtteil>
      <le:eignung>bestand_5g</le:eignung>
      <le:technik>LTE/5G</le:technik>
      <le:hoehe>26.0</le:hoehe>
      <le:betreiber>Beispielbetreiber C</le:betreiber>
      <le:genehmigung>erteilt</le:genehmigung>
    </le:mobilfunkstandort>
  </gml:featureMember>
  <gml:featureMember>
    <le:mobilfunkstandort gml:id="mobilfunkstandort.6">
      <le:position>
        <gml:Point srsName="urn:ogc:def:crs:EPSG::25832" gml:id="position.6">
          <gml:pos>511636.03 5392718.53</gml:pos>
        </gml:Point>
      </le:position>
      <le:standortNr>MF-006</le:standortNr>
      <le:lagebezeichnung>Goldäckerhalle, Dach</le:lagebezeichnung>
      <le:stadtteil>Echterdingen</le:stadtteil>
      <le:eignung>neu_geeignet</le:eignung>
      <le:technik>keine</le:technik>
      <le:hoehe>15.0</le:hoehe>
      <le:betreiber>Beispielbetreiber C</le:betreiber>
      <le:genehmigung>beantragt</le:genehmigung>
    </le:mobilfunkstandort>
  </gml:featureMember>
  <gml:featureMember>
    <le:mobilfunkstandort gml:id="mobilfunkstandort.7">
      <le:position>
        <gml:Point srsName="urn:ogc:def:crs:EPSG::25832" gml:id="position.7">
          <gml:pos>512685.58 5394010.26</gml:pos>
        </gml:Point>
      </le:position>
      <le:standortNr>MF-007</le:standortNr>
      <le:lagebezeichnung>Gewerbegebiet Echterdingen Nord</le:lagebezeichnung>
      <le:stadtteil>Echterdingen</le:stadtteil>
      <le:eignung>bestand_geeignet</le:eignung>
      <le:technik>LTE</le:technik>
      <le:hoehe>31.5</le:hoehe>
      <le:betreiber>Beispielbetreiber B</le:betreiber>
      <le:genehmigung>erteilt</le:genehmigung>
    </le:mobilfunkstandort>
  </gml:featureMember>
  <gml:featureMember>
    <le:mobilfunkstandort gml:id="mobilfunkstandort.8">
      <le:position>
        <gml:Point srsName="urn:ogc:def:crs:EPSG::25832" gml:id="position.8">
          <gml:pos>511541.21 5392295.93</gml:pos>
        </gml:Point>
      </le:position>
      <le:standortNr>MF-008</le:standortNr>
      <le:lagebezeichnung>Stadionstraße</le:lagebezeichnung>
      <le:stadtteil>Echterdingen</le:stadtteil>
      <le:eignung>bestand</le:eignung>
      <le:technik>LTE</le:technik>
      <le:hoehe>12.0</le:hoehe>
      <le:betreiber>Beispielbetreiber A</le:betreiber>
      <le:genehmigung>erteilt</le:genehmigung>
    </le:mobilfunkstandort>
  </gml:featureMember>
  <gml:featureMember>
    <le:mobilfunkstandort gml:id="mobilfunkstandort.9">
      <le:position>
        <gml:Point srsName="urn:ogc:def:crs:EPSG::25832" gml:id="position.9">
          <gml:pos>508300.54 5393690.81</gml:pos>
        </gml:Point>
      </le:position>
      <le:standortNr>MF-009</le:standortNr>
      <le:lagebezeichnung>Böblinger Straße</le:lagebezeichnung>
      <le:stadtteil>Musberg</le:stadtteil>
      <le:eignung>bestand_geeignet</le:eignung>
      <le:technik>LTE</le:technik>
      <le:hoehe>22.0</le:hoehe>
      <le:betreiber>Beispielbetreiber B</le:betreiber>
      <le:genehmigung>erteilt</le:genehmigung>
    </le:mobilfunkstandort>
  </gml:featureMember>
  <gml:featureMember>
    <le:mobilfunkstandort gml:id="mobilfunkstandort.10">
      <le:position>
        <gml:Point srsName="urn:ogc:def:crs:EPSG::25832" gml:id="position.10">
          <gml:pos>508948.45 5393469.49</gml:pos>
        </gml:Point>
      </le:position>
      <le:standortNr>MF-010</le:standortNr>
      <le:lagebezeichnung>Festhalle Musberg</le:lagebezeichnung>
      <le:stadtteil>Musberg</le:stadtteil>
      <le:eignung>neu_geeignet</le:eignung>
      <le:technik>keine</le:technik>
      <le:hoehe>16.0</le:hoehe>
      <le:betreiber>noch offen</le:betreiber>
      <le:genehmigung>nicht beantragt</le:genehmigung>
    </le:mobilfunkstandort>
  </gml:featureMember>
  <gml:featureMember>
    <le:mobilfunkstandort gml:id="mobilfunkstandort.11">
      <le:position>
        <gml:Point srsName="urn:ogc:def:crs:EPSG::25832" gml:id="position.11">
          <gml:pos>512634.66 5390475.26</gml:pos>
        </gml:Point>
      </le:position>
      <le:standortNr>MF-011</le:standortNr>
      <le:lagebezeichnung>Gewerbegebiet Sielminger Straße</le:lagebezeichnung>
      <le:stadtteil>Stetten</le:stadtteil>
      <le:eignung>bestand_5g</le:eignung>
      <le:technik>LTE/5G</le:technik>
      <le:hoehe>27.5</le:hoehe>
      <le:betreiber>Beispielbetreiber A</le:betreiber>
      <le:genehmigung>erteilt</le:genehmigung>
    </le:mobilfunkstandort>
  </gml:featureMember>
  <gml:featureMember>
    <le:mobilfunkstandort gml:id="mobilfunkstandort.12">
      <le:position>
        <gml:Point srsName="urn:ogc:def:crs:EPSG::25832" gml:id="position.12">
          <gml:pos>510250.19 5389870.15</gml:pos>
        </gml:Point>
      </le:position>
      <le:standortNr>MF-012</le:standortNr>
      <le:lagebezeichnung>Weidacher Höhe</le:lagebezeichnung>
      <le:stadtteil>Stetten</le:stadtteil>
      <le:eignung>neu_geeignet</le:eignung>
      <le:technik>keine</le:technik>
      <le:hoehe>25.0</le:hoehe>
      <le:betreiber>Beispielbetreiber C</le:betreiber>
      <le:genehmigung>beantragt</le:genehmigung>
    </le:mobilfunkstandort>
  </gml:featureMember>
</gml:FeatureCollection>
