import type { BadgeId, PersonId } from '../ids.ts';
import type { Instant } from '../instant.ts';
import type { Language } from '../texts.ts';

/** How a connected server or workspace wishes to be written to. Everything is off or private until it is set. */
export interface ChatSettings {
  /** By the platform's own ids; null: nothing is posted there. */
  readonly channels: {
    readonly announce: string | null;
    readonly review: string | null;
    readonly staff: string | null;
  };
  /** Of what is posted; null: the main language of the organiser's city. */
  readonly language: Language | null;
  /** HH:MM in the community's zone; outside of it nobody is written to. */
  readonly openingHours: { readonly from: string; readonly to: string };
  readonly safety: { readonly twoAdultsForImages: boolean; readonly noAdultDirectMessages: boolean };
  /** `broken`: since then the role is out of our reach, and staff know. */
  readonly roles: readonly {
    readonly badge: BadgeId;
    readonly role: string;
    readonly broken: Instant | null;
  }[];
  /** Who asked for the connection there, if they are known; and who agreed for the organiser. */
  readonly connectedBy: PersonId | null;
}

export const firstChatSettings: ChatSettings = {
  channels: { announce: null, review: null, staff: null },
  language: null,
  openingHours: { from: '16:00', to: '21:30' },
  safety: { twoAdultsForImages: false, noAdultDirectMessages: true },
  roles: [],
  connectedBy: null,
};

export const chatOf = ({ chat }: { readonly chat?: ChatSettings }): ChatSettings => chat ?? firstChatSettings;
