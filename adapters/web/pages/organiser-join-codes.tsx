import { z } from 'zod';
import {
  AnswerJoin,
  answerJoin,
  EndJoinCodes,
  endJoinCodes,
  type JoinCodes,
  listJoinCodes,
} from '../../../core/badges/join-codes.ts';
import { makeJoinCodes } from '../../../core/badges/make-join-codes.ts';
import { ActivityId } from '../../../core/ids.ts';
import type { Organiser } from '../../../core/organisers/organiser.ts';
import type { Someone } from '../../../core/people/actor.ts';
import { CodeForm, codeFactsOf, shownCodes } from '../code-form.ts';
import { type Answer, type Here, sayHere, useHere, useSay } from '../here.ts';
import { type Page, post } from '../page.ts';
import { CodeFields } from '../parts/code-fields.tsx';
import { CodeSheet } from '../parts/code-sheet.tsx';
import { CodeRequests, CodeSheets } from '../parts/code-sheets.tsx';
import { Desk } from '../parts/desk.tsx';
import { Button, Form, useCameBack, useTyped } from '../parts/form.tsx';
import { Back } from '../parts/link.tsx';
import { tellingOf } from '../parts/telling.tsx';
import { Text, textHere } from '../parts/texts.tsx';
import { refusedAnswer } from '../refused.ts';
import { OrganiserParams, organiserOf } from './organiser.tsx';
import { notFoundAnswer } from './trouble.tsx';

type At = Here<OrganiserParams, Someone>;

/** `into`: `organiser`, or the id of an activity. */
const Making = CodeForm.extend({ into: z.union([z.literal('organiser'), ActivityId]) });
type Making = z.infer<typeof Making>;

/** Just made: shown this once. */
interface Made {
  readonly codes: readonly string[];
  /** Null: none was chosen. */
  readonly title: string | null;
  /** Null: into the organiser. */
  readonly activity: ActivityId | null;
}

/** Codes that let people in: to an activity, or to the organiser as a member. */
export const organiserJoinCodesPage: Page<OrganiserParams> = {
  path: '/app/organisers/:organiser/codes',
  params: OrganiserParams,
  get: (here) => codes(here),
  posts: {
    make: post({ schema: Making, again: (here: At) => codes(here), form: () => 'make', run: make }),
    end: post({ schema: EndJoinCodes.pick({ sheet: true }), again: (here: At) => codes(here), run: end }),
    answer: post({
      schema: AnswerJoin.omit({ organiser: true }),
      again: (here: At) => codes(here),
      run: answer,
    }),
  },
};

async function codes(here: At, made: Made | null = null): Promise<Answer> {
  const organiser = await organiserOf(here);
  if (!organiser) return notFoundAnswer(here);
  const listed = await listJoinCodes(here.web.ports, here.who, organiser.id);
  if (listed.refused) {
    return refusedAnswer(here, listed.refused, tellingOf(here, []), async () => notFoundAnswer(here));
  }
  return {
    title: sayHere(here)('codes.join.title'),
    body: (
      <Desk organiser={organiser} at="people">
        <JoinCodesView organiser={organiser} of={listed.done} made={made} />
      </Desk>
    ),
  };
}

async function make(here: At, input: Making): Promise<Answer> {
  const organiser = await organiserOf(here);
  if (!organiser) return notFoundAnswer(here);
  const activity = input.into === 'organiser' ? null : input.into;
  const wanted = { ...codeFactsOf(input), organiser: organiser.id, activity };
  const made = await makeJoinCodes(here.web.ports, here.who, wanted);
  if (made.refused) return refusedAnswer(here, made.refused, tellingOf(here, []), (at) => codes(at), 'make');
  const shown = shownCodes(made.done.codes, input);
  return {
    ...(await codes({ ...here, fields: {} }, { codes: shown, title: wanted.title, activity })),
    said: sayHere(here)('codes.made', { count: shown.length }),
  };
}

async function end(here: At, { sheet }: Pick<EndJoinCodes, 'sheet'>): Promise<Answer> {
  const organiser = await organiserOf(here);
  if (!organiser) return notFoundAnswer(here);
  const ended = await endJoinCodes(here.web.ports, here.who, { organiser: organiser.id, sheet });
  if (ended.refused) return refusedAnswer(here, ended.refused, tellingOf(here, []), (at) => codes(at));
  return { ...(await codes(here)), said: sayHere(here)('codes.ended') };
}

async function answer(here: At, input: Omit<AnswerJoin, 'organiser'>): Promise<Answer> {
  const organiser = await organiserOf(here);
  if (!organiser) return notFoundAnswer(here);
  const answered = await answerJoin(here.web.ports, here.who, { ...input, organiser: organiser.id });
  if (answered.refused) return refusedAnswer(here, answered.refused, tellingOf(here, []), (at) => codes(at));
  return { ...(await codes(here)), said: sayHere(here)(`codes.join.answered.${input.decision}`) };
}

function JoinCodesView({ organiser, of, made }: { organiser: Organiser; of: JoinCodes; made: Made | null }) {
  const say = useSay();
  const at = `/app/organisers/${organiser.slug}/codes`;
  const into = of.activities.find(({ id }) => id === made?.activity)?.name ?? null;
  return (
    <>
      <Back to={`/app/organisers/${organiser.slug}/people`}>{say('organiser.tab.people')}</Back>
      <h1>{say('codes.join.title')}</h1>
      <p class="soft">{say('codes.join.about')}</p>
      {made ? (
        <CodeSheet codes={made.codes} title={made.title ?? (into ? <Text of={into} /> : organiser.name)} />
      ) : null}
      <CodeRequests of={of.requests} at={at} />
      <details class="card" open={useCameBack('make') || of.sheets.length === 0} data-test="make-codes">
        <summary>{say('codes.make')}</summary>
        <Form action={`${at}/make`} name="make">
          <Into of={of} organiser={organiser} />
          <CodeFields asksFirst={of.mayLetInMembers} />
          <p class="small">{say('codes.join.approval')}</p>
          <Button hook="make">{say('codes.make.button')}</Button>
        </Form>
      </details>
      <CodeSheets
        of={of.sheets}
        at={at}
        empty="codes.join.none"
        nameOf={({ one }) => of.activities.find(({ id }) => id === one.activity)?.name ?? null}
      />
    </>
  );
}

function Into({ of, organiser }: { of: JoinCodes; organiser: Organiser }) {
  const say = useSay();
  const here = useHere();
  const { value } = useTyped('into');
  return (
    <div class="field">
      <label for="into">{say('codes.leads-to')}</label>
      <select id="into" name="into">
        {of.mayLetInMembers ? (
          <option value="organiser" selected={value === 'organiser'}>
            {say('codes.join.organiser', { organiser: organiser.name })}
          </option>
        ) : null}
        {of.activities.map(({ id, name }) => (
          <option value={id} selected={value === id}>
            {textHere(here, name)}
          </option>
        ))}
      </select>
    </div>
  );
}
