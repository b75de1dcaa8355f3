import type { Records } from '../../../core/ports/records.ts';
import type { Database } from '../database.ts';
import { documents } from './documents.ts';

export function organisers(db: Database): Pick<Records, 'locations' | 'organisers' | 'staff'> {
  const { one, many } = documents(db);
  return {
    locations: {
      byId: (id) => one('select doc from location where id = ?', id),
      bySlug: (slug) => one('select doc from location where slug = ?', slug),
      all: () => many('select doc from location order by slug'),
    },
    organisers: {
      byId: (id) => one('select doc from organiser where id = ?', id),
      bySlug: (slug) => one('select doc from organiser where slug = ?', slug),
      all: () => many('select doc from organiser order by slug'),
    },
    staff: {
      byId: (id) => one('select doc from staff where id = ?', id),
      of: (person) => many('select doc from staff where person = ? and endedAt is null order by id', person),
      everOf: (person) => many('select doc from staff where person = ? order by id', person),
      at: (organiser) => many('select doc from staff where organiser = ? order by at, id', organiser),
    },
  };
}
