<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.16-Białowieża" styleCategories="AllStyleCategories" labelsEnabled="1" readOnly="0" hasScaleBasedVisibilityFlag="1" minScale="56128" maxScale="110">
  <renderer-v2 type="singleSymbol" symbollevels="0" forceraster="0" enableorderby="0">
    <symbols>
      <symbol type="line" name="0" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleLine" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option type="QString" name="line_color" value="11,107,119,255" />
            <Option type="QString" name="line_style" value="solid" />
            <Option type="QString" name="line_width" value="0.2646" />
            <Option type="QString" name="line_width_unit" value="MM" />
            <Option type="QString" name="capstyle" value="round" />
            <Option type="QString" name="joinstyle" value="round" />
            <Option type="QString" name="use_custom_dash" value="1" />
            <Option type="QString" name="customdash" value="1.058;0.5292" />
            <Option type="QString" name="customdash_unit" value="MM" />
          </Option>
          <data_defined_properties>
            <Option type="Map">
              <Option type="QString" name="name" value="" />
              <Option type="Map" name="properties">
                <Option type="Map" name="outlineWidth">
                  <Option type="bool" name="active" value="true" />
                  <Option type="QString" name="expression" value="0.264583 * with_variable('zoom', log(2, 229901102 / coalesce(@map_scale, 7016)), CASE WHEN @zoom &lt;= 12 THEN 1 WHEN @zoom &lt;= 16 THEN 1 + ((&quot;diameter_mm&quot; / 10) - 1) * (2 ^ (@zoom - 12) - 1) / 15 ELSE (&quot;diameter_mm&quot; / 10) END)" />
                  <Option type="int" name="type" value="3" />
                </Option>
                <Option type="Map" name="enabled">
                  <Option type="bool" name="active" value="true" />
                  <Option type="QString" name="expression" value="coalesce(coalesce(&quot;diameter_mm&quot;, 1) &gt; 0, FALSE)" />
                  <Option type="int" name="type" value="3" />
                </Option>
              </Option>
              <Option type="QString" name="type" value="collection" />
            </Option>
          </data_defined_properties>
        </layer>
      </symbol>
    </symbols>
  </renderer-v2>
  <labeling type="rule-based">
    <rules key="kent">
      <rule key="kent-name" description="name" filter="(&quot;name&quot; IS NOT NULL)">
        <settings calloutType="simple">
          <text-style fieldName="concat(&quot;name&quot;, ' Ø', coalesce(to_string(&quot;diameter_mm&quot;), ''))" isExpression="1" fontFamily="Noto Sans" namedStyle="Medium" fontSize="8.25" fontSizeUnit="Point" textColor="61,58,54,255" textOpacity="1" fontLetterSpacing="0">
            <text-buffer bufferDraw="1" bufferColor="247,246,242,255" bufferSize="0.3175" bufferSizeUnits="MM" bufferOpacity="1" bufferNoFill="1" bufferJoinStyle="128" />
          </text-style>
          <text-format wrapChar="" autoWrapLength="0" multilineAlign="3" />
          <placement placement="3" placementFlags="9" dist="0" distUnits="MM" priority="5" quadOffset="4" repeatDistance="66.15" repeatDistanceUnits="MM" predefinedPositionOrder="TR,TL,BR,BL,R,L,TSR,BSR" maxCurvedCharAngleIn="25" maxCurvedCharAngleOut="-25" />
          <rendering drawLabels="1" scaleVisibility="1" scaleMin="110" scaleMax="1754" obstacle="1" mergeLines="1" fontMaxPixelSize="10000" fontMinPixelSize="0" maxNumLabels="2000" />
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
    <field name="diameter_mm" configurationFlags="None">
      <editWidget type="Range">
        <config>
          <Option type="Map">
            <Option type="int" name="Min" value="-2147483647" />
            <Option type="int" name="Max" value="2147483647" />
            <Option type="int" name="Step" value="1" />
            <Option type="int" name="Precision" value="0" />
            <Option type="bool" name="AllowNull" value="true" />
            <Option type="QString" name="Style" value="SpinBox" />
            <Option type="QString" name="Suffix" value="" />
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
    <alias field="diameter_mm" index="1" name="diameter_mm (en)" />
    <alias field="name" index="2" name="name (en)" />
  </aliases>
  <constraints />
  <attributetableconfig sortExpression="" sortOrder="0" actionWidgetStyle="dropDown">
    <columns>
      <column type="field" name="diameter_mm" hidden="0" width="-1" />
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
      <attributeEditorField name="diameter_mm" index="1" showLabel="1" />
      <attributeEditorField name="name" index="2" showLabel="1" />
    </attributeEditorContainer>
  </attributeEditorForm>
  <editable>
    <field name="id" editable="0" />
    <field name="diameter_mm" editable="1" />
    <field name="name" editable="1" />
  </editable>
  <previewExpression>coalesce(to_string("id"))</previewExpression>
</qgis>
