/** An answer of the api, with its JSON read. */
export interface Answer<Body = unknown> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

const read = (text: string): unknown => (text === '' ? undefined : JSON.parse(text));

/** GET: a query. */
export const get = async <Body = unknown>(url: string, path: string): Promise<Answer<Body>> => {
  const response = await fetch(new URL(path, url));
  return { status: response.status, headers: response.headers, body: read(await response.text()) as Body };
};

/** POST or PUT of a JSON body. */
export const send = async <Body = unknown>(
  url: string,
  path: string,
  body: unknown,
  { method = 'POST', headers = {} }: { method?: 'POST' | 'PUT'; headers?: Readonly<Record<string, string>> } = {},
): Promise<Answer<Body>> => {
  const response = await fetch(new URL(path, url), {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: read(await response.text()) as Body };
};
