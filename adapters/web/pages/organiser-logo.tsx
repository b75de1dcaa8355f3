import { badgeColours } from '../../../core/badges/design.ts';
import { describeOrganiser } from '../../../core/organisers/describe-organiser.ts';
import type { Organiser } from '../../../core/organisers/organiser.ts';
import type { Someone } from '../../../core/people/actor.ts';
import type { Language } from '../../../core/texts.ts';
import { say } from '../../conversation/words/say.ts';
import type { Amiss, Wrong } from '../amiss.ts';
import { type Answer, type Fields, type Here, sayHere, useSay } from '../here.ts';
import { Button, Form } from '../parts/form.tsx';
import { tellingOf } from '../parts/telling.tsx';
import { refusedAnswer } from '../refused.ts';
import { type OrganiserParams, organiserOf } from './organiser.tsx';
import { Designer } from './organiser-badges-designer.tsx';
import { pictureFields, readImage } from './organiser-badges-fields.ts';
import { type Pictured, readPictured } from './pictured.ts';
import { notFoundAnswer } from './trouble.tsx';

type At = Here<OrganiserParams, Someone>;
type Again = (here: At, pictured: Pictured | null) => Promise<Answer>;

/** It is read with its organiser, and shown small. */
const mostBytes = 100_000;

/** An organiser's logo, drawn like a badge or its own. @param props.pictured what was uploaded and not kept yet */
export function LogoForm({ of, pictured }: { readonly of: Organiser; readonly pictured: Pictured | null }) {
  const say = useSay();
  const at = `/app/organisers/${of.slug}/about`;
  return (
    <Form action={`${at}/keep-picture`} takesFiles class="card maker">
      <h2>{say('organiser.logo')}</h2>
      <p class="hint">{say('organiser.logo.hint')}</p>
      <Designer
        at={`${at}/picture`}
        languages={languagesOf(of)}
        own={pictured?.own ?? ownOf(of)}
        code={pictured?.code ?? null}
      />
      <Button hook="keep-picture">{say('organiser.logo.keep')}</Button>
    </Form>
  );
}

/** What its form begins with: the logo there is, or first letters. */
export function logoFields(of: Organiser): Fields {
  if (of.logo) {
    const alts = Object.entries(of.logo.alt.in).map(([language, text]) => [`alt-${language}`, text]);
    return { ...pictureFields({ image: imageOf(of.logo) }), ...Object.fromEntries(alts) };
  }
  const words = of.name.match(/[\p{L}\p{N}]+/gu) ?? [];
  const letters = words.slice(0, 3).map((word) => [...word].slice(0, 1).join('').toUpperCase());
  const [colour = 'blue'] = Object.keys(badgeColours);
  return { 'picture-kind': 'draw', shape: 'circle', colour, sign: 'letters', letters: letters.join('') };
}

/** The picture as it would be; nothing is kept but what was uploaded. */
export async function showLogo(here: At, fields: Fields, again: Again): Promise<Answer> {
  const pictured = await readPictured(here, fields, mostBytes);
  return back(here, fields, pictured, pictured.wrong ? { picture: pictured.wrong } : {}, again);
}

export async function keepLogo(here: At, fields: Fields, again: Again): Promise<Answer> {
  const organiser = await organiserOf(here);
  if (!organiser) return notFoundAnswer(here);
  const pictured = await readPictured(here, fields, mostBytes);
  const languages = languagesOf(organiser);
  const wrong: Record<string, Wrong> = pictured.wrong ? { picture: pictured.wrong } : {};
  const image = readImage(
    named(fields, organiser),
    languages,
    pictured.own ?? ownOf(organiser),
    (field, found) => {
      wrong[field] ??= found;
    },
  );
  if (!image || Object.keys(wrong).length > 0) {
    return { ...(await back(here, fields, pictured, wrong, again)), status: 422 };
  }
  const described = await describeOrganiser(here.web.ports, here.who, organiser.id, { logo: image });
  if (described.refused)
    return refusedAnswer(here, described.refused, tellingOf(here, []), () => again(here, pictured));
  return { ...(await again(here, null)), said: sayHere(here)('organiser.logo.kept') };
}

async function back(
  here: At,
  typed: Fields,
  pictured: Pictured,
  fields: Amiss['fields'],
  again: Again,
): Promise<Answer> {
  return { ...(await again(here, pictured)), amiss: { form: '', fields, refused: null, typed } };
}

/** Whose logo it is says enough to who does not see it, in each language. */
function named(fields: Fields, organiser: Organiser): Fields {
  const { name } = organiser;
  const words = languagesOf(organiser).flatMap((language) => [
    [`name-${language}`, name],
    [`alt-${language}`, fields[`alt-${language}`] || say(language, 'organiser.logo.alt', { name })],
  ]);
  return { ...fields, ...Object.fromEntries(words) };
}

const languagesOf = ({ languages }: Organiser): readonly Language[] => [...new Set([...languages, 'en'])];
const ownOf = ({ logo }: Organiser): string | null => (logo && 'data' in logo ? logo.data : null);

/** Its texts may be changed by forms. */
const imageOf = (image: NonNullable<Organiser['logo']>) => ({
  ...image,
  alt: { ...image.alt, in: { ...image.alt.in } },
});
