import type { ComponentChildren } from 'preact';
import { useHere, useSay } from '../here.ts';
import { Qr } from './qr.tsx';

/** To be printed now: nobody knows the codes afterwards. */
export function CodeSheet({ codes, title }: { codes: readonly string[]; title: ComponentChildren }) {
  const say = useSay();
  const { baseUrl } = useHere().web.ports;
  return (
    <section class="card qr-sheet" data-test="sheet" aria-labelledby="sheet">
      <h2 id="sheet">{title}</h2>
      <p class="refused no-print">{say('codes.print-now')}</p>
      <ul class="qr-tiles">
        {codes.map((code) => {
          const address = `${baseUrl}/claim/${encodeURIComponent(code.replaceAll(' ', ''))}`;
          return (
            <li>
              <Qr of={address} label={say('codes.qr', { code })} size={150} />
              <strong class="code" data-test="code">
                {code}
              </strong>
              <span class="small">{`${new URL(baseUrl).host}/claim`}</span>
            </li>
          );
        })}
      </ul>
      <p class="small">{say('codes.how-to')}</p>
    </section>
  );
}
