/** What happens, counted for the metrics page. */
export interface Meter {
  delivery(reaction: string, result: 'delivered' | 'retried' | 'set-aside'): void;
  platformCall(platform: string, call: string, result: string): void;
}
