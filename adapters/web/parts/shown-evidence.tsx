import type { ComponentChildren } from 'preact';
import type { ShownEvidence, ShownItem } from '../../../core/badges/shown-evidence.ts';
import type { FileId } from '../../../core/ids.ts';
import { useSay } from '../here.ts';
import { Icon } from './icon.tsx';
import { useDay } from './standing.tsx';
import { Text } from './texts.tsx';

/** What a badge was given for: words and links as they are, files by what they are. */
export function ShownEvidenceList({
  of,
  action,
  pathOf,
}: {
  of: readonly ShownEvidence[];
  /** Where a file is read that its reader may open; left out: they open it otherwise. */
  pathOf?: (file: FileId) => string;
  /** Beneath one of them. */
  action?: (one: ShownEvidence) => ComponentChildren;
}) {
  const say = useSay();
  const day = useDay();
  return (
    <ul class="plain-list">
      {of.map((one) => (
        <li class="evidence" id={one.id}>
          <h3>
            <Text of={one.name} />
          </h3>
          <p class="small">
            {say(one.isLater ? 'evidence.later-on' : 'evidence.handed-in-on', { day: day(one.at) })}
          </p>
          {one.items.map((item) => (
            <Item of={item} pathOf={pathOf} />
          ))}
          {action?.(one)}
        </li>
      ))}
    </ul>
  );
}

function Item({ of, pathOf }: { of: ShownItem; pathOf: ((file: FileId) => string) | undefined }) {
  const say = useSay();
  if (of.kind === 'text') return <p class="typed">{of.text}</p>;
  if (of.kind === 'link') {
    return (
      <p class="linked">
        <Icon is="link" />
        <a href={of.url} target="_blank" rel="noopener noreferrer nofollow ugc">
          {of.url}
        </a>
      </p>
    );
  }
  return (
    <p class="with-icon">
      <Icon is="file" />
      <span>
        {of.open && pathOf ? (
          <a href={pathOf(of.open)} target="_blank" rel="noopener" data-test="evidence-file">
            {of.alt ?? of.name}
          </a>
        ) : (
          (of.alt ?? say('evidence.file', { name: of.name }))
        )}
      </span>
    </p>
  );
}
