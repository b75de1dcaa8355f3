export { ActionId, type ActionParts, actionId, readActionId } from './action-id.ts';
export { Asked, type FileHandle, PlaceRef, type Platform, type Value } from './asked.ts';
export { type Action, type Card, card, type Item, type Picture } from './card.ts';
export { noteCard } from './cards/notes.ts';
export { postCard } from './cards/posts.ts';
export type { Asker, Audience, Command, ConversationPorts, KnownAsker, Option, Turn } from './command.ts';
export { commandFor, commands } from './commands.ts';
export { aboutCommand, aboutOption, commandsPage } from './commands-page.ts';
export {
  type Answered,
  type Conversation,
  createConversation,
  type Patience,
  type Told,
} from './converse.ts';
export type { Choice, Field, Form } from './form.ts';
export { limits } from './limits.ts';
export { overLimits } from './over-limits.ts';
export type { Reply } from './reply.ts';
export { cut, cutText, plainText, type Reader, type Span, type Text, tell } from './text.ts';
export { readTyped, type Typed, waysToCall } from './typing.ts';
export { isVerb, type Verb, verbs } from './verbs.ts';
export { readerFor } from './who.ts';
export {
  type ChatLanguage,
  chatLanguageOf,
  chatLanguages,
  isSaidIn,
  say,
  type WordsData,
  type WordsKey,
} from './words/say.ts';
