import type { ClassView } from '../../../core/communities/show-class.ts';

/** An address of the class that keeps what is looked at. @param act what a form there does; null: it is looked at */
export function classAddress(
  { playlist, show }: Pick<ClassView, 'playlist' | 'show'>,
  act: string | null = null,
  more: Readonly<Record<string, string | null>> = {},
): string {
  const wanted = { playlist: playlist?.id ?? null, show: show === 'everybody' ? null : show, ...more };
  const query = new URLSearchParams(
    Object.entries(wanted).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  ).toString();
  return `/app/class${act ? `/${act}` : ''}${query ? `?${query}` : ''}`;
}
