import { isVerb, type Verb } from '../conversation/index.ts';

/** What stands in the menu of a message or of a person. Names are Discord's keys; they stay as they are. */
interface Menu {
  readonly on: 'message' | 'user';
  readonly name: string;
  readonly verb: Verb;
  /** Only for who may manage events there, so that learners are not shown it. */
  readonly isForStaff: boolean;
}

const wanted = [
  { on: 'message', name: 'Use as evidence', verb: 'activity.evidence', isForStaff: false },
  { on: 'user', name: 'Award badge', verb: 'organise.award', isForStaff: true },
] as const;

/** Those whose command is there. */
export const menus: readonly Menu[] = wanted.flatMap(({ verb, ...menu }) =>
  isVerb(verb) ? { ...menu, verb } : [],
);

export const menuNamed = (on: Menu['on'], name: string): Menu | undefined =>
  menus.find((menu) => menu.on === on && menu.name === name);
