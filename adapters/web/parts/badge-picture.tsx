import type { BadgeImage } from '../../../core/badges/badge.ts';
import { inkOn, sizeOf } from '../../../core/badges/ink.ts';
import { textFor } from '../../../core/texts.ts';
import { useHere } from '../here.ts';

/** A badge's picture, drawn from its shape, colour and letters, with its alternative text. */
export function BadgePicture(props: {
  readonly of: BadgeImage;
  readonly size: number;
  /** Greyed: not earned yet. */
  readonly isFaint?: boolean;
  /** Where the badge's name stands beside it anyway. */
  readonly isDecoration?: boolean;
}) {
  const { visitor } = useHere();
  const alt = props.isDecoration ? '' : textFor(props.of.alt, [visitor.language]).text;
  const classes = props.isFaint ? 'badge-picture faint' : 'badge-picture';
  if ('data' in props.of) {
    return <img class={classes} src={props.of.data} alt={alt} width={props.size} height={props.size} />;
  }
  return alt ? (
    <span class={classes} role="img" aria-label={alt}>
      <Drawn {...props.of.draw} size={props.size} />
    </span>
  ) : (
    <span class={classes}>
      <Drawn {...props.of.draw} size={props.size} />
    </span>
  );
}

function Drawn(props: { shape: 'hexagon' | 'circle'; colour: string; letters: string; size: number }) {
  const { shape, colour, letters, size } = props;
  const rim = { fill: 'none', stroke: inkOn(colour), 'stroke-opacity': '.45', 'stroke-width': '2' };
  return (
    <svg viewBox="0 0 100 100" width={size} height={size} aria-hidden="true">
      {shape === 'hexagon' ? (
        <>
          <path d="M50 2 92 26v48L50 98 8 74V26z" fill={colour} />
          <path d="M50 12 83 31v38L50 88 17 69V31z" {...rim} />
        </>
      ) : (
        <>
          <circle cx="50" cy="50" r="49" fill={colour} />
          <circle cx="50" cy="50" r="41" {...rim} />
        </>
      )}
      <text
        x="50"
        y="50"
        dy=".35em"
        text-anchor="middle"
        font-size={sizeOf(letters)}
        font-weight="700"
        font-family="system-ui, sans-serif"
        fill={inkOn(colour)}
      >
        {letters}
      </text>
    </svg>
  );
}
