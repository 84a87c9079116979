import type { Rule } from '../../../base/rule.ts';
import { apiOnLoopback } from './api-on-loopback.ts';
import { emptySection } from './empty-section.ts';
import { leaseTooShort } from './lease-too-short.ts';
import { openApi } from './open-api.ts';
import { pgpassInTmp } from './pgpass-in-tmp.ts';
import { postgresqlOnLoopback } from './postgresql-on-loopback.ts';
import { singleEtcdHost } from './single-etcd-host.ts';
import { slowFailover } from './slow-failover.ts';
import type { PatroniSubject } from './subject.ts';
import { tutorialPassword } from './tutorial-password.ts';

/** Every rule about one patroni.yml, sorted by name. */
export const PATRONI_RULES: readonly Rule<PatroniSubject>[] = [
  apiOnLoopback,
  emptySection,
  leaseTooShort,
  openApi,
  pgpassInTmp,
  postgresqlOnLoopback,
  singleEtcdHost,
  slowFailover,
  tutorialPassword,
];
