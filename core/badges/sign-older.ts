import { Stale } from '../faults.ts';
import type { AwardId } from '../ids.ts';
import { hasIssuerAddress } from '../organisers/organiser.ts';
import type { Award } from './award.ts';
import { type Issuing, signAward } from './sign-award.ts';

/** How far it is. */
export interface OlderSigned {
  readonly signed: number;
  /** With what was in the way: its organiser has no address, or a fault. */
  readonly left: readonly { readonly award: AwardId; readonly trouble: string }[];
  /** All there were when it began. */
  readonly all: number;
}

/**
 * Signs the awards that were issued before there were credentials. Each is kept by itself, so that it may be cut off and
 * begun again at any time, and two that run at once sign none twice.
 * @param goOn told how far it is after each, and waited for, so that others get their turn; false: enough for now
 */
export async function signOlder(
  ports: Issuing,
  goOn: (sum: OlderSigned) => boolean | Promise<boolean> = () => true,
): Promise<OlderSigned> {
  const left: OlderSigned['left'][number][] = [];
  let sum: OlderSigned = { signed: 0, left, all: await ports.records.awards.countUnsigned() };
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof ports.records.awards.unsigned>> =
      await ports.records.awards.unsigned({ size: 100, after });
    for (const award of page.items) {
      const trouble = await signOne(ports, award);
      if (trouble === null) sum = { ...sum, signed: sum.signed + 1 };
      else left.push({ award: award.id, trouble });
      if (!(await goOn(sum))) return sum;
    }
    after = page.next;
  } while (after !== null);
  return sum;
}

/** @returns null: it has its credential now; else what is in the way, which holds up no other */
async function signOne(ports: Issuing, award: Award): Promise<string | null> {
  const { records } = ports;
  const [badge, person, organiser] = await Promise.all([
    records.badges.byId(award.badge),
    records.people.byId(award.person),
    records.organisers.byId(award.organiser),
  ]);
  if (!badge || person?.state !== 'active' || !organiser) return 'its badge, holder or organiser is gone';
  if (!hasIssuerAddress(organiser)) return 'its organiser has no web address or no e-mail';
  try {
    const signed = await signAward(ports, award, { badge, person });
    await records.keep({ award: [signed.award], credential: [signed.credential] });
    return null;
  } catch (fault) {
    // Somebody else signed or changed it meanwhile: it is found again if it still lacks one.
    if (fault instanceof Stale) return null;
    return fault instanceof Error ? fault.message : String(fault);
  }
}
