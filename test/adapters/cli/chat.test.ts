import { run } from '../../../adapters/cli/run.ts';

/** What `col chat` prints when these lines are piped into it. */
async function chat(env: Record<string, string>, ...lines: string[]) {
  const printed: string[] = [];
  const code = await run(
    ['chat', '--as', 'luka'],
    { NODE_ENV: 'test', DATA_DIR: ':memory:', DEMO_CITY: 'off', LOG_LEVEL: 'silent', ...env },
    {
      out: (text) => printed.push(text),
      err: (text) => printed.push(text),
      async *in() {
        yield Buffer.from(`${lines.join('\n')}\n`);
      },
    },
  );
  return { code, printed: printed.join('\n') };
}

describe('col chat', () => {
  it('is the conversation, with help first, until the lines end', async () => {
    const { code, printed } = await chat({}, 'explore', 'quit');

    expect(code).toBe(0);
    expect(printed).toContain('Find something to do, do it, earn a badge.');
    expect(printed).toContain('Nothing is offered here yet. Look again soon.');
  });

  it('is not there in production, where it would speak as other people', async () => {
    const { code, printed } = await chat({
      NODE_ENV: 'production',
      COL_SECRET: 'a secret of tests, long enough for anyone',
      BASE_URL: 'https://col.example',
    });

    expect(code).toBe(1);
    expect(printed).toContain('not in production');
  });
});
