import { type Connection, type Model, Schema } from 'mongoose';
import type { EntityName } from '../../core/ports/records.ts';

/** A record as it is kept: its id is the document's. */
export interface Stored {
  readonly _id: string;
  readonly revision: number;
  readonly [field: string]: unknown;
}

export type Models = { readonly [Name in EntityName]: Model<Stored> };

/**
 * One collection per entity. Named are the fields that something is looked up by: a filter on any other is refused,
 * so that none is misspelt and each has its index (`migrations/`). What a document holds is said by the core.
 */
const lookedUpBy: { readonly [Name in EntityName]: readonly string[] } = {
  location: ['slug'],
  organiser: ['slug'],
  staff: ['organiser', 'person', 'endedAt'],
  person: [],
  identity: ['person', 'kind', 'tenant', 'subject'],
  notice: ['person', 'at', 'seenAt'],
  grant: ['community'],
  community: ['kind', 'tenant', 'nativeId', 'organiser'],
  membership: ['community', 'person', 'state', 'seat', 'isTest', 'sortsAs'],
  placement: ['community', 'nativeLink', 'subject.kind', 'subject.id', 'removedAt'],
  activity: ['organiser', 'origin.key'],
  playlist: ['madeBy.organiser', 'origin.key', 'steps.activity'],
  enrolment: ['person', 'organiser', 'state', 'at', 'subject.kind', 'subject.id'],
  work: ['person', 'activity', 'task', 'state', 'waitingSince', 'askedOf'],
  evidence: ['work', 'person'],
  review: ['work', 'reviewer', 'undoneAt'],
  completion: ['person', 'activity', 'voided'],
  badge: ['organiser', 'state', 'origin.key', 'earnedBy', 'prerequisites.badges'],
  award: [
    'badge',
    'organiser',
    'person',
    'address',
    'state',
    'earnedAt',
    'releasedAt',
    'status.list',
    'status.index',
  ],
  credential: ['organiser', 'kid', 'assertion.kid'],
  issuerKey: ['organiser', 'kid', 'kind', 'state'],
  statusList: ['organiser', 'number'],
  claimCode: ['badge', 'digest', 'recipient', 'organiser'],
  claimUse: ['code', 'badge', 'person', 'place', 'state', 'at'],
  foreignBadge: ['person', 'subject'],
  score: ['placement', 'activity', 'person'],
  endorsement: [
    'address',
    'object.id',
    'organiser',
    'endorser.organiser',
    'state',
    'status.list',
    'status.index',
  ],
  application: ['endorsement', 'person', 'at'],
  reflection: ['person'],
  siteRole: ['person', 'role', 'on', 'endedAt'],
  grade: ['placement', 'community', 'person', 'state', 'trouble'],
  merge: ['kept', 'merged', 'at'],
  room: ['activity', 'state', 'opensAt'],
};

export const entityNames = Object.keys(lookedUpBy) as readonly EntityName[];

export function modelsOf(connection: Connection): Models {
  const models = Object.entries(lookedUpBy).map(([name, fields]) => [
    name,
    modelOf(connection, name, fields),
  ]);
  // Made from the keys of the table above, which are the entities.
  return Object.fromEntries(models) as Models;
}

function modelOf(connection: Connection, name: string, fields: readonly string[]): Model<Stored> {
  const paths = Object.fromEntries(
    ['_id', 'revision', ...fields].map((field) => [field, Schema.Types.Mixed]),
  );
  const schema = new Schema(paths, {
    strict: false,
    strictQuery: 'throw',
    id: false,
    versionKey: false,
    minimize: false,
    autoCreate: false,
    autoIndex: false,
  });
  return connection.model<Stored>(name, schema, name);
}
