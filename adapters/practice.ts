import { join } from 'node:path';
import type { Router } from 'express';
import { OpenAccount, openAccount } from '../core/organisers/open-account.ts';
import { verifyOrganiser } from '../core/organisers/verify-organiser.ts';
import { operator } from '../core/people/actor.ts';
import type { Ports } from '../core/ports/ports.ts';
import type { Config } from './config.ts';
import { AddPlatform, type Registrations } from './lti/index.ts';
import { createPracticeLms } from './practice-lms/index.ts';

/** The practice LMS, mounted beside the house that it knows over HTTP only. */
export interface Practice {
  readonly router: Router;
  /** Connects it as an operator would, in every profile. Again: nothing changes. */
  connect(print: (line: string) => void): Promise<void>;
  close(): Promise<void>;
}

const slug = 'practice-school';
const profiles = ['by-the-book', 'moodle', 'canvas'] as const;

/** @param folder its courses, grades and keys lie in `practice` in there */
export function createPractice(
  ports: Ports,
  registrations: Registrations,
  folder: string,
  { baseUrl, dataDir }: Pick<Config, 'baseUrl' | 'dataDir'>,
): Practice {
  const lms = createPracticeLms({
    dataDir: dataDir === ':memory:' ? null : join(folder, 'practice'),
    baseUrl: `${baseUrl}/practice`,
    tool: {
      loginUrl: `${baseUrl}/lti/login`,
      launchUrl: `${baseUrl}/lti/launch`,
      keysUrl: `${baseUrl}/lti/keys`,
    },
  });
  return {
    router: lms.router,
    async connect(print) {
      await openSchool(ports);
      const known = await registrations.list();
      const fresh = profiles
        .map((profile) => lms.operatorFacts(profile))
        .filter(({ issuer, clientId }) =>
          known.every((one) => one.issuer !== issuer || one.clientId !== clientId),
        );
      if (fresh.length > 0) print('Connecting the practice LMS: keys are made, once.');
      for (const facts of fresh) {
        const input = AddPlatform.parse({ ...facts, organiser: slug, audience: 'adults' });
        const added = await registrations.add(input);
        if (added.refused) throw new Error(`The practice LMS was refused: ${added.refused.why}`);
      }
    },
    close: lms.close,
  };
}

/** Whose courses they are. */
async function openSchool(ports: Ports): Promise<void> {
  if (await ports.records.organisers.bySlug(slug)) return;
  const account = OpenAccount.parse({
    slug,
    name: 'Practice School',
    kind: 'school',
    url: 'https://practice-school.example',
    email: 'office@practice-school.example',
    languages: ['en'],
    home: null,
    owner: { name: 'Practice owner', email: null },
  });
  await openAccount(ports, operator, account);
  await verifyOrganiser(ports, operator, { slug });
}
