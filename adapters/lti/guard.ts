import express, { type RequestHandler, type Router } from 'express';
import { guardLaunch, type LaunchGuardParts } from './launch-guard.ts';
import { login } from './login.ts';

/**
 * Login, launch and key set. Stands in front of ltijs, which gets only launches that passed all our own checks, and
 * questions for the key set.
 * @param ltijs hands over to it
 */
export function createGuard(parts: LaunchGuardParts, ltijs: RequestHandler): Router {
  const router = express.Router({ strict: true });
  const form = express.urlencoded({ extended: false });
  router.use(['/login', '/launch', '/keys'], (_req, res, next) => {
    res.set('Cache-Control', 'no-store');
    next();
  });
  // Express lets GET answer HEAD too, which must use up nothing.
  router.head('/login', (req, res) => parts.refuse(req, res, { code: 'METHOD' }));
  router.get('/login', (req, res) => login(parts, req, res));
  router.post('/login', form, (req, res) => login(parts, req, res));
  router.post('/launch', form, (req, res, next) => guardLaunch(parts, req, res, () => ltijs(req, res, next)));
  router.get('/keys', (req, res, next) => {
    res.set('Cache-Control', 'public, max-age=300');
    ltijs(req, res, next);
  });
  router.all(['/login', '/launch', '/keys'], (req, res) => parts.refuse(req, res, { code: 'METHOD' }));
  return router;
}
