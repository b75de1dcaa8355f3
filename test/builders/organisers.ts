import type { LocationId, OrganiserId, PersonId, StaffId } from '../../core/ids.ts';
import type { Location } from '../../core/locations/location.ts';
import type { Organiser } from '../../core/organisers/organiser.ts';
import type { Staff } from '../../core/organisers/staff.ts';
import { anId } from './ids.ts';
import { monday } from './moments.ts';
import { texts } from './texts.ts';

export function aLocation(more: Partial<Location> = {}): Location {
  const id = anId<LocationId>();
  return {
    id,
    revision: 0,
    slug: `city-${id}`,
    kind: 'city',
    openness: 'open',
    name: texts('Novo mesto'),
    country: 'SI',
    zone: 'Europe/Ljubljana',
    languages: ['sl', 'en'],
    centre: { lat: 45.8011, lon: 15.171 },
    zoom: 13,
    areas: [],
    ...more,
  };
}

/** Verified, with address and e-mail: its badges can be issued. */
export function anOrganiser(more: Partial<Organiser> = {}): Organiser {
  const id = anId<OrganiserId>();
  return {
    id,
    revision: 0,
    slug: `organiser-${id}`,
    kind: 'youth-centre',
    name: 'Youth Centre',
    home: null,
    url: 'https://youth.example',
    email: 'hello@youth.example',
    about: null,
    languages: ['en'],
    verification: 'verified',
    openedAt: monday,
    ...more,
  };
}

export const aStaff = (more: Partial<Staff> = {}): Staff => ({
  id: anId<StaffId>(),
  revision: 0,
  organiser: anId<OrganiserId>(),
  person: anId<PersonId>(),
  role: 'reviewer',
  invitedBy: null,
  at: monday,
  endedAt: null,
  ...more,
});
