<?xml version="1.0" encoding="UTF-8"?>
<StyledLayerDescriptor version="1.1.0" xmlns="http://www.opengis.net/sld" xmlns:se="http://www.opengis.net/se" xmlns:ogc="http://www.opengis.net/ogc" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.opengis.net/sld http://schemas.opengis.net/sld/1.1.0/StyledLayerDescriptor.xsd">
  <NamedLayer>
    <se:Name>room</se:Name>
    <UserStyle>
      <se:Name>room</se:Name>
      <se:Description>
        <se:Title>room (en)</se:Title>
      </se:Description>
    </UserStyle>
  </NamedLayer>
</StyledLayerDescriptor>
