/** The protocol that a client wants to change to, and what the server's `Connection` says then; both empty otherwise. */
export const UPGRADE = '$holdfast_upgrade';
export const CONNECTION = '$holdfast_connection';
