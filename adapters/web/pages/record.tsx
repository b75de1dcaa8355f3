import { z } from 'zod';
import { type LearningRecord, readLearningRecord } from '../../../core/badges/learning-record.ts';
import { ActivityId } from '../../../core/ids.ts';
import type { Someone } from '../../../core/people/actor.ts';
import { listReflections, type OwnWords } from '../../../core/reflections/list-reflections.ts';
import {
  removeReflection,
  ShowReflection,
  showReflection,
  WriteReflection,
  writeReflection,
} from '../../../core/reflections/write-reflection.ts';
import { minutesAsWords } from '../../conversation/words/durations.ts';
import { spokenLanguages } from '../../conversation/words/say.ts';
import { type Answer, type Here, sayHere, useHere, useSay } from '../here.ts';
import { plainSkill } from '../own-papers.ts';
import { type Page, post } from '../page.ts';
import { makePaperTicket } from '../paper-tickets.ts';
import { languageNames } from '../parts/facts.tsx';
import { Button, Field, Form } from '../parts/form.tsx';
import { Back, Link } from '../parts/link.tsx';
import { OwnWordsShown } from '../parts/own-words.tsx';
import { useDay } from '../parts/standing.tsx';
import { tellingOf } from '../parts/telling.tsx';
import { Text } from '../parts/texts.tsx';
import { refusedAnswer } from '../refused.ts';
import { notFoundAnswer } from './trouble.tsx';

type Params = Record<never, never>;
type At = Here<Params, Someone>;

const Wanted = z.object({
  name: z.string().trim().min(1).max(80),
  language: z.enum(spokenLanguages),
  as: z.enum(['record-pdf', 'record-json']),
});

const Writing = WriteReflection.pick({ prompt: true, words: true, form: true }).extend({
  activity: ActivityId.optional(),
  isInRecord: z.literal('yes').optional(),
});
const Showing = ShowReflection.pick({ reflection: true }).extend({ isInRecord: z.enum(['yes', 'no']) });

/** What one has learned: on the screen, and as a file to show elsewhere. */
export const recordPage: Page<Params> = {
  path: '/me/record',
  params: z.object({}),
  get,
  posts: {
    save: post({ schema: Wanted, again: get, form: () => 'save', run: save }),
    write: post({ schema: Writing, again: get, form: () => 'write', run: write }),
    'show-words': post({ schema: Showing, again: get, run: show }),
    'remove-words': post({ schema: Showing.pick({ reflection: true }), again: get, run: remove }),
  },
};

async function get(here: At): Promise<Answer> {
  const read = await readLearningRecord(here.web.ports, here.who);
  if (read.refused) return notFoundAnswer(here);
  const words = await listReflections(here.web.ports, here.who);
  return { title: sayHere(here)('record.title'), body: <RecordView of={read.done} words={words} /> };
}

async function write(here: At, { activity, isInRecord, ...rest }: z.infer<typeof Writing>): Promise<Answer> {
  const input = { ...rest, activity: activity ?? null, isInRecord: isInRecord === 'yes' };
  const written = await writeReflection(here.web.ports, here.who, input);
  if (written.refused) return refusedAnswer(here, written.refused, tellingOf(here, []), get, 'write');
  return { ...(await get(here)), said: sayHere(here)('reflection.kept') };
}

async function show(here: At, { reflection, isInRecord }: z.infer<typeof Showing>): Promise<Answer> {
  const input = { reflection, isInRecord: isInRecord === 'yes' };
  const shown = await showReflection(here.web.ports, here.who, input);
  if (shown.refused) return notFoundAnswer(here);
  const said = input.isInRecord ? 'reflection.taken-in' : 'reflection.taken-out';
  return { ...(await get(here)), said: sayHere(here)(said) };
}

async function remove(here: At, input: Pick<z.infer<typeof Showing>, 'reflection'>): Promise<Answer> {
  const removed = await removeReflection(here.web.ports, here.who, input);
  if (removed.refused) return notFoundAnswer(here);
  return { ...(await get(here)), said: sayHere(here)('reflection.removed') };
}

async function save(here: At, { name, language, as: kind }: z.infer<typeof Wanted>): Promise<Answer> {
  const paper = { person: here.who.person, kind, award: null, name, language };
  return { title: '', body: null, saves: await makePaperTicket(here.web.ports, paper) };
}

function RecordView({ of, words }: { of: LearningRecord; words: OwnWords }) {
  const say = useSay();
  return (
    <>
      <Back to="/me/badges">{say('wallet.title')}</Back>
      <h1>{say('record.title')}</h1>
      <p class="soft">{say('record.about')}</p>
      {of.parts.length === 0 ? <p class="empty">{say('record.empty')}</p> : <Learned of={of} />}
      <OwnWordsShown of={words} />
      {of.parts.length + of.reflections.length === 0 ? null : <Save of={of} />}
    </>
  );
}

function Learned({ of }: { of: LearningRecord }) {
  const say = useSay();
  const day = useDay();
  return (
    <section class="card" data-test="record">
      <p>
        <strong>{minutesAsWords(say, of.minutes) || say('record.no-time')}</strong>
        {of.untimed > 0 ? <span class="small"> {say('record.untimed', { count: of.untimed })}</span> : null}
      </p>
      {of.skills.length > 0 ? (
        <ul class="facts" aria-label={say('badge.skills')}>
          {of.skills.map((skill) => (
            <li class="chip">{plainSkill(skill)}</li>
          ))}
        </ul>
      ) : null}
      {of.parts.map((part) => (
        <>
          <h2>{say(`competence.${part.competence ?? 'other'}`)}</h2>
          <ul>
            {part.awards.map(({ award, earned, organiser }) => (
              <li>
                <Link to={`/app/awards/${award.id}`}>
                  <Text of={earned.name} />
                </Link>{' '}
                <span class="small">
                  {say('record.badge', {
                    organiser: organiser.name,
                    day: day(award.issuedAt ?? award.earnedAt),
                  })}
                </span>
              </li>
            ))}
            {part.activities.map(({ activity, minutes }) => (
              <li>
                <Text of={activity.name} />{' '}
                <span class="small">
                  {say(`activity-type.${activity.type}`)}
                  {minutes ? ` · ${minutesAsWords(say, minutes)}` : ''}
                </span>
              </li>
            ))}
          </ul>
        </>
      ))}
    </section>
  );
}

function Save({ of: { person } }: { of: LearningRecord }) {
  const say = useSay();
  const { visitor } = useHere();
  const names = languageNames(visitor.language, spokenLanguages);
  return (
    <section class="card" aria-labelledby="save-record">
      <h2 id="save-record">{say('record.save')}</h2>
      <Form action="/me/record/save" name="save">
        <Field
          id="name"
          name="name"
          label={say('paper.name')}
          hint={say('paper.name.hint')}
          value={person.displayName ?? ''}
          most={80}
          hook="name"
          isNeeded
        />
        <div class="field">
          <label for="language">{say('paper.language')}</label>
          <select id="language" name="language">
            {spokenLanguages.map((language, at) => (
              <option value={language} selected={language === visitor.language}>
                {names[at]}
              </option>
            ))}
          </select>
        </div>
        <div class="row">
          <Button name="as" value="record-pdf" hook="record-pdf">
            {say('record.pdf')}
          </Button>
          <Button kind="quiet" name="as" value="record-json" hook="record-json">
            {say('record.json')}
          </Button>
        </div>
      </Form>
    </section>
  );
}
