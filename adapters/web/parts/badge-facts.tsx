import type { Alignment, BadgeVersion, Microcredential } from '../../../core/badges/badge.ts';
import { useHere, useSay } from '../here.ts';

type Heading = 'h2' | 'h3' | 'h4';

/** Skills, what they agree with, and what makes it a microcredential; nothing where none of it was said. */
export function BadgeFacts({ of, heading }: { readonly of: BadgeVersion; readonly heading: Heading }) {
  return (
    <>
      {of.skills.length > 0 ? <Skills of={of.skills} heading={heading} /> : null}
      {of.alignments ? <Alignments of={of.alignments} heading={heading} /> : null}
      {of.microcredential ? <Micro of={of.microcredential} heading={heading} /> : null}
    </>
  );
}

function Skills({ of, heading: Heading }: { of: readonly string[]; heading: Heading }) {
  const say = useSay();
  return (
    <>
      <Heading>{say('badge.skills')}</Heading>
      <ul class="facts">
        {of.map((skill) => (
          <li class="chip">{skill.replaceAll('-', ' ')}</li>
        ))}
      </ul>
    </>
  );
}

/** Entries of frameworks; of strangers as well, so their links lead nowhere by themselves. */
export function Alignments(props: { readonly of: readonly Alignment[]; readonly heading: Heading }) {
  const say = useSay();
  const { heading: Heading } = props;
  return (
    <>
      <Heading>{say('badge.alignments')}</Heading>
      <ul class="alignments" data-test="alignments">
        {props.of.map(({ name, url, framework, code }) => (
          <li>
            <a href={url} rel="noopener noreferrer nofollow">
              {name}
            </a>
            {framework || code ? (
              <span class="small"> {[framework, code].filter(Boolean).join(' · ')}</span>
            ) : null}
          </li>
        ))}
      </ul>
    </>
  );
}

/** What a school or an employer asks before it counts a badge. */
function Micro({ of, heading: Heading }: { of: Microcredential; heading: Heading }) {
  const say = useSay();
  const { visitor } = useHere();
  const number = (value: number) => new Intl.NumberFormat(visitor.language).format(value);
  const rows = [
    ['hours', say('badge.microcredential.hours.value', { hours: of.hours })],
    ['ects', of.ects ? number(of.ects) : null],
    ['level', of.eqfLevel === null ? null : String(of.eqfLevel)],
    ['assessment', of.assessment],
    ['quality', of.qualityAssurance],
    ['awarding', of.awardingBody],
  ] as const;
  return (
    <>
      <Heading>{say('badge.microcredential')}</Heading>
      <dl class="pairs" data-test="microcredential">
        {rows.map(([name, value]) =>
          value === null ? null : (
            <div>
              <dt>{say(`badge.microcredential.${name}`)}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
    </>
  );
}
