import { badgeColours, badgeIcons, badgeShapes } from '../../../core/badges/design.ts';
import type { Language } from '../../../core/texts.ts';
import { useHere, useSay } from '../here.ts';
import { languageNames } from '../parts/facts.tsx';
import { Field, FileField, useTyped } from '../parts/form.tsx';
import { one, readDrawing } from './organiser-badges-fields.ts';

/**
 * The picture of a badge: drawn from shape, colour, and letters or a sign, or one's own. It is shown as it is chosen;
 * without scripts a button shows it.
 * @param props.own the picture that was uploaded, a data URI; null: none was
 * @param props.code under which it waits until the form is handed in
 */
export function Designer(props: {
  readonly at: string;
  readonly languages: readonly Language[];
  readonly own: string | null;
  readonly code: string | null;
}) {
  const say = useSay();
  const { amiss } = useHere();
  const typed = amiss?.typed ?? {};
  const isOwn = one(typed, 'picture-kind') === 'own';
  const live = {
    'hx-post': props.at,
    'hx-trigger': 'change, keyup changed delay:400ms from:#letters',
    'hx-target': '#badge-picture',
    'hx-select': '#badge-picture',
    'hx-swap': 'outerHTML',
    'hx-include': 'closest form',
    'hx-encoding': 'multipart/form-data',
    'hx-sync': 'this:replace',
  };
  return (
    <fieldset class="designer" {...live}>
      <legend>{say('maker.picture')}</legend>
      <Picture own={props.own} code={props.code} isOwn={isOwn} />
      <Kind isOwn={isOwn} />
      <div class="drawn-parts">
        <Shapes />
        <Colours />
        <Signs />
      </div>
      <div class="own-parts">
        <FileField
          id="picture"
          name="picture"
          label={say('maker.picture.file')}
          hint={say('maker.picture.file.hint')}
          accept="image/png,image/svg+xml"
          hook="picture-file"
        />
      </div>
      <p>
        <button
          type="submit"
          class="button quiet"
          formaction={props.at}
          data-test="show-picture"
          hx-post={props.at}
          hx-target="#badge-picture"
          hx-select="#badge-picture"
          hx-swap="outerHTML"
        >
          {say('maker.picture.show')}
        </button>
      </p>
      <details>
        <summary>{say('maker.alt')}</summary>
        <p class="hint">{say('maker.alt.hint')}</p>
        {props.languages.map((language) => (
          <AltField language={language} />
        ))}
      </details>
    </fieldset>
  );
}

function AltField({ language }: { language: Language }) {
  const say = useSay();
  const { visitor } = useHere();
  const [name = language] = languageNames(visitor.language, [language]);
  return (
    <Field
      id={`alt-${language}`}
      name={`alt-${language}`}
      label={say('maker.alt.in', { language: name })}
      most={250}
    />
  );
}

/** As large as on a public page, and as small as in a list. */
function Picture({ own, code, isOwn }: { own: string | null; code: string | null; isOwn: boolean }) {
  const say = useSay();
  const { amiss, web } = useHere();
  const draw = readDrawing(amiss?.typed ?? {});
  const drawn = (size: number) => ({ __html: web.ports.badgePress.drawing(draw, size) });
  return (
    <div id="badge-picture" class="designed" data-test="badge-picture">
      {isOwn ? (
        own ? (
          [160, 48].map((size) => <img src={own} alt="" width={size} height={size} />)
        ) : (
          <p class="small">{say('maker.picture.none')}</p>
        )
      ) : (
        [160, 48].map((size) => <span dangerouslySetInnerHTML={drawn(size)} />)
      )}
      {code ? <input type="hidden" name="uploaded" value={code} /> : null}
    </div>
  );
}

function Kind({ isOwn }: { isOwn: boolean }) {
  const say = useSay();
  return (
    <div class="row">
      <label class="choice">
        <input type="radio" name="picture-kind" value="draw" checked={!isOwn} id="picture-drawn" />
        {say('maker.picture.draw')}
      </label>
      <label class="choice">
        <input type="radio" name="picture-kind" value="own" checked={isOwn} id="picture-own" />
        {say('maker.picture.own')}
      </label>
    </div>
  );
}

function Shapes() {
  const say = useSay();
  const { amiss, web } = useHere();
  const draw = readDrawing(amiss?.typed ?? {});
  return (
    <fieldset>
      <legend class="label">{say('maker.shape')}</legend>
      <div class="swatches">
        {badgeShapes.map((shape) => (
          <label class="swatch">
            <input type="radio" name="shape" value={shape} checked={shape === draw.shape} />
            <span
              // Drawn by us from the list of shapes.
              dangerouslySetInnerHTML={{ __html: web.ports.badgePress.drawing({ ...draw, shape }, 40) }}
            />
            {say(`maker.shape.${shape}`)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Colours() {
  const say = useSay();
  const { amiss } = useHere();
  const typed = amiss?.typed ?? {};
  const chosen = one(typed, 'colour') || 'green';
  return (
    <fieldset>
      <legend class="label">{say('maker.colour')}</legend>
      <div class="swatches">
        {Object.entries(badgeColours).map(([name, hex]) => (
          <label class="swatch">
            <input type="radio" name="colour" value={name} checked={name === chosen} />
            <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
              <circle cx="12" cy="12" r="11" fill={hex} stroke="currentColor" stroke-opacity=".35" />
            </svg>
            {/* The keys of the list are those of the words. */}
            {say(`maker.colour.${name as keyof typeof badgeColours}`)}
          </label>
        ))}
        <label class="swatch">
          <input type="radio" name="colour" value="other" checked={chosen === 'other'} />
          {say('maker.colour.other')}
        </label>
      </div>
      <Field
        id="colour-other"
        name="colour-other"
        label={say('maker.colour.own')}
        hint={say('maker.colour.own.hint')}
        most={7}
      />
    </fieldset>
  );
}

function Signs() {
  const say = useSay();
  const { amiss, web } = useHere();
  const typed = amiss?.typed ?? {};
  const chosen = one(typed, 'sign') || 'star';
  const plain = { shape: 'circle', colour: '#334155' } as const;
  return (
    <fieldset>
      <legend class="label">{say('maker.sign')}</legend>
      <label class="choice">
        <input type="radio" name="sign" value="letters" checked={chosen === 'letters'} />
        {say('maker.sign.letters')}
      </label>
      <Field id="letters" name="letters" label={say('maker.letters')} most={3} hook="letters" />
      <div class="swatches signs">
        {badgeIcons.map((icon) => (
          <label class="swatch" title={say(`maker.sign.${icon}`)}>
            <input type="radio" name="sign" value={icon} checked={icon === chosen} />
            <span
              // Drawn by us from the list of signs.
              dangerouslySetInnerHTML={{ __html: web.ports.badgePress.drawing({ ...plain, icon }, 40) }}
            />
            <span class="unseen">{say(`maker.sign.${icon}`)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** A field's error for parts that are no text field. */
export function Wrong({ of }: { readonly of: string }) {
  const say = useSay();
  const { wrong } = useTyped(of);
  return wrong ? (
    <p class="error" id={`${of}-wrong`}>
      {say(wrong.key, wrong.data)}
    </p>
  ) : null;
}
