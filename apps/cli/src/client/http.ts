import { Failure } from '../failure';

interface Problem {
  readonly title?: string;
  readonly detail?: string;
  readonly code?: string;
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** Asks the api, and answers with its JSON. A problem, or no answer, is a Failure that says so. */
export const callApi = async <Answer>(
  http: string,
  path: string,
  init: { method?: string; body?: unknown } = {},
): Promise<Answer> => {
  const headers = init.body === undefined ? undefined : { 'content-type': 'application/json' };
  const request = {
    method: init.method ?? 'GET',
    headers,
    body: init.body === undefined ? undefined : JSON.stringify(init.body),
  };
  const response = await fetch(new URL(path, http), request).catch((error: Error) => {
    throw new Failure(`${http} does not answer: ${error.cause instanceof Error ? error.cause.message : error.message}`);
  });
  const text = await response.text();
  if (!response.ok) throw new Failure(problemText(response.status, text));
  return JSON.parse(text) as Answer;
};

const problemText = (status: number, text: string): string => {
  try {
    const { title, detail, code, facts } = JSON.parse(text) as Problem;
    const figures = facts ? ` ${JSON.stringify(facts)}` : '';
    return `${detail ?? title ?? text} (${code ?? status})${figures}`;
  } catch {
    return `The api answered ${status}: ${text.slice(0, 500)}`;
  }
};
