import { later } from './instant.ts';
import type { Ports } from './ports/ports.ts';

/** How often something may be done in a while. */
export interface Slots {
  readonly of: string;
  /** 1 or more. */
  readonly most: number;
  readonly ms: number;
}

type Wanted = Pick<Ports, 'keyValues' | 'clock' | 'secrets'>;

/** Takes one of a few slots, each free again after its time. @returns false: all are taken */
export async function takeSlot(ports: Wanted, slots: Slots, who: string): Promise<boolean> {
  const until = later(ports.clock.now(), slots.ms);
  for (const key of keysOf(ports, slots, who)) {
    if (await ports.keyValues.first('slots', key, until)) return true;
  }
  return false;
}

/** Are all taken? Takes none. */
export async function areSlotsTaken(ports: Wanted, slots: Slots, who: string): Promise<boolean> {
  const taken = await Promise.all(keysOf(ports, slots, who).map((key) => ports.keyValues.read('slots', key)));
  return taken.every((one) => one !== null);
}

function keysOf({ secrets }: Wanted, { of, most }: Slots, who: string): readonly string[] {
  const digest = secrets.digest(who, `slots/${of}`);
  return Array.from({ length: most }, (_, at) => `${of}/${digest}/${at}`);
}
