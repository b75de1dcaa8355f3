import { z } from 'zod';
import { downloadAward } from '../../../core/badges/download-award.ts';
import { openWallet } from '../../../core/badges/open-wallet.ts';
import { AwardId, type PersonId } from '../../../core/ids.ts';
import type { Actor } from '../../../core/people/actor.ts';
import { nameOf } from '../../../core/people/person.ts';
import { whoNow } from '../../../core/people/who-now.ts';
import { awardFile, awardForms } from '../award-files.ts';
import { type Answer, type Here, sayHere, useSay } from '../here.ts';
import { isFromOurPages } from '../origin.ts';
import { type Page, post } from '../page.ts';
import { makePaperTicket } from '../paper-tickets.ts';
import { CertificateForm } from '../parts/certificate-form.tsx';
import { TakeAlong } from '../parts/take-along.tsx';
import { readWalletLink } from '../wallet-links.ts';
import { notFoundAnswer } from './trouble.tsx';
import { Badges } from './wallet-view.tsx';

const Certificate = z.object({ award: AwardId, name: z.string().trim().min(1).max(80) });
const Download = z.object({ award: AwardId, form: z.enum(awardForms) });

interface Params {
  readonly token: string;
}

/** One's badges by a private link: to read, on any device, without signing in. */
export const walletByLinkPage: Page<Params, Actor> = {
  path: '/me/badges/by/:token',
  params: z.object({ token: z.string().regex(/^[A-Za-z0-9_-]{43}$/) }),
  get,
  posts: {
    download: post({ schema: Download, again: get, run: download }),
    certificate: post({ schema: Certificate, again: get, form: formOf, run: certificate }),
  },
};

/** Null: the link is over. */
async function holderOf({ web: { ports }, params }: Here<Params>): Promise<PersonId | null> {
  const person = await readWalletLink(ports, params.token);
  return person && whoNow(ports, person);
}

/** The address alone lets in, so the form must come from our own page. */
async function download(here: Here<Params>, { award, form }: z.infer<typeof Download>): Promise<Answer> {
  const { ports } = here.web;
  const person = await holderOf(here);
  if (!person || !isFromOurPages(here.req, ports.baseUrl)) return notFoundAnswer(here);
  const taken = await downloadAward(ports, { person, seat: null }, { award });
  if (taken.refused) return notFoundAnswer(here);
  return { title: '', body: null, saves: awardFile(taken.done.address, form) };
}

/** Each badge has its own. */
function formOf({ fields }: Here<Params>): string {
  return String(fields['award'] ?? '');
}

async function certificate(
  here: Here<Params>,
  { award, name }: z.infer<typeof Certificate>,
): Promise<Answer> {
  const { ports } = here.web;
  const person = await holderOf(here);
  if (!person || !isFromOurPages(here.req, ports.baseUrl)) return notFoundAnswer(here);
  const taken = await downloadAward(ports, { person, seat: null }, { award });
  if (taken.refused) return notFoundAnswer(here);
  const paper = { person, kind: 'certificate', award, name, language: here.visitor.language } as const;
  return { title: '', body: null, saves: await makePaperTicket(ports, paper) };
}

async function get(here: Here<Params>): Promise<Answer> {
  const { ports } = here.web;
  const person = await holderOf(here);
  const opened = person && (await openWallet(ports, { person }));
  if (!opened?.done) return notFoundAnswer(here);
  const wallet = opened.done;
  return {
    title: sayHere(here)('wallet.title'),
    // Its address stays on this site: pages go by `same-origin`, and `no-referrer` would send no origin with its form.
    headers: { 'X-Robots-Tag': 'noindex' },
    body: (
      <>
        <Head name={nameOf(wallet.person)} isEmpty={wallet.awards.length + wallet.waiting.length === 0} />
        <Badges
          of={wallet}
          addressOf={({ award }) =>
            award.badgeVisibility === 'anyone' ? `/b/awards/${award.address}` : null
          }
          more={(view) =>
            ['valid', 'expired'].includes(view.standing.is) ? (
              <details class="above">
                <summary>{sayHere(here)('take.title')}</summary>
                <TakeAlong of={view} action={`/me/badges/by/${here.params.token}/download`} />
                <CertificateForm
                  of={view}
                  action={`/me/badges/by/${here.params.token}/certificate`}
                  name={view.award.id}
                />
              </details>
            ) : null
          }
        />
      </>
    ),
  };
}

function Head({ name, isEmpty }: { name: string; isEmpty: boolean }) {
  const say = useSay();
  return (
    <>
      <h1>{say('wallet.title')}</h1>
      <p class="soft">{say('wallet.by-link', { name })}</p>
      {isEmpty ? <p class="empty">{say('wallet.empty.title')}</p> : null}
    </>
  );
}
