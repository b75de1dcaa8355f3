import { join } from 'node:path';
import { type App, assemble } from '../../adapters/assemble.ts';
import { readConfig } from '../../adapters/config.ts';
import { reviewEvidence } from '../../core/evidence/review-evidence.ts';
import { submitEvidence } from '../../core/evidence/submit-evidence.ts';
import type { OrganiserId } from '../../core/ids.ts';
import { millis } from '../../core/instant.ts';
import { retryStale } from '../../core/retry-stale.ts';
import {
  aBadge,
  aCommunity,
  aMembership,
  anActivity,
  anActor,
  anOrganiser,
  aPerson,
  aPlacement,
  aTask,
} from '../builders/index.ts';
import { percentile } from './percentile.ts';

const learners = 50;

/** @param folder where its store lies afterwards, in a folder of its own */
export async function tellApprovals(folder: string): Promise<string> {
  const { p50, p95 } = await measureApprovals(join(folder, 'approvals'));
  return `## From an approval to the award

${learners} learners approved at once; from the end of the 10 s for undoing until the award is kept and the grade is queued: p50 ${Math.round(p50)} ms, p95 ${Math.round(p95)} ms (goal < 1000).
`;
}

async function measureApprovals(dataDir: string): Promise<{ p50: number; p95: number }> {
  const config = readConfig({
    DATA_DIR: dataDir,
    PRACTICE_LMS: 'off',
    DEMO_CITY: 'off',
    LOG_LEVEL: 'silent',
  });
  const app = await assemble(config);
  const times = await approvalTimes(app);
  await app.close();
  return { p50: percentile(times, 0.5), p95: percentile(times, 0.95) };
}

/**
 * With its worker running: everybody is approved at once, until each award and grade is kept.
 * @param known an organiser that is there, which gets one more activity and badge; left out: a new one
 * @returns ascending, milliseconds
 */
export async function approvalTimes(app: App, known?: OrganiserId): Promise<readonly number[]> {
  const { ports } = app;
  const organiser = anOrganiser(known ? { id: known } : {});
  const task = aTask();
  const activity = anActivity({ organiser: organiser.id, tasks: [task] });
  const badge = aBadge({ organiser: organiser.id, earnedBy: [{ by: 'activity', activity: activity.id }] });
  const community = aCommunity({ organiser: organiser.id, audience: 'adults' });
  const placement = aPlacement({ community: community.id, subject: { kind: 'activity', id: activity.id } });
  const people = Array.from({ length: learners }, () => aPerson());
  await ports.records.keep({
    ...(known ? {} : { organiser: [organiser] }),
    activity: [activity],
    badge: [badge],
    community: [community],
    placement: [placement],
    person: people,
    membership: people.map(({ id }) => aMembership({ community: community.id, person: id })),
  });
  const worker = app.startWorker();
  const reviewer = anActor({ roles: [{ role: 'reviewer', on: organiser.id }] });
  for (const { id } of people) {
    const who = anActor({ person: id, seat: { community: community.id, as: 'learner' } });
    const items = [{ kind: 'text' as const, text: 'What I heard.' }];
    await submitEvidence(ports, who, {
      activity: activity.id,
      within: null,
      task: task.id,
      items,
      note: null,
      handIn: id,
    });
  }

  const due = await Promise.all(
    people.map(async ({ id }) => {
      const reviewed = await retryStale(async () => {
        const work = await ports.records.work.one(id, task.id);
        if (!work) throw new Error('Nothing was handed in');
        const input = {
          work: work.id,
          evidenceVersion: work.evidenceVersion,
          decision: 'approve' as const,
          words: null,
        };
        return reviewEvidence(ports, reviewer, input);
      });
      if (!reviewed.done?.undoUntil) throw new Error(`Not approved: ${reviewed.refused?.why}`);
      return millis(reviewed.done.undoUntil);
    }),
  );
  const times = await Promise.all(
    people.map(async ({ id }, at) => {
      for (;;) {
        const [award, grade] = [
          await ports.records.awards.latest(badge.id, id),
          await ports.records.grades.one(placement.id, id),
        ];
        if (award && grade) return Math.max(0, Date.now() - (due[at] ?? 0));
        await new Promise((again) => setTimeout(again, 10));
      }
    }),
  );
  await worker.stop();
  return times.sort((a, b) => a - b);
}
