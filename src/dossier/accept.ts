/**
 * A schema as a function that is quick to accept. zod notes down for every value what may be wrong with it; of what is
 * right, which is nearly all that is ever read, nobody asks. The rules are the schema's own, read out of it: a kind of
 * schema that is not known here is left to zod, and what is not accepted zod explains.
 */
import * as z from "zod";

/** In the place of a value that the schema does not take. */
const refused = Symbol("refused");

interface Acceptor {
  /** The value as the schema gives it, or `refused`. */
  readonly accept: (value: unknown) => unknown;
  /** Whether that may be another value than it was given, with defaults filled in. */
  readonly fills: boolean;
}

/**
 * Gives what `schema.parse` gives of a value out of JSON, and undefined where that would throw. It shares with the value
 * whatever needs no default; lists that are filled in are frozen.
 */
export function createAcceptor<T>(schema: z.ZodType<T>): (value: unknown) => T | undefined {
  const { accept } = acceptorOf(schema);
  return (value) => {
    const accepted = accept(value);
    return accepted === refused ? undefined : (accepted as T);
  };
}

function acceptorOf(schema: z.core.$ZodType): Acceptor {
  if (schema instanceof z.ZodArray) return ofList(schema);
  if (schema instanceof z.ZodString && !schema.def.coerce) return ofText(schema);
  if (isPlainNumber(schema)) return ofNumber(schema);
  // Rules of its own, beside those of its kind.
  if ((schema._zod.def.checks ?? []).length > 0) return byZod(schema);
  if (schema instanceof z.ZodObject && schema.def.catchall instanceof z.ZodNever) return ofObject(schema);
  if (schema instanceof z.ZodEnum) {
    const options: ReadonlySet<unknown> = new Set(schema.options);
    return { fills: false, accept: (value) => (options.has(value) ? value : refused) };
  }
  if (schema instanceof z.ZodTuple && schema.def.rest === null) return ofTuple(schema.def.items);
  if (schema instanceof z.ZodNullable) {
    const { fills, accept } = acceptorOf(schema.def.innerType);
    return { fills, accept: (value) => (value === null ? null : accept(value)) };
  }
  if (schema instanceof z.ZodOptional) {
    const { fills, accept } = acceptorOf(schema.def.innerType);
    return { fills, accept: (value) => (value === undefined ? undefined : accept(value)) };
  }
  if (schema instanceof z.ZodDefault) {
    const { accept } = acceptorOf(schema.def.innerType);
    const filling = Object.freeze(schema.def.defaultValue);
    return { fills: true, accept: (value) => (value === undefined ? filling : accept(value)) };
  }
  return byZod(schema);
}

/** Whole numbers have a class of their own, and rules that zod keeps elsewhere. */
function isPlainNumber(schema: z.core.$ZodType): schema is z.ZodNumber {
  return schema instanceof z.ZodNumber && !(schema instanceof z.ZodNumberFormat) && !schema.def.coerce;
}

function byZod(schema: z.core.$ZodType): Acceptor {
  return {
    // Of numbers zod changes nothing, and there are lists of them.
    fills: !(schema instanceof z.ZodNumber),
    accept(value) {
      const parsed = z.safeParse(schema, value, { jitless: true });
      return parsed.success ? parsed.data : refused;
    },
  };
}

function ofObject(schema: z.ZodObject): Acceptor {
  const all = Object.entries(schema.def.shape).map(([name, field]) => {
    const { fills, accept } = acceptorOf(field);
    return { name, fills, accept, absent: accept(undefined) };
  });
  const fields = new Map(
    all.map(({ name, accept, absent }) => [name, { accept, isNeeded: absent === refused }]),
  );
  const needed = all.filter(({ absent }) => absent === refused).length;
  const fills = all.some((field) => field.fills);
  /** Every field in its order, so that all objects are of one shape; what is needed is set later. */
  const blank = Object.fromEntries(
    all.filter(({ absent }) => absent !== undefined).map(({ name, absent }) => [name, absent]),
  );
  return {
    fills,
    accept(value) {
      if (typeof value !== "object" || value === null || Array.isArray(value)) return refused;
      const given = value as Record<string, unknown>;
      const result: Record<string, unknown> = fills ? { ...blank } : given;
      let missing = needed;
      for (const name in given) {
        const field = fields.get(name);
        if (field === undefined) return refused;
        const accepted = field.accept(given[name]);
        if (accepted === refused) return refused;
        if (fills) result[name] = accepted;
        if (field.isNeeded) missing -= 1;
      }
      return missing === 0 ? result : refused;
    },
  };
}

function ofList(schema: z.ZodArray): Acceptor {
  const limits = limitsOf(schema);
  if (limits === undefined || limits.forms.length > 0) return byZod(schema);
  const { least, most } = limits;
  const { fills, accept } = acceptorOf(schema.def.element);
  return {
    fills,
    accept(value) {
      if (!Array.isArray(value) || value.length < least || value.length > most) return refused;
      const items: unknown[] = fills ? Array(value.length) : value;
      for (const [at, item] of value.entries()) {
        const accepted = accept(item);
        if (accepted === refused) return refused;
        if (fills) items[at] = accepted;
      }
      return items;
    },
  };
}

function ofTuple(items: readonly z.core.$ZodType[]): Acceptor {
  const all = items.map(acceptorOf);
  return {
    fills: all.some(({ fills }) => fills),
    accept(value) {
      if (!Array.isArray(value) || value.length !== all.length) return refused;
      const accepted = all.map(({ accept }, at) => accept(value[at]));
      return accepted.includes(refused) ? refused : accepted;
    },
  };
}

function ofNumber(schema: z.ZodNumber): Acceptor {
  let [least, most] = [-Number.MAX_VALUE, Number.MAX_VALUE];
  for (const check of schema.def.checks ?? []) {
    const { def } = check._zod as { def: { check: string; value?: unknown; inclusive?: boolean } };
    if (typeof def.value !== "number" || def.inclusive !== true) return byZod(schema);
    if (def.check === "greater_than") least = Math.max(least, def.value);
    else if (def.check === "less_than") most = Math.min(most, def.value);
    else return byZod(schema);
  }
  return {
    fills: false,
    accept: (value) => (typeof value === "number" && value >= least && value <= most ? value : refused),
  };
}

function ofText(schema: z.ZodString): Acceptor {
  const limits = limitsOf(schema);
  if (limits === undefined) return byZod(schema);
  const { least, most, forms } = limits;
  return {
    fills: false,
    accept(value) {
      if (typeof value !== "string") return refused;
      // As zod does: in code points, which take one or two places, so that few texts have to be counted.
      const { length } = value.length < 2 * least || value.length > most ? [...value] : value;
      if (length < least || length > most) return refused;
      for (const form of forms) if (!form.test(value)) return refused;
      return value;
    },
  };
}

/** The lengths and forms of a text or a list; undefined where the schema has rules of another kind. */
function limitsOf(
  schema: z.ZodString | z.ZodArray,
): { readonly least: number; readonly most: number; readonly forms: readonly RegExp[] } | undefined {
  let [least, most] = [0, Number.POSITIVE_INFINITY];
  const forms: RegExp[] = [];
  for (const check of schema.def.checks ?? []) {
    if (check instanceof z.core.$ZodCheckMinLength) least = Math.max(least, check._zod.def.minimum);
    else if (check instanceof z.core.$ZodCheckMaxLength) most = Math.min(most, check._zod.def.maximum);
    else if (check instanceof z.core.$ZodCheckRegex && !check._zod.def.pattern.global)
      forms.push(check._zod.def.pattern);
    else return undefined;
  }
  return { least, most, forms };
}
