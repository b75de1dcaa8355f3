import { instant } from '../../core/instant.ts';
import type { BadgeVerifier } from '../../core/ports/badge-verifier.ts';
import { createValidator, describe, type Fetch } from './openbadges-validator-core/index.ts';

/** Fills the port with our validator. @param now milliseconds since 1970 */
export function createBadgeVerifier(parts: {
  readonly fetch: Fetch;
  readonly now: () => number;
}): BadgeVerifier {
  const validator = createValidator(parts);
  return {
    verify: (presented, holder) => validator.verify(contentOf(presented), holder),
    shown(report) {
      const found = describe(report);
      return found && { ...found, issuedAt: moment(found.issuedAt), expiresAt: moment(found.expiresAt) };
    },
  };
}

const moment = (text: string | null) => (text === null ? null : instant(text));

function contentOf(presented: Parameters<BadgeVerifier['verify']>[0]): string | Uint8Array {
  if ('picture' in presented) return presented.picture;
  return 'url' in presented ? presented.url : presented.document;
}
