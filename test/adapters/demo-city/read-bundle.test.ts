import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readBundle } from '../../../adapters/demo-city/read-bundle.ts';

const folder = join(import.meta.dirname, '../../../adapters/demo-city/content/bundles');
const names = readdirSync(folder);
const zmaji = readFileSync(join(folder, 'mladi-zmaji.json'), 'utf8');

/** The bundle of Mladi zmaji with one thing changed. */
// biome-ignore lint/suspicious/noExplicitAny: every shape of JSON is what these tests are about
function changed(change: (bundle: any) => void): string {
  const bundle = JSON.parse(zmaji);
  change(bundle);
  return JSON.stringify(bundle);
}
const troublesOf = (text: string) => {
  const read = readBundle(text);
  return 'troubles' in read ? read.troubles : [];
};

describe('A bundle', () => {
  it.each(names)('of the demo (%s) is right', (name) => {
    expect(readBundle(readFileSync(join(folder, name), 'utf8'))).not.toHaveProperty('troubles');
  });

  it('may call things as other systems do', () => {
    const read = readBundle(
      changed(({ activities }) => {
        activities[0].type = 'digitalXp';
        activities[0].categories = ['Life skills', 'Experience abroad'];
        activities[1].tasks[0].check.who = 'members';
        activities[1].visibility = 'authorizedUsers';
      }),
    );

    expect('bundle' in read && read.bundle.activities[0]).toMatchObject({
      type: 'digital-experience',
      categories: ['personal-development', 'international-and-intercultural'],
    });
    expect('bundle' in read && read.bundle.activities[1]).toMatchObject({
      visibility: 'signed-in',
      tasks: [{ check: { who: 'peers' } }, {}],
    });
  });

  it('that is not JSON is told so', () => {
    expect(troublesOf('{')).toEqual([{ path: '', says: 'The file is not JSON.' }]);
  });

  it('may begin with a byte order mark', () => {
    expect(troublesOf(`\uFEFF${zmaji}`)).toEqual([]);
  });

  it('is told all that is wrong at once, each with its path, in words', () => {
    const text = changed((bundle) => {
      bundle.format = 'col-bundle/2';
      bundle.organiser.email = 'nobody';
      bundle.badges[0].earnedBy = [{ activity: 'explore-skills', playlist: 'future-makers' }];
      bundle.badges[1].image.draw.colour = 'red';
      delete bundle.badges[2].criteria;
      bundle.badges[3].name = { en: 'Podcast' };
      bundle.activities[0].type = 'seminar';
      bundle.activities[0].colour = 'red';
      bundle.activities[1].tasks[0].check.count = 0;
      bundle.activities[2].when.ends = '2026-10-15T15:00';
      bundle.activities[2].place = { mode: 'onsite' };
      bundle.activities[3].name.sl = 'x'.repeat(121);
      bundle.activities[4].when.zone = 'Europe/Atlantis';
      bundle.activities[5].completedBy.need = 9;
      bundle.activities[6].applyBefore.at = '2026-02-30T10:00';
      bundle.activities[6].state = 'draft';
      bundle.playlists[0].steps = [];
      bundle.playlists[0].name = null;
    });

    expect(
      troublesOf(text)
        .map(({ path, says }) => `${path} ${says}`)
        .sort(),
    ).toEqual([
      'activities[0].colour is not a field of a bundle',
      'activities[0].type "seminar" is not known; one of event, internship, project, open-space, volunteering, digital-experience, course, workshop',
      'activities[1].tasks[0].check.count must be at least 1',
      'activities[2].place.name is missing: whoever comes must know where',
      'activities[2].when.ends is before the start',
      'activities[3].name.sl must be at most 120 characters long',
      'activities[4].when.zone is not a time zone such as Europe/Ljubljana',
      'activities[5].completedBy.need is more than there are tasks',
      'activities[6].applyBefore.at is not a day and time that exists',
      'activities[6].state must be "published": drafts cannot be loaded yet, leave this one out',
      'badges[0].earnedBy[0] must name exactly one of activity, playlist, score',
      'badges[1].image.draw.colour must be a colour such as #1B6CA8',
      'badges[2].criteria is missing',
      "badges[3].name has no text in sl, the bundle's original language",
      'format must be "col-bundle/1"',
      'organiser.email must be an e-mail address',
      'playlists[0].name must not be null',
      'playlists[0].steps must be a list of at least 1',
    ]);
  });

  it('is told what points nowhere, what is there twice, and what needs itself', () => {
    const text = changed((bundle) => {
      bundle.activities[0].badge = 'gone';
      bundle.activities[1].tasks[1].key = bundle.activities[1].tasks[0].key;
      bundle.activities[6].key = bundle.activities[5].key;
      bundle.badges[6].earnedBy = [{ activity: 'tilburg-city-of-learning/repair-cafe' }];
      bundle.playlists[0].steps[0].activity = 'mladi-zmaji/gone';
      bundle.playlists[0].next = 'gone';
      bundle.badges[0].prerequisites = { badges: ['podcast'], need: 1 };
      bundle.badges[3].prerequisites = { badges: ['explore-skills'], need: 2 };
    });

    expect(troublesOf(text).map(({ path, says }) => `${path} ${says}`)).toEqual([
      'badges[3].prerequisites.need is more than the badges it names',
      `activities[6] "river-watch" is there twice`,
      'activities[0].badge there is no "gone" among the badges of this bundle',
      'activities[1].tasks[1] "share-the-talk" is there twice',
      'playlists[0].next there is no "gone" among the playlists of this bundle',
      'playlists[0].steps[0].activity there is no "gone" among the activities of this bundle',
      'badges[0].prerequisites need this badge itself first',
      'badges[3].prerequisites need this badge itself first',
      'badges[6].earnedBy[0].activity is of another organiser, whose offers earn only its own badges',
    ]);
  });

  it.each([['[]'], ['null'], ['"text"'], ['{"original": 7}'], ['{"activities": {}}']])(
    'that is something else entirely (%s) is told so',
    (text) => {
      expect(troublesOf(text).length).toBeGreaterThan(0);
    },
  );
});
