<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.16-Białowieża" styleCategories="AllStyleCategories" labelsEnabled="0" readOnly="0" hasScaleBasedVisibilityFlag="1" minScale="7016" maxScale="0">
  <renderer-v2 type="categorizedSymbol" symbollevels="0" forceraster="0" enableorderby="0" attr="kind">
    <categories>
      <category symbol="0" value="steel" label="steel (en)" render="true" />
      <category symbol="1" value="wood" label="wood" render="true" />
      <category symbol="2" value="" label="Other" render="true" />
    </categories>
    <symbols>
      <symbol type="marker" name="0" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SvgMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option type="QString" name="name" value="base64:PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHZpZXdCb3g9Ii0yIC0yIDI4IDI4Ij48ZyBmaWxsPSIjZjdmNmYyIiBzdHJva2U9IiNmN2Y2ZjIiIHN0cm9rZS13aWR0aD0iMiIgc3Ryb2tlLWxpbmVqb2luPSJyb3VuZCI+PHBhdGggZD0iTTAgMGgyNHYyNHoiLz48L2c+PGcgZmlsbD0icGFyYW0oZmlsbCkiIGZpbGwtb3BhY2l0eT0icGFyYW0oZmlsbC1vcGFjaXR5KSI+PHBhdGggZD0iTTAgMGgyNHYyNHoiLz48L2c+PC9zdmc+" />
            <Option type="QString" name="color" value="0,114,178,128" />
            <Option type="QString" name="size" value="3.704" />
            <Option type="QString" name="size_unit" value="MM" />
            <Option type="QString" name="outline_style" value="no" />
          </Option>
          <data_defined_properties>
            <Option type="Map">
              <Option type="QString" name="name" value="" />
              <Option type="Map" name="properties">
                <Option type="Map" name="fillColor">
                  <Option type="bool" name="active" value="true" />
                  <Option type="QString" name="expression" value="set_color_part('#0072b2', 'alpha', 255 * CASE WHEN &quot;lit&quot; IN (TRUE) THEN 1 ELSE 0.5 END)" />
                  <Option type="int" name="type" value="3" />
                </Option>
              </Option>
              <Option type="QString" name="type" value="collection" />
            </Option>
          </data_defined_properties>
        </layer>
      </symbol>
      <symbol type="marker" name="1" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option type="QString" name="name" value="circle" />
            <Option type="QString" name="color" value="139,105,20,128" />
            <Option type="QString" name="size" value="3.175" />
            <Option type="QString" name="size_unit" value="MM" />
            <Option type="QString" name="outline_style" value="solid" />
            <Option type="QString" name="outline_color" value="247,246,242,255" />
            <Option type="QString" name="outline_width" value="0.2646" />
            <Option type="QString" name="outline_width_unit" value="MM" />
          </Option>
          <data_defined_properties>
            <Option type="Map">
              <Option type="QString" name="name" value="" />
              <Option type="Map" name="properties">
                <Option type="Map" name="fillColor">
                  <Option type="bool" name="active" value="true" />
                  <Option type="QString" name="expression" value="set_color_part('#8b6914', 'alpha', 255 * CASE WHEN &quot;lit&quot; IN (TRUE) THEN 1 ELSE 0.5 END)" />
                  <Option type="int" name="type" value="3" />
                </Option>
                <Option type="Map" name="size">
                  <Option type="bool" name="active" value="true" />
                  <Option type="QString" name="expression" value="0.264583 * (2 * (0.5 * 12))" />
                  <Option type="int" name="type" value="3" />
                </Option>
              </Option>
              <Option type="QString" name="type" value="collection" />
            </Option>
          </data_defined_properties>
        </layer>
      </symbol>
      <symbol type="marker" name="2" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option type="QString" name="name" value="circle" />
            <Option type="QString" name="color" value="119,114,106,128" />
            <Option type="QString" name="size" value="3.175" />
            <Option type="QString" name="size_unit" value="MM" />
            <Option type="QString" name="outline_style" value="solid" />
            <Option type="QString" name="outline_color" value="247,246,242,255" />
            <Option type="QString" name="outline_width" value="0.2646" />
            <Option type="QString" name="outline_width_unit" value="MM" />
          </Option>
          <data_defined_properties>
            <Option type="Map">
              <Option type="QString" name="name" value="" />
              <Option type="Map" name="properties">
                <Option type="Map" name="fillColor">
                  <Option type="bool" name="active" value="true" />
                  <Option type="QString" name="expression" value="set_color_part('#77726a', 'alpha', 255 * CASE WHEN &quot;lit&quot; IN (TRUE) THEN 1 ELSE 0.5 END)" />
                  <Option type="int" name="type" value="3" />
                </Option>
                <Option type="Map" name="size">
                  <Option type="bool" name="active" value="true" />
                  <Option type="QString" name="expression" value="0.264583 * (2 * (0.5 * 12))" />
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
    <field name="height_m" configurationFlags="None">
      <editWidget type="Range">
        <config>
          <Option type="Map">
            <Option type="double" name="Min" value="1" />
            <Option type="double" name="Max" value="40" />
            <Option type="double" name="Step" value="1" />
            <Option type="int" name="Precision" value="2" />
            <Option type="bool" name="AllowNull" value="true" />
            <Option type="QString" name="Style" value="SpinBox" />
            <Option type="QString" name="Suffix" value=" m" />
          </Option>
        </config>
      </editWidget>
    </field>
    <field name="room_id" configurationFlags="None">
      <editWidget type="TextEdit">
        <config>
          <Option type="Map">
            <Option type="bool" name="IsMultiline" value="false" />
            <Option type="bool" name="UseHtml" value="false" />
          </Option>
        </config>
      </editWidget>
    </field>
    <field name="set_up" configurationFlags="None">
      <editWidget type="DateTime">
        <config>
          <Option type="Map">
            <Option type="bool" name="allow_null" value="true" />
            <Option type="bool" name="calendar_popup" value="true" />
            <Option type="QString" name="display_format" value="dd.MM.yyyy" />
            <Option type="QString" name="field_format" value="yyyy-MM-dd" />
            <Option type="bool" name="field_iso_format" value="false" />
          </Option>
        </config>
      </editWidget>
    </field>
    <field name="seen_at" configurationFlags="None">
      <editWidget type="DateTime">
        <config>
          <Option type="Map">
            <Option type="bool" name="allow_null" value="true" />
            <Option type="bool" name="calendar_popup" value="true" />
            <Option type="QString" name="display_format" value="dd.MM.yyyy HH:mm" />
            <Option type="QString" name="field_format" value="yyyy-MM-ddTHH:mm:ss" />
            <Option type="bool" name="field_iso_format" value="false" />
          </Option>
        </config>
      </editWidget>
    </field>
    <field name="lit" configurationFlags="None">
      <editWidget type="CheckBox">
        <config>
          <Option type="Map">
            <Option type="QString" name="CheckedState" value="" />
            <Option type="QString" name="UncheckedState" value="" />
            <Option type="int" name="TextDisplayMethod" value="0" />
          </Option>
        </config>
      </editWidget>
    </field>
  </fieldConfiguration>
  <aliases>
    <alias field="id" index="0" name="Id" />
    <alias field="kind" index="1" name="kind (en)" />
    <alias field="height_m" index="2" name="height_m (en)" />
    <alias field="room_id" index="3" name="room_id (en)" />
    <alias field="set_up" index="4" name="set_up (en)" />
    <alias field="seen_at" index="5" name="seen_at (en)" />
    <alias field="lit" index="6" name="lit (en)" />
  </aliases>
  <constraints />
  <attributetableconfig sortExpression="" sortOrder="0" actionWidgetStyle="dropDown">
    <columns>
      <column type="field" name="kind" hidden="0" width="-1" />
      <column type="field" name="height_m" hidden="0" width="-1" />
      <column type="field" name="room_id" hidden="0" width="-1" />
      <column type="field" name="set_up" hidden="0" width="-1" />
      <column type="field" name="seen_at" hidden="0" width="-1" />
      <column type="field" name="lit" hidden="0" width="-1" />
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
      <attributeEditorField name="height_m" index="2" showLabel="1" />
      <attributeEditorField name="room_id" index="3" showLabel="1" />
      <attributeEditorField name="set_up" index="4" showLabel="1" />
      <attributeEditorField name="seen_at" index="5" showLabel="1" />
      <attributeEditorField name="lit" index="6" showLabel="1" />
    </attributeEditorContainer>
  </attributeEditorForm>
  <editable>
    <field name="id" editable="0" />
    <field name="kind" editable="1" />
    <field name="height_m" editable="1" />
    <field name="room_id" editable="1" />
    <field name="set_up" editable="1" />
    <field name="seen_at" editable="1" />
    <field name="lit" editable="1" />
  </editable>
  <previewExpression>coalesce(to_string("id"))</previewExpression>
</qgis>
