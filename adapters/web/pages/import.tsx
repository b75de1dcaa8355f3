import { z } from 'zod';
import { ImportBadge, importBadge } from '../../../core/badges/import-badge.ts';
import type { Someone } from '../../../core/people/actor.ts';
import type { WordsKey } from '../../conversation/words/say.ts';
import { type Answer, type Fields, type Here, sayHere, useSay } from '../here.ts';
import type { Page } from '../page.ts';
import { Button, Field, FileField, Form } from '../parts/form.tsx';
import { Back } from '../parts/link.tsx';
import { tellingOf } from '../parts/telling.tsx';
import { fileOf, readPresented } from '../presented.ts';
import { refusedAnswer } from '../refused.ts';

type Params = Record<never, never>;
type At = Here<Params, Someone>;

/** Bringing a badge along from another site. */
export const importPage: Page<Params> = {
  path: '/me/badges/import',
  params: z.object({}),
  get,
  posts: { '': { reads: readPresented, run: bring } },
};

async function get(here: At): Promise<Answer> {
  return { title: sayHere(here)('foreign.add'), body: <Import /> };
}

async function bring(here: At, fields: Fields): Promise<Answer> {
  const file = fileOf(here);
  if (file === 'too-large') return wrong(here, 'file', 'verify.file.too-large');
  const input = ImportBadge.safeParse({ presented: file ?? fields['presented'] });
  if (!input.success) return wrong(here, 'presented', 'verify.nothing');
  const brought = await importBadge(here.web.ports, here.who, input.data);
  if (brought.refused) return refusedAnswer(here, brought.refused, tellingOf(here, []), get, 'import');
  return { title: '', body: null, goTo: '/me/badges' };
}

async function wrong(here: At, field: string, key: WordsKey): Promise<Answer> {
  const amiss = {
    form: 'import',
    fields: { [field]: { key, data: {} } },
    refused: null,
    typed: here.fields,
  };
  return { ...(await get({ ...here, amiss })), amiss, status: 422 };
}

function Import() {
  const say = useSay();
  return (
    <>
      <Back to="/me/badges">{say('wallet.title')}</Back>
      <h1>{say('foreign.add')}</h1>
      <p>{say('foreign.add.about')}</p>
      <Form action="/me/badges/import" name="import" class="card" takesFiles>
        <Field
          id="presented"
          name="presented"
          kind="long"
          rows={2}
          label={say('verify.presented')}
          hint={say('foreign.add.hint')}
          hook="presented"
        />
        <FileField
          id="file"
          name="file"
          label={say('verify.file')}
          hint={say('verify.file.hint')}
          accept=".png,.svg,.json,.jsonld,.jwt,.jws,.txt,image/png,image/svg+xml,application/json"
          hook="file"
        />
        <Button hook="bring">{say('foreign.bring')}</Button>
      </Form>
    </>
  );
}
