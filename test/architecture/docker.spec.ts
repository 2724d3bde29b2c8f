import { loadConfig } from '@usance/platform';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

interface Service {
  readonly command?: readonly string[];
  readonly image: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly disable?: boolean };
  readonly networks: readonly string[];
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
}

interface ComposeFile {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean } | null>>;
  readonly volumes: Readonly<Record<string, null>>;
}

const read = (file: string): ComposeFile =>
  parse(readFileSync(join(__dirname, '..', '..', 'docker', file), 'utf8'), { merge: true }) as ComposeFile;

/** `${NAME:-default}` becomes the default, as compose does when nothing is set. */
const defaults = (environment: Readonly<Record<string, string>> = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, value.replace(/\$\{\w+:-([^}]*)\}/g, '$1')]));

// No engine is needed for what is said here, and what is said wrongly would be found out on somebody else's machine.
describe.each(['compose.yml', 'compose.cluster.yml'])('docker/%s', (file) => {
  const { services, networks, volumes } = read(file);
  const all = Object.entries(services);
  const ours = all.filter(([, { image }]) => image === 'usance');

  it('gives api and worker settings that they accept, and the real servers', () => {
    expect(ours.map(([, { command }]) => command)).toEqual([['api'], ['worker']]);
    for (const [, { environment }] of ours)
      expect(loadConfig(defaults(environment))).toMatchObject({
        host: '0.0.0.0',
        eventStoreUrl: expect.stringMatching(/^esdb:/) as string,
        mongodbUrl: expect.stringMatching(/^mongodb:/) as string,
      });
  });

  it('publishes on the loopback address only', () => {
    const ports = all.flatMap(([, service]) => service.ports ?? []);
    expect(ports).toEqual(['127.0.0.1:${USANCE_PORT:-3000}:3000']);
  });

  it('asks the api how it is, and not the worker, which listens nowhere', () => {
    expect(ours.map(([name, { healthcheck }]) => [name, healthcheck?.disable])).toEqual([
      ['api', undefined],
      ['worker', true],
    ]);
  });

  /** Whether others can wait for it: it is asked how it is, here or by its image. */
  const saysWhenReady = (service: Service | undefined): boolean =>
    service?.healthcheck ? service.healthcheck.disable !== true : service?.image === 'usance';

  it('waits only for services that exist and say when they are ready, or that end', () => {
    for (const [, { depends_on: needs = {} }] of all)
      for (const [name, { condition }] of Object.entries(needs)) {
        const ends = condition === 'service_completed_successfully';
        expect([name, ends ? services[name] !== undefined : saysWhenReady(services[name])]).toEqual([name, true]);
      }
  });

  it('keeps the servers on a network without a way out, and their data in volumes', () => {
    expect(networks.back).toEqual({ internal: true });
    const servers = all.filter(([name]) => /^(eventstore|mongodb)\d?$/.test(name));
    expect(servers.length).toBeGreaterThan(0);
    for (const [, server] of servers) {
      expect(server.networks).toEqual(['back']);
      const named = server.volumes?.map((volume) => volume.split(':')[0] ?? '');
      expect(Object.keys(volumes)).toEqual(expect.arrayContaining(named ?? ['none']));
    }
  });

  it('gives the event store threads from the start', () => {
    const stores = all.filter(([, { image }]) => image.startsWith('eventstore/'));
    for (const [, { environment }] of stores) expect(environment).toMatchObject({ DOTNET_ThreadPool_MinThreads: '32' });
  });
});
