import type { BadgeImage } from '../../../core/badges/badge.ts';
import { textFor } from '../../../core/texts.ts';
import { useHere } from '../here.ts';

/** A badge's picture, drawn from its shape, colour and letters or sign, with its alternative text. */
export function BadgePicture(props: {
  readonly of: BadgeImage;
  readonly size: number;
  /** Greyed: not earned yet. */
  readonly isFaint?: boolean;
  /** Where the badge's name stands beside it anyway. */
  readonly isDecoration?: boolean;
}) {
  const { visitor, web } = useHere();
  const alt = props.isDecoration ? '' : textFor(props.of.alt, [visitor.language]).text;
  const classes = props.isFaint ? 'badge-picture faint' : 'badge-picture';
  if ('data' in props.of) {
    return <img class={classes} src={props.of.data} alt={alt} width={props.size} height={props.size} />;
  }
  // Made by us alone from a checked shape, colour and letters.
  const drawn = {
    dangerouslySetInnerHTML: { __html: web.ports.badgePress.drawing(props.of.draw, props.size) },
  };
  return alt ? (
    <span class={classes} role="img" aria-label={alt} {...drawn} />
  ) : (
    <span class={classes} {...drawn} />
  );
}
