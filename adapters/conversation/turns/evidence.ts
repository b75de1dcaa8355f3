import { z } from 'zod';
import { seeActivity } from '../../../core/activities/see-activity.ts';
import type { HandedInItem } from '../../../core/evidence/handed-in-item.ts';
import { type SubmitEvidence, submitEvidence } from '../../../core/evidence/submit-evidence.ts';
import { takeBackEvidence } from '../../../core/evidence/take-back-evidence.ts';
import { ActivityId } from '../../../core/ids.ts';
import type { BadgedStep, TaskView } from '../../../core/playlists/step-view.ts';
import { type ActionId, actionId } from '../action-id.ts';
import { FileHandle } from '../asked.ts';
import { card } from '../card.ts';
import { saying } from '../cards/facts.ts';
import type { ConversationPorts, KnownAsker, Turn } from '../command.ts';
import { putDraft, readDraft } from '../drafts.ts';
import { type Copied, copyFiles } from '../files.ts';
import type { Field, Form } from '../form.ts';
import { limits } from '../limits.ts';
import { reasonText, refusal, sentence, tellingFor, withTasks } from '../refuse.ts';
import { answers, type Reply } from '../reply.ts';
import { nameFor, ownActivities } from '../suggest.ts';
import { cut, joined, own, type Text, tell } from '../text.ts';
import { withinOf } from '../within.ts';
import { sayRefusal } from '../words/refusals.ts';
import { say } from '../words/say.ts';

export const EvidenceSaid = z.object({
  /** Missing with a message that somebody wants to use: it is asked for. */
  activity: ActivityId.optional(),
  task: z.string().max(64).optional(),
  text: z.string().trim().max(4000).optional(),
  link: z.string().trim().max(2000).optional(),
  alt: z.string().trim().max(250).optional(),
  file: z.union([FileHandle.transform((one) => [one]), z.array(FileHandle)]).optional(),
});
type EvidenceSaid = z.infer<typeof EvidenceSaid>;

/** What waits in a draft while a form is open, or was not right: what was typed, and files that are copied already. */
interface Draft {
  readonly activity: ActivityId;
  readonly task: string;
  readonly text?: string;
  readonly link?: string;
  readonly alt?: string;
  readonly files: readonly string[];
  /** Of the form: sent twice it is one handing in. */
  readonly handIn: string;
}

/** Hands evidence in: what was said with the command, or in the form that an empty command opens. */
export const sendEvidence: Turn<EvidenceSaid, KnownAsker> = async (ports, asker, said) => {
  const before = asker.on?.extra === 'form' ? await readDraft<Draft>(ports, asker.from, asker.on.item) : null;
  if (asker.on?.extra === 'form' && !before) {
    return sentence(asker, 'chat.over', {}, [
      {
        label: saying(asker)('chat.button.next-step'),
        style: 'primary',
        do: actionId('playlist.next'),
        typed: 'next',
      },
    ]);
  }
  const activity = before?.activity ?? said.activity;
  if (!activity) return forWhich(ports, asker, said);
  const within = await withinOf(ports, asker, activity);
  const seen = await seeActivity(ports, asker.me, { activity, within, preview: false });
  if (seen.refused) return refusal(ports, asker, seen.refused);
  const { step } = seen.done;
  const task = taskFor(step, asker.on?.extra === 'form' ? before?.task : (asker.on?.extra ?? said.task));
  if (!task) return noTask(ports, asker, step);

  const given = asker.via === 'form' ? { ...said } : { ...before, ...said };
  const isEmpty = !given.text && !given.link && !said.file?.length;
  if (asker.via !== 'form' && (isEmpty || before)) {
    return formFor(ports, asker, task, draftOf(ports, asker, activity, task, before, {}));
  }
  const copied = await copyFiles(ports, asker.me, said.file ?? []);
  const draft = draftOf(ports, asker, activity, task, before, { ...given, copied });
  if (copied.failed.length > 0) return someFailed(ports, asker, task, draft, copied);
  return handIn(ports, asker, step, task, draft, within);
};

/** A message of one's own, before it is said what for: one open task is taken, of several one is chosen. The form shows it first. */
async function forWhich(ports: ConversationPorts, asker: KnownAsker, said: EvidenceSaid): Promise<Reply> {
  const word = saying(asker);
  const open = (await openTasks(ports, asker)).slice(0, limits.page);
  const [only, ...others] = open;
  if (!only) {
    return sentence(asker, 'chat.evidence.nothing-open', {}, [
      {
        label: word('chat.button.next-step'),
        style: 'primary',
        do: actionId('playlist.next'),
        typed: 'next',
      },
    ]);
  }
  const copied = await copyFiles(ports, asker.me, said.file ?? []);
  const drafts = open.map(({ activity, task }) => ({
    ...draftOf(ports, asker, activity.id, task, null, { ...said, copied }),
    handIn: ports.ids.next(),
  }));
  const [first] = drafts;
  if (first && others.length === 0) {
    return copied.failed.length > 0
      ? someFailed(ports, asker, only.task, first, copied)
      : formFor(ports, asker, only.task, first);
  }
  const keys = await Promise.all(drafts.map((draft) => putDraft(ports, asker.from, draft)));
  const list = open.map(({ activity, task }, at) => ({
    title: [own(nameFor(asker, task.task.title))],
    detail: [own(nameFor(asker, activity.name))],
    action: { label: word('chat.button.this-one'), do: actionId('activity.evidence', keys[at], 0, 'form') },
  }));
  const title = tell(asker, 'chat.which', { count: open.length });
  return answers(
    asker,
    card(asker, { id: 'for-which', title, items: { page: 1, pages: 1, list }, actions: [] }),
  );
}

/** Of what they joined, the tasks that take something now. */
async function openTasks(ports: ConversationPorts, asker: KnownAsker) {
  const steps = await Promise.all(
    (await ownActivities(ports, asker)).slice(0, 20).map(async ({ id }) => {
      const within = await withinOf(ports, asker, id);
      const seen = await seeActivity(ports, asker.me, { activity: id, within, preview: false });
      return seen.done?.step ?? null;
    }),
  );
  return steps.flatMap((step) =>
    step
      ? step.tasks.filter(({ canSubmit }) => canSubmit).map((task) => ({ activity: step.activity, task }))
      : [],
  );
}

function draftOf(
  { ids }: ConversationPorts,
  { key, via }: KnownAsker,
  activity: ActivityId,
  { task, evidence }: TaskView,
  before: Draft | null,
  given: { text?: string | undefined; link?: string | undefined; alt?: string | undefined; copied?: Copied },
): Draft {
  // Sent again: what was handed in last is what one goes on from, its files too.
  const last = before ? [] : (evidence?.items ?? []);
  const lastText = last.find(({ kind }) => kind === 'text');
  const lastLink = last.find(({ kind }) => kind === 'link');
  const isFirst = before === null && Object.keys(given).length === 0;
  // A form tells all of its fields: what was emptied there is gone.
  const kept = via === 'form' ? null : before;
  const text = given.text ?? (isFirst && lastText?.kind === 'text' ? lastText.text : kept?.text);
  const link = given.link ?? (isFirst && lastLink?.kind === 'link' ? lastLink.url : kept?.link);
  const alt = given.alt ?? kept?.alt;
  const files = before?.files ?? last.flatMap((item) => (item.kind === 'file' ? [item.file] : []));
  return {
    activity,
    task: task.id,
    ...(text ? { text } : {}),
    ...(link ? { link } : {}),
    ...(alt ? { alt } : {}),
    files: [...files, ...(given.copied?.files ?? [])],
    handIn: before?.handIn ?? (key.length <= 64 ? key : ids.next()),
  };
}

/** The one that was named, else the only one that is open; several: the first of them. */
const taskFor = ({ tasks }: BadgedStep, wanted: string | undefined): TaskView | null =>
  tasks.find(({ task }) => task.id === wanted) ??
  (wanted ? null : (tasks.find(({ canSubmit }) => canSubmit) ?? null));

async function noTask(ports: ConversationPorts, asker: KnownAsker, step: BadgedStep): Promise<Reply> {
  const { activity, explanation, completion } = step;
  const because = explanation.verdict === 'yes' ? completion : explanation;
  const telling = withTasks(await tellingFor(ports, asker, because), asker, activity.tasks);
  return answers(
    asker,
    card(asker, {
      id: 'no-task',
      title: tell(asker, activity.tasks.length === 0 ? 'chat.evidence.none-asked' : 'chat.evidence.not-now'),
      lead: reasonText(telling, because),
      actions: [
        {
          label: say(asker.language, 'chat.button.open'),
          do: actionId('activity.view', activity.id),
          typed: `activity ${nameFor(asker, activity.name)}`,
        },
      ],
    }),
  );
}

/** Its note says who will read it. @param wrong by field; null: nothing was sent yet */
async function formFor(
  ports: ConversationPorts,
  asker: KnownAsker,
  view: TaskView,
  draft: Draft,
  wrong: Readonly<Record<string, string>> | null = null,
): Promise<Reply> {
  const key = await putDraft(ports, asker.from, draft);
  const form = evidenceForm(asker, view, draft, actionId('activity.evidence', key, 0, 'form'));
  return wrong ? { show: 'wrong-fields', form, wrong } : { show: 'form', form };
}

function evidenceForm(asker: KnownAsker, view: TaskView, draft: Draft, id: ActionId): Form {
  const word = saying(asker);
  const { task } = view;
  const takes = (kind: (typeof task.accepts)[number]) => task.accepts.includes(kind);
  const isOnly = task.accepts.length === 1;
  const fields: readonly (Field | null)[] = [
    takes('text')
      ? {
          name: 'text',
          kind: 'text',
          label: word('chat.evidence.text'),
          required: isOnly,
          most: limits.typed,
          lines: 'many',
          ...(draft.text ? { value: cut(draft.text, limits.typed) } : {}),
        }
      : null,
    takes('link')
      ? {
          name: 'link',
          kind: 'url',
          label: word('chat.evidence.link'),
          required: isOnly,
          ...(draft.link ? { value: draft.link } : {}),
        }
      : null,
    takes('file')
      ? {
          name: 'file',
          kind: 'files',
          label: word('chat.evidence.files'),
          required: isOnly && draft.files.length === 0,
          most: limits.files,
        }
      : null,
    takes('file')
      ? {
          name: 'alt',
          kind: 'text',
          label: word('chat.evidence.alt'),
          hint: word('chat.evidence.alt.hint'),
          required: false,
          most: 250,
          lines: 'one',
          ...(draft.alt ? { value: draft.alt } : {}),
        }
      : null,
  ];
  return {
    id,
    title: cut(word('chat.evidence.title'), limits.formTitle),
    submit: cut(word('chat.evidence.submit'), limits.formTitle),
    note: noteOf(asker, view, draft),
    fields: fields.filter((field) => field !== null),
  };
}

/** What is asked, who will read it, and what is kept from before. */
function noteOf(asker: KnownAsker, { task, mediaGoesToOrganisers }: TaskView, { files }: Draft): Text {
  const { who, count } = task.check;
  const readers =
    who === 'self'
      ? tell(asker, 'task.check.self')
      : tell(asker, who === 'organisers' ? 'task.check.organisers' : 'task.check.peers', { count });
  return joined(
    [
      [own(cut(nameFor(asker, task.title), 150))],
      [own(cut(nameFor(asker, task.instruction), 600))],
      readers,
      mediaGoesToOrganisers ? tell(asker, 'chat.evidence.media') : [],
      files.length > 0 ? tell(asker, 'chat.evidence.kept', { count: files.length }) : [],
    ],
    '\n',
  );
}

/** Nothing is sent on; the text stays, and each file that failed is named with what to do. */
async function someFailed(
  ports: ConversationPorts,
  asker: KnownAsker,
  view: TaskView,
  draft: Draft,
  { failed }: Copied,
): Promise<Reply> {
  const telling = await tellingFor(ports, asker);
  const wrong = failed
    .map(
      ({ name, why }) =>
        `${name}: ${why ? sayRefusal(telling, why) : say(asker.language, 'chat.evidence.not-fetched')}`,
    )
    .join(' ');
  return formFor(ports, asker, view, draft, { file: wrong });
}

async function handIn(
  ports: ConversationPorts,
  asker: KnownAsker,
  { activity }: BadgedStep,
  view: TaskView,
  draft: Draft,
  within: SubmitEvidence['within'],
): Promise<Reply> {
  const items = itemsOf(draft);
  const word = saying(asker);
  if (draft.link && !isAddress(draft.link)) {
    return formFor(ports, asker, view, draft, { link: word('chat.evidence.bad-link') });
  }
  if (items.length === 0) {
    const field = view.task.accepts[0] ?? 'text';
    return formFor(ports, asker, view, draft, { [field]: word('chat.evidence.nothing') });
  }
  const submitted = await submitEvidence(ports, asker.me, {
    activity: activity.id,
    task: view.task.id,
    within,
    items,
    note: null,
    handIn: draft.handIn,
  });
  if (submitted.refused) return refusal(ports, asker, submitted.refused);
  const { who, count } = view.task.check;
  const title = nameFor(asker, activity.name);
  const lead =
    who === 'self'
      ? tell(asker, 'task.submitted-self')
      : tell(asker, who === 'organisers' ? 'chat.evidence.waits.organisers' : 'chat.evidence.waits.peers', {
          count,
        });
  return answers(
    asker,
    card(asker, {
      id: 'handed-in',
      title: tell(asker, 'chat.evidence.sent', { task: nameFor(asker, view.task.title) }),
      lead,
      note: tell(asker, 'chat.evidence.private'),
      actions: [
        {
          label: word('chat.button.next-step'),
          style: 'primary',
          do: actionId('playlist.next'),
          typed: 'next',
        },
        ...(who === 'self'
          ? []
          : [
              {
                label: word('chat.button.take-back'),
                do: actionId('activity.takeback', activity.id),
                typed: `takeback ${title}`,
              },
            ]),
      ],
    }),
  );
}

const isAddress = (text: string): boolean => /^https?:\/\//i.test(text) && URL.canParse(text);

/** Read again as the use case reads it, for drafts come from a store. */
const itemsOf = ({ text, link, alt, files }: Draft): HandedInItem[] => [
  ...(text ? [{ kind: 'text' as const, text }] : []),
  ...(link ? [{ kind: 'link' as const, url: link }] : []),
  // What `keepUpload` gave back, or what was handed in before; the use case looks whose it is.
  ...files.map((file) => ({
    kind: 'file' as const,
    file: file as Extract<HandedInItem, { kind: 'file' }>['file'],
    alt: alt ?? null,
  })),
];

export const TakeBackSaid = z.object({ activity: ActivityId });

/** Takes back what waits there, so that it can be changed. */
export const takeBack: Turn<z.infer<typeof TakeBackSaid>, KnownAsker> = async (
  ports,
  asker,
  { activity: id },
) => {
  const activity = await ports.records.activities.byId(id);
  const work = activity ? await ports.records.work.of(asker.me.person, [id]) : [];
  const waiting = work.find(({ state }) => state === 'in-review');
  const first = waiting ?? work[0];
  if (!activity || !first) return sentence(asker, 'refusal.nothing-handed-in');
  const taken = await takeBackEvidence(ports, asker.me, { task: first.task });
  if (taken.refused) return refusal(ports, asker, taken.refused);
  return sentence(asker, 'chat.evidence.taken-back', { activity: nameFor(asker, activity.name) }, [
    {
      label: saying(asker)('chat.button.send-again'),
      style: 'primary',
      do: actionId('activity.evidence', id, 0, first.task),
      typed: `evidence ${nameFor(asker, activity.name)}`,
    },
  ]);
};
