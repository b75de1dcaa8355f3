import { renderToString } from 'preact-render-to-string';
import type { Language } from '../../core/texts.ts';
import { say, spokenOf, type WordsKey } from '../conversation/words/say.ts';
import { addressOf } from './assets.ts';

type CodeIn<Key> = Key extends `lti.refusal.${infer Code}.what` ? Code : never;
/** Codes that have words; the LTI adapter adds its own to the words files. */
export type RefusalCode = CodeIn<WordsKey>;

export interface RefusalFacts {
  readonly status: number;
  readonly code: RefusalCode;
  readonly language: Language;
  /** The same as in the log. */
  readonly reference: string;
  /** Verified address of the course; null: none is known. */
  readonly backTo: string | null;
  /** What the platform said; shown as text. */
  readonly more?: string;
}

/**
 * A document of its own for somebody who could not come in: what happened, what to do, who can.
 * It holds no token and runs no script, so anybody may frame it: the caller sets the headers (`setPageHeaders`).
 */
export function refusalPage(facts: RefusalFacts): string {
  return `<!doctype html>${renderToString(<Refusal {...facts} />)}`;
}

function Refusal({ code, language, reference, backTo, more }: RefusalFacts) {
  const spoken = spokenOf([language]);
  const what = say(spoken, `lti.refusal.${code}.what`);
  return (
    <html lang={spoken}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{what}</title>
        <link rel="stylesheet" href={addressOf('app.css')} />
      </head>
      <body>
        <main id="page">
          <section class="trouble">
            <h1>{what}</h1>
            <p>{say(spoken, `lti.refusal.${code}.do`)}</p>
            <p>{say(spoken, `lti.refusal.${code}.who`)}</p>
            {more ? <blockquote>{more}</blockquote> : null}
            {backTo ? (
              <p>
                <a class="button main" href={backTo} target="_top" rel="noopener">
                  {say(spoken, 'lti.back-to-course')}
                </a>
              </p>
            ) : null}
            <p class="small">{say(spoken, 'trouble.reference', { code, reference })}</p>
          </section>
        </main>
      </body>
    </html>
  );
}
