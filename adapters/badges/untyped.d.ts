// Packages without types of their own, as far as they are used here.

declare module '@digitalbazaar/vc' {
  interface Proof {
    readonly proof: object;
  }
  /** Writes the proof into the credential it is given. */
  export function issue(options: object): Promise<Proof>;
  export function verifyCredential(options: object): Promise<{ readonly verified: boolean }>;
}
declare module '@digitalbazaar/data-integrity' {
  export class DataIntegrityProof {
    constructor(options: {
      readonly cryptosuite: unknown;
      readonly signer?: {
        readonly id: string;
        readonly algorithm: 'Ed25519';
        sign(options: { readonly data: Uint8Array }): Promise<Uint8Array>;
      };
      readonly date?: string;
    });
  }
}
declare module '@digitalbazaar/eddsa-rdfc-2022-cryptosuite' {
  export const cryptosuite: unknown;
}
