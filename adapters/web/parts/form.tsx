import { type ComponentChildren, createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Wrong } from '../amiss.ts';
import { useHere, useSay } from '../here.ts';

const FormContext = createContext('');

/**
 * A form that swaps what it is about, and works without scripts for people who signed in.
 * @param props.name tells forms of a kind apart: errors and typed text go back to the one that was sent
 * @param props.swaps id of the part that the answer replaces; the whole page when left out
 * @param props.along ids of parts that change with it
 */
export function Form(props: {
  readonly action: string;
  readonly name?: string;
  readonly swaps?: string;
  readonly along?: readonly string[];
  readonly takesFiles?: boolean;
  readonly class?: string;
  readonly label?: string;
  readonly children: ComponentChildren;
}) {
  const target = `#${props.swaps ?? 'page'}`;
  const along = props.along?.map((id) => `#${id}`).join(',');
  return (
    <form
      method="post"
      action={props.action}
      class={props.class}
      aria-label={props.label}
      enctype={props.takesFiles ? 'multipart/form-data' : undefined}
      hx-post={props.action}
      hx-target={target}
      hx-select={target}
      hx-select-oob={along}
      hx-swap={props.swaps ? 'outerHTML ignoreTitle:true' : 'outerHTML show:none'}
      hx-sync="this:drop"
      hx-encoding={props.takesFiles ? 'multipart/form-data' : undefined}
      novalidate
    >
      <FormContext.Provider value={props.name ?? ''}>
        {props.name ? <Refused form={props.name} /> : null}
        {props.children}
      </FormContext.Provider>
    </form>
  );
}

/** Why the form was refused as a whole, at its top. @param props.form empty: that of a page with one form */
export function Refused({ form }: { readonly form: string }) {
  const { amiss } = useHere();
  if (!amiss?.refused || amiss.form !== form) return null;
  return (
    <p class="refused" role="alert" data-focus>
      {amiss.refused}
    </p>
  );
}

/** This form came back with an error: what it is folded into stands open. */
export const useCameBack = (form: string): boolean => useHere().amiss?.form === form;

/** What was typed into this form before it came back with an error. */
export function useTyped(field: string): {
  readonly value: string | undefined;
  /** Of a field that may come several times. */
  readonly all: readonly string[];
  readonly wrong: Wrong | null;
} {
  const { amiss } = useHere();
  const form = useContext(FormContext);
  if (amiss?.form !== form) return { value: undefined, all: [], wrong: null };
  const typed = amiss.typed[field] ?? [];
  const all = typeof typed === 'string' ? [typed] : typed;
  return { value: all[0], all, wrong: amiss.fields[field] ?? null };
}

const inputModes = {
  text: 'text',
  url: 'url',
  email: 'email',
  number: 'numeric',
  decimal: 'decimal',
} as const;

/** A labelled field with its hint and its error beside it. */
export function Field(props: {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly kind?: 'text' | 'url' | 'email' | 'number' | 'decimal' | 'date' | 'long';
  readonly rows?: number;
  readonly value?: string;
  readonly hook?: string;
  readonly most?: number;
  readonly isNeeded?: boolean;
  /** Kept in the browser under this key until it was handed in. */
  readonly keptAs?: string;
}) {
  const say = useSay();
  const { value, wrong } = useTyped(props.name);
  const describedBy = [props.hint ? `${props.id}-hint` : '', wrong ? `${props.id}-wrong` : ''].filter(
    Boolean,
  );
  const shared = {
    id: props.id,
    name: props.name,
    ...(props.hook ? { 'data-test': props.hook } : {}),
    ...(props.keptAs ? { 'data-keep': props.keptAs } : {}),
    ...(props.most ? { maxLength: props.most } : {}),
    ...(describedBy.length > 0 ? { 'aria-describedby': describedBy.join(' ') } : {}),
    ...(wrong ? { 'aria-invalid': true } : {}),
    ...(props.isNeeded ? { 'aria-required': true } : {}),
  };
  const current = value ?? props.value ?? '';
  return (
    <div class={wrong ? 'field wrong' : 'field'}>
      <label for={props.id}>{props.label}</label>
      {props.hint ? (
        <p class="hint" id={`${props.id}-hint`}>
          {props.hint}
        </p>
      ) : null}
      {props.kind === 'long' ? (
        <textarea {...shared} rows={props.rows ?? 4}>
          {current}
        </textarea>
      ) : (
        <Line {...shared} kind={props.kind ?? 'text'} value={current} />
      )}
      {wrong ? (
        <p class="error" id={`${props.id}-wrong`}>
          {say(wrong.key, wrong.data)}
        </p>
      ) : null}
    </div>
  );
}

function Line({ kind, ...shared }: { kind: keyof typeof inputModes | 'date'; value: string }) {
  // Of the kinds that browsers know this one alone helps and refuses nothing by itself.
  if (kind === 'date') return <input {...shared} type="date" />;
  return <input {...shared} type="text" inputMode={inputModes[kind]} />;
}

/** Pictures in forms that phones make themselves when they read this; HEIC is not among them on purpose. */
export const acceptedFiles =
  'image/jpeg,image/png,image/webp,audio/*,video/mp4,video/webm,video/quicktime,application/pdf';

/** A labelled field for one file, with its hint and its error beside it. */
export function FileField(props: {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly accept: string;
  readonly hook?: string;
}) {
  const say = useSay();
  const { wrong } = useTyped(props.name);
  return (
    <div class={wrong ? 'field wrong' : 'field'}>
      <label for={props.id}>{props.label}</label>
      <p class="hint" id={`${props.id}-hint`}>
        {props.hint}
      </p>
      <input
        type="file"
        id={props.id}
        name={props.name}
        accept={props.accept}
        data-test={props.hook}
        aria-describedby={wrong ? `${props.id}-hint ${props.id}-wrong` : `${props.id}-hint`}
        aria-invalid={wrong ? true : undefined}
      />
      {wrong ? (
        <p class="error" id={`${props.id}-wrong`}>
          {say(wrong.key, wrong.data)}
        </p>
      ) : null}
    </div>
  );
}

/** One main button per page; the others are quiet. */
export function Button(props: {
  readonly children: ComponentChildren;
  readonly kind?: 'main' | 'quiet' | 'danger';
  readonly hook?: string;
  readonly name?: string;
  readonly value?: string;
  readonly label?: string;
  readonly id?: string;
}) {
  return (
    <button
      type="submit"
      id={props.id}
      class={`button ${props.kind ?? 'main'}`}
      name={props.name}
      value={props.value}
      data-test={props.hook}
      aria-label={props.label}
    >
      {props.children}
    </button>
  );
}
