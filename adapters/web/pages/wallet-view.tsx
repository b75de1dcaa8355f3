import type { ComponentChildren } from 'preact';
import type { AwardView } from '../../../core/badges/award-view.ts';
import type { ForeignBadge } from '../../../core/badges/foreign-badge.ts';
import type { Wallet } from '../../../core/badges/open-wallet.ts';
import { nameOf, type Person } from '../../../core/people/person.ts';
import { useHere, useSay } from '../here.ts';
import { BadgePicture } from '../parts/badge-picture.tsx';
import { FromElsewhere } from '../parts/foreign-badges.tsx';
import { Button, Field, Form } from '../parts/form.tsx';
import { Icon } from '../parts/icon.tsx';
import { Link } from '../parts/link.tsx';
import { useDay } from '../parts/standing.tsx';
import { Why } from '../parts/telling.tsx';
import { Text } from '../parts/texts.tsx';

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

function Emails({
  of: { person },
  shown: { waitingFor, others },
}: {
  of: Wallet;
  shown: Pick<Shown, 'waitingFor' | 'others'>;
}) {
  const say = useSay();
  const verified = person.emails.filter(({ verifiedAt }) => verifiedAt !== null);
  return (
    <section class="card" aria-labelledby="emails">
      <h2 id="emails">{say('wallet.email.title')}</h2>
      <p class="soft">{say('wallet.email.about')}</p>
      {verified.length > 0 ? (
        <ul class="plain-list">
          {verified.map(({ address }) => (
            <li class="row">
              <span class="with-icon">
                <Icon is="check" /> {address}
              </span>
              <Form
                action="/me/badges/forget-email"
                label={say('wallet.email.remove-one', { email: address })}
              >
                <input type="hidden" name="email" value={address} />
                <Button kind="quiet">{say('wallet.email.remove')}</Button>
              </Form>
            </li>
          ))}
        </ul>
      ) : null}
      {others.map(({ email, other }) => (
        <div class="aside" data-test="another">
          <p>{say('wallet.join.about', { email, name: nameOf(other) })}</p>
          <Form action="/me/badges/join">
            <input type="hidden" name="email" value={email} />
            <Button kind="quiet" hook="join">
              {say('wallet.join.button')}
            </Button>
          </Form>
        </div>
      ))}
      {waitingFor === null ? (
        <Form action="/me/badges/email" name="email">
          <Field
            id="email"
            name="email"
            kind="email"
            label={say('wallet.email.add')}
            most={254}
            hook="email"
            isNeeded
          />
          <Button kind="quiet" hook="send-code">
            {say('wallet.email.send')}
          </Button>
        </Form>
      ) : (
        <Form action="/me/badges/code" name="code">
          <input type="hidden" name="email" value={waitingFor} />
          <p>{say('wallet.email.wait', { email: waitingFor })}</p>
          <Field id="code" name="code" label={say('wallet.email.code')} most={20} hook="code" isNeeded />
          <div class="row">
            <Button hook="verify-code">{say('wallet.email.check')}</Button>
            <Link to="/me/badges">{say('sign-in.sent.again')}</Link>
          </div>
        </Form>
      )}
    </section>
  );
}

function PrivateLink({ shown }: { shown: Shown }) {
  const say = useSay();
  const { visitor } = useHere();
  return (
    <section class="card" aria-labelledby="private-link">
      <h2 id="private-link">{say('wallet.link.title')}</h2>
      <p class="soft">{say(visitor.by === 'visit' ? 'wallet.link.about-course' : 'wallet.link.about')}</p>
      {shown.link ? (
        <div class="aside">
          <p class="with-icon">
            <Icon is="link" />
            <a href={shown.link} target="_blank" rel="noopener noreferrer" data-test="private-link">
              {shown.link}
            </a>
          </p>
          <p class="small">{say('wallet.link.keep')}</p>
        </div>
      ) : null}
      <div class="row">
        <Form action="/me/badges/link">
          <Button kind="quiet" hook="make-link">
            {say(shown.hasLink ? 'wallet.link.renew' : 'wallet.link.make')}
          </Button>
        </Form>
        {shown.hasLink ? (
          <Form action="/me/badges/end-link">
            <Button kind="danger" hook="end-link">
              {say('wallet.link.end')}
            </Button>
          </Form>
        ) : null}
      </div>
    </section>
  );
}
