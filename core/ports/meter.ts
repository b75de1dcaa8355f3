/** What happens, counted for the metrics page. */
export interface Meter {
  delivery(reaction: string, result: 'delivered' | 'retried' | 'set-aside'): void;
  platformCall(platform: string, call: string, result: string): void;
  /** Somebody in a chat had a first word, or saw that it was heard. Both names are of our own lists. */
  acknowledged(platform: string, verb: string, seconds: number): void;
  /** A chat platform told the same act again; it was dropped. */
  repeated(platform: string): void;
}
