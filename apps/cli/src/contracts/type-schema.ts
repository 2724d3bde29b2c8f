import ts from 'typescript';
import type { JsonSchema } from './catalogue';

/** The project's own types that stand for a kind of value, as they are in JSON. */
const KNOWN: Readonly<Record<string, JsonSchema>> = {
  Money: { $ref: '#/$defs/Money' },
  CalendarDate: { type: 'string', format: 'date' },
};

const KEYWORDS = new Map<ts.SyntaxKind, JsonSchema>([
  [ts.SyntaxKind.StringKeyword, { type: 'string' }],
  [ts.SyntaxKind.NumberKeyword, { type: 'number' }],
  [ts.SyntaxKind.BooleanKeyword, { type: 'boolean' }],
]);

/** The first paragraph of a declaration's docstring, on one line. */
export const sentenceOf = (symbol: ts.Symbol, checker: ts.TypeChecker): string =>
  (ts.displayPartsToString(symbol.getDocumentationComment(checker)).split(/\n\s*\n/)[0] ?? '').replace(/\s+/g, ' ').trim();

/** A written type as JSON Schema. Throws on a type that no JSON value has. */
export const schemaOf = (node: ts.TypeNode, checker: ts.TypeChecker): JsonSchema => {
  const keyword = KEYWORDS.get(node.kind);
  if (keyword) return keyword;
  if (ts.isParenthesizedTypeNode(node) || ts.isTypeOperatorNode(node)) return schemaOf(node.type, checker);
  if (ts.isArrayTypeNode(node)) return { type: 'array', items: schemaOf(node.elementType, checker) };
  if (ts.isLiteralTypeNode(node)) return { enum: [literal(node)] };
  if (ts.isUnionTypeNode(node)) return unionOf(node, checker);
  if (ts.isTypeReferenceNode(node)) return referenceOf(node, checker);
  return objectOf(checker.getTypeAtLocation(node), node, checker);
};

const referenceOf = (node: ts.TypeReferenceNode, checker: ts.TypeChecker): JsonSchema => {
  const known = KNOWN[node.typeName.getText()];
  if (known) return known;
  const declaration = resolved(checker.getSymbolAtLocation(node.typeName), checker)?.declarations?.[0];
  if (declaration && ts.isTypeAliasDeclaration(declaration) && !declaration.typeParameters)
    return schemaOf(declaration.type, checker);
  return objectOf(checker.getTypeAtLocation(node), node, checker);
};

const resolved = (symbol: ts.Symbol | undefined, checker: ts.TypeChecker): ts.Symbol | undefined =>
  symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;

const literal = ({ literal: value }: ts.LiteralTypeNode): unknown => {
  if (ts.isStringLiteral(value)) return value.text;
  if (ts.isNumericLiteral(value)) return Number(value.text);
  return value.kind === ts.SyntaxKind.TrueKeyword;
};

const unionOf = (node: ts.UnionTypeNode, checker: ts.TypeChecker): JsonSchema => {
  const members = node.types.filter(({ kind }) => kind !== ts.SyntaxKind.UndefinedKeyword);
  if (members.length === 1) return schemaOf(members[0]!, checker);
  const values = members.map((member) => schemaOf(member, checker).enum);
  if (values.some((value) => value === undefined)) throw new Error(`not a union of literals: ${node.getText()}`);
  return { enum: values.flat() };
};

/** The object's fields, inherited ones too. */
export const objectOf = (type: ts.Type, at: ts.Node, checker: ts.TypeChecker): JsonSchema => {
  const fields = checker.getPropertiesOfType(type).map((property): [string, JsonSchema, boolean] => {
    const declaration = property.declarations?.[0];
    if (!declaration || !ts.isPropertySignature(declaration) || !declaration.type)
      throw new Error(`${property.name} of ${at.getText().slice(0, 80)} is no plain field`);
    const description = sentenceOf(property, checker);
    const optional = (property.flags & ts.SymbolFlags.Optional) !== 0;
    return [property.name, { ...schemaOf(declaration.type, checker), ...(description && { description }) }, !optional];
  });
  if (fields.length === 0) throw new Error(`no fields in ${at.getText().slice(0, 80)}`);
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map(([name, schema]) => [name, schema])),
    required: fields.filter(([, , required]) => required).map(([name]) => name),
    additionalProperties: false,
  };
};
