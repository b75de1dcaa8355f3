import type { Ports } from '../../core/ports/ports.ts';
import {
  type Action,
  type Asked,
  type Conversation,
  commands,
  type Reader,
  readActionId,
  readTyped,
  say,
  type Told,
} from '../conversation/index.ts';
import { isOneOf, meant } from './meant.ts';
import { type Prompt, readForm } from './read-form.ts';
import { showReply } from './show-reply.ts';

export interface Talking {
  readonly ports: Pick<Ports, 'clock' | 'ids'>;
  readonly conversation: Conversation;
  readonly from: Asked['from'];
  readonly prompt: Prompt;
  /** What follows from an act happens before the next line is read. */
  readonly settle: () => Promise<void>;
}

/** Where a conversation at the terminal stands. */
interface Standing {
  readonly reader: Reader;
  /** As it was printed, for going back to it. */
  readonly text: string;
  readonly numbered: readonly Action[];
}

const remembered = 20;

/** The conversation typed in a terminal, until the lines end or somebody types `quit`. */
export async function talk(talking: Talking): Promise<void> {
  const { prompt } = talking;
  const seen: Standing[] = [await act(talking, { verb: 'help' })];
  for (;;) {
    // There is always one: going back stops at the last.
    const standing = seen.at(-1) as Standing;
    const { language } = standing.reader;
    const line = (await prompt.line('> '))?.trim() ?? null;
    if (line === null || isOneOf(language, 'chat.console.leave', line)) return;
    if (line === '') continue;
    if (isOneOf(language, 'chat.console.back', line)) back(prompt, seen, standing.reader);
    else seen.push((await one(talking, standing, line)) ?? standing);
    if (seen.length > remembered) seen.shift();
  }
}

/** What stood before, with its buttons. */
function back(prompt: Prompt, seen: Standing[], { language }: Reader): void {
  const before = seen.at(-2);
  prompt.print(before?.text ?? say(language, 'chat.console.no-back'));
  if (before) seen.pop();
}

/** A number or a label presses a button; words call a command; anything else is looked for. */
async function one(talking: Talking, standing: Standing, line: string): Promise<Standing | null> {
  const { numbered, reader } = standing;
  if (/^\d+$/.test(line)) {
    const action = numbered[Number(line) - 1];
    if (action) return press(talking, action);
    talking.prompt.print(say(reader.language, 'chat.console.no-number'));
    return null;
  }
  const typed = readTyped(commands, reader.language, line.replace(/^\/?col\s+/, ''));
  if (typed) return act(talking, { verb: typed.verb, said: { ...typed.said }, via: 'typing' });
  const label = meant(numbered, line);
  if (label) return press(talking, label);
  if (isQuestion(numbered)) {
    talking.prompt.print(say(reader.language, 'chat.console.answer'));
    return null;
  }
  return act(talking, { verb: 'explore', said: { about: line.slice(0, 200) }, via: 'typing' });
}

/** Nothing is looked for while the one question before the first act waits for its answer. */
const isQuestion = (numbered: readonly Action[]): boolean =>
  numbered.length > 0 && numbered.every((action) => 'do' in action && action.do.startsWith('account.begin:'));

async function press(talking: Talking, action: Action): Promise<Standing | null> {
  const on = 'do' in action ? readActionId(action.do) : null;
  return 'do' in action && on ? act(talking, { verb: on.verb, on: action.do, via: 'button' }) : null;
}

async function act(talking: Talking, more: Partial<Asked> & Pick<Asked, 'verb'>): Promise<Standing> {
  const { ports, conversation, from, prompt } = talking;
  const asked: Asked = {
    from,
    said: {},
    via: 'command',
    key: ports.ids.next(),
    receivedAt: ports.clock.now(),
    ...more,
  };
  const answered = await conversation.answer(asked);
  const told: Told | null =
    answered.is === 'now' ? answered : answered.is === 'later' ? await answered.told : null;
  await talking.settle();
  if (!told) return { reader: { language: 'en', zone: 'UTC' }, text: '', numbered: [] };
  const { reply, reader } = told;
  const shown = showReply(reader, reply);
  const isHelp = asked.verb === 'help';
  const text = `\n${shown.text}\n${isHelp ? `\n${say(reader.language, 'chat.console.how')}\n` : ''}`;
  const standing = { reader, text, numbered: shown.numbered };
  prompt.print(text);
  if (reply.show !== 'form' && reply.show !== 'wrong-fields') return standing;

  const said = await readForm(prompt, reader, reply.form);
  const on = said && readActionId(reply.form.id);
  return on ? act(talking, { verb: on.verb, on: reply.form.id, said, via: 'form' }) : standing;
}
