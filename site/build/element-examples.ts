/** An example of an element: its heading, what to say about it, and its markup. */
export interface Example {
  readonly heading: string;
  readonly text: string;
  readonly markup: string;
  /** Options of the simulator for it, such as `size=500`. */
  readonly options?: string;
}

/** What each element needs to list images, beside its proxy. */
const parameters: Readonly<Record<string, string>> = {
  'image-picker': 'provider="openstack" proxy="/clouds/openstack"',
  'image-copies': 'image-id="64f1c29e8b0d4a6e91f3a7b2" version-id="650a3d1f7c2e9b5840d6e1c8" proxy="/clouds/horizon"',
  'vm-image-candidates': 'vm-instance-uuid="4d3b1a9c6e2f48c7a5b0d9e8f7c61234" proxy="/clouds/zstack"',
  'workspace-images': 'project-id="0b7f3e5d9a1c4826b4e0c8d2f6a19357" proxy="/clouds/huawei-workspace"',
  'flexcloud-images': 'account-id="104729" proxy="/clouds/hostway"',
  'cloud-phone-images': 'project-id="0b7f3e5d9a1c4826b4e0c8d2f6a19357" proxy="/clouds/huawei-cloud-phone"',
  'glance-images': 'proxy="/clouds/openstack"',
};

function markupOf(tag: string, more: readonly string[]): string {
  const attributes = ['name="image"', 'label="Image"', ...more, parameters[tag] ?? ''];
  return `<${tag}\n  ${attributes.join('\n  ')}\n></${tag}>`;
}

const fieldExamples = (tag: string): readonly Example[] => [
  {
    heading: 'List',
    text: 'The default. If there is room, the list has columns, and their headings sort.',
    markup: markupOf(tag, []),
    options: 'size=250',
  },
  {
    heading: 'Dropdown',
    text: 'A combobox with the same list in a popup, which loads more images as users scroll.',
    markup: markupOf(tag, ['appearance="dropdown"']),
    options: 'size=250',
  },
  {
    heading: 'Cards',
    text: 'Images side by side, for small catalogues.',
    markup: markupOf(tag, ['appearance="cards"']),
    options: 'size=12',
  },
  {
    heading: 'Several images',
    text: 'With `multiple`, the form submits one entry for each selected image.',
    markup: `<form>\n${markupOf(tag, ['multiple', 'density="compact"', 'page-size="5"'])
      .split('\n')
      .map((line) => `  ${line}`)
      .join('\n')}\n  <button>Submit</button>\n</form>`,
    options: 'size=40',
  },
];

const sharing: Example = {
  heading: 'Two fields, one catalogue',
  text: 'Both pickers list the same images, so each page of the list is requested only once.',
  markup: `<form>
  <image-provider provider="huawei-workspace" proxy="/clouds/desktops">
    <image-picker name="system" label="System" required appearance="dropdown"></image-picker>
    <image-picker name="fallback" label="If it fails" appearance="dropdown"></image-picker>
  </image-provider>
  <button>Submit</button>
</form>`,
  options: 'size=120',
};

const ownList: Example = {
  heading: 'Your own JSON',
  text: 'With `src`, the picker lists the images of [any JSON list](/json).',
  markup: '<image-picker name="image" label="Image" src="/api/images.json"></image-picker>',
};

export function examplesOf(tag: string): readonly Example[] {
  if (tag === 'image-provider') return [sharing];
  return tag === 'image-picker' ? [...fieldExamples(tag), ownList] : fieldExamples(tag);
}
