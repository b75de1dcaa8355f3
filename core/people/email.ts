import { z } from 'zod';

/** How many one person may have. */
export const mostEmails = 5;

/** An e-mail address as it is typed. */
export const EmailAddress = z.string().trim().max(254).pipe(z.email());

/** How addresses are compared: in small letters, wherever they were typed. */
export const plainly = (address: string): string => address.trim().toLowerCase();

/** How a mailbox knows somebody: its address is the whole of it. */
export const emailIdentity = (address: string) =>
  ({ kind: 'email', tenant: 'mail', subject: plainly(address) }) as const;
