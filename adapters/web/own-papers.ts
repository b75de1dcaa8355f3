import type { RequestHandler, Router } from 'express';
import { urlOf } from '../../core/badges/address.ts';
import type { AwardView } from '../../core/badges/award-view.ts';
import { type LearningRecord, readLearningRecord } from '../../core/badges/learning-record.ts';
import { previewShare } from '../../core/badges/share-award.ts';
import { findActor } from '../../core/people/find-actor.ts';
import type { Ports } from '../../core/ports/ports.ts';
import type { CertificatePage, RecordPages } from '../../core/ports/printer.ts';
import { type Texts, textFor } from '../../core/texts.ts';
import { dayOf } from '../conversation/words/dates.ts';
import { minutesAsWords } from '../conversation/words/durations.ts';
import { listed, say, type WordsData, type WordsKey } from '../conversation/words/say.ts';
import { type Paper, takePaperTicket } from './paper-tickets.ts';
import type { Web } from './web.ts';

interface Made {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** Certificates and learning records, made when they are fetched. */
export function mountOwnPapers(router: Router, web: Web): void {
  router.get('/me/papers/:ticket', paperOf(web));
}

const paperOf =
  ({ ports }: Web): RequestHandler =>
  async (req, res) => {
    res.set({
      'Cache-Control': 'private, no-store',
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
    });
    const paper = await takePaperTicket(ports, String(req.params['ticket']));
    const made = paper && (await make(ports, paper));
    if (!made) return void res.status(404).type('text/plain').send('Not found');
    res
      .type(made.type)
      .set('Content-Disposition', `attachment; filename="${made.name}"`)
      .send(Buffer.from(made.bytes));
  };

async function make(ports: Ports, paper: Paper): Promise<Made | null> {
  if (paper.kind === 'certificate') return certificate(ports, paper);
  const read = await readLearningRecord(ports, paper);
  if (read.refused) return null;
  if (paper.kind === 'record-json') {
    const text = JSON.stringify(recordAsJson(read.done, paper, ports), null, 2);
    return { name: 'learning-record.json', type: 'application/json', bytes: Buffer.from(text) };
  }
  const bytes = await ports.printer.learningRecord(recordPages(read.done, paper, ports));
  return { name: 'learning-record.pdf', type: 'application/pdf', bytes };
}

async function certificate(ports: Ports, paper: Paper): Promise<Made | null> {
  if (paper.award === null) return null;
  const actor = await findActor(ports, paper.person, null);
  const seen = await previewShare(ports, { ...actor, person: paper.person }, { award: paper.award });
  if (seen.refused) return null;
  const bytes = await ports.printer.certificate(certificatePage(seen.done.view, seen.done.url, paper, ports));
  return { name: 'certificate.pdf', type: 'application/pdf', bytes };
}

function certificatePage(
  { award, earned, organiser }: AwardView,
  url: string,
  { name, language }: Paper,
  { clock, baseUrl }: Ports,
): CertificatePage {
  const { said, text, day } = wordsIn(language);
  return {
    language,
    title: said('certificate.title', { badge: text(earned.name), name }),
    heading: said('certificate.heading'),
    holder: name,
    sentence: said('certificate.sentence'),
    badge: text(earned.name),
    image: earned.image,
    description: text(earned.description),
    criteria: { label: said('share.criteria'), text: text(earned.criteria) },
    facts: [
      { label: said('certificate.organiser'), value: organiser.name },
      { label: said('certificate.issued'), value: day(award.issuedAt ?? award.earnedAt) },
      ...(award.expiresAt ? [{ label: said('certificate.until'), value: day(award.expiresAt) }] : []),
      { label: said('certificate.version'), value: String(earned.version) },
    ],
    verify: {
      label: said('certificate.verify'),
      url: `${baseUrl}/verify?address=${encodeURIComponent(url)}`,
      shown: url,
    },
    at: clock.now(),
  };
}

function recordPages(
  record: LearningRecord,
  { name, language }: Paper,
  { clock, baseUrl }: Ports,
): RecordPages {
  const { said, text, day } = wordsIn(language);
  const hours = minutesAsWords(said, record.minutes) || said('record.no-time');
  return {
    language,
    title: said('record.title'),
    holder: name,
    about: said('record.about'),
    facts: [
      { label: said('record.hours'), value: hours },
      ...(record.skills.length > 0
        ? [{ label: said('badge.skills'), value: listed(language, record.skills.map(plainSkill)) }]
        : []),
    ],
    parts: [
      ...record.parts.map((part) => ({
        heading: said(`competence.${part.competence ?? 'other'}`),
        lines: [
          ...part.awards.map((view) => ({
            text: text(view.earned.name),
            detail: [
              said('record.badge', {
                organiser: view.organiser.name,
                day: day(view.award.issuedAt ?? view.award.earnedAt),
              }),
              ...(view.award.releasedAt ? [urlOf(baseUrl, view.award)] : []),
            ].join(' · '),
          })),
          ...part.activities.map(({ activity, minutes }) => ({
            text: text(activity.name),
            detail: [
              said(`activity-type.${activity.type}`),
              ...(minutes ? [minutesAsWords(said, minutes)] : []),
            ].join(' · '),
          })),
        ],
      })),
      ...ownWordsPart(record, language),
    ],
    foot: said('record.foot', { day: day(clock.now()), site: new URL(baseUrl).host }),
    at: clock.now(),
  };
}

/** None, where nothing was chosen. */
function ownWordsPart({ reflections }: LearningRecord, language: Paper['language']): RecordPages['parts'] {
  const { said, text, day } = wordsIn(language);
  if (reflections.length === 0) return [];
  const lines = reflections.map(({ reflection, activity }) => ({
    text: reflection.words,
    detail: [
      ...(reflection.prompt === 'free' ? [] : [said(`reflection.prompt.${reflection.prompt}`)]),
      ...(activity ? [text(activity.name)] : []),
      day(reflection.at),
    ].join(' · '),
  }));
  return [{ heading: said('reflection.title'), lines }];
}

/** The same for programs: labels in one language, keys that stay. */
function recordAsJson(record: LearningRecord, { name, language }: Paper, { clock, baseUrl }: Ports): object {
  const { said, text } = wordsIn(language);
  return {
    format: 'cities-of-learning/learning-record/1',
    madeAt: clock.now(),
    language,
    holder: name,
    minutes: record.minutes,
    activitiesWithoutTime: record.untimed,
    skills: record.skills,
    competences: record.parts.map((part) => ({
      key: part.competence,
      framework: part.competence === null ? null : 'eu-key-competences/2018',
      label: said(`competence.${part.competence ?? 'other'}`),
      badges: part.awards.map(({ award, earned, organiser }) => ({
        name: text(earned.name),
        description: text(earned.description),
        organiser: organiser.name,
        issuedAt: award.issuedAt,
        expiresAt: award.expiresAt,
        skills: earned.skills,
        ...(award.releasedAt ? { address: urlOf(baseUrl, award) } : {}),
      })),
      activities: part.activities.map(({ activity, minutes }) => ({
        name: text(activity.name),
        type: activity.type,
        minutes,
        skills: activity.skills,
      })),
    })),
    reflections: record.reflections.map(({ reflection, activity }) => ({
      question: reflection.prompt === 'free' ? null : said(`reflection.prompt.${reflection.prompt}`),
      activity: activity && text(activity.name),
      words: reflection.words,
      at: reflection.at,
    })),
  };
}

export const plainSkill = (skill: string): string => skill.replaceAll('-', ' ');

const wordsIn = (language: Paper['language']) => ({
  said: (key: WordsKey, data?: WordsData) => say(language, key, data),
  text: (texts: Texts) => textFor(texts, [language]).text,
  day: (at: Parameters<typeof dayOf>[1]) => dayOf(language, at, 'UTC'),
});
