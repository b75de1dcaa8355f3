/** What became of one thing of a bundle. */
export interface ReportLine {
  readonly kind: 'location' | 'organiser' | 'activity' | 'playlist' | 'badge' | 'endorsement';
  /** `organiser/key`, or the slug of a location or an organiser. */
  readonly key: string;
  /**
   * `newer`: the bundle's version replaced ours. `older`: ours is newer and stays.
   * `in-conflict`: differs although the versions say it should not; ours stays.
   * `refused`: the site's rules do not allow it. `not-yet`: this site cannot keep such a thing so far.
   */
  readonly result: 'new' | 'same' | 'newer' | 'older' | 'in-conflict' | 'refused' | 'not-yet';
  /** A sentence, where the result does not say enough. */
  readonly note: string | null;
}

export type OnLine = (line: ReportLine) => void;

export const lineOf = (
  kind: ReportLine['kind'],
  key: string,
  result: ReportLine['result'],
  note: string | null = null,
): ReportLine => ({ kind, key, result, note });
