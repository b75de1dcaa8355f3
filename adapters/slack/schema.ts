import { z } from 'zod';
import { FormState } from './show-form.ts';

const id = z.string().min(1).max(64);

/** What every interaction tells of where it comes from; only what we use. */
const From = z.object({
  team: z.object({ id, domain: z.string().max(120).optional() }).nullish(),
  enterprise: z.object({ id }).nullish(),
  is_enterprise_install: z
    .union([z.boolean(), z.string().transform((text) => text === 'true')])
    .default(false),
  user: z.object({ id, team_id: id.optional() }),
});
type From = z.infer<typeof From>;

/** `/col …` */
export const SlashCommand = z.object({
  team_id: id,
  team_domain: z.string().max(120).default(''),
  enterprise_id: id.optional(),
  is_enterprise_install: From.shape.is_enterprise_install,
  channel_id: id,
  channel_name: z.string().max(120).default(''),
  user_id: id,
  text: z.string().max(4000).default(''),
  trigger_id: z.string().max(150),
});
export type SlashCommand = z.infer<typeof SlashCommand>;

const View = z.object({ id, hash: z.string().max(200), private_metadata: z.string().max(3000).default('') });

/** A button, or a line of a menu. */
export const BlockActions = From.extend({
  trigger_id: z.string().max(150),
  channel: z.object({ id, name: z.string().max(120).optional() }).optional(),
  container: z.object({ type: z.string() }),
  view: View.extend({ type: z.enum(['modal', 'home']) }).optional(),
  actions: z
    .array(
      z.object({
        action_id: z.string().max(255),
        selected_option: z.object({ value: z.string().max(255) }).nullish(),
      }),
    )
    .min(1),
});
export type BlockActions = z.infer<typeof BlockActions>;

export const ViewSubmission = From.extend({
  trigger_id: z.string().max(150).default(''),
  view: View.extend({ state: FormState }),
});
export type ViewSubmission = z.infer<typeof ViewSubmission>;

export const Shortcut = From.extend({ callback_id: z.string().max(255), trigger_id: z.string().max(150) });
export type Shortcut = z.infer<typeof Shortcut>;

export const MessageShortcut = Shortcut.extend({
  channel: z.object({ id, name: z.string().max(120).optional() }),
  message: z.object({
    ts: z.string().max(64),
    text: z.string().max(40_000).default(''),
    user: id.optional(),
  }),
});
export type MessageShortcut = z.infer<typeof MessageShortcut>;

/** Whose installation an event is told to: an organisation's for all of its workspaces, or a workspace's own. */
const Told = z.object({
  team_id: id.nullish(),
  enterprise_id: id.nullish(),
  event_id: z.string().max(120).default(''),
  is_enterprise_install: z.boolean().nullish(),
  authorizations: z
    .array(z.object({ enterprise_id: id.nullish(), is_enterprise_install: z.boolean().nullish() }))
    .default([]),
});

function whose(told: Omit<z.infer<typeof Told>, 'event_id'>) {
  const [authorization] = told.authorizations;
  const enterprise = authorization?.enterprise_id ?? told.enterprise_id ?? null;
  const isEnterprise = authorization?.is_enterprise_install ?? told.is_enterprise_install ?? false;
  // An organisation may stand where a workspace does.
  const team = told.team_id ?? enterprise ?? '';
  return { team, enterprise, isEnterprise, tenant: isEnterprise && enterprise ? enterprise : team };
}

export const HomeOpened = Told.extend({
  event: z.object({ user: id, tab: z.string() }),
}).transform(({ event, event_id: key, ...told }) => ({ ...whose(told), key, event }));
export type HomeOpened = z.infer<typeof HomeOpened>;

/** A workspace, or an organisation with all of its workspaces, that left. */
export const Gone = Told.transform(whose);
export type Gone = z.infer<typeof Gone>;

/** Workspaces of an organisation that its admins took us out of. */
export const Withdrawn = Told.extend({
  event: z.object({ team_ids: z.array(id).max(1000).default([]) }),
}).transform(({ event, ...told }) => {
  const { enterprise, tenant } = whose(told);
  return { tenant: enterprise ?? tenant, teams: event.team_ids };
});
export type Withdrawn = z.infer<typeof Withdrawn>;

/** What a modal carries from one step to the next. */
export const Metadata = z.object({
  /** Of the form in it. */
  on: z.string().max(100).optional(),
  channel: id.optional(),
  /** It was opened from somebody's home, which is drawn anew when something was done. */
  home: z.boolean().optional(),
});
export type Metadata = z.infer<typeof Metadata>;

/** @returns empty: none of ours, or altered */
export function readMetadata(text: string): Metadata {
  try {
    return Metadata.parse(JSON.parse(text || '{}'));
  } catch {
    return {};
  }
}

export type { From };
