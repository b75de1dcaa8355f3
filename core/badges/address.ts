/** The public URL of an award. */
export const urlOf = (baseUrl: string, { address }: { readonly address: string }): string =>
  `${baseUrl}/b/awards/${address}`;

/**
 * The address of an award in what somebody pasted: the address alone, or its URL with whatever stands behind it.
 * Old codes are typed from paper, so small letters do.
 */
export function addressIn(
  presented: string,
  baseUrl: string,
): { readonly address: string } | { readonly address: null; readonly because: 'other-site' | 'no-address' } {
  const text = presented.trim();
  const own = `${baseUrl}/b/awards/`;
  if (text.toLowerCase().startsWith(own.toLowerCase()))
    return checked(text.slice(own.length).split(/[/.?#]/)[0] ?? '');
  if (/^https?:\/\//i.test(text)) return { address: null, because: 'other-site' };
  return checked(text);
}

const checked = (text: string) =>
  /^[0-9A-Za-z]{8,64}$/.test(text)
    ? { address: text.toUpperCase() }
    : { address: null, because: 'no-address' as const };
