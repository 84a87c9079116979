import { readFile } from 'node:fs/promises';
import type { Fault } from '../../base/fault.ts';
import type { Secret, WazuhApi } from '../../site/site.ts';
import { noSecret } from '../../wazuh/api/api-faults.ts';
import { openWazuhClient } from '../../wazuh/api/open-wazuh-client.ts';
import type { WazuhClient } from '../../wazuh/api/wazuh-client.ts';

export interface ClientSource {
  readonly secrets: (secret: Secret) => string | undefined;
  readonly onRequest: (call: string, result: string) => void;
}

/** The client for what the spec says now: the same one while nothing changes, another one with other settings or another CA. */
export class ClusterClient {
  readonly #source: ClientSource;
  #open: { readonly key: string; readonly client: WazuhClient } | undefined;

  constructor(source: ClientSource) {
    this.#source = source;
  }

  get current(): WazuhClient | undefined {
    return this.#open?.client;
  }

  /** @throws Fault `wazuh/api-secret-missing` */
  async use(api: WazuhApi): Promise<WazuhClient> {
    const { secrets, onRequest } = this.#source;
    const ca = await readCa(api);
    const key = JSON.stringify([api, ca]);
    if (this.#open?.key === key) return this.#open.client;
    this.close();
    const client = openWazuhClient({ api, ca, password: () => secrets(api.password), onRequest });
    this.#open = { key, client };
    return client;
  }

  /** Why this node could not ask the API if it had to; undefined = it could. */
  async lacks(api: WazuhApi): Promise<Fault | undefined> {
    const password = this.#source.secrets(api.password);
    if (password === undefined || password === '') return noSecret('The password of the Wazuh API');
    return await readCa(api).then(
      () => undefined,
      (fault: Fault) => fault,
    );
  }

  close(): void {
    this.#open?.client.close();
    this.#open = undefined;
  }
}

async function readCa({ ca }: WazuhApi): Promise<string | undefined> {
  if (ca === undefined) return undefined;
  try {
    return await readFile(ca, 'utf8');
  } catch {
    throw noSecret(`${ca}, the authority of the Wazuh API,`);
  }
}
