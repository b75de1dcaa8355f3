import type { Person, Shown } from '../fakes/discord/index.ts';

const interview = 'Interview a neighbour';

/** Ready to hand in: the playlist is joined, its first step done. */
export async function readyToHandIn(person: Person): Promise<void> {
  const question = await person.command('playlist join', { playlist: 'Future makers' });
  if (question.buttons.some((label) => label.startsWith('Yes'))) await question.press(/^Yes/);
  await person.command('activity done', { activity: 'Explore skills' });
}

/** Five acts; the first hands something in, the last takes it back, so that every round keeps one version more. */
export const round: readonly ((person: Person, words: string) => Promise<Shown>)[] = [
  (person, words) => person.command('activity evidence', { activity: interview, text: words }),
  (person) => person.command('playlist progress'),
  (person) => person.command('badges wallet'),
  (person) => person.command('explore', { about: 'makers' }),
  (person) => person.command('activity takeback', { activity: interview }),
];

interface Answer {
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

/** How many acts got a first answer more than once. @param calls as the fake Discord saw them */
export function answeredTwice(calls: readonly Answer[]): number {
  const answers = new Map<string, number>();
  const isFirst = ({ method, path, status }: Answer) =>
    (method === 'ANSWER' && status === 200) ||
    (method === 'POST' && status < 300 && path.endsWith('/callback'));
  for (const { path } of calls.filter(isFirst)) answers.set(path, (answers.get(path) ?? 0) + 1);
  return [...answers.values()].filter((times) => times > 1).length;
}
