import type { DeskRow } from '../../../core/endorsements/list-endorsements.ts';
import { useSay } from '../here.ts';
import { Applications } from '../parts/applications.tsx';
import { Empty } from '../parts/desk.tsx';
import { EndorsementFields } from '../parts/endorsement-form.tsx';
import { Offered } from '../parts/endorsements.tsx';
import { Button, Form } from '../parts/form.tsx';
import { Prose, Text } from '../parts/texts.tsx';

/** What others ask of us, and what we gave. */
export function Given({ of, slug, mayAnswer }: { of: readonly DeskRow[]; slug: string; mayAnswer: boolean }) {
  const say = useSay();
  if (of.length === 0) return null;
  const at = `/app/organisers/${slug}/endorsements`;
  return (
    <section>
      <h2>{say('endorsements.of-us')}</h2>
      <ul class="cards">
        {of.map((row) => (
          <li class="card" data-test="endorsement-given">
            <About of={row} whose={row.object.organiserName} />
            {mayAnswer && row.endorsement.state === 'asked' ? <Answering of={row} at={at} /> : null}
            {mayAnswer && row.endorsement.state === 'signed' ? <Standing of={row} at={at} /> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Answering({ of, at }: { of: DeskRow; at: string }) {
  const say = useSay();
  const { id } = of.endorsement;
  return (
    <>
      <details>
        <summary>{say('endorse.write')}</summary>
        <Form action={`${at}/sign`} name={id}>
          <input type="hidden" name="endorsement" value={id} />
          <EndorsementFields id={id} />
          <Button hook="endorse-sign">{say('endorse.sign')}</Button>
        </Form>
      </details>
      <Form action={`${at}/decline`}>
        <input type="hidden" name="endorsement" value={id} />
        <Button kind="quiet" hook="endorse-decline">
          {say('endorse.decline')}
        </Button>
      </Form>
    </>
  );
}

function Standing({ of, at }: { of: DeskRow; at: string }) {
  const say = useSay();
  return (
    <>
      {of.endorsement.opportunity ? <Applications of={of.applications} at={at} /> : null}
      <Form action={`${at}/withdraw`}>
        <input type="hidden" name="endorsement" value={of.endorsement.id} />
        <Button kind="danger" hook="endorse-withdraw">
          {say('endorse.withdraw')}
        </Button>
      </Form>
    </>
  );
}

/** Who stands behind what is ours, and whom we asked. */
export function Asked({ of }: { of: readonly DeskRow[] }) {
  const say = useSay();
  return (
    <section>
      <h2>{say('endorsements.by-us')}</h2>
      {of.length === 0 ? <Empty words="endorsements.empty" /> : null}
      <ul class="cards">
        {of.map((row) => (
          <li class="card" data-test="endorsement-asked">
            <About of={row} whose={row.endorser} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function About({ of, whose }: { of: DeskRow; whose: string }) {
  const say = useSay();
  const { endorsement, object } = of;
  const isShown = endorsement.state === 'signed' || endorsement.state === 'withdrawn';
  return (
    <>
      <p class="small">{whose}</p>
      <p>
        <strong>
          <Text of={object.name} />
        </strong>{' '}
        <span class={endorsement.state === 'signed' ? 'chip good' : 'chip'}>
          {say(`endorsement.state.${endorsement.state}`)}
        </span>
      </p>
      {endorsement.request ? <blockquote>{endorsement.request}</blockquote> : null}
      {endorsement.text ? <Prose of={endorsement.text} class="prose quote" /> : null}
      {endorsement.opportunity ? <Offered of={endorsement.opportunity} left={null} /> : null}
      {endorsement.ended?.reason ? <p class="small">{endorsement.ended.reason}</p> : null}
      {isShown ? (
        <p class="small">
          <a href={`/b/endorsements/${endorsement.address}`}>{say('endorsements.look')}</a>
        </p>
      ) : null}
    </>
  );
}
