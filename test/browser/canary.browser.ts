import { expect } from '@open-wc/testing';
import { executeServerCommand } from '@web/test-runner-commands';
import type { CloudId } from '../../simulator/index.js';
import type { ImageField } from '../../src/components/image-field.js';
import { basic, canary, parts, spellings, toldIn, username, visibleOf } from '../support/canary.js';
import { can, needs } from '../support/engine.js';
import { find, openPanel, options, unmount } from '../support/picker.js';
import { cloudIds, inTurn, factsOf } from '../clouds/index.js';
import { eachAnswer, heard, strangerUrl, tell } from '../support/told.js';
import type { ToldAnswer } from '../servers/told-cloud.js';

// The canary is a credential that the page has, and the cloud quotes wherever it can.

const given = (cloud: CloudId) => (cloud === 'hostway' ? { username, password: canary } : canary);

const everySpelling = can('credentials of its own') ? 'time for every spelling' : 'credentials of its own';

/** What is said aside, and where an event leads. */
class Listener {
  readonly said: string[] = [];
  readonly #stop = new AbortController();
  readonly #console = { ...console };
  readonly #observer = new PerformanceObserver((list) => this.said.push(...list.getEntries().map(({ name }) => name)));

  constructor() {
    const { signal } = this.#stop;
    const note = (...values: unknown[]) => this.said.push(...values.map((value) => wordsOf(value)));
    for (const type of ['image-load', 'image-error', 'image-sign-in', 'input', 'change']) {
      addEventListener(type, (event) => note(event instanceof CustomEvent ? event.detail : ''), { signal });
    }
    addEventListener('error', ({ message, error }) => note(message, error), { signal });
    addEventListener('unhandledrejection', ({ reason }) => note(reason), { signal });
    for (const level of ['debug', 'log', 'info', 'warn', 'error'] as const) console[level] = note;
    this.#observer.observe({ type: 'resource' });
  }

  stop(): void {
    this.said.push(...this.#observer.takeRecords().map(({ name }) => name));
    this.#observer.disconnect();
    this.#stop.abort();
    Object.assign(console, this.#console);
  }
}

const wordsOf = (value: unknown): string =>
  value instanceof Error ? [value.message, value.stack, JSON.stringify(value)].join() : JSON.stringify([value]);

const askEach = (cloud: CloudId, answers: readonly ToldAnswer[], look: (picker: ImageField) => void): Promise<string> =>
  eachAnswer(factsOf(cloud).tag, () => given(cloud), answers, look);

/** What the header holds: the canary, or with the name before it in base64. */
const quotable = (cloud: CloudId): string[] => (cloud === 'hostway' ? [canary, basic] : [canary]);

/** A JSON text with the quotation in it, which may have been spelled for JSON already. */
const bodyOf = (value: unknown, quotation: string): string =>
  JSON.stringify(value).replaceAll('@', () =>
    quotation.startsWith('\\u') ? quotation : JSON.stringify(quotation).slice(1, -1),
  );

describe('a credential that the cloud quotes', function () {
  // There are hundreds of answers for each cloud.
  this.timeout(120_000);
  let listener: Listener;
  beforeEach(() => (listener = new Listener()));
  afterEach(async () => {
    listener.stop();
    unmount();
    expect(toldIn(listener.said.join('\n')), 'events, console, addresses').to.deep.equal([]);
    expect(await heard(strangerUrl), 'another host').to.deep.equal([]);
  });

  it('would be found', () => {
    for (const spell of [...Object.values(spellings), ...Object.values(parts)]) {
      expect(toldIn(`some words ${spell(canary)} and others`), spell(canary)).not.to.deep.equal([]);
    }
    expect(toldIn('some words and others, of the images of someone@example')).to.deep.equal([]);
  });

  for (const cloud of cloudIds) {
    const { errors, row, list, idKey: id } = factsOf(cloud);

    it(
      `in an error is nowhere to be seen: ${cloud}`,
      needs(everySpelling, async () => {
        const answers = quotable(cloud).flatMap((secret) =>
          [...Object.values(spellings), ...Object.values(parts)].flatMap((spell): ToldAnswer[] => {
            const quotation = spell(secret);
            const name = /^[ -~]+$/.test(quotation) ? quotation : encodeURIComponent(quotation);
            return [
              ...errors.map((error) => ({ status: 400, body: bodyOf(error(inTurn(['@'])), quotation) })),
              { status: 403, body: `Refused: ${quotation}`, headers: { 'X-Request-Id': name } },
              {
                status: 401,
                body: `<html><title>${quotation}</title><p>Refused: ${quotation}`,
                headers: { 'Retry-After': name },
              },
              { status: 500, body: `{"message":"refused: ${quotation}`, headers: { 'WWW-Authenticate': name } },
              { status: 200, body: quotation },
              { status: 404, body: bodyOf({ message: 'Copies are not found for @' }, quotation) },
            ];
          }),
        );
        const endpoint = await askEach(cloud, answers, (picker) => {
          expect(toldIn(visibleOf(picker))).to.deep.equal([]);
        });

        // It is in the header that it belongs into, and nowhere else.
        const asked = (await heard(endpoint)).filter(({ method }) => method === 'GET');
        expect(asked.length).to.be.least(answers.length);
        for (const { url, headers } of asked) {
          const { authorization, 'x-auth-token': token, ...others } = headers;
          expect(toldIn(String(authorization ?? token))).not.to.deep.equal([]);
          expect(toldIn(url + JSON.stringify(others))).to.deep.equal([]);
        }
      }),
    );

    it(
      `in an image is left out of it, and the image is shown: ${cloud}`,
      needs(everySpelling, async () => {
        // Of a password nothing is looked for but what goes over the wire.
        const secret = cloud === 'hostway' ? basic : canary;
        const answers = Object.values(spellings).map((spell) => {
          const rows = ['i-1', 'i-2'].map((name, at) => ({ ...row(inTurn([at === 0 ? '@' : 'word'])), [id]: name }));
          // One whose id is the quotation is no image any more.
          return { status: 200, body: bodyOf(list([...rows, row(inTurn(['@']))], inTurn(['@'])), spell(secret)) };
        });
        for (const answer of answers) {
          await askEach(cloud, [answer], (picker) => {
            expect(picker.images.map((image) => image.id)).to.deep.equal(['i-1', 'i-2']);
            options(picker)[0]?.click();
            expect(toldIn(visibleOf(picker))).to.deep.equal([]);
          });
          const picker = document.querySelector<ImageField>(factsOf(cloud).tag);
          await picker?.updateComplete;
          expect(picker && new FormData(picker.form ?? undefined).get('image')).to.equal('i-1');
          if (picker) {
            picker.style.inlineSize = '1000px';
            await openPanel(picker, 'details');
          }
          expect(picker && toldIn(visibleOf(picker) + find(picker, '.raw pre').textContent)).to.deep.equal([]);
          if (can('a11ySnapshot')) {
            const tree = await executeServerCommand<unknown, undefined>('accessibility-tree');
            expect(toldIn(JSON.stringify(tree)), 'accessible names').to.deep.equal([]);
          }
          unmount();
        }
      }),
    );

    it(
      `is sent to no other host: ${cloud}`,
      needs('credentials of its own', async () => {
        const elsewhere = await tell(
          { status: 200, body: JSON.stringify(list([row(inTurn(['stolen']))], inTurn(['word']))) },
          strangerUrl,
        );
        const away = `${elsewhere}/images?token=${encodeURIComponent(canary)}`;
        const links = { next: away, links: { next: away }, nextPage: away, nextLink: away, '@odata.nextLink': away };
        const rows = Array.from({ length: 10 }, (_, at) => ({ ...row(inTurn([away])), [id]: `i-${at}` }));
        const pages = {
          total_count: 20,
          total: 20,
          totalElements: 20,
          totalPages: 2,
          number: 0,
          size: 10,
          last: false,
        };
        const linked = { ...list(rows, inTurn([away])), ...pages, ...links };
        const answers: ToldAnswer[] = [
          ...[301, 302, 303, 307, 308].map((status) => ({ status, headers: { Location: away }, body: '' })),
          { status: 302, headers: { Location: away.replace('http:', '') }, body: '' },
          { status: 201, headers: { Location: away, Refresh: `0; url=${away}` }, body: '{}' },
          {
            status: 200,
            // Without `rel=preload`, which WebKit follows by itself, whoever asked.
            headers: { Link: `<${away}>; rel="next"`, 'Content-Location': away },
            body: JSON.stringify(linked),
          },
        ];
        await askEach(cloud, answers.slice(-2), (picker) => {
          expect(toldIn(visibleOf(picker))).to.deep.equal([]);
        });
        const redirected = answers.slice(0, -2).map((answer) =>
          askEach(cloud, [answer], (picker) => {
            expect(picker.state.status).to.equal('error');
            expect(toldIn(visibleOf(picker))).to.deep.equal([]);
          }),
        );
        await Promise.all(redirected);
        expect(await heard(strangerUrl)).to.deep.equal([]);
      }),
    );
  }
});
