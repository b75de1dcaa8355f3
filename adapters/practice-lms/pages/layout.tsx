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

export function Layout({ at, title, who, profile, children, isWide }: Layout): VNode {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} · Practice LMS`}</title>
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
