import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createValidator,
  offlineFetch,
  type VerificationReport,
} from '../../../adapters/badges/openbadges-validator-core/index.ts';

const folder = join(import.meta.dirname, '../../fixtures/badges');
const json = (path: string) => JSON.parse(readFileSync(join(folder, path), 'utf8'));

interface Expected {
  readonly valid: boolean;
  readonly error?: string | readonly string[];
  readonly input?: string;
  readonly web?: string;
  readonly recipient?: string;
}

/** Every case, with what it shows, the web around it and what must come out. */
const cases = [...inFolders('ob2'), ...inFolders('ob20'), ...ob3(), ...ownAward()];
const moment = Date.parse('2026-01-01T00:00:00Z');

describe('The verifier', () => {
  it.each(cases)('$name', async ({ input, web, recipient, expected }) => {
    const verifier = createValidator({ fetch: offlineFetch(join(folder, web)), now: () => moment });
    const { report } = await verifier.verify(input, recipient ? { email: recipient } : null);

    expect({ valid: report.valid, errors: errorsOf(report) }).toEqual(
      expected.valid
        ? { valid: true, errors: [] }
        : { valid: false, errors: expect.arrayContaining([expect.stringMatching(oneOf(expected.error))]) },
    );
  });
});

const errorsOf = ({ messages }: VerificationReport['report']): string[] =>
  messages
    .filter(({ messageLevel }) => messageLevel === 'ERROR')
    .map(({ name, result }) => `${name}: ${result}`);
const oneOf = (error: Expected['error']): RegExp => new RegExp(`^(${[error].flat().join('|')}):`);

interface Case {
  readonly name: string;
  readonly input: string | Uint8Array;
  readonly web: string;
  readonly recipient: string | null;
  readonly expected: Expected;
}

function presented(path: string, input: string): string | Uint8Array {
  return /^https?:/.test(input) ? input : readFileSync(join(folder, path, input));
}

function inFolders(set: string): Case[] {
  const expected: Record<string, Expected> = json(`${set}/expected.json`);
  return Object.entries(expected).map(([name, one]) => {
    const { input, recipient = null } = json(`${set}/${name}/case.json`);
    return {
      name: `${set}/${name}`,
      input: presented(`${set}/${name}`, input),
      web: `${set}/${name}/web`,
      recipient,
      expected: one,
    };
  });
}

function ob3(): Case[] {
  const expected: Record<string, Expected> = json('ob3/expected.json');
  return Object.entries(expected).map(([file, one]) => ({
    name: `ob3/${file}`,
    input: presented('ob3', file),
    web: 'ob3/web',
    recipient: null,
    expected: one,
  }));
}

function ownAward(): Case[] {
  const expected: Record<string, Expected> = json('own-award/expected.json');
  return Object.entries(expected).map(([name, one]) => ({
    name: `own-award/${name}`,
    input: presented('own-award', one.input ?? ''),
    web: `own-award/${one.web}`,
    recipient: one.recipient ?? null,
    expected: one,
  }));
}
