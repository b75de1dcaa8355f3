import { ConfigFault, readConfig } from '../../adapters/config.ts';

/** What the operator is told. */
function troubles(env: Record<string, string>): string[] {
  try {
    readConfig(env);
    return [];
  } catch (fault) {
    if (fault instanceof ConfigFault) return fault.message.split('\n');
    throw fault;
  }
}

const named = (env: Record<string, string>) => troubles(env).map((line) => line.split(':')[0]);

describe('The configuration', () => {
  it('needs nothing on the machine of whoever tries it', () => {
    expect(troubles({})).toEqual([]);
  });

  it.each([
    ['BASE_URL', 'foo'],
    ['BASE_URL', 'ftp://city.example'],
    ['BASE_URL', 'https://city.example/learn'],
    ['BASE_URL', 'https://city.example/?a'],
    ['PORT', 'abc'],
    ['PORT', '99999'],
    ['LOG_LEVEL', 'loud'],
    ['COL_SECRET', 'short'],
    ['MONGODB_URI', 'localhost:27017'],
    ['MONGODB_URI', 'mongodb://'],
  ])('names %s when it is %s', (variable, value) => {
    expect(named({ [variable]: value })).toEqual([variable]);
  });

  it('wants a mail server and its sender, or neither', () => {
    expect(named({ SMTP_URL: 'smtp://mail.example' })).toEqual(['SMTP_URL, MAIL_FROM']);
    expect(named({ MAIL_FROM: 'badges@city.example' })).toEqual(['SMTP_URL, MAIL_FROM']);
    expect(named({ SMTP_URL: 'mail.example', MAIL_FROM: 'nobody' }).sort()).toEqual([
      'MAIL_FROM',
      'SMTP_URL',
    ]);
    expect(
      troubles({ SMTP_URL: 'smtps://u:p@mail.example:465', MAIL_FROM: 'City <a@city.example>' }),
    ).toEqual([]);
  });

  it('names all that is wrong at once', () => {
    expect(named({ BASE_URL: 'foo', PORT: 'abc' }).sort()).toEqual(['BASE_URL', 'PORT']);
  });

  it('wants the secret and the address in production, and no practice LMS', () => {
    expect(named({ NODE_ENV: 'production', PRACTICE_LMS: 'on' }).sort()).toEqual([
      'BASE_URL',
      'COL_SECRET',
      'PRACTICE_LMS',
    ]);
  });

  it('takes who runs the site whole or not', () => {
    expect(troubles({ OPERATOR_NAME: 'City' })[0]).toContain('set both or neither');
  });
});
