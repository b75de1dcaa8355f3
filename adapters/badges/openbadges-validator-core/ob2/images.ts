import type { Inquiry } from '../inquiry.ts';
import { isNode, listOf, type Node } from '../json.ts';
import { isWebUrl, kinds } from '../kinds.ts';
import { quoted } from '../report.ts';

const addressOf = (image: unknown): unknown => (isNode(image) ? image['id'] : image);

/** A badge has a picture, PNG or SVG, and it is there. */
export async function checkBadgeImage({ findings, world }: Inquiry, badge: Node, id: string): Promise<void> {
  const wrong = (says: string) =>
    findings.error('IMAGE_VALIDATION', `BadgeClass: ${says}`, { node: id, prop: 'image' });
  const [image] = listOf(badge['image']);
  if (image === undefined) return wrong('`image` is missing');
  const address = addressOf(image);
  if (typeof address === 'string' && /^data:/i.test(address)) {
    if (!kinds.imageData.fits(address)) wrong('the picture written into it is neither PNG nor SVG');
    return;
  }
  if (!isWebUrl(address)) return;
  const found = await world.look(address);
  if (found.is === 'picture') return;
  wrong(`no PNG or SVG lies at ${quoted(address)}${found.is === 'missing' ? ` (${found.because})` : ''}`);
}

/** The picture of an assertion is a baked one with an address of its own. */
export function checkAssertionImage(
  { findings }: Pick<Inquiry, 'findings'>,
  assertion: Node,
  id: string,
): void {
  const address = addressOf(listOf(assertion['image'])[0]);
  if (typeof address === 'string' && /^data:/i.test(address))
    findings.error('IMAGE_VALIDATION', 'Assertion: `image` is written into it instead of having an address', {
      node: id,
      prop: 'image',
    });
}
