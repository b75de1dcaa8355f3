export { isPublicAddress } from './addresses.ts';
export { type Address, type Resolve, resolveAll } from './check-target.ts';
export {
  createSafeFetch,
  type SafeAnswer,
  type SafeFetch,
  type SafeFetchConfig,
  type SafeRequest,
} from './safe-fetch.ts';
export { UrlRefused } from './url-refused.ts';
