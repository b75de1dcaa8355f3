import {
  type APIApplicationCommandInteractionDataOption,
  type APIAttachment,
  type APIModalSubmitInteraction,
  ApplicationCommandOptionType,
  ComponentType,
} from 'discord-api-types/v10';
import type { FileHandle, Value } from '../conversation/index.ts';

type Said = Record<string, Value | Value[]>;
type Attachments = Readonly<Record<string, APIAttachment>> | undefined;
type Opens = (attachment: APIAttachment) => FileHandle;

/** What was said with a command, beneath its subcommands. */
export function saidWithCommand(
  options: readonly APIApplicationCommandInteractionDataOption[],
  attachments: Attachments,
  opens: Opens,
): Said {
  const said: Said = {};
  for (const option of options) {
    if (!('value' in option)) continue;
    const file = option.type === ApplicationCommandOptionType.Attachment ? attachments?.[option.value] : null;
    said[option.name] = file ? opens(file) : option.value;
  }
  return said;
}

/** What a sent form holds, by field. Optional ones that were left empty are left out. */
export function saidInForm({ data }: APIModalSubmitInteraction, opens: Opens): Said {
  const said: Said = {};
  for (const part of data.components) {
    if (part.type !== ComponentType.Label) continue;
    const { component } = part;
    if (component.type === ComponentType.FileUpload) {
      said[component.custom_id] = component.values.flatMap((id) => {
        const file = data.resolved?.attachments?.[id];
        return file ? opens(file) : [];
      });
    } else if (component.type === ComponentType.CheckboxGroup) {
      said[component.custom_id] = [...component.values];
    } else if ('values' in component) {
      const [first] = component.values;
      if (first !== undefined) said[component.custom_id] = first;
    } else if ('value' in component && component.value !== null && component.value !== '') {
      said[component.custom_id] = component.value;
    }
  }
  return said;
}
