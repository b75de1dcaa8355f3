import type { RequestHandler, Router } from 'express';
import { z } from 'zod';
import { type EvidenceFile, readEvidenceFile } from '../../../core/evidence/read-evidence-file.ts';
import { EvidenceId, FileId } from '../../../core/ids.ts';
import type { Someone } from '../../../core/people/actor.ts';
import { findActor } from '../../../core/people/find-actor.ts';
import { type Answer, type Here, useSay } from '../here.ts';
import { type Page, post } from '../page.ts';
import { fileHeaders, sendFile } from '../send-file.ts';
import { makeTicket, takeTicket } from '../tickets.ts';
import type { Web } from '../web.ts';
import { notFoundAnswer } from './trouble.tsx';

const Params = z.object({ evidence: EvidenceId, file: FileId });
type Params = z.infer<typeof Params>;
type At = Here<Params, Someone>;

/** A picture or a recording, put where it is looked at: the address in it is good once. */
export const filePage: Page<Params> = {
  path: '/app/files/:evidence/:file/show',
  params: Params,
  async get(here) {
    const file = await fileHere(here);
    if (!file) return notFoundAnswer(here);
    const address = await makeTicket(here.web.ports, pathOf(here.params), here.who);
    return { title: file.facts.name, isFragment: true, body: <Media {...file} address={address} /> };
  },
};

/** Sends the browser to the file itself, to be saved. */
export const fileDownload: Page<Params> = {
  path: '/app/files/:evidence/:file',
  params: Params,
  get: download,
  posts: { download: post({ schema: z.object({}), again: download, run: download }) },
};

async function download(here: At): Promise<Answer> {
  if (!(await fileHere(here))) return notFoundAnswer(here);
  const address = await makeTicket(here.web.ports, pathOf(here.params), here.who);
  return { title: '', body: null, saves: `${address}&save=yes` };
}

/** Null: not there, or not for this reader. Its bytes are read by the ticket. */
async function fileHere({ web, who, params }: At): Promise<EvidenceFile | null> {
  const found = await readEvidenceFile(web.ports, who, params);
  return found.done ?? null;
}

const pathOf = ({ evidence, file }: Params): string => `/files/${evidence}/${file}`;

function Media({ facts, address, alt }: Pick<EvidenceFile, 'facts' | 'alt'> & { address: string }) {
  const say = useSay();
  const words = alt ?? say('evidence.no-alt', { name: facts.name });
  if (facts.medium === 'image') {
    return (
      <figure>
        <img src={address} alt={words} />
        {alt ? <figcaption class="small">{alt}</figcaption> : null}
      </figure>
    );
  }
  return facts.medium === 'audio' ? (
    // biome-ignore lint/a11y/useMediaCaption: learners hand in recordings without captions; their own words stand beside.
    <audio controls data-media={address} aria-label={words} />
  ) : (
    // biome-ignore lint/a11y/useMediaCaption: learners hand in recordings without captions; their own words stand beside.
    <video controls playsInline data-media={address} aria-label={words} />
  );
}

/** The bytes, for a ticket. */
export function mountFiles(router: Router, web: Web): void {
  router.get('/files/:evidence/:file', fileBytes(web));
}

const fileBytes =
  (web: Web): RequestHandler =>
  async (req, res) => {
    res.set(fileHeaders);
    const params = Params.safeParse(req.params);
    const ticket = z.string().safeParse(req.query['ticket']);
    const holder =
      params.success && ticket.success ? await takeTicket(web.ports, pathOf(params.data), ticket.data) : null;
    if (!params.success || !holder) return void res.status(404).type('text/plain').send('Not found');

    const actor = await findActor(web.ports, holder.person, holder.seat);
    const found = await readEvidenceFile(web.ports, { ...actor, person: holder.person }, params.data);
    if (found.refused) return void res.status(404).type('text/plain').send('Not found');
    await sendFile(res, found.done, req.query['save'] === 'yes');
  };
