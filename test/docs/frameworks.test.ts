import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { complaints, root } from './compile.js';

const wholeReact = `
import type {} from 'cloud-image-picker/types/react';
import type { WorkspaceImages } from 'cloud-image-picker/workspace-images';
import { useRef } from 'react';

export function Order() {
  const field = useRef<WorkspaceImages>(null);
  return (
    <image-provider provider="horizon" params={{ imageId: 'a' }} credentials={{ username: 'u', password: 'p' }}>
      <workspace-images
        ref={field} key="order" className="wide" name="image" required multiple disabled={undefined}
        projectId="a" package-type="b" page-size={20} timeout={5} appearance="dropdown"
        value={42} values={[1, 'b']} defaultValue={null} sort="createdAt:desc" search={undefined}
        filters={{ os: ['windows'], status: 'ready' }} selectable={({ status }) => status === 'ready' || 'Not ready'}
        credentials={async ({ refresh }) => String(refresh)}
        onChange={({ currentTarget }) => console.log(currentTarget.value, currentTarget.selectedImages)}
        onimage-load={({ detail, currentTarget }) => console.log(detail.total, currentTarget.images)}
        onimage-error={({ detail }) => console.log(detail.kind)}
      >
        <p slot="empty">None</p>
      </workspace-images>
      <image-picker provider="zstack" /><image-copies versionId="a" /><vm-image-candidates systemTags={['a']} />
      <flexcloud-images accountId="a" /><cloud-phone-images projectId="a" /><glance-images visibility="all" />
    </image-provider>
  );
}
`;

/** Each is wrong in JSX. */
const wrongInReact = [
  '<glance-images images={[]} />',
  '<glance-images state={{ status: "loading", partial: false }} />',
  '<glance-images appearance="table" />',
  '<glance-images filters={{ os: 1 }} />',
  '<glance-images value={{}} />',
  '<glance-images projectId="a" />',
  '<glance-images requestUpdate={() => {}} />',
  '<glance-images onimage-load={(event: CustomEvent<string>) => event} />',
  '<image-provider name="a" />',
];

const vue = (...all: string[]): string => `
import type {} from 'cloud-image-picker/types/vue';
import type { GlobalComponents } from 'vue';
type Props = InstanceType<GlobalComponents['workspace-images']>['$props'];
export const props: Props[] = [${all.map((props) => `{ ${props} }`).join(',\n')}];
`;

const svelte = (...all: string[]): string => `
import type {} from 'cloud-image-picker/types/svelte';
import type { SvelteHTMLElements } from 'svelte/elements';
type Props = SvelteHTMLElements['workspace-images'];
export const props: Props[] = [${all.map((props) => `{ ${props} }`).join(',\n')}];
`;

const react = (...all: string[]): string =>
  `import type {} from 'cloud-image-picker/types/react';\nexport const elements = [\n${all.join(',\n')}];\n`;

const own = `projectId: 'a', 'page-size': 20, value: 42, filters: { os: 'linux' }, class: 'wide'`;
const inVue = `${own}, modelValue: 'a', key: 1, onImageLoad: ({ detail }) => detail.total, onChange: ({ type }) => type`;
const inSvelte = `${own}, 'onimage-load': ({ detail }) => detail.total, onchange: ({ currentTarget }) => currentTarget.value`;

const compiled = (...files: [name: string, text: string][]): string[] =>
  complaints(new Map(files.map(([name, text]) => [`${root}test/docs/${name}`, text])));

describe('the types of the elements', () => {
  it('take what an element takes, in React, Vue and Svelte', () => {
    const files = { 'whole.tsx': wholeReact, 'whole-vue.ts': vue(inVue), 'whole-svelte.ts': svelte(inSvelte) };
    assert.deepEqual(compiled(...Object.entries(files)), []);
  });

  it('take nothing else', () => {
    const found = compiled(
      ['wrong.tsx', react(...wrongInReact)],
      ['wrong-vue.ts', vue('images: []', 'appearance: "table"', 'onImageLoad: ({ detail }) => detail.kind')],
      ['wrong-svelte.ts', svelte('images: []', 'appearance: "table"', `'onimage-load': ({ detail }) => detail.kind`)],
    );
    assert.equal(found.length, wrongInReact.length + 3 + 3, found.join('\n'));
  });
});
