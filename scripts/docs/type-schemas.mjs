// JSON Schemas of what the doors answer, read from the TypeScript types of their handlers.
import { join } from 'node:path';
import ts from 'typescript';
import { root } from '../steps/run.mjs';

const plainNames = {
  Id: { type: 'string', format: 'uuid' },
  Instant: { type: 'string', format: 'date-time' },
  Day: { type: 'string', format: 'date' },
};

export class TypeSchemas {
  components = {};

  constructor() {
    const config = ts.readConfigFile(join(root, 'apps/server/tsconfig.json'), ts.sys.readFile).config;
    const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, join(root, 'apps/server'));
    this.program = ts.createProgram(fileNames, options);
    this.checker = this.program.getTypeChecker();
  }

  /** `Controller.method` -> schema of its answer; undefined for one that answers nothing. */
  answers() {
    const found = new Map();
    for (const file of this.program.getSourceFiles()) {
      if (file.isDeclarationFile || !file.fileName.endsWith('.controller.ts')) continue;
      ts.forEachChild(file, (node) => {
        if (!ts.isClassDeclaration(node)) return;
        for (const member of node.members)
          if (ts.isMethodDeclaration(member) && member.type)
            found.set(`${node.name.text}.${member.name.getText()}`, this.answerOf(member.type));
      });
    }
    return found;
  }

  answerOf(node) {
    const isPromise = ts.isTypeReferenceNode(node) && node.typeName.getText() === 'Promise';
    return this.ofNode(isPromise ? node.typeArguments[0] : node);
  }

  /** By the written type, whose alias says more than what it stands for. */
  ofNode(node) {
    if (node.kind === ts.SyntaxKind.VoidKeyword) return undefined;
    if (ts.isTypeOperatorNode(node)) return this.ofNode(node.type);
    if (ts.isArrayTypeNode(node)) return { type: 'array', items: this.ofNode(node.elementType) };
    if (ts.isUnionTypeNode(node)) return this.union(node.types.map((one) => this.ofNode(one)));
    if (ts.isTypeReferenceNode(node) && plainNames[node.typeName.getText()]) return plainNames[node.typeName.getText()];
    return this.ofType(this.checker.getTypeFromTypeNode(node));
  }

  ofType(type) {
    if (type.flags & ts.TypeFlags.Null) return { type: 'null' };
    if (type.isStringLiteral() || type.isNumberLiteral()) return { const: type.value };
    if (type.flags & ts.TypeFlags.BooleanLiteral) return { const: this.checker.typeToString(type) === 'true' };
    if (type.flags & ts.TypeFlags.BooleanLike) return { type: 'boolean' };
    if (type.flags & ts.TypeFlags.StringLike) return { type: 'string' };
    if (type.flags & ts.TypeFlags.NumberLike) return { type: 'number' };
    if (type.isUnion()) return this.named(type, () => this.union(type.types.filter((one) => !(one.flags & ts.TypeFlags.Undefined)).map((one) => this.ofType(one))));
    if (this.checker.isArrayType(type)) return { type: 'array', items: this.ofType(this.checker.getTypeArguments(type)[0]) };
    if (type.flags & ts.TypeFlags.Object || type.isIntersection()) return this.named(type, () => this.objectOf(type));
    return {};
  }

  /** Types with a name of their own become components; generic ones are written out where they are used. */
  named(type, make) {
    const symbol = type.aliasSymbol ?? type.symbol;
    const file = symbol?.declarations?.[0]?.getSourceFile().fileName ?? '';
    const isGeneric = (type.aliasTypeArguments ?? type.typeArguments ?? []).length > 0;
    if (!symbol || symbol.name.startsWith('__') || isGeneric || !file.includes('/libs/')) return make();
    if (!(symbol.name in this.components)) {
      this.components[symbol.name] = {};
      this.components[symbol.name] = make();
    }
    return { $ref: `#/components/schemas/${symbol.name}` };
  }

  objectOf(type) {
    const index = this.checker.getIndexInfoOfType(type, ts.IndexKind.String);
    if (index) return { type: 'object', additionalProperties: this.ofType(index.type) };
    const properties = this.checker.getPropertiesOfType(type);
    const required = properties.filter((one) => !(one.flags & ts.SymbolFlags.Optional)).map((one) => one.name);
    const entries = properties.map((one) => [one.name, this.propertyOf(one)]);
    return { type: 'object', properties: Object.fromEntries(entries), ...(required.length > 0 && { required }) };
  }

  propertyOf(property) {
    const declaration = property.valueDeclaration;
    const written = declaration && ts.isPropertySignature(declaration) ? declaration.type : undefined;
    const about = ts.displayPartsToString(property.getDocumentationComment(this.checker));
    const isWrittenOut = written && !hasTypeParameter(written, this.checker);
    const schema = isWrittenOut ? this.ofNode(written) : this.ofType(this.checker.getTypeOfSymbol(property));
    return about === '' ? schema : { ...schema, description: about };
  }

  union(parts) {
    const flat = parts.filter(Boolean).flatMap((part) => part.anyOf ?? [part]);
    const values = flat.filter((part) => 'const' in part).map((part) => part.const);
    const rest = flat.filter((part) => !('const' in part));
    const isBoolean = values.length === 2 && values.includes(true) && values.includes(false);
    const choice = isBoolean ? [{ type: 'boolean' }] : values.length > 0 ? [{ enum: values }] : [];
    const all = [...choice, ...rest];
    return all.length === 1 ? all[0] : { anyOf: all };
  }
}

function hasTypeParameter(node, checker) {
  let found = false;
  const look = (one) => {
    if (ts.isTypeReferenceNode(one) && checker.getTypeFromTypeNode(one).flags & ts.TypeFlags.TypeParameter) found = true;
    if (ts.isMappedTypeNode(one)) found = true;
    if (!found) ts.forEachChild(one, look);
  };
  look(node);
  return found;
}
