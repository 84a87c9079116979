import { engineReload } from '../engine-reload.ts';

export const nginxReload = engineReload('nginx', 'nginx');
