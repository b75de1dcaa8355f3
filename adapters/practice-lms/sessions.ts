import { randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import type { ProfileName } from './people.ts';

/** Who sits at this browser. */
export interface Session {
  readonly id: string;
  /** Null: nobody is signed in. */
  readonly person: string | null;
  readonly profile: ProfileName;
  /** A teacher who looks at this course as a learner (Canvas: student view; Moodle: switch role to). */
  readonly asLearnerIn: string | null;
  /** Proof in addresses that a form came from this session's own page, like Moodle's sesskey. */
  readonly sesskey: string;
}

export interface Sessions {
  of(req: Request): Session | null;
  /** That of Moodle: only what the Lax cookie says, which a cross-site POST or frame does not bring. */
  ofLaxCookie(req: Request): Session | null;
  keep(res: Response, session: Session): void;
  fresh(profile: ProfileName): Session;
}

const lax = 'PracticeMoodleSession';
const open = 'practice_session';

/**
 * Two cookies carry the same session: one Lax like Moodle's, one that comes along in foreign frames like Canvas'.
 * @param path of the LMS on its host
 */
export function createSessions(path: string): Sessions {
  const kept = new Map<string, Session>();
  const from = (req: Request, name: string) => kept.get(cookie(req, name) ?? '') ?? null;
  return {
    of: (req) => from(req, lax) ?? from(req, open),
    ofLaxCookie: (req) => from(req, lax),
    keep(res, session) {
      kept.set(session.id, session);
      const attributes = `Path=${path}; HttpOnly`;
      res.append('Set-Cookie', `${lax}=${session.id}; ${attributes}; SameSite=Lax`);
      res.append('Set-Cookie', `${open}=${session.id}; ${attributes}; SameSite=None; Secure`);
    },
    fresh: (profile) => ({
      id: randomBytes(16).toString('hex'),
      person: null,
      profile,
      asLearnerIn: null,
      sesskey: randomBytes(8).toString('base64url').slice(0, 10),
    }),
  };
}

function cookie(req: Request, name: string): string | null {
  const pairs = (req.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([key]) => key === name)?.[1] ?? null;
}
