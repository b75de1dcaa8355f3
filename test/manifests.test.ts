import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { madePages, manifests } from '../adapters/manifests.ts';

const folder = join(import.meta.dirname, '..', 'manifests');

describe('The manifests', () => {
  it.each(manifests('https://col.example'))(
    '$name is what the code says (npm run manifests)',
    ({ name, text }) => {
      expect(readFileSync(join(folder, name), 'utf8')).toBe(text);
    },
  );
});

describe('Pages made from the code', () => {
  it.each(madePages())('docs/$name is what the code says (npm run manifests)', ({ name, text }) => {
    expect(readFileSync(join(folder, '..', 'docs', name), 'utf8')).toBe(text);
  });
});

describe('canvas.json', () => {
  const [canvas] = manifests('https://col.example');
  const manifest = JSON.parse(canvas?.text ?? '');

  it('names our addresses, and asks for no more than name, columns, scores and roster', () => {
    expect(manifest).toMatchObject({
      target_link_uri: 'https://col.example/lti/launch',
      oidc_initiation_url: 'https://col.example/lti/login',
      public_jwk_url: 'https://col.example/lti/keys',
      extensions: [{ domain: 'col.example', privacy_level: 'name_only' }],
    });
    expect(
      manifest.scopes.map((scope: string) => scope.replace('https://purl.imsglobal.org/spec/', '')).sort(),
    ).toEqual([
      'lti-ags/scope/lineitem',
      'lti-ags/scope/lineitem.readonly',
      'lti-ags/scope/result.readonly',
      'lti-ags/scope/score',
      'lti-nrps/scope/contextmembership.readonly',
    ]);
  });

  it('lets teachers choose content in three places, and shows the course in none until it is asked for', () => {
    const { placements } = manifest.extensions[0].settings;

    expect(placements.map(({ placement }: { placement: string }) => placement)).toEqual([
      'assignment_selection',
      'link_selection',
      'module_index_menu_modal',
      'course_navigation',
    ]);
    expect(placements[3]).toMatchObject({
      default: 'disabled',
      target_link_uri: 'https://col.example/lti/launch?view=course',
    });
  });
});
