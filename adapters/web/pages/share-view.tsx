import type { LaterEvidence } from '../../../core/badges/award.ts';
import type { SharePreview } from '../../../core/badges/share-award.ts';
import type { Visibility } from '../../../core/lists.ts';
import { dayOf } from '../../conversation/words/dates.ts';
import { useHere, useSay } from '../here.ts';
import { linkedInAddress } from '../linkedin.ts';
import { BadgePicture } from '../parts/badge-picture.tsx';
import { CertificateForm } from '../parts/certificate-form.tsx';
import { acceptedFiles, Button, Field, FileField, Form, useTyped } from '../parts/form.tsx';
import { Icon } from '../parts/icon.tsx';
import { Back } from '../parts/link.tsx';
import { Qr } from '../parts/qr.tsx';
import { ShownEvidenceList } from '../parts/shown-evidence.tsx';
import { TakeAlong } from '../parts/take-along.tsx';
import { useTelling, Why } from '../parts/telling.tsx';
import { Prose, Text } from '../parts/texts.tsx';

/** One's own badge as others would see it; what can be done with it; who sees it. */
export function Preview({ of }: { of: SharePreview }) {
  const say = useSay();
  const { language, zone } = useTelling();
  const { view } = of;
  const address = `/app/awards/${view.award.id}`;
  return (
    <>
      <Back to="/me/badges">{say('wallet.title')}</Back>
      <h1>{say(of.isShared ? 'share.title-shared' : 'share.title')}</h1>
      <p class="soft">{say(of.isShared ? 'share.about-shared' : 'share.about')}</p>
      <section class="card own-award" data-test="award">
        <BadgePicture of={view.earned.image} size={120} />
        <div>
          <h2>
            <Text of={view.earned.name} />
          </h2>
          <p class="small">
            {say('share.from', {
              organiser: view.organiser.name,
              day: dayOf(language, view.award.issuedAt ?? view.award.earnedAt, zone),
            })}
          </p>
          <Prose of={view.earned.description} />
          <h3>{say('share.criteria')}</h3>
          <Prose of={view.earned.criteria} />
        </div>
      </section>
      <p class="small">
        {say(view.award.evidenceVisibility === 'anyone' ? 'share.not-shown.open' : 'share.not-shown')}
      </p>
      {of.isShared ? <Shared of={of} address={address} /> : null}
      {!of.isShared && of.may.verdict === 'yes' ? (
        <Form action={`${address}/share`}>
          <Button hook="share">{say('share.button')}</Button>
        </Form>
      ) : null}
      {!of.isShared && of.may.verdict !== 'yes' ? (
        <p class="aside">
          <Why of={of.may} />
        </p>
      ) : null}
      {['valid', 'expired'].includes(view.standing.is) ? (
        <section class="card" aria-labelledby="take">
          <h2 id="take">{say('take.title')}</h2>
          <TakeAlong of={view} action={`${address}/download`} />
          <CertificateForm of={view} action={`${address}/certificate`} name="certificate" />
        </section>
      ) : null}
      <WhoSees of={of} address={address} />
      {view.standing.is === 'valid' ? <Later of={of} address={address} /> : null}
    </>
  );
}

/** The badge and what it was given for, apart. */
function WhoSees({ of, address }: { of: SharePreview; address: string }) {
  const say = useSay();
  const { award } = of.view;
  const choose = (name: 'badge' | 'evidence', current: Visibility) => (
    <div class="field">
      <label for={`see-${name}`}>{say(`visibility.of.${name}`)}</label>
      <select id={`see-${name}`} name={name} data-test={`see-${name}`}>
        {[...new Set([...of.choices[name], current])].map((one) => (
          <option value={one} selected={one === current}>
            {say(`visibility.${one}`)}
          </option>
        ))}
      </select>
    </div>
  );
  return (
    <section class="card" aria-labelledby="who-sees">
      <h2 id="who-sees">{say('visibility.title')}</h2>
      <p class="soft">{say('visibility.about')}</p>
      <Form action={`${address}/visibility`} name="visibility">
        {choose('badge', award.badgeVisibility)}
        {choose('evidence', award.evidenceVisibility)}
        <Button kind="quiet" hook="set-visibility">
          {say('visibility.save')}
        </Button>
      </Form>
    </section>
  );
}

/** What it was given for, and a place for what came later. */
function Later({ of, address }: { of: SharePreview; address: string }) {
  const say = useSay();
  const { view } = of;
  const later = view.award.laterEvidence ?? [];
  const first = view.evidence.length - later.length;
  return (
    <section class="card" aria-labelledby="evidence">
      <h2 id="evidence">{say('later.title')}</h2>
      {view.evidence.length === 0 ? <p class="soft">{say('later.none')}</p> : null}
      <ShownEvidenceList
        of={view.evidence}
        action={(one) => {
          const own = one.isLater ? later[view.evidence.indexOf(one) - first] : undefined;
          return own ? <LaterActions of={own} address={address} /> : null;
        }}
      />
      <details>
        <summary>{say('later.add')}</summary>
        <p class="soft">{say('later.about')}</p>
        <Form action={`${address}/later`} name="later" takesFiles>
          <OneForm />
          <Field
            id="later-name"
            name="name"
            label={say('later.name')}
            most={120}
            isNeeded
            hook="later-name"
          />
          <Field
            id="later-text"
            name="text"
            kind="long"
            label={say('later.text')}
            most={4000}
            hook="later-text"
          />
          <Field id="later-url" name="url" kind="url" label={say('later.url')} most={2000} />
          <FileField
            id="later-file"
            name="files"
            label={say('later.file')}
            hint={say('later.file.hint')}
            accept={acceptedFiles}
            hook="later-file"
          />
          <KeptFile />
          <Field id="later-alt" name="alt" label={say('later.alt')} hint={say('task.alt.hint')} most={250} />
          <Button kind="quiet" hook="add-later">
            {say('later.button')}
          </Button>
        </Form>
      </details>
    </section>
  );
}

function LaterActions({ of, address }: { of: LaterEvidence; address: string }) {
  const say = useSay();
  return (
    <div class="row">
      {of.file ? (
        <Form action={`${address}/open-file`} label={say('later.save-one', { name: of.file.name })}>
          <input type="hidden" name="file" value={of.file.file} />
          <Button kind="quiet" hook="open-later-file">
            {say('evidence.download')}
          </Button>
        </Form>
      ) : null}
      <Form action={`${address}/remove-later`} label={say('later.remove-one', { name: of.name })}>
        <input type="hidden" name="evidence" value={of.id} />
        <Button kind="quiet" hook="remove-later">
          {say('later.remove')}
        </Button>
      </Form>
    </div>
  );
}

/** One per form shown: sent twice, it adds once. */
function OneForm() {
  const { web } = useHere();
  return <input type="hidden" name="key" value={useTyped('key').value ?? web.ports.ids.code(16)} />;
}

/** A file that is here already, when the form comes back. */
function KeptFile() {
  const say = useSay();
  const { value } = useTyped('kept');
  if (!value) return null;
  return (
    <label class="choice">
      <input type="checkbox" name="kept" value={value} checked />
      {say('task.files.kept', { name: value.slice(value.indexOf('|') + 1) })}
    </label>
  );
}

function Shared({ of, address }: { of: SharePreview; address: string }) {
  const say = useSay();
  const { language } = useTelling();
  const { url, view } = of;
  return (
    <section class="card">
      <div class="own-award">
        <div>
          <p class="with-icon">
            <Icon is="link" />
            <a href={url} target="_blank" rel="noopener" data-test="share-link">
              {url}
            </a>
          </p>
          <p class="small">{say('share.link.about')}</p>
          <p>
            <a
              class="button quiet"
              href={linkedInAddress(view, url, language)}
              target="_blank"
              rel="noopener noreferrer"
              data-test="linkedin"
            >
              {say('share.linkedin')}
            </a>
          </p>
          <p class="small">{say('share.linkedin.about')}</p>
        </div>
        <figure>
          <Qr of={url} label={say('share.qr')} />
          <figcaption class="small">{say('share.qr.about')}</figcaption>
        </figure>
      </div>
      <Form action={`${address}/stop-sharing`}>
        <Button kind="quiet" hook="stop-sharing">
          {say('share.stop')}
        </Button>
      </Form>
    </section>
  );
}
