/** The changelog that a Debian package must have; what changed is told in CHANGELOG.md. */
export function changelogText(version: string, epoch: number): string {
  const at = new Date(epoch * 1000).toUTCString().replace('GMT', '+0000');
  return `holdfast (${version}) unstable; urgency=medium

  * See CHANGELOG.md of the sources for what changed.

 -- Holdfast maintainers <maintainers@holdfast.invalid>  ${at}
`;
}
