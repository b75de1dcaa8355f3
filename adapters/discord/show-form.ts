import {
  type APIComponentInLabel,
  type APIModalInteractionResponseCallbackComponent,
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  TextInputStyle,
} from 'discord-api-types/v10';
import type { Field, Form } from '../conversation/index.ts';
import { cutMarkdown, markdown } from './markdown.ts';

/** A form as a modal: a note first, then a label for each field. */
export function showForm({ id, title, note, fields }: Form): APIModalInteractionResponseCallbackData {
  const components: APIModalInteractionResponseCallbackComponent[] = [
    ...(note?.length
      ? [{ type: ComponentType.TextDisplay as const, content: cutMarkdown(markdown(note), 4000) }]
      : []),
    ...fields.map((field) => ({
      type: ComponentType.Label as const,
      label: field.label,
      ...(field.hint ? { description: field.hint } : {}),
      component: asked(field),
    })),
  ];
  return { custom_id: id, title, components };
}

function asked(field: Field): APIComponentInLabel {
  const { name: custom_id, required } = field;
  switch (field.kind) {
    case 'text':
      return {
        type: ComponentType.TextInput,
        custom_id,
        required,
        style: field.lines === 'many' ? TextInputStyle.Paragraph : TextInputStyle.Short,
        max_length: Math.min(field.most, 4000),
        ...(field.least ? { min_length: field.least } : {}),
        ...(field.value ? { value: field.value } : {}),
      };
    case 'url':
      return {
        type: ComponentType.TextInput,
        custom_id,
        required,
        style: TextInputStyle.Short,
        max_length: 2000,
        ...(field.value ? { value: field.value } : {}),
      };
    case 'choice':
      return { type: ComponentType.RadioGroup, custom_id, required, options: optionsOf(field) };
    case 'ticks':
      return {
        type: ComponentType.CheckboxGroup,
        custom_id,
        required,
        min_values: required ? 1 : 0,
        max_values: field.options.length,
        options: field.options.map(({ value, label }) => ({
          value,
          label,
          ...(field.value?.includes(value) ? { default: true } : {}),
        })),
      };
    case 'pick':
      return { type: ComponentType.StringSelect, custom_id, required, options: optionsOf(field) };
    case 'files':
      return {
        type: ComponentType.FileUpload,
        custom_id,
        required,
        min_values: required ? 1 : 0,
        max_values: Math.min(field.most, 10),
      };
    case 'person':
      return { type: ComponentType.UserSelect, custom_id, required };
    case 'place':
      return { type: ComponentType.ChannelSelect, custom_id, required };
    case 'role':
      return { type: ComponentType.RoleSelect, custom_id, required };
  }
}

const optionsOf = ({ options, value: chosen }: Extract<Field, { kind: 'choice' | 'pick' }>) =>
  options.map(({ value, label }) => ({ value, label, ...(value === chosen ? { default: true } : {}) }));
