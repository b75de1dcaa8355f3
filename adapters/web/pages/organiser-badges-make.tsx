import type { z } from 'zod';
import { draftBadge } from '../../../core/badges/draft-badge.ts';
import { type Making, seeMaking } from '../../../core/badges/see-making.ts';
import { BadgeId } from '../../../core/ids.ts';
import type { Someone } from '../../../core/people/actor.ts';
import type { Amiss, Wrong } from '../amiss.ts';
import { type Answer, type Fields, type Here, sayHere } from '../here.ts';
import type { Page, Post } from '../page.ts';
import { Desk } from '../parts/desk.tsx';
import { tellingOf } from '../parts/telling.tsx';
import { readPicture } from '../picture-upload.ts';
import { refusedAnswer } from '../refused.ts';
import { OrganiserParams, organiserOf } from './organiser.tsx';
import { fieldsIn, languagesOf, readFields } from './organiser-badges-fields.ts';
import { MakerForm } from './organiser-badges-form.tsx';
import { type Pictured, readPictured } from './pictured.ts';
import { notFoundAnswer } from './trouble.tsx';

const Params = OrganiserParams.extend({ badge: BadgeId });
type Params = OrganiserParams & { readonly badge?: BadgeId | undefined };
type At<P extends Params> = Here<P, Someone>;

/** A new badge. Stands before the page of a badge, whose address would take its name for an id. */
export const organiserNewBadgePage: Page<OrganiserParams> = {
  path: '/app/organisers/:organiser/badges/new',
  params: OrganiserParams,
  get: (here) => form(here),
  posts: { keep: taking(keep), picture: taking(picture) },
};

/** A badge that is there: what is in draft, or what its next version is to be. */
export const organiserEditBadgePage: Page<z.infer<typeof Params>> = {
  path: '/app/organisers/:organiser/badges/:badge/edit',
  params: Params,
  get: (here) => form(here),
  posts: { keep: taking(keep), picture: taking(picture) },
};

function taking<P extends Params>(run: Post<P, Someone>['run']): Post<P, Someone> {
  return { reads: (here) => readPicture(here), run };
}

async function form<P extends Params>(
  here: At<P>,
  sent?: { amiss: Amiss; pictured: Pictured },
): Promise<Answer> {
  const making = await readMaking(here);
  if (!('organiser' in making)) return making;
  const typed = making.content ? fieldsIn(making.content) : {};
  const amiss = sent?.amiss ?? here.amiss ?? { form: '', fields: {}, refused: null, typed };
  const own = sent?.pictured.own ?? ownOf(making);
  const at = `/app/organisers/${making.organiser.slug}/badges/${making.badge ? `${making.badge.id}/edit` : 'new'}`;
  return {
    title: sayHere(here)(making.badge ? 'maker.title.change' : 'maker.title.new'),
    amiss,
    body: (
      <Desk organiser={making.organiser} at="badges">
        <MakerForm
          of={making}
          at={at}
          languages={languagesOf(making.organiser, making.content)}
          own={own}
          code={sent?.pictured.code ?? null}
        />
      </Desk>
    ),
  };
}

async function readMaking<P extends Params>(here: At<P>): Promise<Making | Answer> {
  const organiser = await organiserOf(here);
  if (!organiser) return notFoundAnswer(here);
  const asked = { organiser: organiser.id, badge: here.params.badge ?? null };
  const making = await seeMaking(here.web.ports, here.who, asked);
  if (making.refused) {
    return refusedAnswer(here, making.refused, tellingOf(here, []), async () => notFoundAnswer(here));
  }
  return making.done;
}

const ownOf = ({ content }: Making): string | null =>
  content && 'data' in content.image ? content.image.data : null;

/** The picture as it would be; nothing is kept but what was uploaded. */
async function picture<P extends Params>(here: At<P>, fields: Fields): Promise<Answer> {
  const pictured = await readPictured(here, fields);
  const wrong = pictured.wrong ? { picture: pictured.wrong } : {};
  return form(here, { pictured, amiss: { form: '', fields: wrong, refused: null, typed: fields } });
}

async function keep<P extends Params>(here: At<P>, fields: Fields): Promise<Answer> {
  const making = await readMaking(here);
  if (!('organiser' in making)) return making;
  const { organiser, badge, content } = making;
  const pictured = await readPictured(here, fields);
  const read = readFields(fields, languagesOf(organiser, content), pictured.own ?? ownOf(making));
  const wrong = { ...read.wrong, ...(pictured.wrong ? { picture: pictured.wrong } : {}) };
  const back = (amiss: Partial<Amiss>) =>
    form(here, { pictured, amiss: { form: '', fields: {}, refused: null, typed: fields, ...amiss } });
  if (!read.content || Object.keys(wrong).length > 0) {
    return { ...(await back({ fields: wrong, refused: sayHere(here)('maker.wrong') })), status: 422 };
  }
  const input = { organiser: organiser.id, badge: badge?.id ?? null, content: read.content };
  const drafted = await draftBadge(here.web.ports, here.who, input);
  if (drafted.refused) {
    const { refused } = drafted;
    const beside = refused.why === 'foreign' ? foreignBeside(refused.what, fields) : {};
    return refusedAnswer(here, refused, tellingOf(here, []), async ({ amiss }) =>
      back({ ...amiss, fields: { ...beside, ...amiss?.fields } }),
    );
  }
  return {
    title: '',
    body: null,
    goTo: `/app/organisers/${organiser.slug}/badges/${drafted.done.id}/preview`,
  };
}

/** The rows and boxes that name what is not there any more. */
function foreignBeside(what: readonly string[], fields: Fields): Record<string, Wrong> {
  const rows = Object.entries(fields).filter(
    ([name, value]) => name.startsWith('rule-') && what.some((id) => String(value).endsWith(`:${id}`)),
  );
  const needs = [fields['needs'] ?? []].flat().some((id) => what.includes(id));
  const wrong: Wrong = { key: 'maker.foreign', data: {} };
  return Object.fromEntries(
    [...rows.map(([name]) => name), ...(needs ? ['needs'] : [])].map((name) => [name, wrong]),
  );
}
