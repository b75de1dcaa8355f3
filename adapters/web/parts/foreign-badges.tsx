import type { ForeignBadge } from '../../../core/badges/foreign-badge.ts';
import { presentedAgain } from '../../../core/badges/own-foreign-badge.ts';
import { useSay } from '../here.ts';
import { Button, Form } from './form.tsx';
import { Link } from './link.tsx';
import { useDay } from './standing.tsx';

/** Badges of other sites, apart from one's own: what they say of themselves, and what our verifier said of them. */
export function FromElsewhere({ of }: { of: readonly ForeignBadge[] }) {
  const say = useSay();
  return (
    <section class="card" aria-labelledby="foreign">
      <h2 id="foreign">{say('foreign.title')}</h2>
      <p class="soft">{say('foreign.about')}</p>
      <ul class="plain-list">
        {of.map((badge) => (
          <Foreign of={badge} />
        ))}
      </ul>
      <p>
        <Link to="/me/badges/import" class="button quiet" hook="import">
          {say('foreign.add')}
        </Link>
      </p>
    </section>
  );
}

const tones = {
  valid: 'good',
  expired: 'waits',
  revoked: 'bad',
  changed: 'bad',
  withdrawn: 'bad',
  unknown: 'bad',
} as const;

/** Words of strangers: as text, and their site as a link that leads nowhere by itself. */
function Foreign({ of }: { of: ForeignBadge }) {
  const say = useSay();
  const day = useDay();
  const { shown } = of;
  return (
    <li class="evidence" data-test="foreign">
      <h3>
        {shown.name} <span class={`chip ${tones[of.verdict]}`}>{say(`verify.${of.verdict}`)}</span>
      </h3>
      <p class="small">
        {say('verify.issuer', { organiser: shown.issuer.name || say('verify.issuer.unnamed') })}
        {shown.issuer.url ? (
          <>
            {' '}
            <a href={shown.issuer.url} target="_blank" rel="noopener noreferrer nofollow">
              {new URL(shown.issuer.url).host}
            </a>
          </>
        ) : null}
        {shown.issuedAt ? ` · ${day(shown.issuedAt)}` : ''}
      </p>
      {of.reason ? <p class="small">{of.reason}</p> : null}
      <p class="small">
        {say(of.isTheirs ? 'foreign.theirs' : 'foreign.not-shown-theirs')}{' '}
        {say('foreign.checked-on', { day: day(of.checkedAt) })}
      </p>
      <div class="row">
        {presentedAgain(of) ? (
          <Form action="/me/badges/check-foreign">
            <input type="hidden" name="badge" value={of.id} />
            <Button kind="quiet" label={say('foreign.check-one', { name: shown.name })} hook="check-foreign">
              {say('foreign.check')}
            </Button>
          </Form>
        ) : null}
        <Form action="/me/badges/remove-foreign">
          <input type="hidden" name="badge" value={of.id} />
          <Button kind="quiet" label={say('foreign.remove-one', { name: shown.name })} hook="remove-foreign">
            {say('later.remove')}
          </Button>
        </Form>
      </div>
    </li>
  );
}
