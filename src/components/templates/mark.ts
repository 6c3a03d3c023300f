import { html, nothing, type TemplateResult } from 'lit';
import type { CloudImage } from '../../providers/image.js';
import { icon } from './icons.js';

/** Distinguishes operating systems at a glance. */
interface Mark {
  /** The family: `windows`, `linux`, `android`, `other`, or `disk` if unknown. */
  readonly shape: string;
  /** The system, if known: `ubuntu`. */
  readonly system: string;
  readonly letters: string;
}

/** Patterns for versions and image names. The first match applies. */
const SYSTEMS: readonly (readonly [pattern: RegExp, system: string, letters: string, shape?: string])[] = [
  [/ubuntu/i, 'ubuntu', 'U'],
  [/debian/i, 'debian', 'D'],
  [/rocky/i, 'rocky', 'R'],
  [/alma/i, 'alma', 'A'],
  [/centos/i, 'centos', 'C'],
  [/red ?hat|rhel/i, 'rhel', 'RH'],
  [/suse|sles/i, 'suse', 'S'],
  [/open ?euler/i, 'openeuler', 'oE'],
  [/euler/i, 'euler', 'E'],
  [/kylin/i, 'kylin', 'K'],
  [/\buos\b|uniontech/i, 'uos', 'UO'],
  [/fedora/i, 'fedora', 'F'],
  [/oracle/i, 'oracle', 'O'],
  [/freebsd/i, 'freebsd', 'B', 'other'],
  [/pfsense/i, 'pfsense', 'pf', 'other'],
];

const WINDOWS = /\bwin(?:dows)?[\s_-]*(server)?[\s_-]*(?:(\d{1,4})(?![a-z\d])|(?![a-z]))/i;

const known = new WeakMap<CloudImage, Mark>();
const placeholder: Mark = { shape: '', system: '', letters: ' ' };

function markOf({ name, os }: CloudImage): Mark {
  const family = os?.family;
  const version = os?.version ?? '';
  if (family === 'android') return { shape: 'android', system: '', letters: /\d+/.exec(version)?.[0] ?? 'A' };
  // A name is only a hint, but good enough for a mark.
  for (const text of [version, name]) {
    const [, server, year = ''] = family === 'linux' ? [] : (WINDOWS.exec(text) ?? []);
    if (year || (family === 'windows' && text === name))
      return {
        shape: year.length === 4 || server ? 'windows server' : 'windows',
        system: '',
        letters: year.slice(-2) || 'W',
      };
    const found = family === 'windows' ? undefined : SYSTEMS.find(([pattern]) => pattern.test(text));
    if (found) return { shape: found[3] ?? 'linux', system: found[1], letters: found[2] };
  }
  if (family === 'linux') return { shape: 'linux', system: '', letters: 'L' };
  const [letter = ''] = version;
  return { shape: letter ? 'other' : 'disk', system: '', letters: letter.toUpperCase() };
}

function knownMark(image: CloudImage): Mark {
  let found = known.get(image);
  if (!found) known.set(image, (found = markOf(image)));
  return found;
}

/** Hidden from screen readers, because text accompanies it. Without an image, a placeholder. */
export function mark(image: CloudImage | undefined): TemplateResult {
  const { shape, system, letters } = image ? knownMark(image) : placeholder;
  // The letters are not text: they are neither copied nor read aloud.
  return html`<span
    class=${`mark ${shape} ${system}`}
    part=${system ? `mark mark-${system}` : 'mark'}
    data-letters=${letters || nothing}
    aria-hidden="true"
    >${letters ? nothing : icon('disk')}</span
  >`;
}
