/** Lit keeps a Task's whole source as the field's default, which tells a reader nothing. */
const isSource = (text) => text.startsWith('new ') || text.includes('=>') || text.includes('\n');

/** Names of the static `properties` that are declared `{ state: true }`: reactive, but nobody's business outside. */
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

/** Points the paths at the modules that are published. */
function linkToDist(value) {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if ((key === 'path' || key === 'module') && typeof inner === 'string') {
      value[key] = inner.replace(/^\/?src\/(.*)\.[jt]s$/, 'dist/$1.js');
    } else {
      linkToDist(inner);
    }
  }
}

/** What the browser and Lit call; a portal does not. */
const callbacks = /^(formAssociated|shadowRootOptions|\w+Callback)$/;

const isPublic = ({ name, privacy = 'public' }) =>
  privacy === 'public' && !name.startsWith('#') && !callbacks.test(name);

/** A property with accessors is listed twice: as a property of Lit's and as one of the class. */
function merge(members) {
  const byName = new Map();
  for (const member of members) byName.set(member.name, { ...byName.get(member.name), ...member });
  return [...byName.values()];
}

/** Keeps in the manifest what a portal can use: no internal state, no private members, no source text as a default. */
function publicOnly() {
  return {
    name: 'public-only',
    analyzePhase({ ts, node, moduleDoc }) {
      if (!ts.isClassDeclaration(node) || !node.name) return;
      const declaration = moduleDoc.declarations?.find(({ name }) => name === node.name.getText());
      if (!declaration) return;
      const internal = stateNames(ts, node);
      declaration.members = declaration.members?.filter(({ name }) => !internal.has(name));
      declaration.attributes = declaration.attributes?.filter(
        ({ name, fieldName }) => !internal.has(fieldName ?? name),
      );
    },
    packageLinkPhase({ customElementsManifest }) {
      linkToDist(customElementsManifest);
      for (const { declarations } of customElementsManifest.modules) {
        for (const declaration of declarations ?? []) {
          if (declaration.members) declaration.members = merge(declaration.members.filter(isPublic));
          for (const member of declaration.members ?? []) {
            if (member.default !== undefined && isSource(member.default)) delete member.default;
          }
        }
      }
    },
  };
}

/** Gives the parameters of a preset the attributes that `paramProperties` gives them. */
function presetAttributes() {
  return {
    name: 'preset-attributes',
    analyzePhase({ ts, node, moduleDoc }) {
      if (!ts.isClassDeclaration(node)) return;
      const isPreset = node.members.some(
        (member) =>
          member.name?.getText() === 'properties' && member.initializer?.getText().startsWith('paramProperties('),
      );
      if (!isPreset) return;
      const declaration = moduleDoc.declarations.find(({ name }) => name === node.name.getText());
      declaration.attributes ??= [];
      for (const field of declaration.members.filter(({ kind, static: isStatic }) => kind === 'field' && !isStatic)) {
        const { name, type, description, privacy } = field;
        if (privacy === 'protected' || privacy === 'private') continue;
        field.attribute = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
        declaration.attributes.push({ name: field.attribute, type, description, fieldName: name });
      }
    },
  };
}

/** Understands our guarded `define('image-picker', ImagePicker)` as the registration that it is. */
function registrations() {
  return {
    name: 'registrations',
    analyzePhase({ ts, node, moduleDoc }) {
      if (!ts.isCallExpression(node) || node.expression.getText() !== 'define') return;
      const [name, element] = node.arguments;
      if (!ts.isStringLiteral(name) || !ts.isIdentifier(element)) return;
      moduleDoc.exports ??= [];
      moduleDoc.exports.push({
        kind: 'custom-element-definition',
        name: name.text,
        declaration: { name: element.text, module: `/src/components/${name.text}.js` },
      });
    },
  };
}

export default {
  globs: ['src/components/**/*.ts', 'src/register/**/*.ts'],
  exclude: ['src/register/define.ts'],
  litelement: true,
  outdir: '.',
  packagejson: false,
  plugins: [registrations(), presetAttributes(), publicOnly()],
};
