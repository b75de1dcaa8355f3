import { actionId } from './action-id.ts';
import type { Asked } from './asked.ts';
import { card } from './card.ts';
import type { Asker, Command, ConversationPorts, Option } from './command.ts';
import { limits } from './limits.ts';
import { sentence } from './refuse.ts';
import { type Reply, shows } from './reply.ts';
import { suggesting } from './suggest.ts';
import { own, tell } from './text.ts';
import { say } from './words/say.ts';

type Resolved = { readonly said: Asked['said'] } | { readonly reply: Reply };

/** An id as choices carry it. Whatever else was said is a name to look for. */
const id = /^[a-z0-9]{20}$/;

/**
 * What was said with a button's item filled in, and names that were typed turned into ids. One match is taken,
 * several are offered, none leads on. While choices are asked for, it answers with them.
 */
export async function resolveSaid(
  ports: ConversationPorts,
  command: Command,
  asked: Asked,
  asker: Asker,
): Promise<Resolved> {
  const said = { ...asked.said };
  const item = asker.on?.verb === asked.verb ? asker.on.item : '';
  if (command.item && item) said[command.item] ??= item;
  if (asked.via === 'choices') return { reply: await choices(ports, command, asked, asker) };
  for (const option of command.options) {
    const typed = said[option.name];
    if (!option.suggest || typeof typed !== 'string' || id.test(typed) || typed === item) continue;
    const found = await suggesting[option.suggest](ports, asker, typed);
    const exact = found.filter(({ label }) => label.toLowerCase() === typed.trim().toLowerCase());
    const [only, ...others] = exact.length === 1 ? exact : found;
    if (!only && !option.required) continue;
    if (!only) return { reply: nothingFound(asker, typed) };
    if (others.length > 0) return { reply: which(asker, command, option, [only, ...others]) };
    said[option.name] = only.value;
  }
  return { said };
}

async function choices(
  ports: ConversationPorts,
  { options }: Command,
  { focus, said }: Asked,
  asker: Asker,
): Promise<Reply> {
  const option = options.find(({ name }) => name === focus);
  const typed = said[focus ?? ''];
  const found = option?.suggest
    ? await suggesting[option.suggest](ports, asker, typeof typed === 'string' ? typed : '')
    : [];
  return { show: 'choices', choices: found.slice(0, limits.choices) };
}

const nothingFound = (asker: Asker, typed: string): Reply =>
  sentence(asker, 'chat.nothing-called', { typed }, [
    {
      label: say(asker.language, 'chat.button.explore'),
      style: 'primary',
      do: actionId('explore'),
      typed: 'explore',
    },
  ]);

function which(
  asker: Asker,
  { verb }: Command,
  _option: Option,
  found: readonly { readonly value: string; readonly label: string }[],
): Reply {
  const list = found.slice(0, limits.page);
  return shows(
    card(asker, {
      id: 'which',
      title: tell(asker, 'chat.which', { count: found.length }),
      items: {
        page: 1,
        pages: 1,
        list: list.map(({ value, label }) => ({
          title: [own(label)],
          action: { label: say(asker.language, 'chat.button.this-one'), do: actionId(verb, value) },
        })),
      },
      ...(found.length > list.length
        ? { note: tell(asker, 'chat.and-more', { count: found.length - list.length }) }
        : {}),
      actions: [],
    }),
  );
}
