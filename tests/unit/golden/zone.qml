<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.16-Białowieża" styleCategories="AllStyleCategories" labelsEnabled="1" readOnly="0" hasScaleBasedVisibilityFlag="1" minScale="229901102" maxScale="0">
  <renderer-v2 type="categorizedSymbol" symbollevels="1" forceraster="0" enableorderby="0" attr="kind">
    <categories>
      <category symbol="0" value="steel" label="steel (en)" render="true" />
      <category symbol="1" value="wood" label="wood" render="true" />
      <category symbol="2" value="" label="Other" render="true" />
    </categories>
    <symbols>
      <symbol type="fill" name="0" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option type="QString" name="color" value="0,114,178,64" />
            <Option type="QString" name="style" value="solid" />
            <Option type="QString" name="outline_style" value="no" />
            <Option type="QString" name="joinstyle" value="miter" />
          </Option>
          <data_defined_properties>
            <Option type="Map">
              <Option type="QString" name="name" value="" />
              <Option type="Map" name="properties" />
              <Option type="QString" name="type" value="collection" />
            </Option>
          </data_defined_properties>
        </layer>
        <layer class="SimpleLine" enabled="1" locked="0" pass="1">
          <Option type="Map">
            <Option type="QString" name="line_color" value="0,114,178,255" />
            <Option type="QString" name="line_style" value="solid" />
            <Option type="QString" name="line_width" value="0.3175" />
            <Option type="QString" name="line_width_unit" value="MM" />
            <Option type="QString" name="capstyle" value="flat" />
            <Option type="QString" name="joinstyle" value="miter" />
          </Option>
          <data_defined_properties>
            <Option type="Map">
              <Option type="QString" name="name" value="" />
              <Option type="Map" name="properties" />
              <Option type="QString" name="type" value="collection" />
            </Option>
          </data_defined_properties>
        </layer>
      </symbol>
      <symbol type="fill" name="1" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option type="QString" name="color" value="139,105,20,64" />
            <Option type="QString" name="style" value="solid" />
            <Option type="QString" name="outline_style" value="no" />
            <Option type="QString" name="joinstyle" value="miter" />
          </Option>
          <data_defined_properties>
            <Option type="Map">
              <Option type="QString" name="name" value="" />
              <Option type="Map" name="properties" />
              <Option type="QString" name="type" value="collection" />
            </Option>
          </data_defined_properties>
        </layer>
        <layer class="SimpleLine" enabled="1" locked="0" pass="1">
          <Option type="Map">
            <Option type="QString" name="line_color" value="139,105,20,255" />
            <Option type="QString" name="line_style" value="solid" />
            <Option type="QString" name="line_width" value="0.3175" />
            <Option type="QString" name="line_width_unit" value="MM" />
            <Option type="QString" name="capstyle" value="flat" />
            <Option type="QString" name="joinstyle" value="miter" />
          </Option>
          <data_defined_properties>
            <Option type="Map">
              <Option type="QString" name="name" value="" />
              <Option type="Map" name="properties" />
              <Option type="QString" name="type" value="collection" />
            </Option>
          </data_defined_properties>
        </layer>
      </symbol>
      <symbol type="fill" name="2" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option type="QString" name="color" value="119,114,106,64" />
            <Option type="QString" name="style" value="solid" />
            <Option type="QString" name="outline_style" value="no" />
            <Option type="QString" name="joinstyle" value="miter" />
          </Option>
          <data_defined_properties>
            <Option type="Map">
              <Option type="QString" name="name" value="" />
              <Option type="Map" name="properties" />
              <Option type="QString" name="type" value="collection" />
            </Option>
          </data_defined_properties>
        </layer>
        <layer class="SimpleLine" enabled="1" locked="0" pass="1">
          <Option type="Map">
            <Option type="QString" name="line_color" value="119,114,106,255" />
            <Option type="QString" name="line_style" value="solid" />
            <Option type="QString" name="line_width" value="0.3175" />
            <Option type="QString" name="line_width_unit" value="MM" />
            <Option type="QString" name="capstyle" value="flat" />
            <Option type="QString" name="joinstyle" value="miter" />
          </Option>
          <data_defined_properties>
            <Option type="Map">
              <Option type="QString" name="name" value="" />
              <Option type="Map" name="properties" />
              <Option type="QString" name="type" value="collection" />
            </Option>
          </data_defined_properties>
        </layer>
      </symbol>
    </symbols>
  </renderer-v2>
  <labeling type="rule-based">
    <rules key="kent">
      <rule key="kent-name" description="name">
        <settings calloutType="simple">
          <text-style fieldName="&quot;name&quot;" isExpression="1" fontFamily="Noto Sans" namedStyle="Regular" fontSize="8.25" fontSizeUnit="Point" textColor="61,58,54,255" textOpacity="1" fontLetterSpacing="0">
            <text-buffer bufferDraw="1" bufferColor="247,246,242,255" bufferSize="0.3175" bufferSizeUnits="MM" bufferOpacity="1" bufferNoFill="1" bufferJoinStyle="128" />
          </text-style>
          <text-format wrapChar="" autoWrapLength="0" multilineAlign="3" />
          <placement placement="4" placementFlags="9" dist="2.328" distUnits="MM" priority="5" quadOffset="4" repeatDistance="0" repeatDistanceUnits="MM" predefinedPositionOrder="TR,TL,BR,BL,R,L,TSR,BSR" maxCurvedCharAngleIn="25" maxCurvedCharAngleOut="-25" />
          <rendering drawLabels="1" scaleVisibility="1" scaleMin="14" scaleMax="3508" obstacle="1" mergeLines="0" fontMaxPixelSize="10000" fontMinPixelSize="0" maxNumLabels="2000" />
          <dd_properties>
            <Option type="Map">
              <Option type="QString" name="name" value="" />
              <Option type="Map" name="properties" />
              <Option type="QString" name="type" value="collection" />
            </Option>
          </dd_properties>
        </settings>
      </rule>
    </rules>
  </labeling>
  <fieldConfiguration>
    <field name="id" configurationFlags="None">
      <editWidget type="TextEdit">
        <config>
          <Option type="Map">
            <Option type="bool" name="IsMultiline" value="false" />
          </Option>
        </config>
      </editWidget>
    </field>
    <field name="kind" configurationFlags="None">
      <editWidget type="ValueMap">
        <config>
          <Option type="Map">
            <Option type="List" name="map">
              <Option type="Map">
                <Option type="QString" name="(none)" value="{2839923C-8B7D-419E-B84B-CA2FE9B80EC7}" />
              </Option>
              <Option type="Map">
                <Option type="QString" name="steel (en)" value="steel" />
              </Option>
              <Option type="Map">
                <Option type="QString" name="wood (retired)" value="wood" />
              </Option>
            </Option>
          </Option>
        </config>
      </editWidget>
    </field>
    <field name="name" configurationFlags="None">
      <editWidget type="TextEdit">
        <config>
          <Option type="Map">
            <Option type="bool" name="IsMultiline" value="false" />
            <Option type="bool" name="UseHtml" value="false" />
          </Option>
        </config>
      </editWidget>
    </field>
  </fieldConfiguration>
  <aliases>
    <alias field="id" index="0" name="Id" />
    <alias field="kind" index="1" name="kind (en)" />
    <alias field="name" index="2" name="name (en)" />
  </aliases>
  <constraints />
  <attributetableconfig sortExpression="" sortOrder="0" actionWidgetStyle="dropDown">
    <columns>
      <column type="field" name="kind" hidden="0" width="-1" />
      <column type="field" name="name" hidden="0" width="-1" />
      <column type="field" name="id" hidden="1" width="-1" />
      <column type="field" name="uid" hidden="1" width="-1" />
      <column type="field" name="version" hidden="1" width="-1" />
      <column type="field" name="valid_from" hidden="1" width="-1" />
    </columns>
  </attributetableconfig>
  <editorlayout>tablayout</editorlayout>
  <attributeEditorForm>
    <attributeEditorContainer name="Attributes" showLabel="1" groupBox="0" columnCount="1" visibilityExpressionEnabled="0" visibilityExpression="">
      <attributeEditorField name="id" index="0" showLabel="1" />
      <attributeEditorField name="kind" index="1" showLabel="1" />
      <attributeEditorField name="name" index="2" showLabel="1" />
    </attributeEditorContainer>
  </attributeEditorForm>
  <editable>
    <field name="id" editable="0" />
    <field name="kind" editable="1" />
    <field name="name" editable="1" />
  </editable>
  <previewExpression>coalesce(to_string("name"), to_string("id"))</previewExpression>
</qgis>
