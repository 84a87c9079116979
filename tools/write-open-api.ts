import { mkdirSync, writeFileSync } from 'node:fs';
import { openApiText } from '../src/node/api/open-api.ts';

/** Writes docs/reference/openapi.json, the description of the API of a node. */
const folder = new URL('../docs/reference/', import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL('openapi.json', folder), openApiText());
