import { Failure } from '../failure';

interface Stage {
  readonly name: string;
  readonly end: () => Promise<unknown>;
}

/** Longer than the grace that the api gives the requests it took. */
const LIMIT_MS = 20_000;

/** What has been started, ended in the reverse order. A part that fails or does not end keeps no other from ending. */
export class Shutdown {
  private readonly stages: Stage[] = [];

  add(name: string, end: () => Promise<unknown>): void {
    this.stages.push({ name, end });
  }

  /** Ends everything, once. Throws a Failure that names the parts that did not end in good order. */
  async run(limitMs = LIMIT_MS): Promise<void> {
    const faults: string[] = [];
    for (const { name, end } of this.stages.splice(0).reverse()) {
      const fault = await faultOf(end, limitMs);
      if (fault !== undefined) faults.push(`${name} ${fault}`);
    }
    if (faults.length > 0) throw new Failure(`Not everything ended in good order: ${faults.join('; ')}.`);
  }
}

const faultOf = async (end: () => Promise<unknown>, limitMs: number): Promise<string | undefined> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => (timer = setTimeout(resolve, limitMs, `did not end within ${limitMs / 1000} s`)));
  const ended = end().then(
    () => undefined,
    (error: unknown) => `failed: ${error instanceof Error ? error.message : String(error)}`,
  );
  try {
    return await Promise.race([ended, late]);
  } finally {
    clearTimeout(timer);
  }
};
