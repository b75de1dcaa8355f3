/** Keys derived from `COL_SECRET`; a purpose keeps one use from opening another's. */
export interface Secrets {
  /** AES-256-GCM. */
  seal(plain: Uint8Array, purpose: string): string;
  /** @throws when altered or sealed for another purpose */
  open(sealed: string, purpose: string): Uint8Array;
  /** Keyed digest, for codes we must recognise but not keep. Base64url. */
  digest(text: string, purpose: string): string;
  /** SHA-256, in hex, of the text followed by a new random salt (16 bytes, base64url): anyone who knows the text can check it. */
  salted(text: string): { readonly salt: string; readonly hash: string };
}
