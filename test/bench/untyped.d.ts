// Packages without types of their own, as far as they are used here.

declare module '@digitalbazaar/vc-bitstring-status-list' {
  export function checkStatus(options: object): Promise<{ readonly verified: boolean }>;
}
