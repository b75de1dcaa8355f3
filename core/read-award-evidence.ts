import type { Activity } from './activities/activity.ts';
import type { Award, LaterFile } from './badges/award.ts';
import type { Badge } from './badges/badge.ts';
import type { ShownEvidence, ShownItem } from './badges/shown-evidence.ts';
import type { Evidence, EvidenceItem } from './evidence/evidence.ts';
import type { FileId } from './ids.ts';
import type { Ports } from './ports/ports.ts';

type Wanted = Pick<Ports, 'records'>;

/** What was handed in and finished for the activities that an award rests on, oldest first; then what came later. */
export async function readAwardEvidence(
  { records }: Wanted,
  award: Award,
  badge: Badge,
): Promise<readonly ShownEvidence[]> {
  const activities = await readActivities({ records }, award, badge);
  const work = await records.work.of(
    award.person,
    activities.map(({ id }) => id),
  );
  const finished = await Promise.all(
    work
      .filter(({ state }) => state === 'finished')
      .map(async (one) => {
        const history = await records.evidence.history(one.id);
        const latest = history.find(({ version }) => version === one.evidenceVersion);
        const task = activities.flatMap(({ tasks }) => tasks).find(({ id }) => id === one.task);
        return latest && task && latest.items.length > 0 ? { task, latest } : null;
      }),
  );
  const handedIn = finished
    .filter((one) => one !== null)
    .toSorted((a, b) => (a.latest.at < b.latest.at ? -1 : 1))
    .map(({ task, latest }) => ({ name: task.title, ...shown(latest), isLater: false }));
  const later = (award.laterEvidence ?? []).map(({ name, text, url, file, at }) => ({
    name: { original: 'und', in: { und: name } },
    items: [
      ...(text === null ? [] : [{ kind: 'text' as const, text }]),
      ...(url === null ? [] : [{ kind: 'link' as const, url }]),
      ...(file ? [shownFile(file, file.file)] : []),
    ],
    at,
    isLater: true,
  }));
  return [...handedIn, ...later].map((one, at) => ({ id: `evidence-${at + 1}`, ...one }));
}

async function readActivities(
  { records }: Wanted,
  { provenance }: Award,
  badge: Badge,
): Promise<readonly Activity[]> {
  const rules = provenance.length > 0 ? provenance.map(({ rule }) => rule) : badge.earnedBy;
  const playlists = await Promise.all(
    rules.flatMap((rule) => ('playlist' in rule ? [records.playlists.byId(rule.playlist)] : [])),
  );
  const ids = [
    ...rules.flatMap((rule) => ('activity' in rule ? [rule.activity] : [])),
    ...playlists.flatMap((playlist) => playlist?.steps.map(({ activity }) => activity) ?? []),
  ];
  return records.activities.byIds([...new Set(ids)]);
}

const shown = ({ items, at }: Evidence): Pick<ShownEvidence, 'items' | 'at'> => ({
  items: items.map(shownItem),
  at,
});

const shownItem = (item: EvidenceItem): ShownItem => (item.kind === 'file' ? shownFile(item, null) : item);

const shownFile = ({ name, medium, alt }: LaterFile, open: FileId | null): ShownItem => ({
  kind: 'file',
  name,
  medium,
  alt,
  open,
});
