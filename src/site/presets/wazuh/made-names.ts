/** What the preset makes: a service and a pool of this name each. */
export const MADE = {
  events: 'wazuh-events',
  enrollment: 'wazuh-enrollment',
  api: 'wazuh-api',
  dashboard: 'wazuh-dashboard',
} as const;

export type Part = keyof typeof MADE;

/** The keys of `wazuh` that a part is written under. */
export const PART_PATHS: Readonly<Record<Part, string>> = {
  events: 'wazuh/events',
  enrollment: 'wazuh/enrollment',
  api: 'wazuh/api/service',
  dashboard: 'wazuh/dashboard',
};
