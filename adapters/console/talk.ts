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
  readonly numbered: readonly Action[];
}

const leaving = new Set(['quit', 'exit', 'q']);

/** The conversation typed in a terminal, until the lines end or somebody types `quit`. */
export async function talk(talking: Talking): Promise<void> {
  const { prompt } = talking;
  let standing = await act(talking, { verb: 'help' });
  for (;;) {
    const line = await prompt.line('> ');
    if (line === null || leaving.has(line.trim().toLowerCase())) return;
    if (line.trim() === '') continue;
    standing = (await one(talking, standing, line.trim())) ?? standing;
  }
}

/** A number presses a button; words call a command; anything else is looked for. */
async function one(talking: Talking, standing: Standing, line: string): Promise<Standing | null> {
  const { language } = standing.reader;
  if (/^\d+$/.test(line)) {
    const action = standing.numbered[Number(line) - 1];
    const on = action && 'do' in action ? readActionId(action.do) : null;
    if (action && 'do' in action && on) return act(talking, { verb: on.verb, on: action.do, via: 'button' });
    talking.prompt.print(say(language, 'chat.console.no-number'));
    return null;
  }
  const typed = readTyped(commands, standing.reader.language, line.replace(/^\/?col\s+/, ''));
  if (typed) return act(talking, { verb: typed.verb, said: { ...typed.said }, via: 'typing' });
  return act(talking, { verb: 'explore', said: { about: line.slice(0, 200) }, via: 'typing' });
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
  if (!told) return { reader: { language: 'en', zone: 'UTC' }, numbered: [] };
  const { reply, reader } = told;
  const { text, numbered } = showReply(reader, reply);
  prompt.print(`\n${text}\n`);
  if (reply.show !== 'form' && reply.show !== 'wrong-fields') return { reader, numbered };

  const said = await readForm(prompt, reader, reply.form);
  const on = said && readActionId(reply.form.id);
  return on ? act(talking, { verb: on.verb, on: reply.form.id, said, via: 'form' }) : { reader, numbered };
}
