import { DecideSchool, decideSchool } from '../../../core/organisers/decide-school.ts';
import { InvitePlatform, invitePlatform } from '../../../core/organisers/invite-platform.ts';
import { listPlatforms } from '../../../core/organisers/list-platforms.ts';
import { SettleSite, settleSite } from '../../../core/organisers/settle-site.ts';
import { SwitchPlatform, switchPlatform } from '../../../core/organisers/switch-platform.ts';
import type { Someone } from '../../../core/people/actor.ts';
import { type Answer, type Here, sayHere } from '../here.ts';
import { type Page, post } from '../page.ts';
import { Desk } from '../parts/desk.tsx';
import { tellingOf } from '../parts/telling.tsx';
import { refusedAnswer } from '../refused.ts';
import { OrganiserParams, organiserOf } from './organiser.tsx';
import { type Invited, PlatformList } from './organiser-platforms-view.tsx';
import { notFoundAnswer } from './trouble.tsx';

type At = Here<OrganiserParams, Someone>;

/** The learning platforms that are connected, the schools that ask to come in, and inviting one more. */
export const organiserPlatformsPage: Page<OrganiserParams> = {
  path: '/app/organisers/:organiser/platforms',
  params: OrganiserParams,
  get: (here) => get(here),
  posts: {
    decide: post({ schema: DecideSchool, again: (here: At) => get(here), run: decide }),
    settle: post({ schema: SettleSite, again: (here: At) => get(here), run: settle }),
    switch: post({ schema: SwitchPlatform, again: (here: At) => get(here), run: switchTo }),
    invite: post({ schema: InvitePlatform, again: (here: At) => get(here), run: invite }),
  },
};

async function get(here: At, invited: Invited | null = null): Promise<Answer> {
  const ports = await portsOf(here);
  if (!ports) return notFoundAnswer(here);
  const { organiser } = ports;
  const listed = await listPlatforms(ports, here.who, organiser.id);
  if (listed.refused) return refusedAnswer(here, listed.refused, tellingOf(here, []), (again) => get(again));
  return {
    title: sayHere(here)('organiser.title', { name: organiser.name }),
    body: (
      <Desk organiser={organiser} at="platforms">
        <PlatformList view={listed.done} slug={organiser.slug} invited={invited} />
      </Desk>
    ),
  };
}

async function decide(here: At, input: DecideSchool): Promise<Answer> {
  const ports = await portsOf(here);
  if (!ports) return notFoundAnswer(here);
  const decided = await decideSchool(ports, here.who, ports.organiser.id, input);
  if (decided.refused)
    return refusedAnswer(here, decided.refused, tellingOf(here, []), (again) => get(again));
  return { ...(await get(here)), said: sayHere(here)(`organiser.platforms.said.${decided.done}`) };
}

async function settle(here: At, input: SettleSite): Promise<Answer> {
  const ports = await portsOf(here);
  if (!ports) return notFoundAnswer(here);
  const settled = await settleSite(ports, here.who, ports.organiser.id, input);
  if (settled.refused) {
    return refusedAnswer(here, settled.refused, tellingOf(here, []), (again) => get(again));
  }
  return { ...(await get(here)), said: sayHere(here)('organiser.platforms.said.moved') };
}

async function switchTo(here: At, input: SwitchPlatform): Promise<Answer> {
  const ports = await portsOf(here);
  if (!ports) return notFoundAnswer(here);
  const switched = await switchPlatform(ports, here.who, ports.organiser.id, input);
  if (switched.refused) {
    return refusedAnswer(here, switched.refused, tellingOf(here, []), (again) => get(again));
  }
  return { ...(await get(here)), said: sayHere(here)(`organiser.platforms.said.${switched.done}`) };
}

async function invite(here: At, input: InvitePlatform): Promise<Answer> {
  const ports = await portsOf(here);
  if (!ports) return notFoundAnswer(here);
  const invited = await invitePlatform(ports, here.who, ports.organiser.id, input);
  if (invited.refused)
    return refusedAnswer(here, invited.refused, tellingOf(here, []), (again) => get(again));
  return get(here, { ...invited.done, family: input.family });
}

/** Null: no such organiser for this reader, or no platform can be connected here. */
async function portsOf(here: At) {
  const { ports, platforms } = here.web;
  const organiser = platforms && (await organiserOf(here));
  return organiser && platforms ? { ...ports, platforms, organiser } : null;
}
