/** Whether one of these exact names or globs (`*` any characters, `?` one) is this name. Names are case-sensitive, as Wazuh's are. */
export function isExcluded(name: string, exclude: readonly string[]): boolean {
  return exclude.some((glob) => matches(glob, name));
}

/** Greedy, with one place to go back to: no glob takes longer than its length times the name's. */
function matches(glob: string, name: string): boolean {
  let [at, from] = [0, 0];
  let star = -1;
  let tried = 0;
  while (from < name.length) {
    const wanted = glob[at];
    if (wanted === '*') {
      [star, tried] = [at, from];
      at += 1;
    } else if (wanted === '?' || wanted === name[from]) {
      at += 1;
      from += 1;
    } else if (star >= 0) {
      tried += 1;
      [at, from] = [star + 1, tried];
    } else return false;
  }
  return /^\**$/.test(glob.slice(at));
}
