import { z } from 'zod';
import type { Organiser } from '../../../core/organisers/organiser.ts';
import { EmailAddress } from '../../../core/people/email.ts';
import type { Ports } from '../../../core/ports/ports.ts';
import { type Texts, textFor } from '../../../core/texts.ts';
import { useHere, useSay } from '../here.ts';
import { Button, Field, Form, useTyped } from '../parts/form.tsx';

/** `object`: `badge:ID`; `organiser`: the slug of another one; left empty, it is asked by mail. */
export const Asking = z
  .object({
    object: z.string().regex(/^(badge|activity|playlist|organiser):[A-Za-z0-9_-]{1,64}$/),
    organiser: z.string().max(64).optional(),
    name: z.string().max(120).optional(),
    email: EmailAddress.optional(),
    request: z.string().max(1000).default(''),
  })
  .superRefine(({ organiser, name, email }, context) => {
    if (organiser) return;
    if (!name) context.addIssue({ code: 'custom', path: ['name'], message: 'who' });
    if (!email) context.addIssue({ code: 'custom', path: ['email'], message: 'where' });
  });

/** Something of ours that others can stand behind. */
export interface Choice {
  readonly value: string;
  readonly name: Texts;
}

/** What of ours can be endorsed, and the verified organisers that can be asked. */
export async function readChoices({ records }: Pick<Ports, 'records'>, { id, name, languages }: Organiser) {
  const [badges, activities, playlists, organisers] = await Promise.all([
    records.badges.of(id),
    records.activities.of(id),
    records.playlists.of(id),
    records.organisers.all(),
  ]);
  const language = languages[0] ?? 'en';
  const choices: Choice[] = [
    ...badges
      .filter(({ state }) => state === 'active')
      .map((one) => ({ value: `badge:${one.id}`, name: one.name })),
    ...activities
      .filter(({ state }) => state === 'published')
      .map((one) => ({ value: `activity:${one.id}`, name: one.name })),
    ...playlists
      .filter(({ state }) => state === 'published')
      .map((one) => ({ value: `playlist:${one.id}`, name: one.name })),
    { value: `organiser:${id}`, name: { original: language, in: { [language]: name } } },
  ];
  const others = organisers.filter((one) => one.id !== id && one.verification === 'verified');
  return [choices, others] as const;
}

/** Asking another organiser, or somebody without an account by mail. */
export function AskForm(props: {
  readonly slug: string;
  readonly choices: readonly Choice[];
  readonly others: readonly Organiser[];
}) {
  const say = useSay();
  return (
    <Form action={`/app/organisers/${props.slug}/endorsements/ask`} name="ask" class="card">
      <h2>{say('endorsements.ask')}</h2>
      <AskFields choices={props.choices} others={props.others} />
      <Field id="name" name="name" label={say('endorsements.ask.name')} most={120} />
      <Field
        id="email"
        name="email"
        kind="email"
        label={say('endorsements.ask.email')}
        hint={say('endorsements.ask.email.hint')}
        most={254}
      />
      <Field
        id="request"
        name="request"
        kind="long"
        label={say('endorsements.ask.request')}
        most={1000}
        keptAs={`endorse/ask/${props.slug}`}
      />
      <Button hook="ask-endorsement">{say('endorsements.ask.send')}</Button>
      <p class="small">{say('endorsements.ask.hint')}</p>
    </Form>
  );
}

function AskFields({ choices, others }: { choices: readonly Choice[]; others: readonly Organiser[] }) {
  const say = useSay();
  const { visitor } = useHere();
  const object = useTyped('object');
  const organiser = useTyped('organiser');
  return (
    <>
      <div class="field">
        <label for="object">{say('endorsements.ask.object')}</label>
        <select id="object" name="object">
          {choices.map(({ value, name }) => (
            <option value={value} selected={object.value === value}>
              {say(`endorsements.object.${kindOf(value)}`)}: {textFor(name, [visitor.language]).text}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for="endorser">{say('endorsements.ask.organiser')}</label>
        <select id="endorser" name="organiser">
          <option value="">{say('endorsements.ask.by-mail')}</option>
          {others.map(({ slug, name }) => (
            <option value={slug} selected={organiser.value === slug}>
              {name}
            </option>
          ))}
        </select>
      </div>
    </>
  );
}

const kindOf = (value: string): 'badge' | 'activity' | 'playlist' | 'organiser' => {
  const kind = value.split(':')[0];
  return kind === 'activity' || kind === 'playlist' || kind === 'organiser' ? kind : 'badge';
};
