import type { LogEntry } from '../simulator/index.js';
import type { Journal } from './clouds.js';
import { element, find } from './elements.js';

const count = (number: number, one: string, other: string): string =>
  `${number.toLocaleString('en')} ${number === 1 ? one : other}`;

/** One request in a line: its outcome, its duration, and its query. */
function line({ url, status, millis, aborted }: LogEntry): HTMLLIElement {
  const item = document.createElement('li');
  const outcome = aborted ? 'aborted' : millis === undefined ? 'waiting' : String(status ?? 'broken');
  const judgement = millis === undefined ? '' : status === 200 && !aborted ? 'good' : 'bad';
  // The path is the same for all requests of a cloud. Only the query differs.
  const [path = '', query = path.slice(path.lastIndexOf('/') + 1)] = url.split('?');
  item.append(
    element('span', outcome, judgement),
    element('span', millis === undefined ? '' : `${Math.round(millis)} ms`, 'millis'),
    element('span', query, 'asked'),
  );
  item.title = decodeURI(url);
  return item;
}

/** An event on the page, between two requests. */
interface Note {
  /** The number of requests before it. */
  readonly after: number;
  readonly text: string;
}

function noteLine({ text }: Note): HTMLLIElement {
  const item = document.createElement('li');
  item.append(element('span', text, 'happened'));
  return item;
}

/** The maximum number of notes: more are not useful. */
const mostNotes = 60;

const empty: Journal = { requests: 0, preflights: 0, waiting: 0, aborted: 0, breaches: [], latest: [] };

/** Shows the requests of a run as they happen. */
export class JournalView {
  readonly #count: HTMLElement;
  readonly #facts: HTMLElement;
  readonly #list: HTMLElement;
  #events: EventSource | undefined;
  #journal = empty;
  #notes: Note[] = [];

  constructor(root: ParentNode) {
    const place = (name: string): HTMLElement => find(root, `[data-journal=${name}]`, HTMLElement);
    this.#count = place('count');
    this.#facts = place('facts');
    this.#list = place('list');
  }

  /** Listens to another run. */
  follow(run: string): void {
    this.#events?.close();
    this.#journal = empty;
    this.#notes = [];
    this.#events = new EventSource(`/simulator/journal?run=${run}`);
    this.#events.addEventListener('message', (event: MessageEvent<string>) => {
      this.#journal = JSON.parse(event.data) as Journal;
      this.#show();
    });
  }

  /** Adds an event, with the current time. */
  note(text: string): void {
    const time = new Date().toLocaleTimeString('en-GB');
    this.#notes.push({ after: this.#journal.requests, text: `${time} ${text}` });
    if (this.#notes.length > mostNotes) this.#notes.shift();
    this.#show();
  }

  #show(): void {
    const { requests, preflights, waiting, aborted, breaches, latest } = this.#journal;
    this.#count.textContent = count(requests, 'request', 'requests');
    const facts = [
      waiting > 0 ? `${waiting} under way` : '',
      aborted > 0 ? `${aborted} aborted` : '',
      preflights > 0 ? count(preflights, 'preflight', 'preflights') : '',
      breaches.length > 0
        ? `${count(breaches.length, 'breach', 'breaches')} of the contract: ${breaches[0] ?? ''}`
        : 'all as documented',
    ];
    this.#facts.textContent = requests > 0 ? facts.filter(Boolean).join(' · ') : '';
    this.#facts.classList.toggle('bad', breaches.length > 0);
    const first = requests - latest.length;
    const notesAfter = (count: number) => this.#notes.filter(({ after }) => after === count).map(noteLine);
    // Notes from before the first known request precede it.
    const lines = [
      ...notesAfter(first),
      ...latest.flatMap((entry, at) => [line(entry), ...notesAfter(first + at + 1)]),
    ];
    this.#list.replaceChildren(...lines.reverse());
  }
}
