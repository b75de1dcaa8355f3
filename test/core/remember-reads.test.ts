import type { Records } from '../../core/ports/records.ts';
import { rememberReads } from '../../core/remember-reads.ts';
import { anActivity, aPerson } from '../builders/index.ts';
import { type OpenPorts, openPorts } from '../support/ports.ts';

describe('Records that remember what was read', () => {
  let open: OpenPorts;
  let read: string[];
  let records: Records;
  const mia = aPerson({ displayName: 'Mia' });
  beforeEach(async () => {
    open = await openPorts();
    await open.ports.records.keep({ person: [mia] });
    read = [];
    records = rememberReads(listening(open.ports.records, read));
  });
  afterEach(() => open.close());

  it('read the same once, and other things anew', async () => {
    const both = await Promise.all([records.people.byId(mia.id), records.people.byId(mia.id)]);
    const [known] = await records.people.byIds([mia.id]);
    await records.people.byId(aPerson().id);

    expect(both.map((one) => one?.displayName)).toEqual(['Mia', 'Mia']);
    expect(known?.displayName).toBe('Mia');
    expect(read).toEqual(['byId', 'byIds', 'byId']);
  });

  it('see what was kept through them', async () => {
    const before = await records.people.byId(mia.id);
    await records.keep({ person: [{ ...mia, revision: 1, displayName: 'Mija' }] });

    const after = await records.people.byId(mia.id);

    expect([before?.displayName, after?.displayName]).toEqual(['Mia', 'Mija']);
  });

  it('read anew when keeping was refused because somebody else was faster', async () => {
    await records.people.byId(mia.id);
    await open.ports.records.keep({ person: [{ ...mia, revision: 1, displayName: 'Mija' }] });

    const late = records.keep({
      person: [{ ...mia, revision: 1, displayName: 'M' }],
      activity: [anActivity()],
    });

    await expect(late).rejects.toMatchObject({ name: 'Stale' });
    expect(await records.people.byId(mia.id)).toMatchObject({ displayName: 'Mija', revision: 2 });
  });
});

/** The same records, which note what is asked of people. */
const listening = (records: Records, heard: string[]): Records => ({
  ...records,
  people: {
    byId: (id) => {
      heard.push('byId');
      return records.people.byId(id);
    },
    byIds: (ids) => {
      heard.push('byIds');
      return records.people.byIds(ids);
    },
  },
});
