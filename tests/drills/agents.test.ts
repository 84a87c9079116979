import { testAgentsDrills } from '../support/test-agents-drills.ts';

// Those that take longer are tried in tests/endurance.
testAgentsDrills(['manager-crash', 'api-away', 'reconnect-storm', 'haproxy-crash']);
