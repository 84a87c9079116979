/** Wazuh's own question whether a manager is there: frames of 4 bytes of length, little-endian, and the word. In latin1. */
export const MANAGER_PING = '\x05\0\0\0#ping';
export const MANAGER_PONG = '\x05\0\0\0#pong';
