import { engineReload } from './engine-reload.ts';

export const haproxyReload = engineReload('haproxy', 'HAProxy');
