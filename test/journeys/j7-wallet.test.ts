import type { BadgeId } from '../../core/ids.ts';
import { dayMs } from '../../core/instant.ts';
import { aBadge } from '../builders/index.ts';
import { onEachEngine } from '../support/mongo.ts';
import { PageDriver } from '../support/page-driver.ts';
import { openPostOffice, type PostOffice } from '../support/post-office.ts';
import { must, openWorld, Story, titles, type World } from '../support/story.ts';

interface Report {
  readonly report: {
    readonly verdict: string;
    readonly reason: string | null;
    readonly openBadgesVersion: string;
    readonly recipientProfile: { readonly email: string } | null;
  };
}

onEachEngine('J7.2 to 4: what Mia takes along, and employer Petra checks', (store) => {
  let world: World;
  let story: Story;
  let post: PostOffice;
  let address: string;
  const email = 'mia@example.org';
  beforeAll(async () => {
    post = await openPostOffice();
    const mail = { smtpUrl: post.url, from: 'badges@col.example' };
    world = await openWorld(['moodle'], 'adults', { config: { ...(await store()), mail } });
    story = new Story(world, 'moodle');
    await story.place();
    await story.peers('jan', 'eva');
    await story.earn('mia', 'Mia', ['jan', 'eva']);
  }, 60_000);
  afterAll(async () => {
    await post.close();
    await world.close();
  });

  /** Uploads or pastes, as a program would. */
  async function check(presented: string | Uint8Array, of: string | null = null): Promise<Report['report']> {
    const form = new FormData();
    if (typeof presented === 'string') form.append('presented', presented);
    else form.append('file', new Blob([Buffer.from(presented)]), 'badge.png');
    if (of) form.append('email', of);
    const answer = await fetch(`${world.house.baseUrl}/verify`, {
      method: 'POST',
      headers: { accept: 'application/json' },
      body: form,
    });
    expect(answer.status).toBe(200);
    // The report's shape is the verifier's own.
    return ((await answer.json()) as Report).report;
  }
  const saved = async (form: string): Promise<Uint8Array> => {
    const file = await fetch(`${world.house.baseUrl}/me/badges/files/${address.split('/').at(-1)}/${form}`);
    expect(file.status).toBe(200);
    return new Uint8Array(await file.arrayBuffer());
  };

  it('lets Mia prove her mailbox from her course and take the badge along, issued to it', async () => {
    const mia = await story.at('mia', titles.interview);
    await mia.follow('my-badges');
    await mia.submit('send-code', { email });
    await world.house.settle();
    const code = /\n([0-9A-Z]{4}-[0-9A-Z]{4})\r?\n/.exec(must(post.received.at(-1)).text)?.[1];
    await mia.submit('verify-code', { code: must(code) });
    await world.house.settle();

    address = await story.share('mia', titles.interview);
    const png = await saved('png');

    expect(await check(png, email)).toMatchObject({
      verdict: 'valid',
      openBadgesVersion: '3.0',
      recipientProfile: { email },
    });
    expect((await check(png, 'somebody@example.org')).recipientProfile).toBeNull();
    expect(Buffer.from(png).toString('latin1')).not.toContain('mia@');
  });

  it('never finds a file valid in which a byte of the badge was changed', async () => {
    const png = await saved('png');
    const at = Buffer.from(png).indexOf('openbadgecredential') + 400;

    for (const more of [0, 50, 500]) {
      const changed = Uint8Array.from(png);
      changed[at + more] = must(changed[at + more]) ^ 1;
      expect((await check(changed)).verdict).not.toBe('valid');
    }
    const credential = new TextDecoder().decode(await saved('json3'));
    expect((await check(credential.replace(/"name": ?"[^"]+"/, '"name":"Brain surgeon"'))).verdict).toBe(
      'changed',
    );
  });

  it('says the same of every form, on the page and by the verifier of the command line', async () => {
    const forms = [
      address,
      `${address}/credential`,
      new TextDecoder().decode(await saved('json2')),
      new TextDecoder().decode(await saved('json3')),
    ];
    const commandLine = world.house.app.verifierAt(() => Date.parse(world.house.clock.now()));

    for (const form of forms) {
      const byHand = form.startsWith('http') ? { url: form } : { document: form };
      expect((await check(form)).verdict).toBe('valid');
      expect((await commandLine.verify(byHand, null)).report.verdict).toBe('valid');
    }
  });

  it('hears why a badge was taken back, in every form that was given out', async () => {
    const [png, json3] = [await saved('png'), new TextDecoder().decode(await saved('json3'))];
    const iva = await story.signedIn('Iva', 'manager', 'mladi-zmaji');
    await iva.go('/app/organisers/mladi-zmaji/awards');
    const code = must(address.split('/').at(-1));
    const row = must(iva.hooks('award-row').find((one) => one.toString().includes(code)));
    await iva.submit(must(row.querySelector('[data-test="revoke"]')), {
      reason: 'issued to the wrong person',
    });
    await world.house.settle();

    for (const presented of [png, json3, address]) {
      expect(await check(presented)).toMatchObject({
        verdict: 'revoked',
        reason: 'issued to the wrong person',
      });
    }
  });

  it('hears when a badge ran out', async () => {
    const { records } = world.house.app.ports;
    const zmaji = must(await records.organisers.bySlug('mladi-zmaji'));
    const badge = aBadge({
      id: 'monthlong' as BadgeId,
      organiser: zmaji.id,
      validFor: 'P30D',
      earnedBy: [{ by: 'code' }],
    });
    await records.keep({ badge: [badge] });
    const iva = await story.signedIn('Iva', 'manager', 'mladi-zmaji');
    await iva.go(`/app/organisers/mladi-zmaji/badges/${badge.id}/codes`);
    await iva.submit('make');
    const mia = await story.at('mia', titles.interview);
    await mia.go('/claim');
    await mia.submit('go', { code: iva.hook('code').textContent });
    await mia.submit('take');
    await world.house.settle();
    await mia.go('/me/badges');
    await mia.follow(
      must(
        mia
          .hooks('badge')
          .find((one) => one.textContent.includes('River guardian'))
          ?.querySelector('a'),
      ),
    );
    await mia.submit('share');
    address = must(mia.hook('share-link').getAttribute('href'));
    expect((await check(await saved('png'))).verdict).toBe('valid');

    await world.house.settle(31 * dayMs);
    const page = await PageDriver.visit(address);

    expect((await check(await saved('png'))).verdict).toBe('expired');
    expect(page.hook('verdict').getAttribute('data-verdict')).toBe('expired');
  });
});
