import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
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

const wholeReact18 = `
import { ImageProvider, WorkspaceImages } from 'cloud-image-picker/react';
import type { WorkspaceImages as WorkspaceImagesElement } from 'cloud-image-picker/workspace-images';
import { useRef } from 'react';

export function Order() {
  const field = useRef<WorkspaceImagesElement>(null);
  return (
    <ImageProvider provider="horizon" params={{ imageId: 'a' }} credentials={{ username: 'u', password: 'p' }}>
      <WorkspaceImages
        ref={field} key="order" className="wide" name="image" required multiple disabled={undefined}
        projectId="a" pageSize={20} appearance="dropdown" value={42} values={[1, 'b']} defaultValue={null}
        onInput={({ currentTarget }) => console.log(currentTarget.value)}
        onChange={({ currentTarget }) => console.log(currentTarget.value, currentTarget.selectedImages)}
        onImageLoad={({ detail, currentTarget }) => console.log(detail.total, currentTarget.images)}
        onImageError={({ detail }) => console.log(detail.kind)}
        onImageSignIn={({ type }) => console.log(type)}
        onClick={({ clientX }) => console.log(clientX)}
      >
        <p slot="empty">None</p>
      </WorkspaceImages>
    </ImageProvider>
  );
}
`;

/** Each is wrong as a prop of a component. */
const wrongInReact18 = [
  'images={[]}',
  'appearance="table"',
  'projectId="a"',
  'onImageload={() => {}}',
  'onImageLoad={(event: CustomEvent<string>) => event}',
];

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

const react18 = (...all: string[]): string =>
  `import { GlanceImages } from 'cloud-image-picker/react';
export const elements = [\n${all.map((prop) => `<GlanceImages ${prop} />`).join(',\n')}];\n`;

const own = `projectId: 'a', 'page-size': 20, value: 42, filters: { os: 'linux' }, class: 'wide'`;
const inVue = `${own}, modelValue: 'a', key: 1, onImageLoad: ({ detail }) => detail.total, onChange: ({ currentTarget }) => currentTarget.value`;
const inSvelte = `${own}, 'onimage-load': ({ detail }) => detail.total, onchange: ({ currentTarget }) => currentTarget.value`;

const compiled = (...files: [name: string, text: string][]): string[] =>
  complaints(new Map(files.map(([name, text]) => [`${root}test/docs/${name}`, text])));

describe('the types of the elements', () => {
  it('take what an element takes, in React, Vue and Svelte', () => {
    const files = {
      'whole.tsx': wholeReact,
      'whole-18.tsx': wholeReact18,
      'whole-vue.ts': vue(inVue),
      'whole-svelte.ts': svelte(inSvelte),
    };
    assert.deepEqual(compiled(...Object.entries(files)), []);
  });

  it('take nothing else', () => {
    const found = compiled(
      ['wrong.tsx', react(...wrongInReact)],
      ['wrong-18.tsx', react18(...wrongInReact18)],
      ['wrong-vue.ts', vue('images: []', 'appearance: "table"', 'onImageLoad: ({ detail }) => detail.kind')],
      ['wrong-svelte.ts', svelte('images: []', 'appearance: "table"', `'onimage-load': ({ detail }) => detail.kind`)],
    );
    assert.equal(found.length, wrongInReact.length + wrongInReact18.length + 3 + 3, found.join('\n'));
  });
});

const squeezed = (text: string): string => text.replaceAll(/\s/g, '');

/** All that the author of an example has written. */
const sourceOf = (example: string): string => {
  const files = readdirSync(join(root, example, 'src'), { withFileTypes: true, recursive: true });
  return files
    .filter((file) => file.isFile())
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8'))
    .join('\n');
};

describe('the documentation of the frameworks', () => {
  it('quotes the examples that it links to', () => {
    const quotes: string[] = [];
    for (const section of readFileSync(`${root}docs/frameworks.md`, 'utf8').split(/^## /m)) {
      const [, example] = /\]\(\.\.\/(examples\/[\w-]+)\/\)/.exec(section) ?? [];
      for (const [, quote = ''] of section.matchAll(/^```(?:jsx|html|svelte)\n([^]*?)^```/gm)) {
        assert.ok(example !== undefined && squeezed(sourceOf(example)).includes(squeezed(quote)), quote);
        quotes.push(quote);
      }
    }
    assert.equal(quotes.length, 7);
  });
});
