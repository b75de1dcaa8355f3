import { ltiIsOffBecause, wouldPrintTokens } from '../../../adapters/lti/config.ts';

describe('LTI answers', () => {
  it.each(['https://col.example', 'https://col.example:8443', 'http://localhost:3000', 'http://a.localhost'])(
    'at %s',
    (baseUrl) => {
      expect(ltiIsOffBecause(baseUrl)).toBeNull();
    },
  );

  it.each(['http://col.example', 'http://192.168.1.5:3000', 'http://localhost.evil.example'])(
    'not at %s, and says why',
    (baseUrl) => {
      expect(ltiIsOffBecause(baseUrl)).toContain(baseUrl);
    },
  );
});

describe('DEBUG', () => {
  it.each(['provider:*', 'provider:auth', '*', 'express,provider:main', 'p*', 'a b provider:* c', '*:auth'])(
    'with %s would print tokens',
    (debug) => {
      expect(wouldPrintTokens(debug)).toBe(true);
    },
  );

  it.each([undefined, '', 'express:*', '-provider:*', 'provider', 'my.provider:*', 'provider:authors'])(
    'with %s would not',
    (debug) => {
      expect(wouldPrintTokens(debug)).toBe(false);
    },
  );
});
