/** What the app asks of a workspace, and no more. Why each: `docs/platforms/slack.md`. */
export const botScopes = ['commands', 'chat:write', 'im:write'] as const;

/** A workspace may leave these out: then admins are not told from others, and the channel of all is not told apart. */
export const optionalScopes = ['users:read', 'channels:read'] as const;
