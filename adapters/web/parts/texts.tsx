import { type Texts, textFor } from '../../../core/texts.ts';
import { type Here, useHere } from '../here.ts';

/** Content in the reader's language, for what a page says outside its view. */
export const textHere = ({ visitor }: Pick<Here, 'visitor'>, texts: Texts): string =>
  textFor(texts, [visitor.language]).text;

/** Content in the reader's language; where there is none, another one, marked so that screen readers say it rightly. */
export function Text({ of }: { readonly of: Texts }) {
  const { visitor } = useHere();
  const found = textFor(of, [visitor.language]);
  if (found.language === visitor.language) return <>{found.text}</>;
  return <span lang={found.language}>{found.text}</span>;
}

/** The same with its line breaks and paragraphs. */
export function Prose({ of, class: className }: { readonly of: Texts; readonly class?: string }) {
  const { visitor } = useHere();
  const found = textFor(of, [visitor.language]);
  const lang = found.language === visitor.language ? undefined : found.language;
  return (
    <div class={className ?? 'prose'} lang={lang}>
      {found.text.split(/\n{2,}/).map((paragraph) => (
        <p>{paragraph}</p>
      ))}
    </div>
  );
}
