import type { Progress } from '../../../core/playlists/progress.ts';
import { useSay } from '../here.ts';

/** How far, in words and as a bar: "1 of 3 needed · 1 extra". */
export function ProgressShown({ of }: { readonly of: Progress }) {
  const say = useSay();
  const words = say('playlist.progress', { reached: of.reached, needed: of.needed, extra: of.extra });
  return (
    <div id="progress" class="progress">
      <p data-test="progress">{words}</p>
      <progress max={of.needed} value={of.reached} aria-label={say('playlist.progress.label')}>
        {words}
      </progress>
    </div>
  );
}
