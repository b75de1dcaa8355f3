import { Stale } from '../../../core/faults.ts';
import type {
  ActivityId,
  CommunityId,
  OrganiserId,
  PersonId,
  PlaylistId,
  WorkId,
} from '../../../core/ids.ts';
import {
  aCompletion,
  aGrade,
  aMembership,
  anEnrolment,
  anId,
  aReview,
  aScore,
  at,
  someEvidence,
  someWork,
} from '../../builders/index.ts';
import { atNewPlace, firstPage, ids, kept, type Place } from './place.ts';

export function describeLearning(newPlace: () => Place): void {
  describe('what learners do', () => {
    const { engine } = atNewPlace(newPlace);
    const [mia, tom, eva] = [anId<PersonId>(), anId<PersonId>(), anId<PersonId>()];
    const [explore, podcast] = [anId<ActivityId>(), anId<ActivityId>()];
    const subject = { kind: 'activity', id: explore } as const;

    it('finds enrolments of a person, and the one in a subject', async () => {
      const { enrolments, keep } = engine().records;
      const inActivity = anEnrolment({ person: mia, subject });
      const inPlaylist = anEnrolment({ person: mia, subject: { kind: 'playlist', id: anId<PlaylistId>() } });
      await keep({ enrolment: [inActivity, inPlaylist, anEnrolment({ person: tom, subject })] });

      expect(await enrolments.one(mia, subject)).toEqual(kept(inActivity));
      expect(await enrolments.one(eva, subject)).toBeNull();
      expect(ids(await enrolments.of(mia))).toEqual(ids([inActivity, inPlaylist]));
    });

    it('lists requests to join, oldest first', async () => {
      const { enrolments, keep } = engine().records;
      const organiser = anId<OrganiserId>();
      const later = anEnrolment({ organiser, state: 'requested', at: at('11:00') });
      const earlier = anEnrolment({ organiser, state: 'requested', at: at('10:00') });
      const answered = anEnrolment({ organiser, state: 'joined' });
      await keep({ enrolment: [later, earlier, answered, anEnrolment({ state: 'requested' })] });

      expect(ids((await enrolments.requested(organiser, firstPage)).items)).toEqual(ids([earlier, later]));
    });

    it('lists who takes part in anything of an organiser, each once, page by page', async () => {
      const { enrolments, keep } = engine().records;
      const organiser = anId<OrganiserId>();
      const [ana, bor, eva2, gone] = [anId<PersonId>(), anId<PersonId>(), anId<PersonId>(), anId<PersonId>()];
      await keep({
        enrolment: [
          anEnrolment({ person: bor, organiser }),
          anEnrolment({ person: ana, organiser }),
          anEnrolment({ person: ana, organiser, state: 'completed' }),
          anEnrolment({ person: eva2, organiser, state: 'completed' }),
          anEnrolment({ person: gone, organiser, state: 'left' }),
          anEnrolment({ person: anId<PersonId>(), organiser, state: 'requested' }),
          anEnrolment({ organiser: anId<OrganiserId>() }),
        ],
      });

      const one = await enrolments.people(organiser, { size: 2, after: null });
      const two = await enrolments.people(organiser, { size: 2, after: one.next });

      expect(one.items).toEqual([ana, bor]);
      expect(two).toEqual({ items: [eva2], next: null });
    });

    it('counts who joined or completed, in a community its active members only; test students nowhere', async () => {
      const { enrolments, keep } = engine().records;
      const [community, test] = [anId<CommunityId>(), anId<PersonId>()];
      await keep({
        enrolment: [
          anEnrolment({ person: mia, subject }),
          anEnrolment({ person: tom, subject, state: 'completed' }),
          anEnrolment({ person: eva, subject }),
          anEnrolment({ person: test, subject }),
          anEnrolment({ subject, state: 'left' }),
          anEnrolment({ subject, state: 'requested' }),
          anEnrolment({ person: mia }),
        ],
        membership: [
          aMembership({ community, person: mia }),
          aMembership({ community, person: test, isTest: true }),
          aMembership({ community, person: tom, state: 'inactive' }),
          aMembership({ person: eva }),
        ],
      });

      expect(await enrolments.count(subject, null)).toBe(3);
      expect(await enrolments.count(subject, community)).toBe(1);
      expect(await enrolments.count({ kind: 'activity', id: anId() }, null)).toBe(0);
    });

    it('finds work by id, by task, and of a person in some activities', async () => {
      const { work, keep } = engine().records;
      const [one, two] = [
        someWork({ person: mia, activity: explore }),
        someWork({ person: mia, activity: podcast }),
      ];
      const theirs = someWork({ person: tom, activity: explore });
      await keep({ work: [one, two, theirs] });

      expect(await work.byId(theirs.id)).toEqual(kept(theirs));
      expect(await work.one(mia, two.task)).toEqual(kept(two));
      expect(await work.one(tom, two.task)).toBeNull();
      expect(ids(await work.of(mia, [podcast, explore]))).toEqual(ids([one, two]));
      expect(ids(await work.of(mia, [podcast]))).toEqual([two.id]);
      expect(await work.of(mia, [])).toEqual([]);
    });

    it('lists work that waits, longest first, across activities', async () => {
      const { work, keep } = engine().records;
      const second = someWork({ person: mia, activity: explore, waitingSince: at('11:00') });
      const first = someWork({ person: tom, activity: podcast, waitingSince: at('10:00') });
      const open = someWork({ activity: explore, state: 'open', waitingSince: null });
      await keep({ work: [second, first, open, someWork()] });

      expect(ids((await work.inReview([explore, podcast], null, firstPage)).items)).toEqual(
        ids([first, second]),
      );
      expect(ids((await work.inReview([explore], null, firstPage)).items)).toEqual([second.id]);
      expect((await work.inReview([], null, firstPage)).items).toEqual([]);

      await keep({ work: [{ ...kept(first), state: 'finished', waitingSince: null }] });

      expect(ids((await work.inReview([explore, podcast], null, firstPage)).items)).toEqual([second.id]);
    });

    it('lists in a community only what its active members wait for', async () => {
      const { work, keep } = engine().records;
      const community = anId<CommunityId>();
      const hers = someWork({ person: mia, activity: explore });
      await keep({
        work: [
          hers,
          someWork({ person: tom, activity: explore }),
          someWork({ person: eva, activity: explore }),
        ],
        membership: [
          aMembership({ community, person: mia }),
          aMembership({ community, person: tom, state: 'inactive' }),
          aMembership({ person: eva }),
        ],
      });

      expect(ids((await work.inReview([explore], community, firstPage)).items)).toEqual([hers.id]);
    });

    it('lists for organisers all but what only peers were asked about and has not waited long, page by page', async () => {
      const { work, keep } = engine().records;
      const [here, long] = [anId<CommunityId>(), at('09:30')];
      const asked = (person: PersonId, time: string, askedOf: 'peers' | 'organisers' | null) =>
        someWork({ person, activity: person === mia ? explore : podcast, waitingSince: at(time), askedOf });
      const [unanswered, new1] = [asked(mia, '09:20', 'peers'), asked(tom, '10:00', null)];
      const [peers, new2, new3] = [
        asked(tom, '10:10', 'peers'),
        asked(mia, '10:20', 'organisers'),
        asked(mia, '10:30', 'organisers'),
      ];
      await keep({
        work: [new3, new2, peers, new1, unanswered, { ...asked(mia, '10:00', null), state: 'open' }],
        membership: [aMembership({ community: here, person: mia })],
      });
      const both = [explore, podcast];

      const first = await work.forOrganisers(both, null, long, { size: 2, after: null });
      const rest = await work.forOrganisers(both, null, long, { size: 2, after: first.next });

      expect([ids(first.items), ids(rest.items), rest.next]).toEqual([
        ids([unanswered, new1]),
        ids([new2, new3]),
        null,
      ]);
      expect(ids((await work.forOrganisers(both, here, long, firstPage)).items)).toEqual(
        ids([unanswered, new2, new3]),
      );
      expect((await work.forOrganisers([podcast], here, long, firstPage)).items).toEqual([]);
      expect((await work.forOrganisers([], null, long, firstPage)).items).toEqual([]);
    });

    it('tells the history of work by version, as numbers', async () => {
      const { evidence, keep } = engine().records;
      const work = anId<WorkId>();
      const versions = [10, 2, 1].map((version) => someEvidence({ work, person: mia, version }));
      await keep({ evidence: [...versions, someEvidence()] });

      expect((await evidence.history(work)).map((one) => one.version)).toEqual([1, 2, 10]);
      expect(ids(await evidence.of(mia))).toEqual(ids(versions));
      expect(await evidence.byId(versions[0]?.id ?? anId())).toEqual(versions[0] && kept(versions[0]));
    });

    it('tells reviews of work oldest first, undone ones too', async () => {
      const work = anId<WorkId>();
      const later = aReview({ work, at: at('11:00') });
      const earlier = aReview({ work, at: at('10:00'), undoneAt: at('10:01') });
      await engine().records.keep({ review: [later, earlier, aReview()] });

      expect(await engine().records.reviews.of(work)).toEqual([kept(earlier), kept(later)]);
    });

    it('tells reviews that a person gave, oldest first', async () => {
      const later = aReview({ reviewer: mia, at: at('11:00') });
      const earlier = aReview({ reviewer: mia, at: at('10:00'), undoneAt: at('10:01') });
      await engine().records.keep({ review: [later, earlier, aReview()] });

      expect(await engine().records.reviews.by(mia)).toEqual([kept(earlier), kept(later)]);
    });

    it('tells the reviews that a person gave, oldest first', async () => {
      const reviewer = anId<PersonId>();
      const later = aReview({ reviewer, at: at('11:00') });
      const earlier = aReview({ reviewer, at: at('10:00'), undoneAt: at('10:01') });
      await engine().records.keep({ review: [later, earlier, aReview()] });

      expect(await engine().records.reviews.by(reviewer)).toEqual([kept(earlier), kept(later)]);
    });

    it('lists who completed an activity, a page at a time, and who has a score in it', async () => {
      const { completions, scores, keep } = engine().records;
      const activity = anId<ActivityId>();
      const [one, two, gone] = [anId<PersonId>(), anId<PersonId>(), anId<PersonId>()];
      const voided = { at: at('10:00'), reason: 'The photo was of another river' };
      const here = aScore({ person: one, activity });
      const there = aScore({ person: one, activity });
      await keep({
        completion: [
          aCompletion({ person: one, activity }),
          aCompletion({ person: two, activity }),
          aCompletion({ person: gone, activity, voided }),
        ],
        score: [here, there, aScore({ person: two, activity })],
      });

      const page = await completions.people(activity, { size: 1, after: null });
      const rest = await completions.people(activity, { size: 9, after: page.next });

      expect([page.items, rest]).toEqual([[one], { items: [two], next: null }]);
      expect((await scores.people(activity, firstPage)).items).toEqual([one, two]);
      expect(ids(await scores.of(one))).toEqual([here.id, there.id]);
      expect(await scores.at(there.placement)).toEqual([kept(there)]);
      await expect(keep({ score: [{ ...here, id: anId() }] })).rejects.toThrow(Stale);
    });

    it('counts completions that were not voided', async () => {
      const { completions, keep } = engine().records;
      const done = aCompletion({ person: mia, activity: explore });
      const voided = { at: at('10:00'), reason: 'The photo was of another river' };
      const gone = aCompletion({ person: mia, activity: podcast, voided });
      await keep({ completion: [done, gone, aCompletion({ person: tom, activity: podcast })] });

      expect(await completions.of(mia)).toEqual(new Set([explore]));
      expect(await completions.of(eva)).toEqual(new Set());
      expect((await completions.everOf(mia)).map(({ activity }) => activity)).toContain(podcast);
      expect(await completions.one(mia, podcast)).toEqual(kept(gone));

      await keep({ completion: [{ ...kept(gone), voided: null }] });

      expect(await completions.of(mia)).toEqual(new Set([explore, podcast]));
    });

    it('finds grades by id, by learner and of a placement', async () => {
      const { grades, keep } = engine().records;
      const hers = aGrade({ person: mia });
      const theirs = aGrade({ placement: hers.placement, person: tom });
      await keep({ grade: [hers, theirs, aGrade({ person: mia })] });

      expect(await grades.byId(theirs.id)).toEqual(kept(theirs));
      expect(await grades.one(hers.placement, mia)).toEqual(kept(hers));
      expect(await grades.one(hers.placement, eva)).toBeNull();
      expect(ids((await grades.of(hers.placement, firstPage)).items)).toEqual(ids([hers, theirs]));
    });
  });
}
