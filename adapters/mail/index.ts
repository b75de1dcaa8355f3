export { type MailConfig, MailVariables, mailConfigOf, mailTrouble } from './config.ts';
export { createMailer } from './mailer.ts';
