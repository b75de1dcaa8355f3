import type { Instant } from '../instant.ts';
import type { Ports } from '../ports/ports.ts';
import { type Room, slotOf } from './room.ts';

const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Six signs that say that somebody is in the room now. They follow from a secret, so none is kept. */
export function roomCode({ secrets }: Pick<Ports, 'secrets'>, room: Room, slot: number): string {
  const digest = secrets.digest(`${room.id} ${slot}`, 'room-code');
  return [...digest.slice(0, 6)].map((sign) => signs.charAt(sign.charCodeAt(0) % signs.length)).join('');
}

export const currentCode = (ports: Pick<Ports, 'secrets'>, room: Room, now: Instant): string =>
  roomCode(ports, room, slotOf(room, now));

/** The current one and the one before are good, so that nobody is too slow by a second. */
export function isGoodCode(ports: Pick<Ports, 'secrets'>, room: Room, now: Instant, typed: string): boolean {
  const slot = slotOf(room, now);
  const code = typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  return [slot, slot - 1].some((one) => one >= 0 && roomCode(ports, room, one) === code);
}

/** A code of this room that was good before: its photo was sent on, or somebody was slow. */
export function wasGoodCode(ports: Pick<Ports, 'secrets'>, room: Room, now: Instant, typed: string): boolean {
  const slot = slotOf(room, now);
  const code = typed.toUpperCase().replace(/[\s-]/g, '');
  const looksBack = 240;
  for (let one = slot - 2; one >= Math.max(0, slot - looksBack); one -= 1) {
    if (roomCode(ports, room, one) === code) return true;
  }
  return false;
}
