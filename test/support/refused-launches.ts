import { courseTenant, registrationIdOf } from '../../adapters/lti/registration.ts';
import { claim } from '../../adapters/lti/schema.ts';
import { type Changes, type ForgingPlatform, launch, openForgingPlatform } from './forging-platform.ts';
import { type LtiApp, openLtiApp, register } from './lti-app.ts';
import type { Page, Tab } from './tab.ts';

/** Whom and where the refused launches of a test file name: afterwards nobody may know them. */
export const stranger = { sub: 'stranger', course: 'nowhere' } as const;

export interface Conformance {
  readonly app: LtiApp;
  readonly platform: ForgingPlatform;
  readonly registration: string;
  /** A launch with one thing changed, of somebody never seen before. */
  launch(changes?: Changes, tab?: Tab): Promise<Page>;
  /** Whether the stranger or their course was kept. */
  keptAnything(): Promise<boolean>;
  close(): Promise<void>;
}

/** The tool and one platform that an operator has registered. */
export async function openConformance(): Promise<Conformance> {
  const app = await openLtiApp();
  const platform = await openForgingPlatform(app.clock);
  const registration = await register(app, platform);
  const { records } = app.ports;

  return {
    app,
    platform,
    registration,
    launch: (changes = {}, tab) =>
      launch(
        app.tool,
        platform,
        {
          ...changes,
          claims: { sub: stranger.sub, [claim.context]: { id: stranger.course }, ...changes.claims },
        },
        ...(tab ? [tab] : []),
      ),
    async keptAnything() {
      const person = await records.identities.find('lti', registrationIdOf(platform), stranger.sub);
      const tenant = courseTenant(registration, platform.deploymentId);
      const course = await records.communities.find('lms-course', tenant, stranger.course);
      return person !== null || course !== null;
    },
    async close() {
      platform.close();
      await app.close();
    },
  };
}
