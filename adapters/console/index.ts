export { type Prompt, readForm } from './read-form.ts';
export { showReply } from './show-reply.ts';
export { type Talking, talk } from './talk.ts';
