import { randomBytes } from 'node:crypto';
import { millis } from '../core/instant.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { Ids } from '../core/ports/ids.ts';

/** Crockford's signs: no I, L, O or U, so that a code read aloud or typed from paper is not mistaken. */
const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const tailLength = 11;
const tailEnd = 36n ** BigInt(tailLength);

/** Ids of 9 signs of time and 11 of chance; within one millisecond they count up, so that they still ascend. */
export function createIds(clock: Clock): Ids {
  let lastTime = 0;
  let tail = 0n;

  return {
    next() {
      const now = millis(clock.now());
      if (now > lastTime) {
        lastTime = now;
        // Half the room is left free to count up in.
        tail = BigInt(`0x${randomBytes(8).toString('hex')}`) % (tailEnd / 2n);
      } else {
        tail += 1n;
      }
      return lastTime.toString(36).padStart(9, '0') + tail.toString(36).padStart(tailLength, '0');
    },
    code(length) {
      // 256 is a multiple of 32: every sign is equally likely.
      let code = '';
      for (const byte of randomBytes(length)) code += signs.charAt(byte % signs.length);
      return code;
    },
  };
}
