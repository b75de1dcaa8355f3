/** An address that we do not ask, whoever wants us to. */
export class UrlRefused extends Error {
  override readonly name = 'UrlRefused';
  readonly why:
    | 'not-an-address'
    | 'not-https'
    | 'user-info'
    | 'not-a-web-port'
    | 'not-public'
    | 'too-many-redirects';
  readonly url: string;

  constructor(why: UrlRefused['why'], url: string) {
    super(`${why}: ${URL.canParse(url) ? new URL(url).host : 'unreadable'}`);
    this.why = why;
    this.url = url;
  }
}
