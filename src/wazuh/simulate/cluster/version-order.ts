/** Whether `v4.14.7` is newer than another; words that are no version are never newer. */
export function isNewer(version: string, than: string): boolean {
  const [left, right] = [parts(version), parts(than)];
  for (let index = 0; index < 3; index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}

function parts(version: string): readonly number[] {
  return (/^(?:Wazuh )?v?(\d+)\.(\d+)\.(\d+)/.exec(version) ?? []).slice(1).map(Number);
}
