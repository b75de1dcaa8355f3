import type { ComponentChildren, VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { ProfileName } from '../people.ts';

/** What every page needs to know. */
export interface PageFrame {
  /** Path of the LMS on its host, without a slash at the end. */
  readonly at: string;
  /** Of the content security policy. */
  readonly nonce: string;
  /** Null: nobody is signed in. */
  readonly who: { readonly name: string; readonly as: string } | null;
  readonly profile: ProfileName;
}

interface Layout extends PageFrame {
  readonly title: string;
  readonly children: ComponentChildren;
  /** A page that fills the window with a frame. */
  readonly isWide?: boolean;
}

/** A practice book; in the page, so that browsers ask no other site on this host for one. */
const icon = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#345"/><path d="M8 4v9M3 4q3-1 5 0 2-1 5 0v8q-3-1-5 1-2-2-5-1z" fill="none" stroke="#fff"/></svg>',
)}`;

export function Layout({ at, title, who, profile, children, isWide }: Layout): VNode {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} · Practice LMS`}</title>
        <link rel="icon" href={icon} />
        <link rel="stylesheet" href={`${at}/style.css`} />
      </head>
      <body class={profile}>
        <header>
          <a class="brand" href={`${at}/`} data-test="home">
            Practice LMS
          </a>
          <p class="who" data-test="who">
            {who ? `${who.name} · ${who.as}` : 'Nobody is signed in'}
          </p>
        </header>
        <main class={isWide ? 'wide' : ''}>{children}</main>
      </body>
    </html>
  );
}

/** A whole document. */
export const page = (view: VNode): string => `<!doctype html>${renderToString(view)}`;
