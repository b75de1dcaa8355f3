import type { z } from 'zod';
import type { Community } from '../../core/communities/community.ts';
import type { Location } from '../../core/locations/location.ts';
import type { Actor, Someone } from '../../core/people/actor.ts';
import type { Person } from '../../core/people/person.ts';
import type { Ports } from '../../core/ports/ports.ts';
import type { ActionParts } from './action-id.ts';
import type { Asked, Platform } from './asked.ts';
import type { Reply } from './reply.ts';
import type { Reader } from './text.ts';
import type { Verb } from './verbs.ts';
import type { WordsKey } from './words/say.ts';

/** Everything that turns call: use cases through the core's ports. No platform client is among them. */
export type ConversationPorts = Ports;

/** Who asks, and how to speak to them. */
export interface Asker extends Reader {
  readonly who: Actor;
  /** Null: nobody is known for this chat identity. */
  readonly me: Someone | null;
  readonly person: Person | null;
  /** The server or workspace, once it is connected; null: none, or not connected. */
  readonly community: Community | null;
  /** The city of the organiser behind it; null: none, or everywhere. */
  readonly home: Location | null;
  /** Lines and what to type, in place of buttons. */
  readonly plain: boolean;
  readonly from: Asked['from'];
  readonly via: Asked['via'];
  /** The button or form that was used. */
  readonly on: ActionParts | null;
  /** The same for every repeat of one act. */
  readonly key: string;
}

/** Somebody we know. */
export interface KnownAsker extends Asker {
  readonly me: Someone;
  readonly person: Person;
}

export type Turn<Said, Who extends Asker = Asker> = (
  ports: ConversationPorts,
  asker: Who,
  said: Said,
) => Promise<Reply>;

/** What is suggested while an option is typed; the value is an id. */
export type Suggests =
  | 'activity'
  | 'own-activity'
  | 'playlist'
  | 'location'
  | 'work'
  | 'badge'
  | 'given-badge'
  | 'led-activity'
  | 'led-playlist';

/** One thing to say with a command. Words: `option.<name>`. */
export interface Option {
  readonly name: string;
  readonly kind: 'text' | 'link' | 'number' | 'choice' | 'suggest' | 'person' | 'role' | 'file' | 'place';
  readonly required: boolean;
  /** Characters of a text, or the number itself. */
  readonly least?: number;
  readonly most?: number;
  readonly choices?: readonly { readonly value: string; readonly word: WordsKey }[];
  readonly suggest?: Suggests;
}

/** `person`: known, or made by this act. `staff`, `admin`: who is shown it; what is allowed is the core's to say. */
export type Audience = 'anyone' | 'person' | 'staff' | 'admin';

export interface CommandFacts {
  readonly verb: Verb;
  /** Where it stands among Discord's commands; a command may stand in two places, or in none. */
  readonly discord: readonly string[];
  readonly options: readonly Option[];
  /** The option that a button's item fills in. */
  readonly item?: string;
  /** The option that takes what was typed after the verb. */
  readonly rest?: string;
  /** Reads what was typed after the verb, where that is more than one option. */
  readonly reads?: (typed: string) => Readonly<Record<string, string>>;
  /** `form`: may answer with a form, which has to be the first answer. */
  readonly answers: 'card' | 'form' | 'choices';
  readonly visibility: 'private' | 'public-after-preview';
  readonly audience: Audience;
  readonly surfaces: readonly Platform[];
}

/** A row of the table. */
export interface Command extends CommandFacts {
  /** Who is not known yet is made a person before it runs. */
  readonly needsPerson: boolean;
  readonly Said: z.ZodType;
  readonly run: (ports: ConversationPorts, asker: Asker, said: unknown) => Promise<Reply>;
}

interface Row<Said, Who extends Asker> extends CommandFacts {
  readonly Said: z.ZodType<Said>;
  readonly turn: Turn<Said, Who>;
}

/** A row that anybody may use, known or not. @throws ZodError what was said does not fit */
export const forAnyone = <Said>({ turn, ...facts }: Row<Said, Asker>): Command => ({
  ...facts,
  needsPerson: false,
  run: async (ports, asker, said) => turn(ports, asker, facts.Said.parse(said)),
});

/** A row for people we know: who is not yet is made one before it runs. @throws ZodError what was said does not fit */
export const forPeople = <Said>({ turn, ...facts }: Row<Said, KnownAsker>): Command => ({
  ...facts,
  needsPerson: true,
  async run(ports, asker, said) {
    const { me, person } = asker;
    if (!me || !person) throw new Error(`${facts.verb} was run for nobody`);
    return turn(ports, { ...asker, me, person }, facts.Said.parse(said));
  },
});
