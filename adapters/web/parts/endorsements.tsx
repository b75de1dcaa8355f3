import type { EndorsementView } from '../../../core/endorsements/list-endorsements.ts';
import type { Opportunity } from '../../../core/endorsements/opportunity.ts';
import { useSay } from '../here.ts';
import { Link } from './link.tsx';
import { useDay } from './standing.tsx';
import { Prose } from './texts.tsx';

/** Who stands behind something, each with its own verdict; nothing where nobody does. */
export function Endorsements(props: {
  readonly of: readonly EndorsementView[];
  /** The version that is shown. */
  readonly version?: number;
}) {
  const say = useSay();
  if (props.of.length === 0) return null;
  return (
    <section class="card" aria-labelledby="endorsements" data-test="endorsements">
      <h2 id="endorsements">{say('endorsements.title')}</h2>
      <ul class="rows">
        {props.of.map((view) => (
          <li>
            <Endorsed of={view} {...(props.version ? { version: props.version } : {})} />
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Endorsed({ of, version }: { readonly of: EndorsementView; readonly version?: number }) {
  const say = useSay();
  const { endorsement, standing } = of;
  const { coversVersion, text } = endorsement;
  const isValid = standing.is === 'valid';
  const isOther =
    coversVersion !== null && (version === undefined ? of.isOfEarlier : version !== coversVersion);
  return (
    <div data-test="endorsement">
      <p>
        <strong>{of.endorser}</strong> <Verdict of={of} />
      </p>
      {isValid && text ? <Prose of={text} class="prose quote" /> : null}
      {isOther ? <p class="small">{say('endorsements.for-version', { version: coversVersion })}</p> : null}
      {of.isOrganiser ? null : <p class="small">{say('endorsements.no-account')}</p>}
      {isValid && endorsement.opportunity ? (
        <Offered of={endorsement.opportunity} left={of.placesLeft} />
      ) : null}
      <p class="small">
        <a href={`/b/endorsements/${endorsement.address}`}>{say('endorsements.look')}</a>
      </p>
    </div>
  );
}

/** Of the endorsement itself, whatever becomes of the badge. */
function Verdict({ of: { standing, endorsement } }: { of: EndorsementView }) {
  const say = useSay();
  const day = useDay();
  if (standing.is === 'valid') {
    const on = endorsement.signedAt ? day(endorsement.signedAt) : '';
    return <span class="chip good">{say('endorsements.valid', { day: on })}</span>;
  }
  const key = `endorsements.${standing.is}` as const;
  return <span class="chip waits">{say(key, { day: day(standing.at) })}</span>;
}

export function Offered({ of, left }: { readonly of: Opportunity; readonly left: number | null }) {
  const say = useSay();
  const day = useDay();
  return (
    <p data-test="opportunity">
      <span class="chip now">{say(`opportunity.kind.${of.kind}`)}</span> {of.what}{' '}
      <span class="small">
        {[
          left === null ? null : say('opportunity.places', { left }),
          of.until ? say('opportunity.until', { day: day(of.until) }) : null,
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </p>
  );
}

/** "You can now…": what its holders may ask for. */
export function YouCanNow({ of }: { readonly of: readonly EndorsementView[] }) {
  const say = useSay();
  const open = of.filter(({ standing, endorsement }) => standing.is === 'valid' && endorsement.opportunity);
  if (open.length === 0) return null;
  return (
    <section class="card" data-test="you-can-now">
      <h2>{say('opportunity.now')}</h2>
      <ul class="rows">
        {open.map(({ endorsement, endorser, placesLeft }) => (
          <li>
            <p class="small">{endorser}</p>
            {endorsement.opportunity ? <Offered of={endorsement.opportunity} left={placesLeft} /> : null}
            <Link to={`/app/opportunities/${endorsement.id}`} class="button quiet" hook="opportunity-open">
              {say('opportunity.interested')}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
