import type { Someone } from '../../../core/people/actor.ts';
import { type City, openCity } from '../../support/city.ts';
import { exploredBy, type Read, reading } from '../../support/issued.ts';
import { flipsMs, holdsAgainstFlips, partOf } from '../../support/tampering.ts';

/** One award, in every form that it is issued in. */
describe('One bit of what we issued that was changed', () => {
  let city: City;
  const forms: Record<string, Read> = {};
  beforeAll(async () => {
    city = await openCity('adults', { signsAssertions: true });
    const luka: Someone = await city.learner('luka');
    const { path } = await exploredBy(city, luka);
    const read = reading(city.ports);
    for (const form of ['/credential', '/assertion.jws', '.png', '.svg', ''])
      forms[form] = await read(path + form);
  }, 60_000);
  afterAll(() => city.close());

  it.each([
    ['a credential', '/credential'],
    ['a signed assertion', '/assertion.jws'],
    ['a picture', '.png'],
    ['a drawing', '.svg'],
    ['a copy of the hosted assertion', ''],
  ])(
    'in %s is never overlooked',
    async (_name, form) => {
      const bytes = forms[form]?.body ?? Buffer.alloc(0);
      const part = form === '.svg' ? partOf(bytes) : undefined;

      await holdsAgainstFlips(
        bytes,
        (changed) => city.ports.badgeVerifier.verify(presented(form, changed), null),
        part,
        60,
      );
    },
    flipsMs,
  );

  const presented = (form: string, bytes: Uint8Array) =>
    form === '.png' || form === '.svg'
      ? { picture: bytes }
      : { document: Buffer.from(bytes).toString('utf8') };
});
