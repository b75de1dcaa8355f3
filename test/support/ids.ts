import type { Ids } from '../../core/ports/ids.ts';

const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * Ids that count up from 1, the same in every run.
 * @param prefix one letter that keeps two sources in one test apart
 */
export function countingIds(prefix = 'n'): Ids {
  let count = 0;
  return {
    next() {
      count += 1;
      return prefix + String(count).padStart(20 - prefix.length, '0');
    },
    code(length) {
      count += 1;
      const digits = [...count.toString(32)].map((digit) => signs.charAt(Number.parseInt(digit, 32)));
      return digits.join('').padStart(length, '0').slice(-length);
    },
  };
}
