import { type Card, textsOf } from './card.ts';
import type { Form } from './form.ts';
import { limits } from './limits.ts';
import type { Reply } from './reply.ts';
import { lengthOf } from './text.ts';

/** What is over a limit, in sentences for developers; none: it fits. */
export function overLimits(reply: Reply): readonly string[] {
  switch (reply.show) {
    case 'card':
      return overCard(reply.card);
    case 'form':
    case 'wrong-fields':
      return overForm(reply.form);
    case 'choices':
      return [
        ...over('choices', reply.choices.length, limits.choices),
        ...reply.choices.flatMap(({ label }) => over(`choice “${label}”`, label.length, limits.choice)),
      ];
    case 'post':
      return [...overCard(reply.card), ...overCard(reply.receipt)];
  }
}

function overCard(card: Card): readonly string[] {
  const buttons = [
    ...card.actions,
    ...(card.more ?? []),
    ...(card.items?.list ?? []).flatMap(({ action }) => action ?? []),
  ];
  const texts = textsOf(card);
  return [
    ...over('title', lengthOf(card.title), limits.title),
    ...texts.flatMap((text) => over('a text', lengthOf(text), limits.text)),
    ...over(
      'card',
      texts.reduce((sum, text) => sum + lengthOf(text), 0),
      limits.card,
    ),
    ...over('fields', card.fields?.length ?? 0, limits.fields),
    ...over('items', card.items?.list.length ?? 0, limits.page),
    ...over('actions', card.actions.length, limits.actions),
    ...over('more', card.more?.length ?? 0, limits.more),
    ...over('primary actions', card.actions.filter(({ style }) => style === 'primary').length, 1),
    ...buttons.flatMap(({ label }) => over(`button “${label}”`, label.length, limits.button)),
    ...buttons.flatMap((action) =>
      'do' in action ? over(action.do, action.do.length, limits.actionId) : [],
    ),
  ];
}

function overForm(form: Form): readonly string[] {
  return [
    ...over('form title', form.title.length, limits.formTitle),
    ...over('submit', form.submit.length, limits.formTitle),
    ...over('form parts', form.fields.length + (form.note ? 1 : 0), limits.formFields),
    ...form.fields.flatMap(({ label, hint }) => [
      ...over(`label “${label}”`, label.length, limits.label),
      ...over(`hint “${hint}”`, hint?.length ?? 0, limits.hint),
    ]),
  ];
}

const over = (what: string, is: number, most: number): readonly string[] =>
  is > most ? [`${what}: ${is}, at most ${most}`] : [];
