// Makes custom-elements.json: one module for each element, as a portal imports it, with all that can be set, read and styled.

const kebab = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Names of the static `properties` that are declared `{ state: true }`. */
function stateNames(ts, declaration) {
  const names = new Set();
  const visit = (node) => {
    if (
      ts.isPropertyAssignment(node) &&
      ts.isObjectLiteralExpression(node.initializer) &&
      node.initializer.properties.some(
        (entry) =>
          ts.isPropertyAssignment(entry) &&
          entry.name.getText() === 'state' &&
          entry.initializer.kind === ts.SyntaxKind.TrueKeyword,
      )
    ) {
      names.add(node.name.getText().replace(/['"]/g, ''));
    }
    ts.forEachChild(node, visit);
  };
  for (const member of declaration.members) {
    if (ts.isPropertyDeclaration(member) && member.name.getText() === 'properties' && member.initializer) {
      visit(member.initializer);
    }
  }
  return names;
}

const classOf = (ts, node, { declarations = [] }) =>
  ts.isClassDeclaration(node) ? declarations.find(({ name }) => name === node.name?.getText()) : undefined;

/** Leaves out reactive state, which is nothing that a portal sets. */
const withoutState = {
  name: 'without-state',
  analyzePhase({ ts, node, moduleDoc }) {
    const declaration = classOf(ts, node, moduleDoc);
    if (!declaration) return;
    const internal = stateNames(ts, node);
    declaration.members = declaration.members?.filter(({ name }) => !internal.has(name));
    declaration.attributes = declaration.attributes?.filter(({ name, fieldName }) => !internal.has(fieldName ?? name));
  },
};

/** Adds the type that an accessor takes, where it is wider than the one that it returns: the schema has no word for it. */
const setterTypes = {
  name: 'setter-types',
  analyzePhase({ ts, node, moduleDoc }) {
    const declaration = classOf(ts, node, moduleDoc);
    if (!declaration) return;
    for (const setter of node.members.filter(ts.isSetAccessorDeclaration)) {
      const field = declaration.members?.find(({ name }) => name === setter.name.getText());
      const text = setter.parameters[0]?.type?.getText();
      if (field && text && text !== field.type?.text) field.setType = { text };
    }
  },
};

/** Gives the parameters of a preset the attributes that `paramProperties` gives them. */
const presetAttributes = {
  name: 'preset-attributes',
  analyzePhase({ ts, node, moduleDoc }) {
    const declaration = classOf(ts, node, moduleDoc);
    const isPreset = node.members?.some(
      (member) =>
        member.name?.getText() === 'properties' && member.initializer?.getText().startsWith('paramProperties('),
    );
    if (!declaration || !isPreset) return;
    declaration.attributes ??= [];
    for (const field of declaration.members.filter((member) => member.kind === 'field' && !member.static)) {
      if (field.privacy === 'protected' || field.privacy === 'private') continue;
      field.attribute = kebab(field.name);
      declaration.attributes.push({ name: field.attribute, fieldName: field.name });
    }
  },
};

/** Called by the browser and by Lit. */
const callbacks = /^(formAssociated|shadowRootOptions|\w+Callback)$/;

const isPublic = ({ name, privacy = 'public' }) =>
  privacy === 'public' && !name.startsWith('#') && !callbacks.test(name);

const oneLine = (text) => text?.replace(/\s*\n\s*/g, ' ');

/** An attribute is text. What its property takes besides is no value to suggest. */
function attributeType(text) {
  const parts = text.split('|').map((part) => part.trim());
  const values = parts.filter((part) => part !== 'null' && part !== 'undefined');
  const isPlain = values.length > 0 && values.every((part) => /^('[^']*'|boolean|number)$/.test(part));
  return isPlain ? values.join(' | ') : 'string';
}

/** As documentation and editors show a member: without what only says where it was found. */
function tidied({ inheritedFrom: _from, privacy: _privacy, parsedType: _parsed, ...item }) {
  if (item.description) item.description = oneLine(item.description);
  if (item.default !== undefined) item.default = item.default.replace(/(?<=\d)_(?=\d)/g, '');
  return item;
}

function elementOf(declaration) {
  const byName = new Map();
  // A property with accessors is listed twice: as a property of Lit's and as one of the class.
  for (const member of declaration.members.filter(isPublic)) {
    byName.set(member.name, { ...byName.get(member.name), ...tidied(member) });
  }
  const attributes = declaration.attributes.map(({ name, fieldName = name, description: own }) => {
    const field = byName.get(fieldName);
    const { type, description, default: value } = field;
    field.attribute ??= name;
    return {
      name,
      type: { text: attributeType(type.text) },
      description: own ?? description,
      default: value,
      fieldName,
    };
  });
  return {
    ...declaration,
    superclass: { name: 'LitElement', package: 'lit' },
    members: [...byName.values()],
    attributes,
    events: declaration.events?.map(tidied),
    slots: declaration.slots?.map(tidied),
    cssParts: declaration.cssParts?.map(tidied),
    cssProperties: declaration.cssProperties?.map(tidied),
    cssStates: declaration.cssStates?.map(tidied),
  };
}

/** The types that an element's documentation names, each exported by its module. */
function typesIn(declaration, publicTypes) {
  const texts = JSON.stringify([declaration.members, declaration.events], (key, value) =>
    key === 'description' || key === 'default' ? undefined : value,
  );
  return publicTypes.filter((name) => new RegExp(`\\b${name}\\b`).test(texts));
}

/** Reads which element is registered under which name, and which types are public. */
function publicModules() {
  const tags = new Map();
  const publicTypes = [];
  return {
    name: 'public-modules',
    analyzePhase({ ts, node, moduleDoc }) {
      if (ts.isCallExpression(node) && node.expression.getText() === 'define') {
        const [tag, element] = node.arguments;
        if (ts.isStringLiteral(tag)) tags.set(element.getText(), tag.text);
      }
      if (moduleDoc.path === 'src/types.ts' && ts.isExportSpecifier(node)) publicTypes.push(node.name.text);
    },
    packageLinkPhase({ customElementsManifest }) {
      customElementsManifest.schemaVersion = '2.1.0';
      const classes = customElementsManifest.modules.flatMap(({ declarations = [] }) => declarations);
      customElementsManifest.modules = [...tags].sort().map(([name, tag]) => {
        const declaration = elementOf(classes.find((each) => each.name === name && each.kind === 'class'));
        const path = `dist/register/${tag}.js`;
        const types = typesIn(declaration, publicTypes);
        return {
          kind: 'javascript-module',
          path,
          declarations: [declaration],
          exports: [
            { kind: 'custom-element-definition', name: tag, declaration: { name, module: path } },
            { kind: 'js', name, declaration: { name, module: path } },
            ...types.map((type) => ({ kind: 'js', name: type, declaration: { name: type, module: 'dist/types.js' } })),
          ],
        };
      });
    },
  };
}

export default {
  globs: ['src/components/*.ts', 'src/register/*.ts', 'src/types.ts'],
  exclude: ['src/register/define.ts'],
  litelement: true,
  outdir: '.',
  packagejson: false,
  plugins: [presetAttributes, setterTypes, withoutState, publicModules()],
};
