import type { RequestHandler, Router } from 'express';
import { z } from 'zod';
import { SeeAward } from '../../core/badges/see-award.ts';
import { type Documents, seeDocuments } from '../../core/badges/see-credential.ts';
import type { Ports } from '../../core/ports/ports.ts';
import type { Web } from './web.ts';

/** What a holder takes along, in the order of the buttons. */
export const awardForms = ['png', 'json3', 'json2'] as const;
export type AwardForm = (typeof awardForms)[number];

const Params = SeeAward.pick({ address: true }).extend({ form: z.enum(awardForms) });

/** Where the file of a released award is saved from: what it holds, its public addresses answer as well. */
export const awardFile = (address: string, form: AwardForm): string => `/me/badges/files/${address}/${form}`;

interface SavedFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

const made: Readonly<Record<AwardForm, (ports: Ports, documents: Documents) => Promise<SavedFile | null>>> = {
  png: async ({ badgePress }, { view, credential }) => ({
    name: 'open-badge.png',
    type: 'image/png',
    bytes: Buffer.from(
      await badgePress.baked(view.earned.image, badgePress.assertion(view), credential?.document ?? null),
    ),
  }),
  // As it was signed, byte for byte.
  json3: async (_ports, { credential }) =>
    credential?.document
      ? {
          name: 'open-badge-3.0.json',
          type: 'application/json',
          bytes: Buffer.from(credential.document),
        }
      : null,
  json2: async ({ badgePress }, { view }) => ({
    name: 'open-badge-2.0.json',
    type: 'application/json',
    bytes: Buffer.from(JSON.stringify(badgePress.assertion(view), null, 2)),
  }),
};

export function mountAwardFiles(router: Router, web: Web): void {
  router.get('/me/badges/files/:address/:form', fileOf(web));
}

const fileOf =
  ({ ports }: Web): RequestHandler =>
  async (req, res) => {
    res.set({
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
    });
    const params = Params.safeParse(req.params);
    const seen = params.success ? await seeDocuments(ports, { address: params.data.address }) : null;
    const isThere = seen?.done && ['valid', 'expired'].includes(seen.done.view.standing.is);
    const file =
      params.success && seen?.done && isThere ? await made[params.data.form](ports, seen.done) : null;
    if (!file) return void res.status(404).type('text/plain').send('Not found');
    res.type(file.type).set('Content-Disposition', `attachment; filename="${file.name}"`).send(file.bytes);
  };
