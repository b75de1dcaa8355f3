import type { EvidenceItem } from '../../../core/evidence/evidence.ts';
import type { EvidenceId } from '../../../core/ids.ts';
import type { EvidenceView, ReviewView } from '../../../core/playlists/step-view.ts';
import { ago } from '../../conversation/words/dates.ts';
import { useHere, useSay } from '../here.ts';
import { Icon } from './icon.tsx';

/** One version of what was handed in, and what was said about it. Everything in it is text, never markup. */
export function EvidenceShown({ of, hideReviews }: { of: EvidenceView; hideReviews?: boolean }) {
  const say = useSay();
  const { now, visitor } = useHere();
  return (
    <div class="evidence">
      <p class="small">
        {say('evidence.version', { version: of.version, ago: ago(visitor.language, of.at, now) })}
      </p>
      {of.items.map((item) => (
        <Item evidence={of.id} item={item} />
      ))}
      {of.note ? (
        <p class="note">
          <span class="label">{say('evidence.note')}</span>
          {of.note}
        </p>
      ) : null}
      {hideReviews ? null : of.reviews.map((review) => <ReviewShown of={review} />)}
    </div>
  );
}

function Item({ evidence, item }: { evidence: EvidenceId; item: EvidenceItem }) {
  if (item.kind === 'text') return <p class="typed">{item.text}</p>;
  if (item.kind === 'link') return <ForeignLink url={item.url} />;
  return <FileShown evidence={evidence} item={item} />;
}

/** Its host is shown, so that nobody is led somewhere unawares; the other side learns nothing about us. */
function ForeignLink({ url }: { url: string }) {
  const say = useSay();
  return (
    <p class="linked">
      <Icon is="link" />
      <span>
        <a href={url} target="_blank" rel="noopener noreferrer nofollow">
          {url}
        </a>{' '}
        <span class="small">{say('evidence.leads-to', { host: new URL(url).host })}</span>
      </span>
    </p>
  );
}

type FileItem = Extract<EvidenceItem, { readonly kind: 'file' }>;

function FileShown({ evidence, item }: { evidence: EvidenceId; item: FileItem }) {
  const say = useSay();
  const address = `/app/files/${evidence}/${item.file}`;
  const id = `file-${item.file}`;
  const isPicture = item.medium === 'image';
  const isRecording = item.medium === 'audio' || item.medium === 'video';
  return (
    <div class="handed-file">
      {isPicture ? (
        <div
          id={id}
          class="picture"
          hx-get={`${address}/show`}
          hx-trigger="intersect once"
          hx-swap="innerHTML"
          hx-target="this"
        >
          <p class="small">{say('evidence.picture-loads')}</p>
        </div>
      ) : (
        <div id={id} />
      )}
      <div class="row">
        <span class="file-name">
          <Icon is="file" /> {item.name} <span class="small">{sizeOf(say, item.bytes)}</span>
        </span>
        {isRecording ? (
          <button
            type="button"
            class="button quiet small-button"
            hx-get={`${address}/show`}
            hx-target={`#${id}`}
            hx-swap="innerHTML"
          >
            {say('evidence.play')}
            <span class="unseen"> {item.name}</span>
          </button>
        ) : null}
        <form method="post" action={`${address}/download`} hx-post={`${address}/download`} hx-swap="none">
          <button type="submit" class="button quiet small-button">
            {say('evidence.download')}
            <span class="unseen"> {item.name}</span>
          </button>
        </form>
      </div>
      {item.alt && !isPicture ? <p class="small">{item.alt}</p> : null}
    </div>
  );
}

const sizeOf = (say: ReturnType<typeof useSay>, bytes: number): string =>
  bytes < 1024 * 1024
    ? say('evidence.kilobytes', { count: Math.max(1, Math.round(bytes / 1024)) })
    : say('evidence.megabytes', { count: Math.round(bytes / (1024 * 1024)) });

/** A reviewer's word; never their name. */
export function ReviewShown({ of }: { of: ReviewView }) {
  const say = useSay();
  const { now, visitor } = useHere();
  return (
    <div class={`review ${of.decision}`}>
      <p class="small">
        <strong>{say(`review.${of.decision}.${of.from}`)}</strong> · {ago(visitor.language, of.at, now)}
      </p>
      {of.words ? <p class="typed">{of.words}</p> : null}
    </div>
  );
}
