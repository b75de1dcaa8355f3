import type { Request, Response } from 'express';
import { frameScript, storageScript } from './cookieless-scripts.ts';
import { element, escaped, hiddenField, paragraph, sendSmallPage, type Words, wordsFor } from './html.ts';
import { framersOf, originOf, type Registration } from './registration.ts';
import type { LoginParameters } from './schema.ts';

export interface FramePage {
  /** Where the platform waits for us. */
  readonly platformUrl: string;
  readonly parameters: LoginParameters;
  readonly state: string;
  readonly bind: string;
  readonly registration: Registration;
}

/**
 * In a frame, before the platform is visited: can this browser keep our cookie here? If not, may the platform keep a
 * value for us? If not, a new window. Decided first, because some platforms let their hint be used once only.
 */
export function sendFramePage(req: Request, res: Response, page: FramePage): void {
  const { platformUrl, parameters, state, bind, registration } = page;
  const target = parameters.lti_storage_target;
  const words = wordsFor(req);
  sendSmallPage(res, words, {
    title: words.say('lti.frame.title'),
    framedBy: framersOf(registration),
    script: frameScript,
    data: {
      go: platformUrl,
      ...(target === undefined ? {} : { target, state, bind, origin: platformOrigin(registration) }),
    },
    body: [
      element('p', { id: 'opening' }, escaped(words.say('lti.frame.opening'))),
      element(
        'noscript',
        {},
        `${paragraph(words.say('lti.frame.no-script'))}${newWindow(words, parameters)}`,
      ),
      element('div', { id: 'blocked', hidden: '' }, [
        paragraph(words.say('lti.frame.blocked')),
        newWindow(words, parameters),
      ]),
    ],
  });
}

export interface StoragePage {
  readonly idToken: string;
  readonly state: string;
  readonly storageTarget: string;
  readonly registration: Registration;
}

/** The token is here and the cookie is not: the platform is asked for the value it keeps, then the token comes again with it. */
export function sendStoragePage(req: Request, res: Response, page: StoragePage): void {
  const { idToken, state, storageTarget, registration } = page;
  const words = wordsFor(req);
  sendSmallPage(res, words, {
    title: words.say('lti.frame.title'),
    framedBy: framersOf(registration),
    script: storageScript,
    data: { target: storageTarget, state, origin: platformOrigin(registration) },
    body: [
      paragraph(words.say('lti.frame.opening')),
      element('form', { id: 'again', method: 'post', action: '/lti/launch' }, [
        hiddenField('id_token', idToken),
        hiddenField('state', state),
        hiddenField('lti_bind', ''),
        element('noscript', {}, [
          paragraph(words.say('lti.frame.no-script')),
          element('button', { class: 'button main' }, escaped(words.say('lti.frame.continue'))),
        ]),
      ]),
    ],
  });
}

/** Messages of its storage come from where people sign in. */
const platformOrigin = ({ authUrl }: Registration): string => originOf(authUrl)[0] ?? '';

/**
 * In a window of its own the cookie is first-party; the login begins there anew. A link and no form: the page's policy
 * lets forms go to ourselves only, and browsers hold them to it where the login redirects to the platform.
 */
function newWindow(words: Words, parameters: LoginParameters): string {
  const { lti_storage_target: _none, ...asked } = parameters;
  const known = Object.entries(asked).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const href = `/lti/login?${new URLSearchParams(known)}`;
  const link = { class: 'button main', href, target: '_blank', rel: 'noopener', 'data-test': 'new-window' };
  return element('p', {}, element('a', link, escaped(words.say('lti.frame.new-window'))));
}
