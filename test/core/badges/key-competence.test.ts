import { keyCompetenceOf, keyCompetences } from '../../../core/badges/key-competence.ts';
import { categories } from '../../../core/lists.ts';

describe('The key competence that something is listed under', () => {
  it.each([
    ['citizenship', 'citizenship'],
    ['eu-key-competences:digital', 'digital'],
    ['Digital literacy', 'digital'],
    ['Multilingual competence', 'multilingual'],
    ['Literacy', 'literacy'],
    ['Podjetnost', 'entrepreneurship'],
    ['Kulturna zavest', 'cultural-awareness'],
    ['Learning to learn', 'personal-social-learning'],
  ] as const)('is found in what its makers wrote: %s', (named, found) => {
    expect(keyCompetenceOf([named], ['science'])).toBe(found);
  });

  it('follows the interest where nobody named one that we know', () => {
    for (const category of categories)
      expect(keyCompetences).toContain(keyCompetenceOf(['juggling'], [category]));
    expect(keyCompetenceOf(['juggling'], [])).toBeNull();
  });
});
