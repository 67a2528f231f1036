<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.16-Białowieża" styleCategories="AllStyleCategories" labelsEnabled="0" readOnly="0" hasScaleBasedVisibilityFlag="0">
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
    <field name="room_no" configurationFlags="None">
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
    <alias field="room_no" index="1" name="room_no (en)" />
  </aliases>
  <constraints>
    <constraint field="room_no" constraints="1" notnull_strength="1" unique_strength="0" exp_strength="0" />
  </constraints>
  <attributetableconfig sortExpression="" sortOrder="0" actionWidgetStyle="dropDown">
    <columns>
      <column type="field" name="room_no" hidden="0" width="-1" />
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
      <attributeEditorField name="room_no" index="1" showLabel="1" />
    </attributeEditorContainer>
  </attributeEditorForm>
  <editable>
    <field name="id" editable="0" />
    <field name="room_no" editable="1" />
  </editable>
  <previewExpression>coalesce(to_string("room_no"), to_string("id"))</previewExpression>
</qgis>
