import type { CredentialsFunction } from '../src/index.js';
import type { CloudId } from '../simulator/index.js';
import { controlsOf, readControls, writeControls } from './controls.js';
import { connectDrawer } from './drawer.js';
import { find } from './elements.js';
import { makeFields, markupOf, type CloudField } from './fields.js';
import { JournalView } from './journal.js';
import { showSubmitted, showSummary, type Order } from './order.js';
import { readSettings, type Settings } from './settings.js';
import { connectTabs } from './tabs.js';
import { translate } from './texts.js';
import { setTheme } from './theme.js';

async function getText(path: string): Promise<string> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(await response.text());
  return response.text();
}

const form = find(document, '#settings', HTMLFormElement);
const panel = find(document, '#order', HTMLElement);
const order = find(panel, 'form', HTMLFormElement);
const tabList = find(document, '#tabs', HTMLElement);
const journal = new JournalView(find(document, '#journal', HTMLElement));
/** Everything that the address keeps. The size of the machine is part of the order, and limits which images can be selected. */
const controls = [...controlsOf(form), ...controlsOf(order, ['memory', 'disk'])];
const clouds = makeFields(tabList, panel);
const [firstCloud] = clouds;
if (!firstCloud) throw new Error('There is no cloud');
const simulator = await getText('/simulator/address');
const freshToken = (id: CloudId): Promise<string> => getText(`/simulator/credentials/${id}?refresh`);

/** Returns a token for as long as the cloud accepts it, and then a fresh one. */
const credentialsFrom =
  (id: CloudId, token: Promise<string>): CredentialsFunction =>
  ({ refresh }) =>
    refresh ? freshToken(id) : token;

/** One function for each cloud until the user signs in: a new one means new credentials. */
const credentials = new Map<CloudId, CredentialsFunction>();

let shown = firstCloud;
let open = false;
let settings: Settings | undefined;
/** The simulator counts by runs. Every change of the settings starts another run, in which faults occur again. */
let runs = 0;
const visit = Math.random().toString(36).slice(2, 8);
const run = (): string => `${visit}-${runs}`;

/** Gives a field its address. Requests to a cloud start only when its tab is shown. */
function connect({ field, preset: { id } }: CloudField, { options, direct }: Settings): void {
  const cloud = `${id}${options};run=${run()}`;
  field.proxy = direct ? undefined : `/clouds/${cloud}`;
  field.endpoint = direct ? `${simulator}/${cloud}` : undefined;
  if (direct && !credentials.has(id)) {
    credentials.set(id, credentialsFrom(id, getText(`/simulator/credentials/${id}`)));
  }
  field.credentials = direct ? credentials.get(id) : undefined;
}

/** A portal would show its sign-in here. Behind a proxy, the field needs no new credentials, and only reloads. */
async function signIn(event: Event, { field, preset: { id } }: CloudField): Promise<void> {
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

const currentOrder = (): Order => {
  const { field, preset } = shown;
  return { form: order, cloud: preset.title, field, language: document.documentElement.lang };
};

/** The form contains the picker of one cloud. The others keep their selection until they are shown again. */
function showCloud({ tab, field, preset }: CloudField): void {
  panel.setAttribute('aria-labelledby', tab.id);
  if (!field.isConnected) {
    order.querySelector('.image-field')?.remove();
    find(order, '.choice', HTMLElement).prepend(field);
  }
  find(document, '.about', HTMLElement).textContent = `<${field.localName}> ${preset.about}`;
}

/** Updates the page to the controls and the tabs. */
function update(anew = false): void {
  const before = settings;
  settings = readSettings(form, order);
  if (anew || settings.options !== before?.options || settings.direct !== before.direct) {
    runs += 1;
    journal.follow(run());
  }
  translate(settings.field.lang);
  setTheme(settings.theme);
  for (const { field } of clouds) Object.assign(field, settings.field);
  connect(shown, settings);
  showTab(clouds.indexOf(shown));
  showCloud(shown);
  showDrawer(open);
  find(document, '.markup', HTMLElement).textContent = markupOf(shown, settings);
  showSummary(currentOrder());
}

/** The address keeps the settings, so that they survive a reload and can be shared. */
function remember(): void {
  const query = writeControls(controls);
  if (shown !== firstCloud) query.set('cloud', shown.preset.id);
  if (open) query.set('drawer', 'open');
  history.replaceState(null, '', `#${query.toString()}`);
}

function recall(): void {
  const query = new URLSearchParams(location.hash.slice(1));
  readControls(controls, query);
  shown = clouds.find(({ preset }) => preset.id === query.get('cloud')) ?? clouds[0] ?? shown;
  open = query.get('drawer') === 'open';
  update();
}

function changed(): void {
  remember();
  update();
}

const showTab = connectTabs(
  tabList,
  clouds.map(({ tab }) => tab),
  (position) => {
    shown = clouds[position] ?? shown;
    changed();
  },
);
const showDrawer = connectDrawer((isOpen) => {
  open = isOpen;
  remember();
});
// Some controls belong to the settings form without being inside it.
for (const control of controls) control.addEventListener('change', changed);
// The controls have their initial values only after the event.
form.addEventListener('reset', () => setTimeout(changed));
form.addEventListener('submit', (event) => event.preventDefault());
order.addEventListener('submit', (event) => {
  event.preventDefault();
  showSubmitted(currentOrder());
});
order.addEventListener('reset', () => {
  find(order, '.submitted', HTMLElement).replaceChildren();
  setTimeout(changed);
});
order.addEventListener('input', () => showSummary(currentOrder()));
find(document, '#restart', HTMLButtonElement).addEventListener('click', () => update(true));
addEventListener('hashchange', recall);
for (const cloud of clouds) {
  const { field } = cloud;
  field.addEventListener('image-sign-in', (event) => void signIn(event, cloud));
  field.addEventListener('change', () => journal.note(`change: ${field.values.join(', ') || 'nothing'}`));
  field.addEventListener('image-error', ({ detail }) => journal.note(`image-error: ${detail.kind}`));
  field.addEventListener('image-load', () => {
    journal.note(`image-load: ${field.total}`);
    showSummary(currentOrder());
  });
}
recall();
