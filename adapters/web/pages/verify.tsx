import { z } from 'zod';
import { type Verified, VerifyBadge, verifyBadge } from '../../../core/badges/verify-badge.ts';
import type { Actor } from '../../../core/people/actor.ts';
import type { WordsKey } from '../../conversation/words/say.ts';
import { type Answer, type Fields, type Here, sayHere } from '../here.ts';
import type { Page } from '../page.ts';
import { fileOf, readPresented } from '../presented.ts';
import { Verify } from './verify-view.tsx';

type Params = Record<never, never>;

/**
 * Anyone checks a badge of any issuer, without an account. `GET /verify?address=…` checks at once, as a QR code asks.
 * `POST /verify` takes a form, a form with a file, or JSON; whoever asks for JSON gets the report.
 */
export const verifyPage: Page<Params, Actor> = {
  path: '/verify',
  params: z.object({}),
  get,
  posts: { '': { reads: readPresented, run: check } },
};

async function get(here: Here<Params>): Promise<Answer> {
  const asked = VerifyBadge.safeParse({ presented: here.req.query['address'] });
  return asked.success ? show(here, asked.data) : answer(here, null, {});
}

async function check(here: Here<Params>, fields: Fields): Promise<Answer> {
  const file = fileOf(here);
  if (file === 'too-large') return wrong(here, fields, { file: 'verify.file.too-large' });
  const presented = file ?? fields['presented'];
  if (presented === undefined) return wrong(here, fields, { presented: 'verify.nothing' });
  const input = VerifyBadge.safeParse({ presented, email: fields['email'] });
  if (input.success) return show(here, input.data, fields);
  const isEmail = input.error.issues.some(({ path }) => path[0] === 'email');
  return wrong(here, fields, { [isEmail ? 'email' : 'presented']: 'field.not-right' });
}

async function show(here: Here<Params>, input: VerifyBadge, fields: Fields = {}): Promise<Answer> {
  const verified = await verifyBadge(here.web.ports, input);
  const typed = typeof input.presented === 'string' ? { ...fields, presented: input.presented } : fields;
  return { ...answer(here, verified, typed), json: verified.report };
}

/** The form again, with what was typed and what is wrong with it; to programs, the same in one word. */
function wrong(here: Here<Params>, typed: Fields, fields: Readonly<Record<string, WordsKey>>): Answer {
  const [key = 'field.not-right'] = Object.values(fields);
  return {
    ...answer(here, null, {}),
    status: 422,
    amiss: {
      form: '',
      fields: Object.fromEntries(Object.entries(fields).map(([name, one]) => [name, { key: one, data: {} }])),
      refused: null,
      typed,
    },
    json: { code: 'NOTHING_TO_VERIFY', advice: sayHere(here)(key) },
  };
}

function answer(here: Here<Params>, verified: Verified | null, typed: Fields): Answer {
  const text = (name: string) => {
    const value = typed[name];
    return typeof value === 'string' ? value : '';
  };
  return {
    title: sayHere(here)('verify.title'),
    headers: { Vary: 'Accept', 'Referrer-Policy': 'no-referrer' },
    body: <Verify verified={verified} presented={text('presented')} email={text('email')} />,
  };
}
