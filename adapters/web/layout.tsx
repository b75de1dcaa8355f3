import { renderToString } from 'preact-render-to-string';
import { addressOf } from './assets.ts';
import { type Answer, type Here, HereContext, useHere, useSay } from './here.ts';
import { Refused } from './parts/form.tsx';
import { Link } from './parts/link.tsx';
import { NoticeList, type NoticeView } from './parts/notices.tsx';

/** Nothing is evaluated, nothing leaves this site, no page is kept in the browser's storage; answers of every status are shown. */
const htmxConfig = JSON.stringify({
  selfRequestsOnly: true,
  allowEval: false,
  allowScriptTags: false,
  historyCacheSize: 0,
  historyEnabled: false,
  includeIndicatorStyles: false,
  scrollBehavior: 'auto',
  responseHandling: [
    { code: '204', swap: false },
    { code: '...', swap: true },
  ],
});

interface Drawn {
  readonly answer: Answer;
  readonly notices: readonly NoticeView[];
}
type DrawnHere = Drawn & { readonly here: Here };

/** The whole document. @param token of a visit: htmx sends it with every request that begins in the body */
export function renderDocument({ here, ...drawn }: DrawnHere, token: string | null): string {
  return `<!doctype html>${renderToString(
    <HereContext.Provider value={here}>
      <Document {...drawn} token={token} />
    </HereContext.Provider>,
  )}`;
}

/** What htmx takes: the title, the message and the page's middle. */
export function renderPart({ here, answer, notices }: DrawnHere): string {
  if (answer.isFragment) {
    return renderToString(<HereContext.Provider value={here}>{answer.body}</HereContext.Provider>);
  }
  // What looks again by itself says nothing, and must not take away what was said.
  const isQuiet = here.req.method === 'GET' && here.req.get('hx-target') !== 'page' && !answer.said;
  return renderToString(
    <HereContext.Provider value={here}>
      <title>{titleOf(answer)}</title>
      {isQuiet ? null : <Said said={answer.said} isSwapped />}
      <Middle answer={answer} notices={notices} />
    </HereContext.Provider>,
  );
}

const titleOf = (answer: Answer): string => `${answer.title} · Cities of Learning`;

function Document({ answer, notices, token }: Drawn & { token: string | null }) {
  const { visitor, nonce } = useHere();
  const headers = token ? { 'hx-headers': JSON.stringify({ Authorization: `Bearer ${token}` }) } : {};
  return (
    <html lang={visitor.language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="htmx-config" content={htmxConfig} />
        <title>{titleOf(answer)}</title>
        {answer.head}
        <link rel="icon" href={addressOf('icon.svg')} type="image/svg+xml" />
        <link rel="stylesheet" href={addressOf('app.css')} />
        <script nonce={nonce} src={addressOf('htmx.js')} defer />
        <script nonce={nonce} src={addressOf('app.js')} defer />
      </head>
      <body {...headers} data-visit={visitor.by}>
        <SkipLink />
        <Header />
        <Said said={answer.said} />
        <Middle answer={answer} notices={notices} />
        <Footer />
      </body>
    </html>
  );
}

function SkipLink() {
  const say = useSay();
  return (
    <a class="skip" href="#page">
      {say('page.skip')}
    </a>
  );
}

function Header() {
  const say = useSay();
  const { visitor } = useHere();
  return (
    <header class="top">
      {visitor.by === 'visit' ? (
        <span class="brand">
          <Mark /> {say('page.site')}
        </span>
      ) : (
        <a class="brand" href="/">
          <Mark /> {say('page.site')}
        </a>
      )}
      <nav aria-label={say('page.nav')}>
        {visitor.by === 'session' ? (
          <>
            {visitor.actor.roles.length > 0 ? <Link to="/app">{say('page.nav.mine')}</Link> : null}
            <Link to="/me/badges">{say('page.nav.badges')}</Link>
            <Link to="/me/account">{say('page.nav.account')}</Link>
            <Link to="/sign-out">{say('sign-out.title')}</Link>
          </>
        ) : null}
        {visitor.visit?.seat ? <Link to="/app/course">{say('page.nav.course')}</Link> : null}
        {visitor.visit?.seat?.as === 'teacher' ? <Link to="/app/class">{say('page.nav.class')}</Link> : null}
        {visitor.visit?.seat?.as === 'learner' ? (
          <Link to="/me/badges" hook="my-badges">
            {say('page.nav.badges')}
          </Link>
        ) : null}
        {visitor.visit?.seat ? (
          <Link to="/me/account" hook="my-account">
            {say('page.nav.account')}
          </Link>
        ) : null}
      </nav>
    </header>
  );
}

const Mark = () => (
  <svg class="mark" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
    <path
      d="M4 20V9l5-3 5 3v11M14 20v-7l6-3v10M2 20h20"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linejoin="round"
      stroke-linecap="round"
    />
  </svg>
);

/** A live region: it stays while the page's middle changes, so that screen readers hear what happened. */
function Said({ said, isSwapped }: { said?: string | undefined; isSwapped?: boolean }) {
  return (
    <div id="said" role="status" aria-live="polite" {...(isSwapped ? { 'hx-swap-oob': 'innerHTML' } : {})}>
      {said ? <p class="said">{said}</p> : null}
    </div>
  );
}

function Middle({ answer, notices }: Drawn) {
  return (
    <main id="page" tabIndex={-1} class={answer.isWide ? 'wide' : undefined}>
      <NoticeList notices={notices} />
      <Refused form="" />
      {answer.body}
    </main>
  );
}

function Footer() {
  const say = useSay();
  return (
    <footer class="bottom">
      <a href="/privacy" target="_blank" rel="noopener">
        {say('page.privacy')}
      </a>
      <a href="/terms" target="_blank" rel="noopener">
        {say('page.terms')}
      </a>
    </footer>
  );
}
