import { CLUSTER_FAULTS } from '../../src/drill/faults/wazuh/cluster-faults.ts';
import { testAgentsDrills } from '../support/test-agents-drills.ts';

testAgentsDrills(CLUSTER_FAULTS.map(({ name }) => name));
