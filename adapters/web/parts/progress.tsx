import type { Progress } from '../../../core/playlists/progress.ts';
import { useSay } from '../here.ts';

/** How far, in words and as a bar: "1 of 3 needed · 1 extra". */
export function ProgressShown({ of, id = 'progress' }: { readonly of: Progress; readonly id?: string }) {
  const say = useSay();
  const words = say('playlist.progress', { reached: of.reached, needed: of.needed, extra: of.extra });
  return (
    <div id={id} class="progress">
      <p data-test="progress">{words}</p>
      <progress max={of.needed} value={of.reached} aria-label={say('playlist.progress.label')}>
        {words}
      </progress>
    </div>
  );
}
