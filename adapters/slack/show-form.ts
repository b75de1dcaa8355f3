import type { InputBlockElement, KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import { z } from 'zod';
import { type Choice, type Field, type Form, type Reader, say, type Value } from '../conversation/index.ts';
import { plain, richText } from './show-card.ts';

/** The name of the one element in each block; blocks carry the names of fields. */
const elementId = 'value';

/** A form as a modal. What is wrong with it stands on top, where it cannot stand beside the fields. */
export function formView(
  reader: Reader,
  form: Form,
  {
    metadata = '',
    wrong = {},
  }: { readonly metadata?: string; readonly wrong?: Readonly<Record<string, string>> } = {},
): ModalView {
  const labels = new Map(form.fields.map(({ name, label }) => [name, label]));
  const troubles = Object.entries(wrong).map(([name, text]) => `${labels.get(name) ?? ''} ${text}`.trim());
  return {
    type: 'modal',
    callback_id: 'col.form',
    title: plain(form.title, 24),
    submit: plain(form.submit, 24),
    close: plain(say(reader.language, 'slack.cancel'), 24),
    private_metadata: metadata,
    blocks: [
      ...(troubles.length > 0 ? [{ type: 'section' as const, text: plain(troubles.join('\n'), 3000) }] : []),
      ...richText(reader, form.note ? [form.note] : [], 'rich_text_section'),
      ...form.fields.flatMap((field) => inputOf(field)),
    ],
  };
}

/** The fields that a modal has room for: it takes no files, and workspaces have no roles. */
export const isShown = (field: Field): boolean => elementOf(field) !== null;

function inputOf(field: Field): readonly KnownBlock[] {
  const element = elementOf(field);
  if (!element) return [];
  return [
    {
      type: 'input',
      block_id: field.name,
      label: plain(field.label, 2000),
      optional: !field.required,
      ...(field.hint ? { hint: plain(field.hint, 2000) } : {}),
      element,
    },
  ];
}

function elementOf(field: Field): InputBlockElement | null {
  // Slack refuses a list without lines.
  if ('options' in field && field.options.length === 0) return null;
  const base = { action_id: elementId };
  switch (field.kind) {
    case 'text':
      return {
        type: 'plain_text_input',
        ...base,
        multiline: field.lines === 'many',
        max_length: Math.min(field.most, 3000),
        ...(field.least ? { min_length: field.least } : {}),
        ...(field.value ? { initial_value: field.value.slice(0, 3000) } : {}),
      };
    case 'url':
      return { type: 'url_text_input', ...base, ...(field.value ? { initial_value: field.value } : {}) };
    case 'choice': {
      const options = field.options.map(optionOf);
      const chosen = options.find(({ value }) => value === field.value);
      return { type: 'radio_buttons', ...base, options, ...(chosen ? { initial_option: chosen } : {}) };
    }
    case 'ticks': {
      const options = field.options.map(optionOf);
      const ticked = options.filter(({ value }) => field.value?.includes(value));
      return {
        type: 'checkboxes',
        ...base,
        options,
        ...(ticked.length > 0 ? { initial_options: ticked } : {}),
      };
    }
    case 'pick': {
      const options = field.options.map(optionOf);
      const chosen = options.find(({ value }) => value === field.value);
      return { type: 'static_select', ...base, options, ...(chosen ? { initial_option: chosen } : {}) };
    }
    case 'person':
      return { type: 'users_select', ...base };
    case 'place':
      return {
        type: 'conversations_select',
        ...base,
        ...(field.value ? { initial_conversation: field.value } : {}),
        filter: {
          include: ['public', 'private'],
          exclude_bot_users: true,
          exclude_external_shared_channels: true,
        },
      };
    default:
      return null;
  }
}

const optionOf = ({ value, label }: Choice): PlainTextOption & { value: string } => ({
  text: plain(label, 75),
  value,
});

const Option = z.object({ value: z.string() }).nullish();

/** What somebody filled in, as Slack tells it: block by block. */
export const FormState = z.object({
  values: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        type: z.string(),
        value: z.string().nullish(),
        selected_option: Option,
        selected_options: z.array(z.object({ value: z.string() })).nullish(),
        selected_user: z.string().nullish(),
        selected_conversation: z.string().nullish(),
      }),
    ),
  ),
});

/** By field; what was left empty is left out. */
export function readForm({ values }: z.infer<typeof FormState>): Record<string, Value | Value[]> {
  const said: Record<string, Value | Value[]> = {};
  for (const [name, elements] of Object.entries(values)) {
    const state = elements[elementId];
    if (!state) continue;
    const value =
      state.value ??
      state.selected_option?.value ??
      state.selected_options?.map((one) => one.value) ??
      state.selected_user ??
      state.selected_conversation;
    if (value !== undefined && value !== null && value !== '') said[name] = value;
  }
  return said;
}
