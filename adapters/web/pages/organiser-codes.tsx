import type { z } from 'zod';
import { AnswerClaim, answerClaim } from '../../../core/badges/answer-claim.ts';
import { EndClaimCodes, endClaimCodes } from '../../../core/badges/end-claim-codes.ts';
import { type InvitedRow, inviteByEmail, mostRows } from '../../../core/badges/invite-by-email.ts';
import { listClaimCodes } from '../../../core/badges/list-claim-codes.ts';
import { MakeClaimCodes, makeClaimCodes } from '../../../core/badges/make-claim-codes.ts';
import { BadgeId } from '../../../core/ids.ts';
import type { Someone } from '../../../core/people/actor.ts';
import { CodeForm, codeFactsOf, shownCodes } from '../code-form.ts';
import { type Answer, type Here, sayHere } from '../here.ts';
import { type Page, post } from '../page.ts';
import { Desk } from '../parts/desk.tsx';
import { tellingOf } from '../parts/telling.tsx';
import { textHere } from '../parts/texts.tsx';
import { fileOf, readPresented } from '../presented.ts';
import { refusedAnswer } from '../refused.ts';
import { keepResults } from './claim-results.ts';
import { OrganiserParams, organiserOf } from './organiser.tsx';
import { CodesView, type JustMade } from './organiser-codes-view.tsx';
import { notFoundAnswer } from './trouble.tsx';

const Params = OrganiserParams.extend({ badge: BadgeId });
type Params = z.infer<typeof Params>;
type At = Here<Params, Someone>;

/** How the form writes what the use case takes. */
const Making = CodeForm.extend({ leadsTo: MakeClaimCodes.shape.leadsTo });

/** Codes of one badge: made and printed, ended, asked by; and giving it by e-mail. */
export const organiserCodesPage: Page<Params> = {
  path: '/app/organisers/:organiser/badges/:badge/codes',
  params: Params,
  get: (here) => codes(here),
  posts: {
    make: post({ schema: Making, again: (here: At) => codes(here), form: () => 'make', run: make }),
    end: post({ schema: EndClaimCodes.pick({ sheet: true }), again: (here: At) => codes(here), run: end }),
    answer: post({
      schema: AnswerClaim.omit({ badge: true }),
      again: (here: At) => codes(here),
      run: answer,
    }),
    invite: {
      reads: readPresented,
      run: async (here, fields) => invite(here, fields['list']),
    },
  },
};

async function codes(here: At, made: JustMade = {}): Promise<Answer> {
  const organiser = await organiserOf(here);
  if (!organiser) return notFoundAnswer(here);
  const listed = await listClaimCodes(here.web.ports, here.who, here.params.badge);
  if (listed.refused) {
    return refusedAnswer(here, listed.refused, tellingOf(here, []), async () => notFoundAnswer(here));
  }
  if (listed.done.badge.organiser !== organiser.id) return notFoundAnswer(here);
  return {
    title: textHere(here, listed.done.badge.name),
    body: (
      <Desk organiser={organiser} at="badges">
        <CodesView organiser={organiser} of={listed.done} made={made} />
      </Desk>
    ),
  };
}

async function make(here: At, input: z.infer<typeof Making>): Promise<Answer> {
  const wanted = { ...codeFactsOf(input), badge: here.params.badge, leadsTo: input.leadsTo };
  const made = await makeClaimCodes(here.web.ports, here.who, wanted);
  if (made.refused) return refusedAnswer(here, made.refused, tellingOf(here, []), (at) => codes(at), 'make');
  const shown = shownCodes(made.done.codes, input);
  return {
    ...(await codes({ ...here, fields: {} }, { codes: shown, title: wanted.title })),
    said: sayHere(here)('codes.made', { count: shown.length }),
  };
}

async function end(here: At, { sheet }: Pick<EndClaimCodes, 'sheet'>): Promise<Answer> {
  const ended = await endClaimCodes(here.web.ports, here.who, { badge: here.params.badge, sheet });
  if (ended.refused) return refusedAnswer(here, ended.refused, tellingOf(here, []), (at) => codes(at));
  return { ...(await codes(here)), said: sayHere(here)('codes.ended') };
}

async function answer(here: At, input: Omit<AnswerClaim, 'badge'>): Promise<Answer> {
  const answered = await answerClaim(here.web.ports, here.who, { ...input, badge: here.params.badge });
  if (answered.refused) return refusedAnswer(here, answered.refused, tellingOf(here, []), (at) => codes(at));
  return { ...(await codes(here)), said: sayHere(here)(`codes.answered.${input.decision}`) };
}

async function invite(here: At, typed: string | readonly string[] | undefined): Promise<Answer> {
  const file = fileOf(here);
  const list =
    file instanceof Uint8Array ? new TextDecoder().decode(file) : typeof typed === 'string' ? typed : '';
  if (file === 'too-large' || list.length > 1_000_000) {
    const refusal = { why: 'list-too-long', most: mostRows } as const;
    return refusedAnswer(here, refusal, tellingOf(here, []), (at) => codes(at), 'invite');
  }
  const { ports } = here.web;
  const invited = await inviteByEmail(ports, here.who, { badge: here.params.badge, list });
  if (invited.refused) {
    return refusedAnswer(here, invited.refused, tellingOf(here, []), (at) => codes(at), 'invite');
  }
  const rows: readonly InvitedRow[] = invited.done;
  const results = { rows, address: await keepResults(ports, rows, here.visitor.language) };
  return {
    ...(await codes({ ...here, fields: {} }, { results })),
    said: sayHere(here)('codes.invited', { count: rows.length }),
  };
}
