<?xml version="1.0" encoding="UTF-8"?>
<xplan:XPlanAuszug xmlns:xplan="http://www.xplanung.de/xplangml/6/0" xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" gml:id="GML_e5b874b3-2468-5a8f-9b71-39184edaa93e">
  <gml:featureMember>
    <xplan:BP_Plan gml:id="GML_d19a586e-d6d3-5ba7-b5ce-51235a437ec8">
      <xplan:name>Hofäcker (Beispieldaten)</xplan:name>
      <xplan:nummer>12-3</xplan:nummer>
      <xplan:beschreibung>Frei erfundener Plan zur Vorführung. Er gilt nirgends.</xplan:beschreibung>
      <xplan:technHerstellDatum>2019-01-15</xplan:technHerstellDatum>
      <xplan:erstellungsMassstab>500</xplan:erstellungsMassstab>
      <xplan:raeumlicherGeltungsbereich>
        <gml:Polygon gml:id="GML_d08e58a8-852a-586a-b72d-dec2cd52aaff" srsName="EPSG:25832">
          <gml:exterior>
            <gml:LinearRing>
              <gml:posList>510314.513 5392396.372 510272.931 5392592.002 509979.487 5392529.628 510021.069 5392333.998 510314.513 5392396.372</gml:posList>
            </gml:LinearRing>
          </gml:exterior>
        </gml:Polygon>
      </xplan:raeumlicherGeltungsbereich>
      <xplan:texte xlink:href="#GML_3d99904e-01c6-5df0-bfb3-a7b3ae5e7610"/>
      <xplan:texte xlink:href="#GML_b27bbf3c-4b9a-5e43-9130-9cd071274691"/>
      <xplan:texte xlink:href="#GML_d38aa3dd-3708-5fcd-a6f5-b5ed895e1d44"/>
      <xplan:gemeinde>
        <xplan:XP_Gemeinde>
          <xplan:ags>08116078</xplan:ags>
          <xplan:gemeindeName>Leinfelden-Echterdingen</xplan:gemeindeName>
          <xplan:ortsteilName>Echterdingen</xplan:ortsteilName>
        </xplan:XP_Gemeinde>
      </xplan:gemeinde>
      <xplan:plangeber>
        <xplan:XP_Plangeber>
          <xplan:name>Stadt Leinfelden-Echterdingen</xplan:name>
        </xplan:XP_Plangeber>
      </xplan:plangeber>
      <xplan:planArt>10001</xplan:planArt>
      <xplan:rechtsstand>4000</xplan:rechtsstand>
      <xplan:aufstellungsbeschlussDatum>2017-03-14</xplan:aufstellungsbeschlussDatum>
      <xplan:auslegungsStartDatum>2018-09-03</xplan:auslegungsStartDatum>
      <xplan:auslegungsEndDatum>2018-10-05</xplan:auslegungsEndDatum>
      <xplan:satzungsbeschlussDatum>2019-04-02</xplan:satzungsbeschlussDatum>
      <xplan:inkrafttretensDatum>2019-05-17</xplan:inkrafttretensDatum>
      <xplan:gruenordnungsplan>false</xplan:gruenordnungsplan>
      <xplan:versionBauNVO>
        <xplan:XP_GesetzlicheGrundlage>
          <xplan:name>BauNVO</xplan:name>
          <xplan:datum>2017-11-21</xplan:datum>
        </xplan:XP_GesetzlicheGrundlage>
      </xplan:versionBauNVO>
      <xplan:versionBauGB>
        <xplan:XP_GesetzlicheGrundlage>
          <xplan:name>BauGB</xplan:name>
          <xplan:datum>2017-11-03</xplan:datum>
        </xplan:XP_GesetzlicheGrundlage>
      </xplan:versionBauGB>
      <xplan:bereich xlink:href="#GML_82323b6d-0eaf-52a2-84df-53a7f362bc36"/>
    </xplan:BP_Plan>
  </gml:featureMember>
  <gml:featureMember>
    <xplan:BP_Bereich gml:id="GML_82323b6d-0eaf-52a2-84df-53a7f362bc36">
      <xplan:nummer>0</xplan:nummer>
      <xplan:verfahren>1000</xplan:verfahren>
      <xplan:gehoertZuPlan xlink:href="#GML_d19a586e-d6d3-5ba7-b5ce-51235a437ec8"/>
    </xplan:BP_Bereich>
  </gml:featureMember>
  <gml:featureMember>
    <xplan:XP_TextAbschnitt gml:id="GML_3d99904e-01c6-5df0-bfb3-a7b3ae5e7610">
      <xplan:schluessel>1.1</xplan:schluessel>
      <xplan:gesetzlicheGrundlage>§ 4 BauNVO</xplan:gesetzlicheGrundlage>
      <xplan:text>Im allgemeinen Wohngebiet sind Gartenbaubetriebe und Tankstellen nicht zulässig.</xplan:text>
      <xplan:rechtscharakter>1000</xplan:rechtscharakter>
    </xplan:XP_TextAbschnitt>
  </gml:featureMember>
  <gml:featureMember>
    <xplan:XP_TextAbschnitt gml:id="GML_b27bbf3c-4b9a-5e43-9130-9cd071274691">
      <xplan:schluessel>2.1</xplan:schluessel>
      <xplan:gesetzlicheGrundlage>§ 12 BauNVO</xplan:gesetzlicheGrundlage>
      <xplan:text>Garagen und Carports sind nur in den dafür festgesetzten Flächen zulässig.</xplan:text>
      <xplan:rechtscharakter>1000</xplan:rechtscharakter>
    </xplan:XP_TextAbschnitt>
  </gml:featureMember>
  <gml:featureMember>
    <xplan:XP_TextAbschnitt gml:id="GML_d38aa3dd-3708-5fcd-a6f5-b5ed895e1d44">
      <xplan:schluessel>3.1</xplan:schluessel>
      <xplan:gesetzlicheGrundlage>§ 9 (1) 25 BauGB</xplan:gesetzlicheGrundlage>
      <xplan:text>Je 300 m² Grundstück ist ein heimischer Laubbaum zu pflanzen und zu erhalten.</xplan:text>
      <xplan:rechtscharakter>1000</xplan:rechtscharakter>
    </xplan:XP_TextAbschnitt>
  </gml:featureMember>
  <gml:featureMember>
    <xplan:BP_BaugebietsTeilFlaeche gml:id="GML_a2c448bd-929a-55a9-9ae8-81b974dfe16b">
      <xplan:ebene>0</xplan:ebene>
      <xplan:hoehenangabe>
        <xplan:XP_Hoehenangabe>
          <xplan:hoehenbezug>2500</xplan:hoehenbezug>
          <xplan:bezugspunkt>6000</xplan:bezugspunkt>
          <xplan:hMax uom="m">9.5</xplan:hMax>
        </xplan:XP_Hoehenangabe>
      </xplan:hoehenangabe>
      <xplan:gehoertZuBereich xlink:href="#GML_82323b6d-0eaf-52a2-84df-53a7f362bc36"/>
      <xplan:rechtscharakter>1000</xplan:rechtscharakter>
      <xplan:refTextInhalt xlink:href="#GML_3d99904e-01c6-5df0-bfb3-a7b3ae5e7610"/>
      <xplan:refTextInhalt xlink:href="#GML_b27bbf3c-4b9a-5e43-9130-9cd071274691"/>
      <xplan:position>
        <gml:Polygon gml:id="GML_343f0d8a-3b4f-5178-8f13-7988b6fb2a08" srsName="EPSG:25832">
          <gml:exterior>
            <gml:LinearRing>
              <gml:posList>510136.179 5392465.812 510116.427 5392558.736 509979.487 5392529.628 509999.238 5392436.704 510136.179 5392465.812</gml:posList>
            </gml:LinearRing>
          </gml:exterior>
        </gml:Polygon>
      </xplan:position>
      <xplan:flaechenschluss>true</xplan:flaechenschluss>
      <xplan:GFZ>0.8</xplan:GFZ>
      <xplan:GRZ>0.4</xplan:GRZ>
      <xplan:Z>2</xplan:Z>
      <xplan:allgArtDerBaulNutzung>1000</xplan:allgArtDerBaulNutzung>
      <xplan:besondereArtDerBaulNutzung>1200</xplan:besondereArtDerBaulNutzung>
      <xplan:bauweise>1000</xplan:bauweise>
      <xplan:bebauungsArt>4000</xplan:bebauungsArt>
    </xplan:BP_BaugebietsTeilFlaeche>
  </gml:featureMember>
  <gml:featureMember>
    <xplan:BP_BaugebietsTeilFlaeche gml:id="GML_8cb607d7-d9cd-5fa7-8964-f9bbc3d8e82a">
      <xplan:ebene>0</xplan:ebene>
      <xplan:hoehenangabe>
        <xplan:XP_Hoehenangabe>
          <xplan:hoehenbezug>2500</xplan:hoehenbezug>
          <xplan:bezugspunkt>6000</xplan:bezugspunkt>
          <xplan:hMax uom="m">8.5</xplan:hMax>
        </xplan:XP_Hoehenangabe>
      </xplan:hoehenangabe>
      <xplan:gehoertZuBereich xlink:href="#GML_82323b6d-0eaf-52a2-84df-53a7f362bc36"/>
      <xplan:rechtscharakter>1000</xplan:rechtscharakter>
      <xplan:refTextInhalt xlink:href="#GML_3d99904e-01c6-5df0-bfb3-a7b3ae5e7610"/>
      <xplan:refTextInhalt xlink:href="#GML_b27bbf3c-4b9a-5e43-9130-9cd071274691"/>
      <xplan:position>
        <gml:Polygon gml:id="GML_9b4272e9-3a81-5b3b-b913-e33cd60684af" srsName="EPSG:25832">
          <gml:exterior>
            <gml:LinearRing>
              <gml:posList>510158.010 5392363.106 510138.258 5392456.030 510001.317 5392426.923 510021.069 5392333.998 510158.010 5392363.106</gml:posList>
            </gml:LinearRing>
          </gml:exterior>
        </gml:Polygon>
      </xplan:position>
      <xplan:flaechenschluss>true</xplan:flaechenschluss>
      <xplan:GFZ>0.6</xplan:GFZ>
      <xplan:GRZ>0.3</xplan:GRZ>
      <xplan:Z>2</xplan:Z>
      <xplan:allgArtDerBaulNutzung>1000</xplan:allgArtDerBaulNutzung>
      <xplan:besondereArtDerBaulNutzung>1200</xplan:besondereArtDerBaulNutzung>
      <xplan:bauweise>1000</xplan:bauweise>
      <xplan:bebauungsArt>1000</xplan:bebauungsArt>
    </xplan:BP_BaugebietsTeilFlaeche>
  </gml:featureMember>
  <gml:featureMember>
    <xplan:BP_BaugebietsTeilFlaeche gml:id="GML_126244cb-b75a-5404-81df-f9d77dcc91b5">
      <xplan:ebene>0</xplan:ebene>
      <xplan:hoehenangabe>
        <xplan:XP_Hoehenangabe>
          <xplan:hoehenbezug>2500</xplan:hoehenbezug>
          <xplan:bezugspunkt>6000</xplan:bezugspunkt>
          <xplan:hMax uom="m">9.5</xplan:hMax>
        </xplan:XP_Hoehenangabe>
      </xplan:hoehenangabe>
      <xplan:gehoertZuBereich xlink:href="#GML_82323b6d-0eaf-52a2-84df-53a7f362bc36"/>
      <xplan:rechtscharakter>1000</xplan:rechtscharakter>
      <xplan:refTextInhalt xlink:href="#GML_3d99904e-01c6-5df0-bfb3-a7b3ae5e7610"/>
      <xplan:refTextInhalt xlink:href="#GML_b27bbf3c-4b9a-5e43-9130-9cd071274691"/>
      <xplan:position>
        <gml:Polygon gml:id="GML_6f7150c6-7667-5802-8834-cf59eea3ee64" srsName="EPSG:25832">
          <gml:exterior>
            <gml:LinearRing>
              <gml:posList>510231.371 5392378.699 510211.619 5392471.624 510148.040 5392458.109 510167.791 5392365.185 510231.371 5392378.699</gml:posList>
            </gml:LinearRing>
          </gml:exterior>
        </gml:Polygon>
      </xplan:position>
      <xplan:flaechenschluss>true</xplan:flaechenschluss>
      <xplan:GFZ>1.0</xplan:GFZ>
      <xplan:GRZ>0.4</xplan:GRZ>
      <xplan:Z>3</xplan:Z>
      <xplan:allgArtDerBaulNutzung>1000</xplan:allgArtDerBaulNutzung>
      <xplan:besondereArtDerBaulNutzung>1200</xplan:besondereArtDerBaulNutzung>
      <xplan:bauweise>1000</xplan:bauweise>
      <xplan:bebauungsArt>3000</xplan:bebauungsArt>
    </xplan:BP_BaugebietsTeilFlaeche>
  </gml:featureMember>
  <gml:featureMember>
    <xplan:BP_BaugebietsTeilFlaeche gml:id="GML_f2e8d237-cc1e-519c-a060-8a4718840a9a">
      <xplan:ebene>0</xplan:ebene>
      <xplan:hoehenangabe>
        <xplan:XP_Hoehenangabe>
          <xplan:hoehenbezug>2500</xplan:hoehenbezug>
          <xplan:bezugspunkt>6000</xplan:bezugspunkt>
          <xplan:hMax uom="m">12.5</xplan:hMax>
        </xplan:XP_Hoehenangabe>
      </xplan:hoehenangabe>
      <xplan:gehoertZuBereich xlink:href="#GML_82323b6d-0eaf-52a2-84df-53a7f362bc36"/>
      <xplan:rechtscharakter>1000</xplan:rechtscharakter>
      <xplan:position>
        <gml:Polygon gml:id="GML_4decddc6-356f-55a8-8d51-eb9842993f7b" srsName="EPSG:25832">
          <gml:exterior>
            <gml:LinearRing>
              <gml:posList>510229.103 5392485.563 510209.351 5392578.487 510126.209 5392560.815 510145.960 5392467.891 510229.103 5392485.563</gml:posList>
            </gml:LinearRing>
          </gml:exterior>
        </gml:Polygon>
      </xplan:position>
      <xplan:flaechenschluss>true</xplan:flaechenschluss>
      <xplan:GFZ>1.2</xplan:GFZ>
      <xplan:GRZ>0.6</xplan:GRZ>
      <xplan:Zmin>2</xplan:Zmin>
      <xplan:Zmax>4</xplan:Zmax>
      <xplan:allgArtDerBaulNutzung>2000</xplan:allgArtDerBaulNutzung>
      <xplan:besondereArtDerBaulNutzung>1500</xplan:besondereArtDerBaulNutzung>
      <xplan:bauweise>2000</xplan:bauweise>
    </xplan:BP_BaugebietsTeilFlaeche>
  </gml:featureMember>
  <gml:featureMember>
    <xplan:BP_GemeinbedarfsFlaeche gml:id="GML_accc4d16-f529-594d-a4db-39d7cffea76c">
      <xplan:ebene>0</xplan:ebene>
      <xplan:gehoertZuBereich xlink:href="#GML_82323b6d-0eaf-52a2-84df-53a7f362bc36"/>
      <xplan:rechtscharakter>1000</xplan:rechtscharakter>
      <xplan:position>
        <gml:Polygon gml:id="GML_1ccc112f-7739-599e-8c0e-db745ba58e4d" srsName="EPSG:25832">
          <gml:exterior>
            <gml:LinearRing>
              <gml:posList>510292.683 5392499.077 510272.931 5392592.002 510209.351 5392578.487 510229.103 5392485.563 510292.683 5392499.077</gml:posList>
            </gml:LinearRing>
          </gml:exterior>
        </gml:Polygon>
      </xplan:position>
      <xplan:flaechenschluss>true</xplan:flaechenschluss>
      <xplan:GRZ>0.4</xplan:GRZ>
      <xplan:Z>2</xplan:Z>
      <xplan:zweckbestimmung>
        <xplan:BP_KomplexeZweckbestGemeinbedarf>
          <xplan:allgemein>16000</xplan:allgemein>
        </xplan:BP_KomplexeZweckbestGemeinbedarf>
      </xplan:zweckbestimmung>
    </xplan:BP_GemeinbedarfsFlaeche>
  </gml:featureMember>
  <gml:featureMember>
    <xplan:BP_GruenFlaeche gml:id="GML_c1d89e9b-d2bf-5dc1-b732-00b64077ad38">
      <xplan:ebene>0</xplan:ebene>
      <xplan:gehoertZuBereich xlink:href="#GML_82323b6d-0eaf-52a2-84df-53a7f362bc36"/>
      <xplan:rechtscharakter>1000</xplan:rechtscharakter>
      <xplan:position>
        <gml:Polygon gml:id="GML_6446caa2-8277-53e2-9367-400ab06c5f4b" srsName="EPSG:25832">
          <gml:exterior>
            <gml:LinearRing>
              <gml:posList>510314.513 5392396.372 510294.762 5392489.296 510215.532 5392472.455 510235.283 5392379.531 510314.513 5392396.372</gml:posList>
            </gml:LinearRing>
          </gml:exterior>
        </gml:Polygon>
      </xplan:position>
      <xplan:flaechenschluss>true</xplan:flaechenschluss>
      <xplan:zweckbestimmung>
        <xplan:BP_KomplexeZweckbestGruen>
          <xplan:allgemein>1000</xplan:allgemein>
        </xplan:BP_KomplexeZweckbestGruen>
      </xplan:zweckbestimmung>
      <xplan:nutzungsform>2000</xplan:nutzungsform>
    </xplan:BP_GruenFlaeche>
  </gml:featureMember>
  <gml:featureMember>
    <xplan:SO_Strassenverkehr gml:id="GML_7673bc8f-420a-5f61-9e15-4f1e795c147c">
      <xplan:ebene>0</xplan:ebene>
      <xplan:gehoertZuBereich xlink:href="#GML_82323b6d-0eaf-52a2-84df-53a7f362bc36"/>
      <xplan:rechtscharakter>1000</xplan:rechtscharakter>
      <xplan:position>
        <gml:Polygon gml:id="GML_543b23d6-d8fb-5d8a-81f1-70b67c276f30" srsName="EPSG:25832">
          <gml:exterior>
            <gml:LinearRing>
              <gml:posList>510167.791 5392365.185 510148.040 5392458.109 510211.619 5392471.624 510215.532 5392472.455 510294.762 5392489.296 510292.683 5392499.077 510229.103 5392485.563 510145.960 5392467.891 510126.209 5392560.815 510116.427 5392558.736 510136.179 5392465.812 509999.238 5392436.704 510001.317 5392426.923 510138.258 5392456.030 510158.010 5392363.106 510167.791 5392365.185</gml:posList>
            </gml:LinearRing>
          </gml:exterior>
        </gml:Polygon>
      </xplan:position>
      <xplan:flaechenschluss>true</xplan:flaechenschluss>
      <xplan:name>Hofäckerstraße</xplan:name>
      <xplan:nutzungsform>2000</xplan:nutzungsform>
      <xplan:hatDarstellungMitBesondZweckbest>false</xplan:hatDarstellungMitBesondZweckbest>
    </xplan:SO_Strassenverkehr>
  </gml:featureMember>
  <gml:featureMember>
    <xplan:SO_Strassenverkehr gml:id="GML_5e938cc5-8d8c-5722-aff7-74d37d36ff10">
      <xplan:ebene>0</xplan:ebene>
      <xplan:gehoertZuBereich xlink:href="#GML_82323b6d-0eaf-52a2-84df-53a7f362bc36"/>
      <xplan:rechtscharakter>1000</xplan:rechtscharakter>
      <xplan:position>
        <gml:Polygon gml:id="GML_f30a8389-09a9-5811-9f08-4d693d3781e0" srsName="EPSG:25832">
          <gml:exterior>
            <gml:LinearRing>
              <gml:posList>510235.283 5392379.531 510215.532 5392472.455 510211.619 5392471.624 510231.371 5392378.699 510235.283 5392379.531</gml:posList>
            </gml:LinearRing>
          </gml:exterior>
        </gml:Polygon>
      </xplan:position>
      <xplan:flaechenschluss>true</xplan:flaechenschluss>
      <xplan:artDerFestlegung>
        <xplan:SO_KomplexeZweckbestStrassenverkehr>
          <xplan:allgemein>14003</xplan:allgemein>
        </xplan:SO_KomplexeZweckbestStrassenverkehr>
      </xplan:artDerFestlegung>
      <xplan:nutzungsform>2000</xplan:nutzungsform>
      <xplan:hatDarstellungMitBesondZweckbest>true</xplan:hatDarstellungMitBesondZweckbest>
    </xplan:SO_Strassenverkehr>
  </gml:featureMember>
  <gml:featureMember>
    <xplan:BP_UeberbaubareGrundstuecksFlaeche gml:id="GML_bb265744-58a1-5c7c-9cb5-d73450b75407">
      <xplan:ebene>0</xplan:ebene>
      <xplan:gehoertZuBereich xlink:href="#GML_82323b6d-0eaf-52a2-84df-53a7f362bc36"/>
      <xplan:rechtscharakter>1000</xplan:rechtscharakter>
      <xplan:position>
        <gml:Polygon gml:id="GML_4ac1aa27-75c3-5bfb-8a66-36fa8184623c" srsName="EPSG:25832">
          <gml:exterior>
            <gml:LinearRing>
              <gml:posList>510126.898 5392470.995 510110.265 5392549.247 509988.975 5392523.466 510005.608 5392445.214 510126.898 5392470.995</gml:posList>
            </gml:LinearRing>
          </gml:exterior>
        </gml:Polygon>
      </xplan:position>
      <xplan:flaechenschluss>false</xplan:flaechenschluss>
      <xplan:baugrenze xlink:href="#GML_902290e4-95cd-5633-938c-7833d39bf0d7"/>
    </xplan:BP_UeberbaubareGrundstuecksFlaeche>
  </gml:featureMember>
  <gml:featureMember>
    <xplan:BP_UeberbaubareGrundstuecksFlaeche gml:id="GML_51a499aa-b5bd-564e-85c4-93a63663715a">
      <xplan:ebene>0</xplan:ebene>
      <xplan:gehoertZuBereich xlink:href="#GML_82323b6d-0eaf-52a2-84df-53a7f362bc36"/>
      <xplan:rechtscharakter>1000</xplan:rechtscharakter>
      <xplan:position>
        <gml:Polygon gml:id="GML_ebf07a5b-03fb-502a-8000-703ed0fe008e" srsName="EPSG:25832">
          <gml:exterior>
            <gml:LinearRing>
              <gml:posList>510148.521 5392369.268 510131.888 5392447.520 510010.598 5392421.739 510027.231 5392343.487 510148.521 5392369.268</gml:posList>
            </gml:LinearRing>
          </gml:exterior>
        </gml:Polygon>
      </xplan:position>
      <xplan:flaechenschluss>false</xplan:flaechenschluss>
      <xplan:baugrenze xlink:href="#GML_161dc6ed-0bad-591e-aeab-545e88435984"/>
    </xplan:BP_UeberbaubareGrundstuecksFlaeche>
  </gml:featureMember>
  <gml:featureMember>
    <xplan:BP_UeberbaubareGrundstuecksFlaeche gml:id="GML_51943ea9-fd03-5fad-82ae-b329cbfd06ae">
      <xplan:ebene>0</xplan:ebene>
      <xplan:gehoertZuBereich xlink:href="#GML_82323b6d-0eaf-52a2-84df-53a7f362bc36"/>
      <xplan:rechtscharakter>1000</xplan:rechtscharakter>
      <xplan:position>
        <gml:Polygon gml:id="GML_b28a2d34-1c23-5868-bd9d-33d25360d222" srsName="EPSG:25832">
          <gml:exterior>
            <gml:LinearRing>
              <gml:posList>510222.860 5392385.069 510206.228 5392463.321 510156.342 5392452.718 510172.975 5392374.466 510222.860 5392385.069</gml:posList>
            </gml:LinearRing>
          </gml:exterior>
        </gml:Polygon>
      </xplan:position>
      <xplan:flaechenschluss>false</xplan:flaechenschluss>
      <xplan:baugrenze xlink:href="#GML_c70c274d-c979-5989-8f1a-f02e8d17dfa4"/>
    </xplan:BP_UeberbaubareGrundstuecksFlaeche>
  </gml:featureMember>
  <gml:featureMember>
    <xplan:BP_UeberbaubareGrundstuecksFlaeche gml:id="GML_afa45be1-e1c9-5066-aab1-009b5280fdb6">
      <xplan:ebene>0</xplan:ebene>
      <xplan:gehoertZuBereich xlink:href="#GML_82323b6d-0eaf-52a2-84df-53a7f362bc36"/>
      <xplan:rechtscharakter>1000</xplan:rechtscharakter>
      <xplan:position>
        <gml:Polygon gml:id="GML_6b721bba-a968-5898-b30f-7b90354e5ccf" srsName="EPSG:25832">
          <gml:exterior>
            <gml:LinearRing>
              <gml:posList>510222.256 5392484.108 510204.168 5392569.207 510127.872 5392552.990 510145.960 5392467.891 510222.256 5392484.108</gml:posList>
            </gml:LinearRing>
          </gml:exterior>
        </gml:Polygon>
      </xplan:position>
      <xplan:flaechenschluss>false</xplan:flaechenschluss>
      <xplan:baugrenze xlink:href="#GML_2d659ac0-583c-5ef8-8dc6-dccde2c49b68"/>
      <xplan:baulinie xlink:href="#GML_dc2e0d6f-8998-5857-b6ce-bba9a07827c9"/>
    </xplan:BP_UeberbaubareGrundstuecksFlaeche>
  </gml:featureMember>
  <gml:featureMember>
    <xplan:BP_NebenanlagenFlaeche gml:id="GML_503f765c-ad44-547f-b744-e1c9ccd9de26">
      <xplan:ebene>0</xplan:ebene>
      <xplan:gehoertZuBereich xlink:href="#GML_82323b6d-0eaf-52a2-84df-53a7f362bc36"/>
      <xplan:rechtscharakter>1000</xplan:rechtscharakter>
      <xplan:position>
        <gml:Polygon gml:id="GML_b56f3a6b-2bdd-54f6-a15b-5cf93818bd00" srsName="EPSG:25832">
          <gml:exterior>
            <gml:LinearRing>
              <gml:posList>510206.020 5392464.299 510204.980 5392469.190 510155.095 5392458.586 510156.134 5392453.696 510206.020 5392464.299</gml:posList>
            </gml:LinearRing>
          </gml:exterior>
        </gml:Polygon>
      </xplan:position>
      <xplan:flaechenschluss>false</xplan:flaechenschluss>
      <xplan:zweckbestimmung>
        <xplan:BP_KomplexeZweckbestNebenanlagen>
          <xplan:allgemein>1000</xplan:allgemein>
        </xplan:BP_KomplexeZweckbestNebenanlagen>
      </xplan:zweckbestimmung>
    </xplan:BP_NebenanlagenFlaeche>
  </gml:featureMember>
  <gml:featureMember>
    <xplan:BP_Wegerecht gml:id="GML_05d72a0d-4b7c-5bf1-bbe6-2725ad34ee41">
      <xplan:ebene>0</xplan:ebene>
      <xplan:gehoertZuBereich xlink:href="#GML_82323b6d-0eaf-52a2-84df-53a7f362bc36"/>
      <xplan:rechtscharakter>1000</xplan:rechtscharakter>
      <xplan:position>
        <gml:Polygon gml:id="GML_248dd262-55f6-5f1b-babb-124c4f916037" srsName="EPSG:25832">
          <gml:exterior>
            <gml:LinearRing>
              <gml:posList>510117.259 5392554.823 510116.427 5392558.736 509979.487 5392529.628 509980.318 5392525.715 510117.259 5392554.823</gml:posList>
            </gml:LinearRing>
          </gml:exterior>
        </gml:Polygon>
      </xplan:position>
      <xplan:flaechenschluss>false</xplan:flaechenschluss>
      <xplan:typ>4000</xplan:typ>
      <xplan:zugunstenVon>Stadtwerke (erfunden)</xplan:zugunstenVon>
    </xplan:BP_Wegerecht>
  </gml:featureMember>
  <gml:featureMember>
    <xplan:BP_AnpflanzungBindungErhaltung gml:id="GML_f1f020d4-9d0f-5520-b7a3-228e6e58fe32">
      <xplan:ebene>0</xplan:ebene>
      <xplan:gehoertZuBereich xlink:href="#GML_82323b6d-0eaf-52a2-84df-53a7f362bc36"/>
      <xplan:rechtscharakter>1000</xplan:rechtscharakter>
      <xplan:position>
        <gml:Polygon gml:id="GML_2b9fa7d0-472c-575c-a5d2-dbd4a92509e7" srsName="EPSG:25832">
          <gml:exterior>
            <gml:LinearRing>
              <gml:posList>510024.003 5392334.622 510004.252 5392427.546 510001.317 5392426.923 510021.069 5392333.998 510024.003 5392334.622</gml:posList>
            </gml:LinearRing>
          </gml:exterior>
        </gml:Polygon>
      </xplan:position>
      <xplan:flaechenschluss>false</xplan:flaechenschluss>
      <xplan:massnahme>2000</xplan:massnahme>
      <xplan:gegenstand>2100</xplan:gegenstand>
    </xplan:BP_AnpflanzungBindungErhaltung>
  </gml:featureMember>
  <gml:featureMember>
    <xplan:BP_BauGrenze gml:id="GML_902290e4-95cd-5633-938c-7833d39bf0d7">
      <xplan:gehoertZuBereich xlink:href="#GML_82323b6d-0eaf-52a2-84df-53a7f362bc36"/>
      <xplan:rechtscharakter>1000</xplan:rechtscharakter>
      <xplan:position>
        <gml:LineString gml:id="GML_ac3894bc-e0ee-5df8-b8e6-b1a015fba461" srsName="EPSG:25832">
          <gml:posList>510126.898 5392470.995 510110.265 5392549.247 509988.975 5392523.466 510005.608 5392445.214 510126.898 5392470.995</gml:posList>
        </gml:LineString>
      </xplan:position>
    </xplan:BP_BauGrenze>
  </gml:featureMember>
  <gml:featureMember>
    <xplan:BP_BauGrenze gml:id="GML_161dc6ed-0bad-591e-aeab-545e88435984">
      <xplan:gehoertZuBereich xlink:href="#GML_82323b6d-0eaf-52a2-84df-53a7f362bc36"/>
      <xplan:rechtscharakter>1000</xplan:rechtscharakter>
      <xplan:position>
        <gml:LineString gml:id="GML_f1aed13f-7843-5b70-b48f-c8dc11c1f36f" srsName="EPSG:25832">
          <gml:posList>510148.521 5392369.268 510131.888 5392447.520 510010.598 5392421.739 510027.231 5392343.487 510148.521 5392369.268</gml:posList>
        </gml:LineString>
      </xplan:position>
    </xplan:BP_BauGrenze>
  </gml:featureMember>
  <gml:featureMember>
    <xplan:BP_BauGrenze gml:id="GML_c70c274d-c979-5989-8f1a-f02e8d17dfa4">
      <xplan:gehoertZuBereich xlink:href="#GML_82323b6d-0eaf-52a2-84df-53a7f362bc36"/>
      <xplan:rechtscharakter>1000</xplan:rechtscharakter>
      <xplan:position>
        <gml:LineString gml:id="GML_30c92166-869c-5193-9bd3-44d5df575ade" srsName="EPSG:25832">
          <gml:posList>510222.860 5392385.069 510206.228 5392463.321 510156.342 5392452.718 510172.975 5392374.466 510222.860 5392385.069</gml:posList>
        </gml:LineString>
      </xplan:position>
    </xplan:BP_BauGrenze>
  </gml:featureMember>
  <gml:featureMember>
    <xplan:BP_BauGrenze gml:id="GML_2d659ac0-583c-5ef8-8dc6-dccde2c49b68">
      <xplan:gehoertZuBereich xlink:href="#GML_82323b6d-0eaf-52a2-84df-53a7f362bc36"/>
      <xplan:rechtscharakter>1000</xplan:rechtscharakter>
      <xplan:position>
        <gml:LineString gml:id="GML_5b725703-2de8-566a-a03f-21a2698a9b94" srsName="EPSG:25832">
          <gml:posList>510145.960 5392467.891 510222.256 5392484.108 510204.168 5392569.207 510127.872 5392552.990</gml:posList>
        </gml:LineString>
      </xplan:position>
    </xplan:BP_BauGrenze>
  </gml:featureMember>
  <gml:featureMember>
    <xplan:BP_BauLinie gml:id="GML_dc2e0d6f-8998-5857-b6ce-bba9a07827c9">
      <xplan:gehoertZuBereich xlink:href="#GML_82323b6d-0eaf-52a2-84df-53a7f362bc36"/>
      <xplan:rechtscharakter>1000</xplan:rechtscharakter>
      <xplan:position>
        <gml:LineString gml:id="GML_9fc7ccd2-74c4-5729-9a40-a25f34d821e3" srsName="EPSG:25832">
          <gml:posList>510127.872 5392552.990 510145.960 5392467.891</gml:posList>
        </gml:LineString>
      </xplan:position>
    </xplan:BP_BauLinie>
  </gml:featureMember>
  <gml:featureMember>
    <xplan:BP_NutzungsartenGrenze gml:id="GML_e935154d-3765-5ac0-b8ef-919129e8f969">
      <xplan:gehoertZuBereich xlink:href="#GML_82323b6d-0eaf-52a2-84df-53a7f362bc36"/>
      <xplan:rechtscharakter>1000</xplan:rechtscharakter>
      <xplan:position>
        <gml:LineString gml:id="GML_df701798-ccac-5759-a168-fabb50154341" srsName="EPSG:25832">
          <gml:posList>510229.103 5392485.563 510209.351 5392578.487</gml:posList>
        </gml:LineString>
      </xplan:position>
      <xplan:typ>1000</xplan:typ>
    </xplan:BP_NutzungsartenGrenze>
  </gml:featureMember>
  <gml:featureMember>
    <xplan:BP_StrassenbegrenzungsLinie gml:id="GML_6e09223d-7de5-5cf7-9928-1c20a034a681">
      <xplan:gehoertZuBereich xlink:href="#GML_82323b6d-0eaf-52a2-84df-53a7f362bc36"/>
      <xplan:rechtscharakter>1000</xplan:rechtscharakter>
      <xplan:position>
        <gml:LineString gml:id="GML_dcafaf5c-736b-55ac-8d2f-05c5c8f0a297" srsName="EPSG:25832">
          <gml:posList>509999.238 5392436.704 510136.179 5392465.812 510116.427 5392558.736</gml:posList>
        </gml:LineString>
      </xplan:position>
    </xplan:BP_StrassenbegrenzungsLinie>
  </gml:featureMember>
  <gml:featureMember>
    <xplan:BP_StrassenbegrenzungsLinie gml:id="GML_be8f67f6-1ff1-5d5e-bf0a-322587a12806">
      <xplan:gehoertZuBereich xlink:href="#GML_82323b6d-0eaf-52a2-84df-53a7f362bc36"/>
      <xplan:rechtscharakter>1000</xplan:rechtscharakter>
      <xplan:position>
        <gml:LineString gml:id="GML_9d5b8ccf-a942-5e00-bd59-51452371dbed" srsName="EPSG:25832">
          <gml:posList>510001.317 5392426.923 510138.258 5392456.030 510158.010 5392363.106</gml:posList>
        </gml:LineString>
      </xplan:position>
    </xplan:BP_StrassenbegrenzungsLinie>
  </gml:featureMember>
  <gml:featureMember>
    <xplan:BP_StrassenbegrenzungsLinie gml:id="GML_c249225d-66d5-56f8-9748-901a762606b3">
      <xplan:gehoertZuBereich xlink:href="#GML_82323b6d-0eaf-52a2-84df-53a7f362bc36"/>
      <xplan:rechtscharakter>1000</xplan:rechtscharakter>
      <xplan:position>
        <gml:LineString gml:id="GML_72a14fc9-6279-53a4-b137-0298631203f6" srsName="EPSG:25832">
          <gml:posList>510292.683 5392499.077 510145.960 5392467.891 510126.209 5392560.815</gml:posList>
        </gml:LineString>
      </xplan:position>
    </xplan:BP_StrassenbegrenzungsLinie>
  </gml:featureMember>
  <gml:featureMember>
    <xplan:BP_StrassenbegrenzungsLinie gml:id="GML_fcaf14f5-a477-520d-b07b-af8309d84eb0">
      <xplan:gehoertZuBereich xlink:href="#GML_82323b6d-0eaf-52a2-84df-53a7f362bc36"/>
      <xplan:rechtscharakter>1000</xplan:rechtscharakter>
      <xplan:position>
        <gml:LineString gml:id="GML_819c8eba-dd8d-57e5-88ff-cb71441b1557" srsName="EPSG:25832">
          <gml:posList>510294.762 5392489.296 510148.040 5392458.109 510167.791 5392365.185</gml:posList>
        </gml:LineString>
      </xplan:position>
    </xplan:BP_StrassenbegrenzungsLinie>
  </gml:featureMember>
  <gml:featureMember>
    <xplan:BP_AnpflanzungBindungErhaltung gml:id="GML_04895ce6-00a8-5b70-9749-5505ad8523a7">
      <xplan:gehoertZuBereich xlink:href="#GML_82323b6d-0eaf-52a2-84df-53a7f362bc36"/>
      <xplan:rechtscharakter>1000</xplan:rechtscharakter>
      <xplan:position>
        <gml:Point gml:id="GML_3ea78aa8-8067-50dc-ba6a-4e13838ce2c9" srsName="EPSG:25832">
          <gml:pos>510013.391 5392442.268</gml:pos>
        </gml:Point>
      </xplan:position>
      <xplan:massnahme>2000</xplan:massnahme>
      <xplan:gegenstand>1000</xplan:gegenstand>
    </xplan:BP_AnpflanzungBindungErhaltung>
  </gml:featureMember>
  <gml:featureMember>
    <xplan:BP_AnpflanzungBindungErhaltung gml:id="GML_beda59b8-deb1-5ce0-808b-af1988c12d44">
      <xplan:gehoertZuBereich xlink:href="#GML_82323b6d-0eaf-52a2-84df-53a7f362bc36"/>
      <xplan:rechtscharakter>1000</xplan:rechtscharakter>
      <xplan:position>
        <gml:Point gml:id="GML_2d9c07c7-2ce3-556b-bc8c-a13f404c9359" srsName="EPSG:25832">
          <gml:pos>510032.954 5392446.426</gml:pos>
        </gml:Point>
      </xplan:position>
      <xplan:massnahme>2000</xplan:massnahme>
      <xplan:gegenstand>1000</xplan:gegenstand>
    </xplan:BP_AnpflanzungBindungErhaltung>
  </gml:featureMember>
  <gml:featureMember>
    <xplan:BP_AnpflanzungBindungErhaltung gml:id="GML_361fdd4a-b944-5ceb-9511-b10010028c7c">
      <xplan:gehoertZuBereich xlink:href="#GML_82323b6d-0eaf-52a2-84df-53a7f362bc36"/>
      <xplan:rechtscharakter>1000</xplan:rechtscharakter>
      <xplan:position>
        <gml:Point gml:id="GML_261d4cae-7806-5354-89cb-bf26d62f24b2" srsName="EPSG:25832">
          <gml:pos>510052.517 5392450.584</gml:pos>
        </gml:Point>
      </xplan:position>
      <xplan:massnahme>2000</xplan:massnahme>
      <xplan:gegenstand>1000</xplan:gegenstand>
    </xplan:BP_AnpflanzungBindungErhaltung>
  </gml:featureMember>
  <gml:featureMember>
    <xplan:BP_AnpflanzungBindungErhaltung gml:id="GML_a1dbd84d-7c18-5848-8ea2-9a6702e1dc2e">
      <xplan:gehoertZuBereich xlink:href="#GML_82323b6d-0eaf-52a2-84df-53a7f362bc36"/>
      <xplan:rechtscharakter>1000</xplan:rechtscharakter>
      <xplan:position>
        <gml:Point gml:id="GML_1a258e57-5f17-5907-8cca-3c793daa6404" srsName="EPSG:25832">
          <gml:pos>510072.080 5392454.743</gml:pos>
        </gml:Point>
      </xplan:position>
      <xplan:massnahme>2000</xplan:massnahme>
      <xplan:gegenstand>1000</xplan:gegenstand>
    </xplan:BP_AnpflanzungBindungErhaltung>
  </gml:featureMember>
  <gml:featureMember>
    <xplan:BP_AnpflanzungBindungErhaltung gml:id="GML_f91df3dd-c828-5a9b-bd9d-2c76e113ec15">
      <xplan:gehoertZuBereich xlink:href="#GML_82323b6d-0eaf-52a2-84df-53a7f362bc36"/>
      <xplan:rechtscharakter>1000</xplan:rechtscharakter>
      <xplan:position>
        <gml:Point gml:id="GML_eed81943-19e5-53d0-ba2d-4a1b93de21aa" srsName="EPSG:25832">
          <gml:pos>510091.643 5392458.901</gml:pos>
        </gml:Point>
      </xplan:position>
      <xplan:massnahme>2000</xplan:massnahme>
      <xplan:gegenstand>1000</xplan:gegenstand>
    </xplan:BP_AnpflanzungBindungErhaltung>
  </gml:featureMember>
  <gml:featureMember>
    <xplan:BP_AnpflanzungBindungErhaltung gml:id="GML_adda9ab8-c339-5c91-bd18-9394adb4d65a">
      <xplan:gehoertZuBereich xlink:href="#GML_82323b6d-0eaf-52a2-84df-53a7f362bc36"/>
      <xplan:rechtscharakter>1000</xplan:rechtscharakter>
      <xplan:position>
        <gml:Point gml:id="GML_7dc51acb-d060-5a26-bb02-d151c022954e" srsName="EPSG:25832">
          <gml:pos>510111.205 5392463.059</gml:pos>
        </gml:Point>
      </xplan:position>
      <xplan:massnahme>2000</xplan:massnahme>
      <xplan:gegenstand>1000</xplan:gegenstand>
    </xplan:BP_AnpflanzungBindungErhaltung>
  </gml:featureMember>
  <gml:featureMember>
    <xplan:BP_AnpflanzungBindungErhaltung gml:id="GML_217d2123-2983-52d6-97d9-b9dfdecee9f1">
      <xplan:gehoertZuBereich xlink:href="#GML_82323b6d-0eaf-52a2-84df-53a7f362bc36"/>
      <xplan:rechtscharakter>1000</xplan:rechtscharakter>
      <xplan:position>
        <gml:Point gml:id="GML_83f6a9db-7435-5a3e-9430-54ef11733cc3" srsName="EPSG:25832">
          <gml:pos>510251.666 5392403.460</gml:pos>
        </gml:Point>
      </xplan:position>
      <xplan:massnahme>1000</xplan:massnahme>
      <xplan:gegenstand>1000</xplan:gegenstand>
    </xplan:BP_AnpflanzungBindungErhaltung>
  </gml:featureMember>
  <gml:featureMember>
    <xplan:BP_AnpflanzungBindungErhaltung gml:id="GML_ca58fe16-8306-579d-981d-b5430783b6b4">
      <xplan:gehoertZuBereich xlink:href="#GML_82323b6d-0eaf-52a2-84df-53a7f362bc36"/>
      <xplan:rechtscharakter>1000</xplan:rechtscharakter>
      <xplan:position>
        <gml:Point gml:id="GML_5f938031-3a56-5187-a450-a5dd2e811789" srsName="EPSG:25832">
          <gml:pos>510267.364 5392435.422</gml:pos>
        </gml:Point>
      </xplan:position>
      <xplan:massnahme>1000</xplan:massnahme>
      <xplan:gegenstand>1000</xplan:gegenstand>
    </xplan:BP_AnpflanzungBindungErhaltung>
  </gml:featureMember>
  <gml:featureMember>
    <xplan:BP_AnpflanzungBindungErhaltung gml:id="GML_d295de15-b38f-51a1-b708-578a082f2840">
      <xplan:gehoertZuBereich xlink:href="#GML_82323b6d-0eaf-52a2-84df-53a7f362bc36"/>
      <xplan:rechtscharakter>1000</xplan:rechtscharakter>
      <xplan:position>
        <gml:Point gml:id="GML_deb9a43b-7e0f-5b41-b915-c13d1719512c" srsName="EPSG:25832">
          <gml:pos>510284.248 5392466.614</gml:pos>
        </gml:Point>
      </xplan:position>
      <xplan:massnahme>1000</xplan:massnahme>
      <xplan:gegenstand>1000</xplan:gegenstand>
    </xplan:BP_AnpflanzungBindungErhaltung>
  </gml:featureMember>
  <gml:featureMember>
    <xplan:BP_EinfahrtPunkt gml:id="GML_03892f64-cb0c-5143-9660-b8dce8aadba4">
      <xplan:gehoertZuBereich xlink:href="#GML_82323b6d-0eaf-52a2-84df-53a7f362bc36"/>
      <xplan:rechtscharakter>1000</xplan:rechtscharakter>
      <xplan:position>
        <gml:Point gml:id="GML_3ac001a7-d8a2-5cf3-8269-c007ba59fdf9" srsName="EPSG:25832">
          <gml:pos>510179.340 5392464.762</gml:pos>
        </gml:Point>
      </xplan:position>
      <xplan:typ>3000</xplan:typ>
    </xplan:BP_EinfahrtPunkt>
  </gml:featureMember>
</xplan:XPlanAuszug>
