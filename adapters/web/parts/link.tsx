import type { ComponentChildren } from 'preact';
import { useHere } from '../here.ts';
import { Icon } from './icon.tsx';

/**
 * A way to another page of ours. In a visit the page's middle is swapped, since leaving the document would lose
 * the token it holds; elsewhere it is an ordinary link.
 */
export function Link(props: {
  readonly to: string;
  readonly class?: string;
  readonly hook?: string;
  readonly label?: string;
  /** `item` becomes `data-item`. */
  readonly data?: { readonly item: string };
  /** The page that is shown. */
  readonly isCurrent?: boolean;
  readonly children: ComponentChildren;
}) {
  const { visitor } = useHere();
  const swap =
    visitor.by === 'visit'
      ? {
          'hx-get': props.to,
          'hx-target': '#page',
          'hx-swap': 'outerHTML show:body:top',
          'hx-push-url': 'false',
        }
      : {};
  return (
    <a
      href={props.to}
      class={props.class}
      data-test={props.hook}
      data-item={props.data?.item}
      aria-label={props.label}
      aria-current={props.isCurrent ? 'page' : undefined}
      {...swap}
    >
      {props.children}
    </a>
  );
}

/** The way back, above the heading. */
export function Back({ to, children }: { readonly to: string; readonly children: ComponentChildren }) {
  return (
    <p class="kicker">
      <Link to={to} class="back">
        <Icon is="back" size={16} /> {children}
      </Link>
    </p>
  );
}
