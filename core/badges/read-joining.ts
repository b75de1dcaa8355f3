import type { Activity } from '../activities/activity.ts';
import { judgeJoining } from '../activities/judge-joining.ts';
import { mayNotAct } from '../activities/standing.ts';
import { type Explanation, no, yes } from '../explanation.ts';
import type { PersonId, StaffId } from '../ids.ts';
import type { Instant } from '../instant.ts';
import type { Organiser } from '../organisers/organiser.ts';
import type { Staff } from '../organisers/staff.ts';
import type { Someone } from '../people/actor.ts';
import type { StepFacts } from '../playlists/judge-step.ts';
import type { Ports } from '../ports/ports.ts';
import { readStanding } from '../read-standing.ts';
import { takenPlaces } from '../read-step.ts';
import type { ClaimCode } from './claim-code.ts';

/** What a code lets somebody into. */
export type Joining =
  | { readonly is: 'activity'; readonly activity: Activity; readonly facts: StepFacts }
  | { readonly is: 'organiser'; readonly organiser: Organiser; readonly known: Staff | null };

/** Null: it is gone. A code is an invitation: whoever has one sees what it leads to. */
export async function readJoining(
  ports: Pick<Ports, 'records' | 'clock'>,
  by: Pick<Someone, 'person' | 'seat'>,
  code: ClaimCode,
): Promise<{ readonly joining: Joining; readonly explanation: Explanation } | null> {
  const { records } = ports;
  if (code.leadsTo === 'join-organiser') {
    const [organiser, staff] = await Promise.all([
      records.organisers.byId(code.organiser),
      records.staff.everOf(by.person),
    ]);
    const known = staff.find((one) => one.organiser === code.organiser) ?? null;
    const isIn = known !== null && known.endedAt === null;
    const explanation = isIn ? no({ is: 'member-already', since: known.at }) : yes({ is: 'allowed' });
    return organiser && { joining: { is: 'organiser', organiser, known }, explanation };
  }
  const activity = code.activity ? await records.activities.byId(code.activity) : null;
  if (!activity) return null;
  const [standing, taken] = await Promise.all([readStanding(ports, by), takenPlaces(ports, activity)]);
  const facts: StepFacts = { activity, within: null, standing, placed: [], taken };
  const invited = { ...facts, activity: { ...activity, joining: 'open' as const } };
  const explanation = mayNotAct(standing) ?? judgeJoining(invited);
  return { joining: { is: 'activity', activity, facts }, explanation };
}

/** Nothing, where they have a role already; a role that ended begins again as a member's. */
export const asMember = (
  known: Staff | null,
  { organiser, madeBy }: Pick<ClaimCode, 'organiser' | 'madeBy'>,
  person: PersonId,
  fresh: { readonly id: StaffId; readonly at: Instant },
): readonly Staff[] =>
  known && known.endedAt === null
    ? []
    : [
        {
          id: known?.id ?? fresh.id,
          revision: known?.revision ?? 0,
          organiser,
          person,
          role: 'member',
          invitedBy: madeBy,
          at: fresh.at,
          endedAt: null,
        },
      ];
