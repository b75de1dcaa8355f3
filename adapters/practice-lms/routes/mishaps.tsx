import express from 'express';
import { z } from 'zod';
import { MishapsPage } from '../pages/mishaps.tsx';
import type { Platform } from '../platform.ts';
import { StorageWay } from '../tool-storage.ts';
import { asAdmin, ownFormsOnly, show } from './visitor.ts';

const Asked = z.object({
  services: z.enum(['well', 'stumbling', 'down']).optional().catch(undefined),
  delay: z.coerce.number().int().min(0).max(60_000).optional().catch(undefined),
  storage: StorageWay.optional().catch(undefined),
  do: z.enum(['expire-tokens', 'roll-key']).optional().catch(undefined),
});

/** What an administrator lets go wrong. */
export function mishapRoutes(platform: Platform): express.Router {
  const router = express.Router();
  const { faults, storage } = platform;

  router.get(
    '/mishaps',
    asAdmin(platform, ({ frame }, _req, res) => {
      const { isDown, failEvery, delayMs } = faults;
      show(res, <MishapsPage {...frame} {...{ isDown, failEvery, delayMs }} storage={storage.way} />);
    }),
  );
  router.post(
    '/mishaps',
    ownFormsOnly,
    express.urlencoded({ extended: false }),
    asAdmin(platform, ({ frame }, req, res) => {
      change(platform, Asked.parse(req.body ?? {}));
      res.redirect(303, `${frame.at}/mishaps`);
    }),
  );
  return router;
}

function change({ faults, storage, tokens, keys }: Platform, asked: z.infer<typeof Asked>): void {
  if (asked.services) {
    faults.isDown = asked.services === 'down';
    faults.failEvery = asked.services === 'stumbling' ? 3 : 0;
  }
  if (asked.delay !== undefined) faults.delayMs = asked.delay;
  if (asked.storage) storage.way = asked.storage;
  if (asked.do === 'expire-tokens') tokens.endAll();
  if (asked.do === 'roll-key') keys.roll(true);
}
