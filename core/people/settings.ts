/** What somebody wishes. All of it off at first, or private. */
export interface Settings {
  /** Lines and what to type, in place of buttons. */
  readonly plainText: boolean;
  readonly directMessages: boolean;
  /** Their badges are told in the community's channel. */
  readonly celebrate: boolean;
  readonly reminders: boolean;
  /** They take roles that badges bring. */
  readonly roles: boolean;
}

export const settingNames = [
  'plainText',
  'directMessages',
  'celebrate',
  'reminders',
  'roles',
] as const satisfies readonly (keyof Settings)[];

const first: Settings = {
  plainText: false,
  directMessages: false,
  celebrate: false,
  reminders: false,
  roles: true,
};

export const settingsOf = ({ settings }: { readonly settings?: Partial<Settings> }): Settings => ({
  ...first,
  ...settings,
});
