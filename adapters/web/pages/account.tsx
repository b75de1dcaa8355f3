import { z } from 'zod';
import { type Instant, millis } from '../../../core/instant.ts';
import type { Someone } from '../../../core/people/actor.ts';
import { changeSettings } from '../../../core/people/change-settings.ts';
import { mintLinkCode } from '../../../core/people/mint-link-code.ts';
import type { Person } from '../../../core/people/person.ts';
import { type AccountView, seeAccount } from '../../../core/people/see-account.ts';
import { settingNames, settingsOf } from '../../../core/people/settings.ts';
import { UndoMerge, undoMerge } from '../../../core/people/undo-merge.ts';
import { UnlinkIdentity, unlinkIdentity } from '../../../core/people/unlink-identity.ts';
import { hourOf } from '../../conversation/words/dates.ts';
import { chatLanguages } from '../../conversation/words/say.ts';
import { type Answer, type Here, sayHere, useHere, useSay } from '../here.ts';
import { type Page, post } from '../page.ts';
import { Button, Field, Form } from '../parts/form.tsx';
import { useDay } from '../parts/standing.tsx';
import { tellingOf } from '../parts/telling.tsx';
import { refusedAnswer } from '../refused.ts';
import { notFoundAnswer } from './trouble.tsx';

type Params = Record<never, never>;
type At = Here<Params, Someone>;

const Settings = z.object({
  name: z.string().max(60).optional(),
  language: z.enum(chatLanguages),
  wishes: z.union([z.enum(settingNames).transform((one) => [one]), z.array(z.enum(settingNames))]).optional(),
});

/** One's own account: continuing in chat, the ways in, what was joined, and wishes. */
export const accountPage: Page<Params> = {
  path: '/me/account',
  params: z.object({}),
  get: (here) => account(here),
  posts: {
    code: post({ schema: z.object({}), again: (here: At) => account(here), run: code }),
    unlink: post({ schema: UnlinkIdentity, again: (here: At) => account(here), run: unlink }),
    'undo-merge': post({ schema: UndoMerge, again: (here: At) => account(here), run: undo }),
    settings: post({ schema: Settings, again: (here: At) => account(here), run: save }),
  },
};

/** How coming back from a platform's own sign-in ended. */
const Came = z.enum(['connected', 'already', 'over']);

interface Minted {
  readonly code: string;
  readonly until: Instant;
}

async function account(here: At, minted: Minted | null = null): Promise<Answer> {
  const seen = await seeAccount(here.web.ports, here.who);
  if (seen.refused) return notFoundAnswer(here);
  const said = sayHere(here);
  const bySlack = Came.safeParse(here.req.query['slack']).data;
  const byDiscord = Came.safeParse(here.req.query['discord']).data;
  return {
    title: said('account.title'),
    body: <Account of={seen.done} minted={minted} />,
    ...(bySlack ? { said: said(`account.slack.${bySlack}`) } : {}),
    ...(byDiscord ? { said: said(`account.discord.${byDiscord}`) } : {}),
  };
}

async function code(here: At): Promise<Answer> {
  const minted = await mintLinkCode(here.web.ports, here.who);
  if (minted.refused) return notFoundAnswer(here);
  return { ...(await account(here, minted.done)), said: sayHere(here)('account.code.made') };
}

async function unlink(here: At, input: UnlinkIdentity): Promise<Answer> {
  const unlinked = await unlinkIdentity(here.web.ports, here.who, input);
  if (unlinked.refused) {
    return refusedAnswer(here, unlinked.refused, tellingOf(here, []), (at) => account(at));
  }
  return { ...(await account(here)), said: sayHere(here)('account.unlinked') };
}

async function undo(here: At, input: UndoMerge): Promise<Answer> {
  const undone = await undoMerge(here.web.ports, here.who, input);
  if (undone.refused) return refusedAnswer(here, undone.refused, tellingOf(here, []), (at) => account(at));
  return { ...(await account(here)), said: sayHere(here)('account.merge.undone') };
}

async function save(here: At, { name, language, wishes = [] }: z.infer<typeof Settings>): Promise<Answer> {
  const changed = await changeSettings(here.web.ports, here.who, {
    displayName: name?.trim() || null,
    language,
    ...Object.fromEntries(settingNames.map((one) => [one, wishes.includes(one)])),
  });
  if (changed.refused) return notFoundAnswer(here);
  return { ...(await account(here)), said: sayHere(here)('account.saved') };
}

function Account({ of, minted }: { of: AccountView; minted: Minted | null }) {
  const say = useSay();
  return (
    <>
      <h1>{say('account.title')}</h1>
      <Continue minted={minted} />
      <WaysIn of={of} />
      {of.merges.length > 0 ? <Merges of={of} /> : null}
      <Wishes of={of.person} />
    </>
  );
}

function Continue({ minted }: { minted: Minted | null }) {
  const say = useSay();
  const { visitor, now } = useHere();
  return (
    <section class="card" id="continue" aria-labelledby="continue-title">
      <h2 id="continue-title">{say('account.continue')}</h2>
      <p>{say('account.continue.about')}</p>
      {minted ? (
        <>
          <p class="big-code" data-test="link-code">
            {minted.code}
          </p>
          <p>
            {say('account.code.type')} <code>/account connect</code> · <code>/col connect {minted.code}</code>
          </p>
          <p class="small">
            {say('account.code.until', {
              minutes: Math.max(1, Math.round((millis(minted.until) - millis(now)) / 60_000)),
              at: hourOf(visitor.language, minted.until, 'UTC'),
            })}
          </p>
        </>
      ) : null}
      <Form action="/me/account/code" swaps="continue">
        <Button kind={minted ? 'quiet' : 'main'} hook="get-code">
          {say(minted ? 'account.code.another' : 'account.code.get')}
        </Button>
      </Form>
      {visitor.by === 'session' ? <ConnectBy /> : null}
    </section>
  );
}

/** By the platform's own sign-in; not inside a course, whose frame keeps nothing to come back to. */
function ConnectBy() {
  const say = useSay();
  const { web } = useHere();
  return (
    <>
      {(web.config.connects ?? []).map(({ kind, atLeast }) => (
        <p>
          <a class="button quiet" href={`/${kind}/connect?atLeast=${atLeast}`} hx-boost="false">
            {say(`account.connect.${kind}`, { age: atLeast })}
          </a>
          {kind === 'discord' ? (
            <>
              {' '}
              <a class="button quiet" href={`/discord/connect?atLeast=${atLeast}&roles=on`} hx-boost="false">
                {say('account.connect.discord.roles')}
              </a>
            </>
          ) : null}
        </p>
      ))}
    </>
  );
}

function WaysIn({ of }: { of: AccountView }) {
  const say = useSay();
  const day = useDay();
  return (
    <section class="card" aria-labelledby="ways-title">
      <h2 id="ways-title">{say('account.ways')}</h2>
      <p class="soft">{say('account.ways.about')}</p>
      {of.identities.length === 0 ? <p class="empty">{say('account.ways.none')}</p> : null}
      <ul class="rows">
        {of.identities.map(({ id, kind, at }) => (
          <li>
            <p>
              <strong>{say(`account.way.${kind}`)}</strong>{' '}
              <span class="small">{say('account.way.since', { day: day(at) })}</span>
            </p>
            {kind === 'lti' || kind === 'email' || of.identities.length === 1 ? null : (
              <Form action="/me/account/unlink">
                <input type="hidden" name="identity" value={id} />
                <Button
                  kind="quiet"
                  hook={`unlink-${kind}`}
                  label={say('account.unlink.label', { what: say(`account.way.${kind}`) })}
                >
                  {say('account.unlink')}
                </Button>
              </Form>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Merges({ of }: { of: AccountView }) {
  const say = useSay();
  const day = useDay();
  return (
    <section class="card" aria-labelledby="merges-title">
      <h2 id="merges-title">{say('account.merges')}</h2>
      <ul class="rows">
        {of.merges.map(({ merge, alias, until }) => (
          <li>
            <p>{say('account.merge', { alias, day: day(merge.at), until: day(until) })}</p>
            <Form action="/me/account/undo-merge">
              <input type="hidden" name="merge" value={merge.id} />
              <Button kind="quiet" hook="undo-merge">
                {say('account.merge.undo')}
              </Button>
            </Form>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Wishes({ of }: { of: Person }) {
  const say = useSay();
  const { visitor } = useHere();
  const set = settingsOf(of);
  const current = chatLanguages.find((one) => one === of.language) ?? visitor.language;
  return (
    <Form action="/me/account/settings" class="card">
      <h2>{say('account.wishes')}</h2>
      <Field
        id="name"
        name="name"
        label={say('chat.settings.name')}
        hint={say('account.name.hint', { alias: of.alias })}
        value={of.displayName ?? ''}
        most={60}
      />
      <div class="field">
        <label for="language">{say('chat.settings.language')}</label>
        <p class="hint" id="language-hint">
          {say('account.language.hint')}
        </p>
        <select id="language" name="language" aria-describedby="language-hint">
          {chatLanguages.map((one) => (
            <option value={one} selected={one === current}>
              {say(`chat.language.${one}`)}
            </option>
          ))}
        </select>
      </div>
      <fieldset>
        <legend>{say('account.wishes.chat')}</legend>
        {settingNames.map((name) => (
          <label class="choice">
            <input type="checkbox" name="wishes" value={name} checked={set[name]} />{' '}
            {say(`chat.settings.${name}`)}
          </label>
        ))}
      </fieldset>
      <Button kind="quiet" hook="save-settings">
        {say('account.save')}
      </Button>
    </Form>
  );
}
