import { Declined } from '../../core/faults.ts';

const ags = 'https://purl.imsglobal.org/spec/lti-ags/scope/';

/** What may be done with grades and rosters; each call asks for its own and no more. */
export const scope = {
  score: `${ags}score`,
  results: `${ags}result.readonly`,
  // Moodle does not take the wider one for reading.
  readColumns: `${ags}lineitem.readonly`,
  columns: `${ags}lineitem`,
  roster: 'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly',
} as const;
export type ScopeName = keyof typeof scope;

/**
 * Platforms list what they granted in each launch; administrators may take some away later.
 * @throws Declined `scope-missing:<scope>` before anything is asked
 */
export function requireScope(granted: readonly string[], name: ScopeName): void {
  if (hasScope(granted, name)) return;
  throw new Declined(`scope-missing:${name}`, `The platform did not grant ${scope[name]}`);
}

export const hasScope = (granted: readonly string[], name: ScopeName): boolean =>
  granted.includes(scope[name]) || (name === 'readColumns' && granted.includes(scope.columns));
