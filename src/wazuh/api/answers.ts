import * as z from 'zod';

/** What stands in an answer is a stranger's: short, of few characters, and counted. */
const word = z.string().max(256);

/** An agent's id: three digits or more. */
const agentId = z.string().regex(/^\d{3,12}$/);

const items = <Item extends z.ZodType>(item: Item) =>
  z.object({
    data: z.object({
      affected_items: z.array(item).max(10_000),
      total_affected_items: z.int().min(0).max(10_000_000),
    }),
  });

export const loginAnswer = z.object({
  // It goes into a header; RFC 7519's three parts in base64url.
  data: z.object({
    token: z
      .string()
      .regex(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/)
      .max(8_192),
  }),
});

/** `GET /cluster/nodes`: those that are connected now. */
export const nodesAnswer = items(z.object({ name: word, type: word, version: word.default(''), ip: word }));

/** `GET /agents`; fields without a value are left out. */
export const agentsAnswer = items(
  z.object({
    id: agentId,
    node_name: word.optional(),
    version: word.optional(),
    ip: word.optional(),
    lastKeepAlive: word.optional(),
  }),
);

/** `GET /agents/stats/distinct?fields=node_name`. */
export const countsAnswer = items(z.object({ node_name: word.optional(), count: z.int().min(0) }));

/** `GET /cluster/NODE/status`: daemon → `running`, `stopped`, … */
export const statusAnswer = items(z.record(word, word));

/** `PUT /agents/reconnect`: HTTP 200 also when none was asked; then it may have no items. */
export const reconnectAnswer = z.object({
  data: z.object({
    affected_items: z.array(agentId).max(1_000),
    failed_items: z
      .array(
        z.object({
          error: z.object({ code: z.int(), message: z.string().max(4_096).default('') }),
          id: z.array(agentId).max(1_000),
        }),
      )
      .max(1_000)
      .default([]),
  }),
});

/** How the API says no; `code` of its own errors, `error` of those that come from inside the cluster. */
export const refusalAnswer = z.object({
  title: z.string().optional(),
  detail: z.unknown().optional(),
  code: z.int().optional(),
  error: z.int().optional(),
});
