import type { Wallet } from '../../../core/badges/open-wallet.ts';
import { nameOf } from '../../../core/people/person.ts';
import { useHere, useSay } from '../here.ts';
import { Button, Field, Form } from '../parts/form.tsx';
import { Icon } from '../parts/icon.tsx';
import { Link } from '../parts/link.tsx';
import type { Shown } from './wallet-view.tsx';

/** Addresses that badges are issued to, and the code that verifies another. */
export function Emails({
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

/** To read one's badges on any device. */
export function PrivateLink({ shown }: { shown: Shown }) {
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
