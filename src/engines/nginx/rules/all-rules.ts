import type { Rule } from '../../../base/rule.ts';
import type { NginxSubject } from './subject.ts';

/** Every rule about one Nginx, sorted by name. */
export const NGINX_RULES: readonly Rule<NginxSubject>[] = [];
