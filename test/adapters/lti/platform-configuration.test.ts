import { PlatformConfiguration, troubleWithHosts } from '../../../adapters/lti/platform-configuration.ts';

const configOf = (issuer: string, host: string) =>
  PlatformConfiguration.parse({
    issuer,
    authorization_endpoint: `https://${host}/api/lti/authorize_redirect`,
    token_endpoint: `https://${host}/login/oauth2/token`,
    jwks_uri: `https://${host}/api/lti/security/jwks`,
    registration_endpoint: `https://${host}/api/lti/registrations`,
  });

describe('N76 a configuration speaks for its own host', () => {
  it.each([
    ['its own issuer', 'https://lms.example', 'lms.example', 'lms.example'],
    ['its own issuer on a port', 'https://lms.example:8443', 'lms.example:8443', 'lms.example:8443'],
    [
      'a school of Canvas',
      'https://canvas.instructure.com',
      'school.instructure.com',
      'school.instructure.com',
    ],
    [
      'the common sign-in of Canvas',
      'https://canvas.instructure.com',
      'sso.canvaslms.com',
      'sso.canvaslms.com',
    ],
    [
      'Canvas’ test sites',
      'https://canvas.test.instructure.com',
      'sso.test.canvaslms.com',
      'x.instructure.com',
    ],
  ])('%s passes', (_name, issuer, host, fetchedFrom) => {
    expect(troubleWithHosts(configOf(issuer, host), `https://${fetchedFrom}/config`)).toBeNull();
  });

  it.each([
    ['Canvas’ issuer from elsewhere', 'https://canvas.instructure.com', 'evil.example', 'evil.example'],
    [
      'Canvas’ issuer, fetched elsewhere',
      'https://canvas.instructure.com',
      'x.instructure.com',
      'evil.example',
    ],
    [
      'a host that only ends like Canvas’',
      'https://canvas.instructure.com',
      'evilinstructure.com',
      'evilinstructure.com',
    ],
    [
      'an issuer that only begins like Canvas’',
      'https://canvas.instructure.com.evil.example',
      'evil.example',
      'evil.example',
    ],
    ['another issuer', 'https://other.example', 'lms.example', 'lms.example'],
    ['another port', 'https://lms.example:8443', 'lms.example', 'lms.example'],
    ['endpoints elsewhere', 'https://lms.example', 'other.example', 'lms.example'],
  ])('%s does not', (_name, issuer, host, fetchedFrom) => {
    expect(troubleWithHosts(configOf(issuer, host), `https://${fetchedFrom}/config`)).toBe('ISSUER_MISMATCH');
  });
});

describe('A configuration', () => {
  it('lists its messages as words or as objects', () => {
    const lti = 'https://purl.imsglobal.org/spec/lti-platform-configuration';
    const read = PlatformConfiguration.parse({
      ...configOf('https://lms.example', 'lms.example'),
      [lti]: {
        messages_supported: ['LtiDeepLinkingRequest', { type: 'LtiResourceLinkRequest', placements: ['a'] }],
      },
    });

    expect(read[lti].messages_supported).toEqual([
      { type: 'LtiDeepLinkingRequest', placements: [] },
      { type: 'LtiResourceLinkRequest', placements: ['a'] },
    ]);
  });

  it('may name a bare host as its authorization server: it counts as none', () => {
    const read = PlatformConfiguration.parse({
      ...configOf('https://lms.example', 'lms.example'),
      authorization_server: 'lms.example',
    });

    expect(read.authorization_server).toBeUndefined();
  });
});
