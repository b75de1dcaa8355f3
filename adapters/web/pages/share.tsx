import { z } from 'zod';
import { downloadAward } from '../../../core/badges/download-award.ts';
import {
  AddLaterEvidence,
  addLaterEvidence,
  RemoveLaterEvidence,
  removeLaterEvidence,
} from '../../../core/badges/later-evidence.ts';
import { ReadLaterFile } from '../../../core/badges/read-later-file.ts';
import { SetVisibility, setVisibility } from '../../../core/badges/set-visibility.ts';
import { previewShare, shareAward, stopSharing } from '../../../core/badges/share-award.ts';
import { listPublic } from '../../../core/endorsements/list-endorsements.ts';
import { AwardId } from '../../../core/ids.ts';
import type { Someone } from '../../../core/people/actor.ts';
import { awardFile, awardForms } from '../award-files.ts';
import { type Answer, type Here, sayHere } from '../here.ts';
import { laterFilePath } from '../later-files.ts';
import { type Page, post } from '../page.ts';
import { makePaperTicket } from '../paper-tickets.ts';
import { YouCanNow } from '../parts/endorsements.tsx';
import { tellingOf } from '../parts/telling.tsx';
import { textHere } from '../parts/texts.tsx';
import { refusedAnswer } from '../refused.ts';
import { makeTicket } from '../tickets.ts';
import { KeptFile, keptAgain, keptFile, readUploads, uploadsOf } from '../uploads.ts';
import { fileWrong } from './hand-in.ts';
import { objectsOf } from './own-badge.tsx';
import { Preview } from './share-view.tsx';
import { notFoundAnswer } from './trouble.tsx';

const Certificate = z.object({ name: z.string().trim().min(1).max(80) });
const Download = z.object({ form: z.enum(awardForms) });
const LaterForm = AddLaterEvidence.pick({ name: true }).extend({
  key: AddLaterEvidence.shape.key.unwrap().unwrap().optional(),
  alt: z.string().trim().max(250).optional(),
  kept: KeptFile.optional(),
  text: z.string().trim().max(4000).optional(),
  url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .optional(),
});

interface Params {
  readonly award: AwardId;
}
type At = Here<Params, Someone>;

/** One's own badge: what others would see, *Share* and *Stop sharing*. */
export const sharePage: Page<Params> = {
  path: '/app/awards/:award',
  params: z.object({ award: AwardId }),
  get,
  posts: {
    share: post({ schema: z.object({}), again: get, run: share }),
    'stop-sharing': post({ schema: z.object({}), again: get, run: stop }),
    visibility: post({
      schema: SetVisibility.omit({ award: true }),
      again: get,
      form: () => 'visibility',
      run: setSeen,
    }),
    later: post({
      schema: LaterForm,
      again: keeping,
      form: () => 'later',
      reads: readUploads,
      run: addLater,
    }),
    'open-file': post({ schema: ReadLaterFile.pick({ file: true }), again: get, run: openFile }),
    'remove-later': post({
      schema: RemoveLaterEvidence.omit({ award: true }),
      again: get,
      run: removeLater,
    }),
    certificate: post({ schema: Certificate, again: get, form: () => 'certificate', run: certificate }),
    download: post({ schema: Download, again: get, run: download }),
  },
};

async function get(here: At): Promise<Answer> {
  const seen = await previewShare(here.web.ports, here.who, here.params);
  if (seen.refused) return notFoundAnswer(here);
  const { view } = seen.done;
  const isValid = view.standing.is === 'valid';
  const endorsed = isValid ? await listPublic(here.web.ports, objectsOf(view.badge)) : [];
  return {
    title: textHere(here, view.earned.name),
    body: (
      <>
        <Preview of={seen.done} />
        <YouCanNow of={endorsed} />
      </>
    ),
  };
}

async function share(here: At): Promise<Answer> {
  const shared = await shareAward(here.web.ports, here.who, here.params);
  if (shared.refused) return refusedAnswer(here, shared.refused, tellingOf(here, []), get);
  return { ...(await get(here)), said: sayHere(here)('share.shared') };
}

async function setSeen(here: At, input: Omit<SetVisibility, 'award'>): Promise<Answer> {
  const set = await setVisibility(here.web.ports, here.who, { ...here.params, ...input });
  if (set.refused) return refusedAnswer(here, set.refused, tellingOf(here, []), get, 'visibility');
  return { ...(await get(here)), said: sayHere(here)('visibility.set') };
}

/** With the file that came along, so that it need not be sent again. */
function keeping(here: At): Promise<Answer> {
  const [kept] = keptAgain(uploadsOf(here));
  if (!here.amiss || !kept) return get(here);
  return get({ ...here, amiss: { ...here.amiss, typed: { ...here.amiss.typed, kept } } });
}

async function addLater(here: At, input: z.infer<typeof LaterForm>): Promise<Answer> {
  const { name, text = null, url = null, key = null, alt = null } = input;
  const [upload = input.kept ? keptFile(input.kept) : null] = uploadsOf(here);
  if (upload?.refused) {
    const fields = { files: fileWrong(here, upload.name, upload.refused) };
    const amiss = { form: 'later', fields, refused: null, typed: here.fields };
    return { ...(await get({ ...here, amiss })), amiss, status: 422 };
  }
  const file = upload && { file: upload.file, alt: alt || null };
  const added = await addLaterEvidence(here.web.ports, here.who, {
    ...here.params,
    name,
    text,
    url,
    file,
    key,
  });
  if (added.refused) return refusedAnswer(here, added.refused, tellingOf(here, []), keeping, 'later');
  return { ...(await get(here)), said: sayHere(here)('later.added') };
}

/** By a ticket: inside a course there is no session that the file's address would know. */
async function openFile(here: At, { file }: Pick<ReadLaterFile, 'file'>): Promise<Answer> {
  const award = await here.web.ports.records.awards.byId(here.params.award);
  if (award?.person !== here.who.person) return notFoundAnswer(here);
  const address = await makeTicket(here.web.ports, laterFilePath({ address: award.address, file }), here.who);
  return { title: '', body: null, saves: `${address}&save=yes` };
}

async function removeLater(here: At, input: Omit<RemoveLaterEvidence, 'award'>): Promise<Answer> {
  const removed = await removeLaterEvidence(here.web.ports, here.who, { ...here.params, ...input });
  if (removed.refused) return notFoundAnswer(here);
  return { ...(await get(here)), said: sayHere(here)('later.removed') };
}

async function download(here: At, { form }: z.infer<typeof Download>): Promise<Answer> {
  const taken = await downloadAward(here.web.ports, here.who, here.params);
  if (taken.refused) return notFoundAnswer(here);
  return { title: '', body: null, saves: awardFile(taken.done.address, form) };
}

/** On paper its address is meant to be followed, so making one releases the machine form as a download does. */
async function certificate(here: At, { name }: z.infer<typeof Certificate>): Promise<Answer> {
  const taken = await downloadAward(here.web.ports, here.who, here.params);
  if (taken.refused) return notFoundAnswer(here);
  const { language } = here.visitor;
  const paper = {
    person: here.who.person,
    kind: 'certificate',
    award: taken.done.id,
    name,
    language,
  } as const;
  return { title: '', body: null, saves: await makePaperTicket(here.web.ports, paper) };
}

async function stop(here: At): Promise<Answer> {
  const stopped = await stopSharing(here.web.ports, here.who, here.params);
  if (stopped.refused) return notFoundAnswer(here);
  return { ...(await get(here)), said: sayHere(here)('share.stopped') };
}
