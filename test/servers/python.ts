import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { architecture } from './unpacked.js';

/** The interpreter, of the machine or unpacked beside the rest, and what it has to be told. */
export function python(root: string): { readonly command: string; readonly env: NodeJS.ProcessEnv } {
  const own = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : undefined;
  const libraries = [join(root, `usr/lib/${architecture()}`), join(root, `lib/${architecture()}`)];
  return {
    command: own ?? join(root, 'usr/bin/python3'),
    env: {
      PATH: `${join(root, 'usr/bin')}:/usr/bin:/bin`,
      LANG: 'C.UTF-8',
      PYTHONPATH: join(root, 'usr/lib/python3/dist-packages'),
      LD_LIBRARY_PATH: libraries.join(':'),
      ...(own === undefined && { PYTHONHOME: join(root, 'usr') }),
    },
  };
}
