import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { RequestHandler, Router } from 'express';
import { z } from 'zod';
import { classCell, reachedIn } from '../../../core/communities/class-cell.ts';
import { classFilters } from '../../../core/communities/class-terms.ts';
import { listClass, type WholeClass } from '../../../core/communities/list-class.ts';
import { PlaylistId } from '../../../core/ids.ts';
import type { Instant } from '../../../core/instant.ts';
import { findActor } from '../../../core/people/find-actor.ts';
import { textFor } from '../../../core/texts.ts';
import { say, spokenLanguages, type WordsData, type WordsKey } from '../../conversation/words/say.ts';
import { csvLine, csvStart } from '../csv.ts';
import type { Say } from '../here.ts';
import { nameOf, sayCell } from '../parts/matrix.tsx';
import { takeTicket } from '../tickets.ts';
import type { Web } from '../web.ts';

const Wanted = z.object({
  /** `first`: whichever is shown without choosing. */
  playlist: z
    .literal('first')
    .transform(() => null)
    .or(PlaylistId),
  show: z.enum(classFilters),
  language: z.enum(spokenLanguages),
});
type Wanted = z.infer<typeof Wanted>;

export const classListPath = ({ playlist, show, language }: Wanted): string =>
  `/class/${playlist ?? 'first'}/${show}/${language}.csv`;

/** The class as a list for spreadsheets, for a ticket. */
export function mountClassList(router: Router, web: Web): void {
  router.get('/class/:playlist/:show/:language.csv', classList(web));
}

const classList =
  ({ ports }: Web): RequestHandler =>
  async (req, res) => {
    res.set({
      'Cache-Control': 'private, no-store',
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
    });
    const wanted = Wanted.safeParse(req.params);
    const ticket = z.string().safeParse(req.query['ticket']);
    const holder =
      wanted.success && ticket.success
        ? await takeTicket(ports, classListPath(wanted.data), ticket.data)
        : null;
    if (!wanted.success || !holder) return void res.status(404).type('text/plain').send('Not found');

    const actor = await findActor(ports, holder.person, holder.seat);
    const found = await listClass(ports, { ...actor, person: holder.person }, wanted.data);
    if (found.refused) return void res.status(404).type('text/plain').send('Not found');
    const { language } = wanted.data;
    res.type('text/csv; charset=utf-8').set({
      'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(fileName(found.done, language))}`,
    });
    await pipeline(Readable.from(linesOf(found.done, language, ports.clock.now())), res);
  };

function fileName({ community, playlist }: WholeClass, language: Wanted['language']): string {
  const of = playlist ? [textFor(playlist.name, [language]).text] : [];
  return `${[community.title, ...of].join(' - ').replace(/[\\/:*?"<>|\p{Cc}]+/gu, ' ')}.csv`;
}

async function* linesOf(
  whole: WholeClass,
  language: Wanted['language'],
  now: Instant,
): AsyncGenerator<string> {
  const said: Say = (key: WordsKey, data?: WordsData) => say(language, key, data);
  // Where we are at home but English, spreadsheets part columns by semicolons.
  const separator = language === 'en' ? ',' : ';';
  const { activities, terms } = whole;
  yield csvStart;
  yield csvLine(
    [
      said('class.learner'),
      ...activities.map(({ name }) => textFor(name, [language]).text),
      said('class.list.reached'),
      said('class.list.needed'),
    ],
    separator,
  );
  for await (const row of whole.rows) {
    const cells = activities.map((activity) => sayCell(said, classCell(row, activity, now), now));
    yield csvLine([nameOf(row), ...cells, reachedIn(row, terms.needed), terms.needed.length], separator);
  }
}
