import type { ImageField } from '../src/index.js';

type Selectable = NonNullable<ImageField['selectable']>;

const only =
  (reason: string): Selectable =>
  ({ status }) =>
    status === 'ready' || reason;

const english = only('This portal offers only images that are ready');

/** One function for each language, created once: a new one would mean new limits. */
const byLanguage = new Map([
  ['zh-CN', only('本门户仅提供就绪的镜像')],
  ['ar', only('لا تقدّم هذه البوابة إلا الصور الجاهزة')],
]);

/** Makes only ready images selectable, as a portal may, with the portal's own reason. */
export const notReady = (language: string): Selectable => byLanguage.get(language) ?? english;
