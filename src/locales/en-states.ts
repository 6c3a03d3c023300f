import type { Incomplete } from '../catalog/query.js';
import type { ErrorKind } from '../providers/errors.js';
import { imagesIn } from './en.js';
import type { Formats } from './format.js';

/** An error kind, or a special case with its own message. */
export type Failure = ErrorKind | 'offline' | 'module' | 'sign-in';

/** What went wrong, and what users can do about it. */
const errors: Record<Failure, readonly [title: string, advice: string]> = {
  credentials: ['Your sign-in to the cloud has expired or is not valid.', 'Sign in again to see the images.'],
  forbidden: ['You are not allowed to see these images.', 'Ask your administrator for access.'],
  'not-found': ['The cloud does not know this project or address.', 'Contact the administrator of this page.'],
  'bad-request': ['The cloud rejected the request.', 'Contact the administrator of this page.'],
  'rate-limited': ['The cloud is receiving too many requests.', 'Wait a moment, then try again.'],
  unavailable: ['The cloud cannot answer at the moment.', 'Try again in a while.'],
  network: [
    'The cloud cannot be reached.',
    'Check your connection. If it works, the cloud may not accept requests from this page (CORS).',
  ],
  offline: ['You are offline.', 'The images come back with your connection.'],
  module: ['A part of this page could not be loaded.', 'Try again. If that does not help, reload the page.'],
  timeout: ['The cloud takes too long to answer.', 'Try again in a while.'],
  'sign-in': ['Signing in to the cloud takes too long.', 'Sign in again, or try again in a while.'],
  malformed: ['The cloud’s answer could not be understood.', 'Try again, or contact the administrator of this page.'],
};

/** The English messages in place of the images, and on what is missing. */
export const enStates = (formats: Formats) => {
  const { number, plural, duration } = formats;
  const images = imagesIn(formats);
  return {
    empty: 'The cloud has no images here.',
    noMatch: 'No images match.',
    noMatchFor: (text: string): string => `No images match “${text}”.`,
    without: (filter: string, count: number): string =>
      plural(count, { one: `Without “${filter}” there is #.`, other: `Without “${filter}” there are #.` }),
    removeFilter: (label: string): string => `Remove filter ${label}`,
    onlyChosen: 'Only selected images',
    clearSearch: 'Clear search and filters',
    lookAgain: 'Check again',
    deletedHidden: (count: number): string =>
      plural(count, { one: '# deleted image is hidden.', other: '# deleted images are hidden.' }),
    showDeleted: 'Show deleted images',
    nothingYet: 'Nothing found so far.',
    noneReadable: 'The images here cannot be read.',
    unreadable: (count: number): string =>
      plural(count, {
        one: '# image could not be read and is not shown.',
        other: '# images could not be read and are not shown.',
      }),
    incomplete: (incomplete: Incomplete, loaded: number, expected?: number): string => {
      const searched = `Searched ${expected === undefined ? images(loaded) : `${number(loaded)} of about ${images(expected)}`}.`;
      switch (incomplete.reason) {
        case 'failed': {
          const pages = { one: '# page could not be loaded', other: '# pages could not be loaded' };
          return `${plural(incomplete.pages, pages)}, so images may be missing. ${errors[incomplete.error.kind][0]}`;
        }
        case 'stopped':
          return loaded > 0 ? `Stopped. ${searched}` : 'Stopped.';
        case 'limit':
          return searched;
        case 'ceiling':
          return `The cloud lists only the first ${images(loaded)}. Filters reach the others.`;
        case 'changed':
          return 'The list changed while it was being read. Reload to be sure that nothing is missing.';
        case 'missing':
          return expected === undefined
            ? `The cloud has sent ${images(loaded)}, and may have more.`
            : `The cloud says that it has about ${images(expected)}, but has sent ${number(loaded)}.`;
      }
    },
    resume: 'Continue',
    errorTitle: (kind: Failure): string => errors[kind][0],
    errorAdvice: (kind: Failure): string => errors[kind][1],
    signIn: 'Sign in again',
    requestId: (id: string): string => `Request ${id}`,
    retryAfter: (seconds: number): string => `Try again in ${duration(seconds)}.`,
    copyForSupport: 'Copy for support',
  };
};
