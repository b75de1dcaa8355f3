import QRCode from 'qrcode';

/** A QR code of an address, dark on white in every colour scheme, so that every camera reads it. */
export function Qr({ of, label, size = 180 }: { of: string; label: string; size?: number }) {
  const { modules } = QRCode.create(of, { errorCorrectionLevel: 'M' });
  const side = modules.size + 2 * quiet;
  return (
    <svg class="qr" role="img" aria-label={label} viewBox={`0 0 ${side} ${side}`} width={size} height={size}>
      <rect width={side} height={side} fill="#ffffff" />
      <path d={squares(modules)} fill="#000000" shape-rendering="crispEdges" />
    </svg>
  );
}

/** Empty squares around it, as the standard asks. */
const quiet = 4;

function squares(modules: { readonly size: number; get(row: number, column: number): number | boolean }) {
  const parts: string[] = [];
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      if (modules.get(row, column)) parts.push(`M${column + quiet} ${row + quiet}h1v1h-1z`);
    }
  }
  return parts.join('');
}
