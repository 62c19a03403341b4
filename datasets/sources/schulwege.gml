<?xml version='1.0' encoding='utf-8'?>
<gml:FeatureCollection xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:le="https://www.leinfelden-echterdingen.de/beispiel/karte" gml:id="sammlung">
 <gml:featureMember>
  <le:Schulweg gml:id="Schulweg.1">
   <le:weg_id>SW01</le:weg_id>
   <le:name>Leinfelden Ost – Ludwig-Uhland-Schule</le:name>
   <le:schul_id>lus</le:schul_id>
   <le:schule>Ludwig-Uhland-Schule</le:schule>
   <le:laenge_m>704</le:laenge_m>
   <le:gehzeit_min>13</le:gehzeit_min>
   <le:querungen>keine Querung einer Hauptstraße</le:querungen>
   <le:gefahren>keine besonderen Gefahren bekannt</le:gefahren>
   <le:verlauf>
    <gml:LineString srsName="urn:ogc:def:crs:EPSG::25832" gml:id="verlauf.1">
     <gml:posList>511191.00 5393078.00 511086.00 5393079.00 511045.00 5393080.00 511014.00 5393081.00 510985.00 5393083.00 510932.00 5393090.00 510929.00 5393062.00 510929.00 5393061.00 510887.00 5393066.00 510851.00 5393062.00 510810.00 5393060.00 510790.00 5393060.00 510767.00 5393061.00 510749.00 5393062.00 510738.00 5393062.00 510701.00 5393072.00 510606.00 5393051.00 510600.00 5393049.00 510585.00 5393046.00 510523.00 5393032.00 510520.01 5393031.38</gml:posList>
    </gml:LineString>
   </le:verlauf>
  </le:Schulweg>
 </gml:featureMember>
 <gml:featureMember>
  <le:Schulweg gml:id="Schulweg.2">
   <le:weg_id>SW02</le:weg_id>
   <le:name>Leinfelden West – Ludwig-Uhland-Schule</le:name>
   <le:schul_id>lus</le:schul_id>
   <le:schule>Ludwig-Uhland-Schule</le:schule>
   <le:laenge_m>1041</le:laenge_m>
   <le:gehzeit_min>19</le:gehzeit_min>
   <le:querungen>keine Querung einer Hauptstraße</le:querungen>
   <le:gefahren>keine besonderen Gefahren bekannt</le:gefahren>
   <le:verlauf>
    <gml:LineString srsName="urn:ogc:def:crs:EPSG::25832" gml:id="verlauf.2">
     <gml:posList>509636.00 5393187.00 509678.00 5393183.00 509728.00 5393171.00 509786.00 5393154.00 509859.00 5393132.00 509857.00 5393099.00 509854.00 5393068.00 509941.00 5393042.00 510001.00 5393026.00 510018.00 5393022.00 510059.00 5393018.00 510053.00 5392960.00 510053.00 5392957.00 510069.00 5392958.00 510122.00 5392963.00 510175.00 5392969.00 510188.00 5392971.00 510227.00 5392976.00 510237.00 5392978.00 510267.00 5392982.00 510279.00 5392984.00 510348.00 5392996.00 510417.00 5393010.00 510520.01 5393031.38</gml:posList>
    </gml:LineString>
   </le:verlauf>
  </le:Schulweg>
 </gml:featureMember>
 <gml:featureMember>
  <le:Schulweg gml:id="Schulweg.3">
   <le:weg_id>SW03</le:weg_id>
   <le:name>Leinfelden Mitte – Ludwig-Uhland-Schule</le:name>
   <le:schul_id>lus</le:schul_id>
   <le:schule>Ludwig-Uhland-Schule</le:schule>
   <le:laenge_m>1045</le:laenge_m>
   <le:gehzeit_min>19</le:gehzeit_min>
   <le:querungen>Musberger Straße (Ampel)</le:querungen>
   <le:gefahren>keine besonderen Gefahren bekannt</le:gefahren>
   <le:verlauf>
    <gml:LineString srsName="urn:ogc:def:crs:EPSG::25832" gml:id="verlauf.3">
     <gml:posList>510139.00 5393550.00 510136.00 5393494.00 510133.00 5393471.00 510125.00 5393384.00 510125.00 5393338.00 510097.00 5393338.00 510090.00 5393296.00 510088.00 5393283.00 510079.00 5393221.00 510077.00 5393212.00 510077.00 5393209.00 510069.00 5393150.00 510111.00 5393145.00 510167.00 5393144.00 510224.00 5393147.00 510225.00 5393147.00 510228.00 5393073.00 510231.00 5393019.00 510237.00 5392978.00 510267.00 5392982.00 510279.00 5392984.00 510348.00 5392996.00 510417.00 5393010.00 510520.01 5393031.38</gml:posList>
    </gml:LineString>
   </le:verlauf>
  </le:Schulweg>
 </gml:featureMember>
 <gml:featureMember>
  <le:Schulweg gml:id="Schulweg.4">
   <le:weg_id>SW04</le:weg_id>
   <le:name>Leinfelden Süd – Ludwig-Uhland-Schule</le:name>
   <le:schul_id>lus</le:schul_id>
   <le:schule>Ludwig-Uhland-Schule</le:schule>
   <le:laenge_m>674</le:laenge_m>
   <le:gehzeit_min>13</le:gehzeit_min>
   <le:querungen>keine Querung einer Hauptstraße</le:querungen>
   <le:gefahren>keine besonderen Gefahren bekannt</le:gefahren>
   <le:verlauf>
    <gml:LineString srsName="urn:ogc:def:crs:EPSG::25832" gml:id="verlauf.4">
     <gml:posList>510387.00 5392635.00 510373.00 5392634.00 510333.00 5392627.00 510329.00 5392645.00 510313.00 5392706.00 510307.00 5392727.00 510301.00 5392751.00 510295.00 5392778.00 510291.00 5392796.00 510289.00 5392805.00 510282.00 5392852.00 510281.00 5392858.00 510280.00 5392862.00 510273.00 5392926.00 510272.00 5392933.00 510267.00 5392982.00 510279.00 5392984.00 510348.00 5392996.00 510417.00 5393010.00 510520.01 5393031.38</gml:posList>
    </gml:LineString>
   </le:verlauf>
  </le:Schulweg>
 </gml:featureMember>
 <gml:featureMember>
  <le:Schulweg gml:id="Schulweg.5">
   <le:weg_id>SW05</le:weg_id>
   <le:name>Unteraichen Nord – Eichbergschule</le:name>
   <le:schul_id>eichberg</le:schul_id>
   <le:schule>Eichbergschule</le:schule>
   <le:laenge_m>360</le:laenge_m>
   <le:gehzeit_min>7</le:gehzeit_min>
   <le:querungen>keine Querung einer Hauptstraße</le:querungen>
   <le:gefahren>keine besonderen Gefahren bekannt</le:gefahren>
   <le:verlauf>
    <gml:LineString srsName="urn:ogc:def:crs:EPSG::25832" gml:id="verlauf.5">
     <gml:posList>510272.00 5394690.00 510262.00 5394664.00 510301.00 5394649.00 510302.00 5394644.00 510304.00 5394612.00 510310.00 5394569.00 510310.00 5394566.00 510317.00 5394527.00 510324.00 5394486.00 510338.00 5394413.00 510388.00 5394424.00</gml:posList>
    </gml:LineString>
   </le:verlauf>
  </le:Schulweg>
 </gml:featureMember>
 <gml:featureMember>
  <le:Schulweg gml:id="Schulweg.6">
   <le:weg_id>SW06</le:weg_id>
   <le:name>Unteraichen Süd – Eichbergschule</le:name>
   <le:schul_id>eichberg</le:schul_id>
   <le:schule>Eichbergschule</le:schule>
   <le:laenge_m>938</le:laenge_m>
   <le:gehzeit_min>18</le:gehzeit_min>
   <le:querungen>keine Querung einer Hauptstraße</le:querungen>
   <le:gefahren>keine besonderen Gefahren bekannt</le:gefahren>
   <le:verlauf>
    <gml:LineString srsName="urn:ogc:def:crs:EPSG::25832" gml:id="verlauf.6">
     <gml:posList>510272.00 5393970.00 510350.00 5393970.00 510373.00 5393971.00 510371.00 5393980.00 510366.00 5394019.00 510364.00 5394047.00 510362.00 5394078.00 510361.00 5394121.00 510359.00 5394191.00 510417.00 5394199.00 510543.00 5394220.00 510539.00 5394255.00 510532.00 5394304.00 510530.00 5394312.00 510533.00 5394354.00 510511.00 5394355.00 510448.00 5394360.00 510411.00 5394361.00 510374.00 5394361.00 510355.00 5394360.00 510344.00 5394359.00 510340.00 5394401.00 510338.00 5394413.00 510388.00 5394424.00</gml:posList>
    </gml:LineString>
   </le:verlauf>
  </le:Schulweg>
 </gml:featureMember>
 <gml:featureMember>
  <le:Schulweg gml:id="Schulweg.7">
   <le:weg_id>SW07</le:weg_id>
   <le:name>Oberaichen – Eichbergschule</le:name>
   <le:schul_id>eichberg</le:schul_id>
   <le:schule>Eichbergschule</le:schule>
   <le:laenge_m>1511</le:laenge_m>
   <le:gehzeit_min>28</le:gehzeit_min>
   <le:querungen>Rohrer Straße (Zebrastreifen), Unteraicher Straße (Zebrastreifen)</le:querungen>
   <le:gefahren>viel Verkehr auf der Vaihinger Straße; Unterführung der S-Bahn, im Winter früh dunkel</le:gefahren>
   <le:verlauf>
    <gml:LineString srsName="urn:ogc:def:crs:EPSG::25832" gml:id="verlauf.7">
     <gml:posList>509144.00 5394597.00 509152.00 5394604.00 509179.00 5394633.00 509193.00 5394650.00 509205.00 5394663.00 509236.00 5394702.00 509233.00 5394704.00 509245.00 5394719.00 509281.00 5394764.00 509292.00 5394779.00 509301.00 5394796.00 509303.00 5394803.00 509351.00 5394795.00 509436.00 5394783.00 509471.00 5394777.00 509489.00 5394773.00 509507.00 5394768.00 509526.00 5394763.00 509545.00 5394756.00 509564.00 5394749.00 509593.00 5394736.00 509608.00 5394728.00 509639.00 5394710.00 509644.00 5394707.00 509670.00 5394692.00 509671.00 5394691.00 509784.00 5394618.00 509833.00 5394590.00 509865.00 5394574.00 509880.00 5394567.00 509914.00 5394554.00 509932.00 5394548.00 509967.00 5394539.00 509985.00 5394536.00 509998.00 5394533.00 510000.00 5394533.00 510020.00 5394529.00 510072.00 5394523.00 510139.00 5394515.00 510160.00 5394513.00 510212.00 5394505.00 510209.00 5394489.00 510207.00 5394476.00 510248.00 5394469.00 510298.00 5394480.00 510324.00 5394486.00 510338.00 5394413.00 510388.00 5394424.00</gml:posList>
    </gml:LineString>
   </le:verlauf>
  </le:Schulweg>
 </gml:featureMember>
 <gml:featureMember>
  <le:Schulweg gml:id="Schulweg.8">
   <le:weg_id>SW08</le:weg_id>
   <le:name>Oberaichen Nord – Eichbergschule</le:name>
   <le:schul_id>eichberg</le:schul_id>
   <le:schule>Eichbergschule</le:schule>
   <le:laenge_m>1278</le:laenge_m>
   <le:gehzeit_min>24</le:gehzeit_min>
   <le:querungen>Unteraicher Straße (Zebrastreifen)</le:querungen>
   <le:gefahren>keine besonderen Gefahren bekannt</le:gefahren>
   <le:verlauf>
    <gml:LineString srsName="urn:ogc:def:crs:EPSG::25832" gml:id="verlauf.8">
     <gml:posList>509363.00 5394894.00 509412.00 5394868.00 509483.00 5394833.00 509696.00 5394735.00 509670.00 5394692.00 509671.00 5394691.00 509784.00 5394618.00 509833.00 5394590.00 509865.00 5394574.00 509880.00 5394567.00 509914.00 5394554.00 509932.00 5394548.00 509967.00 5394539.00 509985.00 5394536.00 509998.00 5394533.00 510000.00 5394533.00 510020.00 5394529.00 510072.00 5394523.00 510139.00 5394515.00 510160.00 5394513.00 510212.00 5394505.00 510209.00 5394489.00 510207.00 5394476.00 510248.00 5394469.00 510298.00 5394480.00 510324.00 5394486.00 510338.00 5394413.00 510388.00 5394424.00</gml:posList>
    </gml:LineString>
   </le:verlauf>
  </le:Schulweg>
 </gml:featureMember>
 <gml:featureMember>
  <le:Schulweg gml:id="Schulweg.9">
   <le:weg_id>SW09</le:weg_id>
   <le:name>Stetten Ost – Lindachschule</le:name>
   <le:schul_id>lindach</le:schul_id>
   <le:schule>Lindachschule</le:schule>
   <le:laenge_m>727</le:laenge_m>
   <le:gehzeit_min>14</le:gehzeit_min>
   <le:querungen>Stettener Hauptstraße (Ampel), Weidacher Steige (Zebrastreifen)</le:querungen>
   <le:gefahren>viel Verkehr auf der Sielminger Straße; viel Verkehr auf der Stettener Hauptstraße</le:gefahren>
   <le:verlauf>
    <gml:LineString srsName="urn:ogc:def:crs:EPSG::25832" gml:id="verlauf.9">
     <gml:posList>512280.00 5390682.00 512281.00 5390639.00 512279.00 5390609.00 512264.00 5390604.00 512198.00 5390585.00 512194.00 5390544.00 512161.00 5390548.00 512106.00 5390554.00 512031.00 5390563.00 512033.00 5390623.00 511992.00 5390625.00 511950.00 5390626.00 511943.00 5390626.00 511929.00 5390627.00 511867.00 5390632.00 511865.00 5390674.00 511819.00 5390672.00 511769.74 5390667.68</gml:posList>
    </gml:LineString>
   </le:verlauf>
  </le:Schulweg>
 </gml:featureMember>
 <gml:featureMember>
  <le:Schulweg gml:id="Schulweg.10">
   <le:weg_id>SW10</le:weg_id>
   <le:name>Stetten Süd – Lindachschule</le:name>
   <le:schul_id>lindach</le:schul_id>
   <le:schule>Lindachschule</le:schule>
   <le:laenge_m>888</le:laenge_m>
   <le:gehzeit_min>17</le:gehzeit_min>
   <le:querungen>Stettener Hauptstraße (Ampel), Weidacher Steige (Zebrastreifen)</le:querungen>
   <le:gefahren>viel Verkehr auf der Weidacher Steige</le:gefahren>
   <le:verlauf>
    <gml:LineString srsName="urn:ogc:def:crs:EPSG::25832" gml:id="verlauf.10">
     <gml:posList>512104.00 5390147.00 512102.00 5390182.00 512099.00 5390212.00 512094.00 5390283.00 512093.00 5390294.00 512091.00 5390332.00 512091.00 5390356.00 512086.00 5390355.00 512059.00 5390355.00 512017.00 5390358.00 512017.00 5390356.00 511970.00 5390360.00 511936.00 5390363.00 511934.00 5390382.00 511931.00 5390433.00 511931.00 5390436.00 511906.00 5390469.00 511960.00 5390510.00 511935.00 5390544.00 511937.00 5390561.00 511943.00 5390626.00 511929.00 5390627.00 511867.00 5390632.00 511865.00 5390674.00 511819.00 5390672.00 511769.74 5390667.68</gml:posList>
    </gml:LineString>
   </le:verlauf>
  </le:Schulweg>
 </gml:featureMember>
 <gml:featureMember>
  <le:Schulweg gml:id="Schulweg.11">
   <le:weg_id>SW11</le:weg_id>
   <le:name>Stetten Nord – Lindachschule</le:name>
   <le:schul_id>lindach</le:schul_id>
   <le:schule>Lindachschule</le:schule>
   <le:laenge_m>769</le:laenge_m>
   <le:gehzeit_min>14</le:gehzeit_min>
   <le:querungen>Stettener Hauptstraße (Ampel)</le:querungen>
   <le:gefahren>keine besonderen Gefahren bekannt</le:gefahren>
   <le:verlauf>
    <gml:LineString srsName="urn:ogc:def:crs:EPSG::25832" gml:id="verlauf.11">
     <gml:posList>512213.00 5390998.00 512233.00 5390928.00 512213.00 5390923.00 512122.00 5390895.00 512087.00 5390884.00 512098.00 5390839.00 512105.00 5390801.00 512097.00 5390799.00 512081.00 5390795.00 512039.00 5390797.00 512038.00 5390781.00 511997.00 5390782.00 511959.00 5390780.00 511946.00 5390780.00 511948.00 5390742.00 511948.00 5390675.00 511944.00 5390675.00 511930.00 5390675.00 511874.00 5390675.00 511865.00 5390674.00 511819.00 5390672.00 511769.74 5390667.68</gml:posList>
    </gml:LineString>
   </le:verlauf>
  </le:Schulweg>
 </gml:featureMember>
 <gml:featureMember>
  <le:Schulweg gml:id="Schulweg.12">
   <le:weg_id>SW12</le:weg_id>
   <le:name>Hof – Lindachschule</le:name>
   <le:schul_id>lindach</le:schul_id>
   <le:schule>Lindachschule</le:schule>
   <le:laenge_m>1364</le:laenge_m>
   <le:gehzeit_min>25</le:gehzeit_min>
   <le:querungen>Weidacher Steige (Zebrastreifen)</le:querungen>
   <le:gefahren>keine besonderen Gefahren bekannt</le:gefahren>
   <le:verlauf>
    <gml:LineString srsName="urn:ogc:def:crs:EPSG::25832" gml:id="verlauf.12">
     <gml:posList>511183.00 5389931.00 511179.00 5389940.00 511165.00 5389979.00 511157.00 5390003.00 511152.00 5390018.00 511137.00 5390057.00 511141.00 5390059.00 511146.00 5390061.00 511131.00 5390100.00 511129.00 5390114.00 511126.00 5390134.00 511124.00 5390150.00 511141.00 5390154.00 511182.00 5390161.00 511284.00 5390176.00 511279.00 5390245.00 511280.00 5390245.00 511321.00 5390251.00 511341.00 5390255.00 511381.00 5390265.00 511400.00 5390271.00 511419.00 5390277.00 511442.00 5390286.00 511492.00 5390285.00 511492.00 5390288.00 511492.00 5390298.00 511491.00 5390340.00 511488.00 5390365.00 511488.00 5390371.00 511487.00 5390382.00 511478.00 5390444.00 511498.00 5390444.00 511537.00 5390445.00 511643.00 5390449.00 511640.00 5390477.00 511635.00 5390519.00 511631.00 5390560.00 511630.00 5390589.00 511629.00 5390607.00 511619.00 5390648.00 511633.00 5390651.00 511686.00 5390659.00 511724.00 5390664.00 511762.00 5390667.00 511769.74 5390667.68</gml:posList>
    </gml:LineString>
   </le:verlauf>
  </le:Schulweg>
 </gml:featureMember>
 <gml:featureMember>
  <le:Schulweg gml:id="Schulweg.13">
   <le:weg_id>SW13</le:weg_id>
   <le:name>Weidach – Lindachschule</le:name>
   <le:schul_id>lindach</le:schul_id>
   <le:schule>Lindachschule</le:schule>
   <le:laenge_m>2137</le:laenge_m>
   <le:gehzeit_min>39</le:gehzeit_min>
   <le:querungen>keine Querung einer Hauptstraße</le:querungen>
   <le:gefahren>viel Verkehr auf der Weidacher Steige</le:gefahren>
   <le:verlauf>
    <gml:LineString srsName="urn:ogc:def:crs:EPSG::25832" gml:id="verlauf.13">
     <gml:posList>510371.00 5389924.00 510373.00 5389854.00 510406.00 5389859.00 510449.00 5389864.00 510491.00 5389865.00 510512.00 5389865.00 510525.00 5389825.00 510526.00 5389826.00 510593.00 5389849.00 510662.00 5389875.00 510860.00 5389953.00 510935.00 5389983.00 511137.00 5390057.00 511141.00 5390059.00 511146.00 5390061.00 511131.00 5390100.00 511129.00 5390114.00 511126.00 5390134.00 511124.00 5390150.00 511141.00 5390154.00 511182.00 5390161.00 511284.00 5390176.00 511279.00 5390245.00 511280.00 5390245.00 511321.00 5390251.00 511341.00 5390255.00 511381.00 5390265.00 511400.00 5390271.00 511419.00 5390277.00 511442.00 5390286.00 511492.00 5390285.00 511492.00 5390288.00 511492.00 5390298.00 511491.00 5390340.00 511488.00 5390365.00 511488.00 5390371.00 511487.00 5390382.00 511478.00 5390444.00 511498.00 5390444.00 511537.00 5390445.00 511643.00 5390449.00 511640.00 5390477.00 511635.00 5390519.00 511631.00 5390560.00 511630.00 5390589.00 511629.00 5390607.00 511619.00 5390648.00 511633.00 5390651.00 511686.00 5390659.00 511724.00 5390664.00 511762.00 5390667.00 511769.74 5390667.68</gml:posList>
    </gml:LineString>
   </le:verlauf>
  </le:Schulweg>
 </gml:featureMember>
 <gml:featureMember>
  <le:Schulweg gml:id="Schulweg.14">
   <le:weg_id>SW14</le:weg_id>
   <le:name>Echterdingen Nord – Zeppelinschule</le:name>
   <le:schul_id>zeppelin</le:schul_id>
   <le:schule>Zeppelinschule</le:schule>
   <le:laenge_m>807</le:laenge_m>
   <le:gehzeit_min>15</le:gehzeit_min>
   <le:querungen>keine Querung einer Hauptstraße</le:querungen>
   <le:gefahren>keine besonderen Gefahren bekannt</le:gefahren>
   <le:verlauf>
    <gml:LineString srsName="urn:ogc:def:crs:EPSG::25832" gml:id="verlauf.14">
     <gml:posList>511767.00 5393559.00 511810.00 5393566.00 511853.00 5393571.00 511897.00 5393573.00 511940.00 5393572.00 511983.00 5393570.00 512092.00 5393562.00 512110.00 5393561.00 512172.00 5393557.00 512213.00 5393556.00 512254.00 5393557.00 512255.00 5393557.00 512294.00 5393558.00 512328.00 5393560.00 512366.00 5393546.00 512379.00 5393581.00 512417.00 5393567.00 512453.00 5393569.00 512492.00 5393570.00 512543.00 5393570.00</gml:posList>
    </gml:LineString>
   </le:verlauf>
  </le:Schulweg>
 </gml:featureMember>
 <gml:featureMember>
  <le:Schulweg gml:id="Schulweg.15">
   <le:weg_id>SW15</le:weg_id>
   <le:name>Echterdingen Mitte – Zeppelinschule</le:name>
   <le:schul_id>zeppelin</le:schul_id>
   <le:schule>Zeppelinschule</le:schule>
   <le:laenge_m>1524</le:laenge_m>
   <le:gehzeit_min>28</le:gehzeit_min>
   <le:querungen>Hauptstraße (Ampel), Zeppelinstraße (Zebrastreifen)</le:querungen>
   <le:gefahren>viel Verkehr auf der Leinfelder Straße; viel Verkehr auf der Hauptstraße; viel Verkehr auf der Stuttgarter Straße; Unterführung der S-Bahn, im Winter früh dunkel</le:gefahren>
   <le:verlauf>
    <gml:LineString srsName="urn:ogc:def:crs:EPSG::25832" gml:id="verlauf.15">
     <gml:posList>511699.00 5393207.00 511698.00 5393174.00 511695.00 5393128.00 511711.00 5393124.00 511750.00 5393118.00 511808.00 5393112.00 511857.00 5393109.00 511856.00 5393072.00 511849.00 5393032.00 511896.00 5393024.00 512015.00 5393005.00 512043.00 5393001.00 512089.00 5392995.00 512118.00 5392991.00 512146.00 5392988.00 512151.00 5393028.00 512150.00 5393086.00 512218.00 5393075.00 512259.00 5393069.00 512260.00 5393080.00 512267.00 5393137.00 512275.00 5393195.00 512283.00 5393253.00 512299.00 5393328.00 512301.00 5393341.00 512303.00 5393349.00 512312.00 5393386.00 512316.00 5393397.00 512326.00 5393431.00 512327.00 5393431.00 512331.00 5393445.00 512341.00 5393475.00 512352.00 5393506.00 512362.00 5393535.00 512366.00 5393546.00 512379.00 5393581.00 512417.00 5393567.00 512453.00 5393569.00 512492.00 5393570.00 512543.00 5393570.00</gml:posList>
    </gml:LineString>
   </le:verlauf>
  </le:Schulweg>
 </gml:featureMember>
 <gml:featureMember>
  <le:Schulweg gml:id="Schulweg.16">
   <le:weg_id>SW16</le:weg_id>
   <le:name>Echterdingen Bahnhof – Zeppelinschule</le:name>
   <le:schul_id>zeppelin</le:schul_id>
   <le:schule>Zeppelinschule</le:schule>
   <le:laenge_m>1052</le:laenge_m>
   <le:gehzeit_min>20</le:gehzeit_min>
   <le:querungen>Zeppelinstraße (Zebrastreifen)</le:querungen>
   <le:gefahren>viel Verkehr auf der Hauptstraße; viel Verkehr auf der Stuttgarter Straße; Unterführung der S-Bahn, im Winter früh dunkel</le:gefahren>
   <le:verlauf>
    <gml:LineString srsName="urn:ogc:def:crs:EPSG::25832" gml:id="verlauf.16">
     <gml:posList>512519.00 5393143.00 512480.00 5393148.00 512445.00 5393153.00 512416.00 5393156.00 512378.00 5393160.00 512372.00 5393160.00 512368.00 5393084.00 512368.00 5393052.00 512331.00 5393064.00 512300.00 5393075.00 512260.00 5393080.00 512267.00 5393137.00 512275.00 5393195.00 512283.00 5393253.00 512299.00 5393328.00 512301.00 5393341.00 512303.00 5393349.00 512312.00 5393386.00 512316.00 5393397.00 512326.00 5393431.00 512327.00 5393431.00 512331.00 5393445.00 512341.00 5393475.00 512352.00 5393506.00 512362.00 5393535.00 512366.00 5393546.00 512379.00 5393581.00 512417.00 5393567.00 512453.00 5393569.00 512492.00 5393570.00 512543.00 5393570.00</gml:posList>
    </gml:LineString>
   </le:verlauf>
  </le:Schulweg>
 </gml:featureMember>
 <gml:featureMember>
  <le:Schulweg gml:id="Schulweg.17">
   <le:weg_id>SW17</le:weg_id>
   <le:name>Echterdingen Nordost – Zeppelinschule</le:name>
   <le:schul_id>zeppelin</le:schul_id>
   <le:schule>Zeppelinschule</le:schule>
   <le:laenge_m>846</le:laenge_m>
   <le:gehzeit_min>16</le:gehzeit_min>
   <le:querungen>Zeppelinstraße (Zebrastreifen)</le:querungen>
   <le:gefahren>viel Verkehr auf der Stuttgarter Straße</le:gefahren>
   <le:verlauf>
    <gml:LineString srsName="urn:ogc:def:crs:EPSG::25832" gml:id="verlauf.17">
     <gml:posList>512852.00 5393365.00 512804.00 5393380.00 512764.00 5393391.00 512756.00 5393393.00 512724.00 5393400.00 512704.00 5393404.00 512664.00 5393409.00 512623.00 5393413.00 512603.00 5393415.00 512563.00 5393416.00 512501.00 5393415.00 512425.00 5393412.00 512416.00 5393451.00 512430.00 5393455.00 512422.00 5393494.00 512390.00 5393492.00 512352.00 5393506.00 512362.00 5393535.00 512366.00 5393546.00 512379.00 5393581.00 512417.00 5393567.00 512453.00 5393569.00 512492.00 5393570.00 512543.00 5393570.00</gml:posList>
    </gml:LineString>
   </le:verlauf>
  </le:Schulweg>
 </gml:featureMember>
 <gml:featureMember>
  <le:Schulweg gml:id="Schulweg.18">
   <le:weg_id>SW18</le:weg_id>
   <le:name>Echterdingen Süd – Goldwiesenschule</le:name>
   <le:schul_id>goldwiesen</le:schul_id>
   <le:schule>Goldwiesenschule</le:schule>
   <le:laenge_m>894</le:laenge_m>
   <le:gehzeit_min>17</le:gehzeit_min>
   <le:querungen>Hauptstraße (Ampel), Stettener Straße (Ampel)</le:querungen>
   <le:gefahren>keine besonderen Gefahren bekannt</le:gefahren>
   <le:verlauf>
    <gml:LineString srsName="urn:ogc:def:crs:EPSG::25832" gml:id="verlauf.18">
     <gml:posList>512760.00 5392250.00 512748.00 5392254.00 512709.00 5392265.00 512651.00 5392285.00 512612.00 5392299.00 512599.00 5392305.00 512460.00 5392359.00 512384.00 5392386.00 512327.00 5392405.00 512287.00 5392417.00 512271.00 5392422.00 512197.00 5392444.00 512157.00 5392455.00 512145.00 5392408.00 512094.00 5392416.00 512056.00 5392421.00 512052.00 5392422.00 512023.00 5392426.00 512020.00 5392426.00 511981.00 5392429.00 511960.00 5392430.00 511938.30 5392430.00</gml:posList>
    </gml:LineString>
   </le:verlauf>
  </le:Schulweg>
 </gml:featureMember>
 <gml:featureMember>
  <le:Schulweg gml:id="Schulweg.19">
   <le:weg_id>SW19</le:weg_id>
   <le:name>Echterdingen West – Goldwiesenschule</le:name>
   <le:schul_id>goldwiesen</le:schul_id>
   <le:schule>Goldwiesenschule</le:schule>
   <le:laenge_m>782</le:laenge_m>
   <le:gehzeit_min>15</le:gehzeit_min>
   <le:querungen>keine Querung einer Hauptstraße</le:querungen>
   <le:gefahren>keine besonderen Gefahren bekannt</le:gefahren>
   <le:verlauf>
    <gml:LineString srsName="urn:ogc:def:crs:EPSG::25832" gml:id="verlauf.19">
     <gml:posList>511593.00 5392896.00 511695.00 5392894.00 511694.00 5392844.00 511694.00 5392825.00 511694.00 5392824.00 511694.00 5392805.00 511695.00 5392785.00 511696.00 5392756.00 511696.00 5392752.00 511698.00 5392687.00 511699.00 5392682.00 511702.00 5392621.00 511703.00 5392610.00 511744.00 5392612.00 511778.00 5392610.00 511817.00 5392609.00 511849.00 5392609.00 511850.00 5392587.00 511855.00 5392548.00 511857.00 5392535.00 511861.00 5392509.00 511869.00 5392470.00 511872.00 5392428.00 511878.00 5392429.00 511886.00 5392429.00 511929.00 5392430.00 511938.30 5392430.00</gml:posList>
    </gml:LineString>
   </le:verlauf>
  </le:Schulweg>
 </gml:featureMember>
 <gml:featureMember>
  <le:Schulweg gml:id="Schulweg.20">
   <le:weg_id>SW20</le:weg_id>
   <le:name>Echterdingen Ortskern – Goldwiesenschule</le:name>
   <le:schul_id>goldwiesen</le:schul_id>
   <le:schule>Goldwiesenschule</le:schule>
   <le:laenge_m>1132</le:laenge_m>
   <le:gehzeit_min>21</le:gehzeit_min>
   <le:querungen>Hauptstraße (Ampel)</le:querungen>
   <le:gefahren>viel Verkehr auf der Plieninger Straße</le:gefahren>
   <le:verlauf>
    <gml:LineString srsName="urn:ogc:def:crs:EPSG::25832" gml:id="verlauf.20">
     <gml:posList>512465.00 5392964.00 512436.00 5392965.00 512383.00 5392967.00 512365.00 5392968.00 512372.00 5392925.00 512337.00 5392919.00 512316.00 5392925.00 512318.00 5392889.00 512317.00 5392870.00 512317.00 5392868.00 512271.00 5392881.00 512235.00 5392885.00 512232.00 5392853.00 512112.00 5392821.00 512107.00 5392820.00 512034.00 5392797.00 512021.00 5392794.00 511997.00 5392786.00 511966.00 5392771.00 511960.00 5392754.00 511942.00 5392690.00 511942.00 5392688.00 511926.00 5392629.00 511890.00 5392609.00 511856.00 5392609.00 511849.00 5392609.00 511850.00 5392587.00 511855.00 5392548.00 511857.00 5392535.00 511861.00 5392509.00 511869.00 5392470.00 511872.00 5392428.00 511878.00 5392429.00 511886.00 5392429.00 511929.00 5392430.00 511938.30 5392430.00</gml:posList>
    </gml:LineString>
   </le:verlauf>
  </le:Schulweg>
 </gml:featureMember>
 <gml:featureMember>
  <le:Schulweg gml:id="Schulweg.21">
   <le:weg_id>SW21</le:weg_id>
   <le:name>Echterdingen Südwest – Goldwiesenschule</le:name>
   <le:schul_id>goldwiesen</le:schul_id>
   <le:schule>Goldwiesenschule</le:schule>
   <le:laenge_m>403</le:laenge_m>
   <le:gehzeit_min>8</le:gehzeit_min>
   <le:querungen>keine Querung einer Hauptstraße</le:querungen>
   <le:gefahren>keine besonderen Gefahren bekannt</le:gefahren>
   <le:verlauf>
    <gml:LineString srsName="urn:ogc:def:crs:EPSG::25832" gml:id="verlauf.21">
     <gml:posList>511765.00 5392237.00 511747.00 5392308.00 511741.00 5392331.00 511739.00 5392340.00 511727.00 5392394.00 511723.00 5392419.00 511796.00 5392423.00 511852.00 5392427.00 511872.00 5392428.00 511878.00 5392429.00 511886.00 5392429.00 511929.00 5392430.00 511938.30 5392430.00</gml:posList>
    </gml:LineString>
   </le:verlauf>
  </le:Schulweg>
 </gml:featureMember>
 <gml:featureMember>
  <le:Schulweg gml:id="Schulweg.22">
   <le:weg_id>SW22</le:weg_id>
   <le:name>Musberg Süd – Schönbuchschule</le:name>
   <le:schul_id>schoenbuch</le:schul_id>
   <le:schule>Schönbuchschule</le:schule>
   <le:laenge_m>838</le:laenge_m>
   <le:gehzeit_min>16</le:gehzeit_min>
   <le:querungen>Filderstraße (Ampel)</le:querungen>
   <le:gefahren>keine besonderen Gefahren bekannt</le:gefahren>
   <le:verlauf>
    <gml:LineString srsName="urn:ogc:def:crs:EPSG::25832" gml:id="verlauf.22">
     <gml:posList>508963.00 5393175.00 508984.00 5393244.00 508987.00 5393257.00 508997.00 5393293.00 509001.00 5393311.00 509002.00 5393314.00 509008.00 5393348.00 509011.00 5393384.00 508990.00 5393388.00 508850.00 5393422.00 508844.00 5393423.00 508847.00 5393458.00 508848.00 5393489.00 508843.00 5393490.00 508848.00 5393531.00 508825.00 5393533.00 508794.00 5393536.00 508765.00 5393598.00 508756.00 5393617.00 508741.00 5393649.00 508735.00 5393663.00 508730.00 5393675.00 508721.00 5393696.00 508695.00 5393753.00 508693.00 5393760.00 508677.77 5393795.89</gml:posList>
    </gml:LineString>
   </le:verlauf>
  </le:Schulweg>
 </gml:featureMember>
 <gml:featureMember>
  <le:Schulweg gml:id="Schulweg.23">
   <le:weg_id>SW23</le:weg_id>
   <le:name>Musberg Ost – Schönbuchschule</le:name>
   <le:schul_id>schoenbuch</le:schul_id>
   <le:schule>Schönbuchschule</le:schule>
   <le:laenge_m>1153</le:laenge_m>
   <le:gehzeit_min>21</le:gehzeit_min>
   <le:querungen>Filderstraße (Ampel)</le:querungen>
   <le:gefahren>keine besonderen Gefahren bekannt</le:gefahren>
   <le:verlauf>
    <gml:LineString srsName="urn:ogc:def:crs:EPSG::25832" gml:id="verlauf.23">
     <gml:posList>509312.00 5393282.00 509310.00 5393250.00 509305.00 5393219.00 509275.00 5393215.00 509254.00 5393214.00 509233.00 5393213.00 509191.00 5393214.00 509170.00 5393215.00 509142.00 5393218.00 509128.00 5393219.00 509065.00 5393228.00 508984.00 5393244.00 508987.00 5393257.00 508997.00 5393293.00 509001.00 5393311.00 509002.00 5393314.00 509008.00 5393348.00 509011.00 5393384.00 508990.00 5393388.00 508850.00 5393422.00 508844.00 5393423.00 508847.00 5393458.00 508848.00 5393489.00 508843.00 5393490.00 508848.00 5393531.00 508825.00 5393533.00 508794.00 5393536.00 508765.00 5393598.00 508756.00 5393617.00 508741.00 5393649.00 508735.00 5393663.00 508730.00 5393675.00 508721.00 5393696.00 508695.00 5393753.00 508693.00 5393760.00 508677.77 5393795.89</gml:posList>
    </gml:LineString>
   </le:verlauf>
  </le:Schulweg>
 </gml:featureMember>
 <gml:featureMember>
  <le:Schulweg gml:id="Schulweg.24">
   <le:weg_id>SW24</le:weg_id>
   <le:name>Musberg West – Schönbuchschule</le:name>
   <le:schul_id>schoenbuch</le:schul_id>
   <le:schule>Schönbuchschule</le:schule>
   <le:laenge_m>504</le:laenge_m>
   <le:gehzeit_min>10</le:gehzeit_min>
   <le:querungen>keine Querung einer Hauptstraße</le:querungen>
   <le:gefahren>keine besonderen Gefahren bekannt</le:gefahren>
   <le:verlauf>
    <gml:LineString srsName="urn:ogc:def:crs:EPSG::25832" gml:id="verlauf.24">
     <gml:posList>508348.00 5393615.00 508368.00 5393652.00 508474.00 5393664.00 508489.00 5393665.00 508489.00 5393676.00 508488.00 5393719.00 508486.00 5393745.00 508513.00 5393747.00 508551.00 5393747.00 508589.00 5393745.00 508627.00 5393741.00 508657.00 5393736.00 508695.00 5393753.00 508693.00 5393760.00 508677.77 5393795.89</gml:posList>
    </gml:LineString>
   </le:verlauf>
  </le:Schulweg>
 </gml:featureMember>
 <gml:featureMember>
  <le:Schulweg gml:id="Schulweg.25">
   <le:weg_id>SW25</le:weg_id>
   <le:name>Musberg Nord – Schönbuchschule</le:name>
   <le:schul_id>schoenbuch</le:schul_id>
   <le:schule>Schönbuchschule</le:schule>
   <le:laenge_m>653</le:laenge_m>
   <le:gehzeit_min>12</le:gehzeit_min>
   <le:querungen>keine Querung einer Hauptstraße</le:querungen>
   <le:gefahren>keine besonderen Gefahren bekannt</le:gefahren>
   <le:verlauf>
    <gml:LineString srsName="urn:ogc:def:crs:EPSG::25832" gml:id="verlauf.25">
     <gml:posList>509086.00 5393935.00 509085.00 5393950.00 509043.00 5393947.00 508994.00 5393951.00 508948.00 5393955.00 508887.00 5393963.00 508846.00 5393969.00 508828.00 5393972.00 508819.00 5393947.00 508803.00 5393901.00 508675.00 5393931.00 508635.00 5393920.00 508643.00 5393892.00 508654.00 5393858.00 508665.00 5393827.00 508665.00 5393826.00 508677.77 5393795.89</gml:posList>
    </gml:LineString>
   </le:verlauf>
  </le:Schulweg>
 </gml:featureMember>
</gml:FeatureCollection>
