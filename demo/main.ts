import type { CredentialsFunction } from '../src/index.js';
import type { CloudId } from '../simulator/index.js';
import { readControls, writeControls } from './controls.js';
import { JournalView } from './journal.js';
import { makePanels, showMarkup, type Panel } from './panels.js';
import { readSettings, type Settings } from './settings.js';
import { connectTabs } from './tabs.js';

function byId<Found extends HTMLElement>(id: string, type: new () => Found): Found {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`The page has no #${id}`);
  return found;
}

async function getText(path: string): Promise<string> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(await response.text());
  return response.text();
}

const form = byId('settings', HTMLFormElement);
const tabList = byId('tabs', HTMLElement);
const journal = new JournalView(byId('journal', HTMLElement));
const panels = makePanels(tabList, byId('panels', HTMLElement));
const simulator = await getText('/simulator/address');
const freshToken = (id: CloudId): Promise<string> => getText(`/simulator/credentials/${id}?refresh`);

/** Hands out a token for as long as the cloud takes it, and then a fresh one. */
const credentialsFrom =
  (id: CloudId, token: Promise<string>): CredentialsFunction =>
  ({ refresh }) =>
    refresh ? freshToken(id) : token;

/** One function for each cloud until somebody signs in: another one means other credentials. */
const credentials = new Map<CloudId, CredentialsFunction>();

let shown = 0;
let settings: Settings | undefined;
/** The simulator counts by runs. Whatever is set anew begins another one, in which failures are due again. */
let runs = 0;
const visit = Math.random().toString(36).slice(2, 8);
const run = (): string => `${visit}-${runs}`;

/** Gives a field its address. A cloud is asked when its tab is shown, and not before. */
function connect({ field, preset: { id } }: Panel, { options, direct }: Settings): void {
  const cloud = `${id}${options};run=${run()}`;
  field.proxy = direct ? undefined : `/clouds/${cloud}`;
  field.endpoint = direct ? `${simulator}/${cloud}` : undefined;
  if (direct && !credentials.has(id)) {
    credentials.set(id, credentialsFrom(id, getText(`/simulator/credentials/${id}`)));
  }
  field.credentials = direct ? credentials.get(id) : undefined;
}

/** A portal would show its sign-in here. Behind a proxy there is nothing to hand to the field: it just asks again. */
async function signIn(event: Event, { field, preset: { id } }: Panel): Promise<void> {
  if (settings?.direct !== true) {
    journal.note('asked again through the proxy');
    return;
  }
  event.preventDefault();
  const token = freshToken(id);
  await token;
  journal.note('signed in again');
  const fresh = credentialsFrom(id, token);
  credentials.set(id, fresh);
  field.credentials = fresh;
}

/** Makes the page what the controls and the tabs say. */
function update(anew = false): void {
  const before = settings;
  settings = readSettings(form);
  if (anew || settings.options !== before?.options || settings.direct !== before.direct) {
    runs += 1;
    journal.follow(run());
  }
  for (const { field } of panels) {
    Object.assign(field, settings.field);
    if (field.form) field.form.dataset['theme'] = settings.theme;
  }
  showTab(shown);
  const panel = panels[shown];
  if (!panel) return;
  connect(panel, settings);
  showMarkup(panel, settings);
}

/** The address keeps what was set, so that it survives a reload and can be sent to somebody. */
function remember(): void {
  const query = writeControls(form);
  if (shown > 0) query.set('cloud', panels[shown]?.preset.id ?? '');
  history.replaceState(null, '', `#${query.toString()}`);
}

function recall(): void {
  const query = new URLSearchParams(location.hash.slice(1));
  readControls(form, query);
  shown = Math.max(
    0,
    panels.findIndex(({ preset }) => preset.id === query.get('cloud')),
  );
  update();
}

function changed(): void {
  remember();
  update();
}

const showTab = connectTabs(tabList, (position) => {
  shown = position;
  changed();
});
form.addEventListener('change', changed);
// In the header, it belongs to the form without being in it.
byId('scheme', HTMLFieldSetElement).addEventListener('change', changed);
// The controls have their first values only when the event is over.
form.addEventListener('reset', () => setTimeout(changed));
form.addEventListener('submit', (event) => event.preventDefault());
byId('restart', HTMLButtonElement).addEventListener('click', () => update(true));
addEventListener('hashchange', recall);
for (const panel of panels) panel.field.addEventListener('image-sign-in', (event) => void signIn(event, panel));

// Beside the picker there is room for the controls; above it, on a small screen, they are a line each until asked for.
const roomy = matchMedia('(min-width: 60rem)').matches;
for (const id of ['field', 'simulation']) byId(id, HTMLDetailsElement).open = roomy;
recall();
