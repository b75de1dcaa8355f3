import { setPageHeaders } from './headers.ts';
import type { Answer, Here } from './here.ts';
import { renderDocument, renderPart } from './layout.tsx';
import { noticesFor } from './parts/notices.tsx';

/**
 * Sends an answer the way it was asked for: the whole document, or the part that htmx swaps in.
 * @param token of a visit that begins with this answer; it is written into the document and nowhere else
 */
export async function send(start: Here, answer: Answer, token: string | null = null): Promise<void> {
  const here = { ...start, amiss: answer.amiss ?? null };
  const { req, res, visitor } = here;
  const isPart = req.get('hx-request') === 'true';
  setPageHeaders(res, {
    // Trouble shown to nobody holds nothing: in a frame it says more than a blank one.
    framedBy: visitor.visit?.framedBy ?? (answer.trouble && visitor.by === 'nobody' ? 'anyone' : []),
    nonce: here.nonce,
    ...(answer.postsTo ? { postsTo: answer.postsTo } : {}),
  });
  res.set(answer.headers ?? {});
  if (answer.goTo !== undefined) return void goTo(here, answer.goTo, isPart);
  if (answer.saves !== undefined) return void saves(here, answer.saves, isPart);

  res.status(answer.status ?? 200);
  const forPrograms = answer.trouble ? { ...answer.trouble, reference: here.reference } : answer.json;
  if (forPrograms && !isPart && req.accepts(['html', 'json']) === 'json') {
    res.json(forPrograms);
    return;
  }
  if (answer.trouble && isPart) {
    res.set(wholePage);
  }
  // Notices stand on whole pages; a part that is swapped alone has none.
  const isWhole = !isPart || ['page', undefined].includes(req.get('hx-target'));
  const notices = isWhole && !answer.trouble && !answer.isFragment ? await noticesFor(here) : [];
  const draw = (at: Here): string =>
    isPart ? renderPart({ here: at, answer, notices }) : renderDocument({ here: at, answer, notices }, token);
  const html = draw(here);
  // Not `send`: a page that no browser keeps needs no digest to be asked for by.
  if (!here.amiss?.refused || tells(html)) return void res.type('html').end(html);

  // The form that was sent is offered no more: the reason then stands on top of the whole page.
  if (isPart) res.set(wholePage);
  res.type('html').end(draw({ ...here, amiss: { ...here.amiss, form: '' } }));
}

const wholePage = { 'HX-Retarget': '#page', 'HX-Reswap': 'outerHTML', 'HX-Reselect': '#page' };

/** Does a form say why it was refused? */
const tells = (html: string): boolean => html.includes('role="alert"');

/** An address that answers with an attachment leaves the document in place. */
function saves({ res }: Here, address: string, isPart: boolean): void {
  if (isPart) res.set('HX-Redirect', address).end();
  else res.redirect(303, address);
}

function goTo({ res, visitor }: Here, path: string, isPart: boolean): void {
  if (!isPart) res.redirect(303, path);
  // In a visit the token lives in the document: its middle is swapped, it is never left.
  else if (visitor.by === 'visit') {
    const swap = { path, target: '#page', swap: 'outerHTML', select: '#page' };
    res.set('HX-Location', JSON.stringify(swap)).end();
  } else res.set('HX-Redirect', path).end();
}
