import type { Explanation } from '../../../core/explanation.ts';
import { useHere, useSay } from '../here.ts';
import { Link } from './link.tsx';
import { Why } from './telling.tsx';

/** A teacher, a visitor or a test student looks around; a teacher finds the way to what is theirs. */
export function EarnsNothing({ why }: { readonly why: Explanation }) {
  const say = useSay();
  const { visitor } = useHere();
  return (
    <p class="aside">
      <Why of={why} />{' '}
      {visitor.visit?.seat?.as === 'teacher' ? <Link to="/app/class">{say('page.nav.class')}</Link> : null}
    </p>
  );
}
