/** One answer of the REST API. `text`: not JSON (`?raw=true`). */
export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly text?: string;
}

export interface ApiProblem {
  readonly title: string;
  readonly detail: string;
  readonly remediation?: string;
  readonly dapi_errors?: Readonly<Record<string, { readonly error: string }>>;
}

/** What the documentation says of each error of a request. */
const SAID: Readonly<Record<number, { readonly message: string; readonly remediation: string }>> = {
  1701: {
    message: 'Agent does not exist',
    remediation: 'Please, use `GET /agents?select=id,name` to find all available agents',
  },
  1703: {
    message: 'Action not available for Manager (agent 000)',
    remediation: 'Please, use `GET /agents?select=id,name` to find all available agents',
  },
  1707: {
    message: 'Cannot send request, agent is not active',
    remediation: 'Please, check non-active agents connection and try again',
  },
  3021: { message: 'Timeout executing API request', remediation: 'Please, try to make the request again' },
  3022: { message: 'Unknown node ID', remediation: 'Check the name of the node' },
  3023: {
    message: 'Worker node is not connected to master',
    remediation:
      'Check the cluster.log located at WAZUH_HOME/logs/cluster.log file to see if there are connection errors',
  },
};

/** An error inside an answer that partly succeeded. */
export function itemError(code: number): {
  readonly code: number;
  readonly message: string;
  readonly remediation: string;
} {
  const { message = 'Wazuh Internal Error', remediation = '' } = SAID[code] ?? {};
  return { code, message, remediation };
}

export function problem(status: number, said: ApiProblem, code?: number): ApiAnswer {
  return { status, body: { ...said, ...(code !== undefined && { error: code }) } };
}

/** The whole request failed with one of the documented errors. @param node where it did */
export function failed(status: number, code: number, node: string): ApiAnswer {
  const { message, remediation } = itemError(code);
  const title =
    code === 3021 ? 'Wazuh Internal Error' : status === 500 ? 'Wazuh Cluster Error' : 'Resource Not Found';
  return problem(
    status,
    { title, detail: message, remediation, dapi_errors: { [node]: { error: message } } },
    code,
  );
}

export function badRequest(detail: string, code?: number): ApiAnswer {
  return problem(400, { title: 'Bad Request', detail }, code);
}

export interface FailedItem {
  readonly code: number;
  readonly id: readonly string[];
}

/** Said for all, some and none of the items. */
export type Messages = readonly [all: string, some: string, none: string];

/** @param total of all items that match, when `items` is one page of them */
export function itemsAnswer(
  items: readonly unknown[],
  messages: Messages,
  failures: readonly FailedItem[] = [],
  total = items.length,
): ApiAnswer {
  const failedCount = failures.reduce((sum, { id }) => sum + id.length, 0);
  const error = failedCount === 0 ? 0 : items.length === 0 ? 1 : 2;
  return {
    status: 200,
    body: {
      data: {
        affected_items: items,
        total_affected_items: total,
        total_failed_items: failedCount,
        failed_items: failures.map(({ code, id }) => ({ error: itemError(code), id })),
      },
      message: messages[error === 0 ? 0 : error === 2 ? 1 : 2],
      error,
    },
  };
}
