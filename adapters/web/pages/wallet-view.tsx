import type { ComponentChildren } from 'preact';
import type { AwardView } from '../../../core/badges/award-view.ts';
import type { ForeignBadge } from '../../../core/badges/foreign-badge.ts';
import type { Wallet } from '../../../core/badges/open-wallet.ts';
import { nameOf, type Person } from '../../../core/people/person.ts';
import { useSay } from '../here.ts';
import { BadgePicture } from '../parts/badge-picture.tsx';
import { FromElsewhere } from '../parts/foreign-badges.tsx';
import { Link } from '../parts/link.tsx';
import { useDay } from '../parts/standing.tsx';
import { Why } from '../parts/telling.tsx';
import { Text } from '../parts/texts.tsx';
import { Emails, PrivateLink } from './wallet-ways-in.tsx';

/** What an answer shows once. */
export interface Shown {
  /** A private link that was just made; only its digest is kept. */
  readonly link: string | null;
  readonly hasLink: boolean;
  /** An address that a code was mailed to. */
  readonly waitingFor: string | null;
  /** Addresses of theirs that sign in another account. */
  readonly others: readonly { readonly email: string; readonly other: Person }[];
}

export function WalletView({
  of,
  foreign,
  shown,
}: {
  of: Wallet;
  foreign: readonly ForeignBadge[];
  shown: Shown;
}) {
  const say = useSay();
  const isEmpty = of.awards.length + of.waiting.length === 0;
  return (
    <>
      <h1>{say('wallet.title')}</h1>
      <p class="soft">{say('wallet.about', { name: nameOf(of.person) })}</p>
      <p class="row">
        <Link to="/claim" class="button quiet" hook="have-code">
          {say('claim.have-code')}
        </Link>
        <Link to="/me/record" class="button quiet" hook="record">
          {say('record.title')}
        </Link>
      </p>
      {isEmpty ? <Nothing /> : <Badges of={of} addressOf={({ award }) => `/app/awards/${award.id}`} />}
      <FromElsewhere of={foreign} />
      <Emails of={of} shown={shown} />
      <PrivateLink shown={shown} />
    </>
  );
}

/** How one gets badges, for who has none yet. */
function Nothing() {
  const say = useSay();
  return (
    <section class="empty" data-test="no-badges">
      <h2>{say('wallet.empty.title')}</h2>
      <p>{say('wallet.empty.course')}</p>
      <p>{say('wallet.empty.code')}</p>
      <p>{say('wallet.empty.email')}</p>
    </section>
  );
}

/** @param props.addressOf the page of one badge; null: there is none for this reader */
export function Badges({
  of,
  addressOf,
  more,
}: {
  of: Pick<Wallet, 'awards' | 'waiting'>;
  addressOf: (view: AwardView) => string | null;
  /** Beneath each badge. */
  more?: (view: AwardView) => ComponentChildren;
}) {
  const say = useSay();
  return (
    <>
      {of.waiting.length > 0 ? (
        <section aria-labelledby="waiting">
          <h2 id="waiting">{say('wallet.waiting')}</h2>
          <ul class="plain-list">
            {of.waiting.map(({ award, badge, reasons }) => (
              <li class="award waiting" data-test="waiting">
                <BadgePicture of={badge.image} size={72} isFaint isDecoration />
                <div>
                  <h3>
                    <Text of={badge.name} />
                  </h3>
                  <p class="award-state">{say('award.state.waiting')}</p>
                  {reasons.map((reason) => (
                    <p class="small" key={award.id}>
                      <Why of={reason} />
                    </p>
                  ))}
                </div>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <ul class="wallet" data-test="badges">
        {of.awards.map((view) => (
          <WalletBadge of={view} address={addressOf(view)}>
            {more?.(view)}
          </WalletBadge>
        ))}
      </ul>
    </>
  );
}

const tones = { valid: 'good', expired: 'waits', revoked: 'bad', withdrawn: 'bad' } as const;

function WalletBadge({
  of,
  address,
  children,
}: {
  of: AwardView;
  address: string | null;
  children?: ComponentChildren;
}) {
  const say = useSay();
  const day = useDay();
  const { award, earned, organiser, standing } = of;
  const name = <Text of={earned.name} />;
  return (
    <li class="card wallet-badge" data-test="badge">
      <BadgePicture of={earned.image} size={88} isFaint={standing.is !== 'valid'} isDecoration />
      <div>
        <h3>
          {address ? (
            <Link to={address} class="stretched">
              {name}
            </Link>
          ) : (
            name
          )}
        </h3>
        <p class="small">
          {say('share.from', { organiser: organiser.name, day: day(award.issuedAt ?? award.earnedAt) })}
        </p>
        {standing.is === 'valid' ? null : (
          <p>
            <span class={`chip ${tones[standing.is]}`}>{say(`verify.${standing.is}`)}</span>
          </p>
        )}
        <p class="small">{say('wallet.seen-by', { who: say(`visibility.${award.badgeVisibility}`) })}</p>
        {children}
      </div>
    </li>
  );
}
