/** What `/api/plans/at` says: the plans at a place, and what they lay down there; checked while it is read. */

import { boolean, list, number, numbers, object, oneOf, optional, type Reader, text } from "../api/reader.ts";
import type { Scan } from "../map/scans.ts";
import type { Extent, LocalText } from "../model.ts";

export const ROLES = ["holds", "amends", "draft", "superseded"] as const;
export type Role = (typeof ROLES)[number];

/** Kinds of plans by their class in XPlanung; where no BP_Plan holds, §§ 34 and 35 BauGB decide. */
export const KINDS = ["BP_Plan", "FP_Plan", "LP_Plan", "RP_Plan", "SO_Plan"] as const;
export type Kind = (typeof KINDS)[number];

export interface PlanLink {
  readonly rel: string;
  readonly type: string;
  readonly title: string;
  readonly href: string;
  /** Bytes, where the server tells. */
  readonly length: number | null;
}

/** One value: `value` as the plan writes it, `words` in German. */
export interface Statement {
  readonly property: string;
  readonly title: string;
  readonly value: string;
  readonly words: string;
}

export interface PlanText {
  readonly key: string | null;
  readonly text: string;
}

export interface PlanObject {
  readonly id: string;
  readonly title: string;
  /** As it stands in the plan, such as "WA · GRZ 0,4"; null where nothing does. */
  readonly inscription: string | null;
  readonly sign: string;
  readonly statements: readonly Statement[];
  readonly texts: readonly PlanText[];
}

export interface Plan {
  readonly id: string;
  readonly kind: Kind;
  readonly name: string | null;
  readonly number: string | null;
  /** Whether it is invented, shipped to be looked at. */
  readonly sample: boolean;
  readonly status: string | null;
  readonly inForceSince: string | null;
  readonly baunvo: string | null;
  readonly role: Role;
  /** First and last day on which people may comment (BauGB § 3 (2)), and the page for it where the plan names one. */
  readonly comments: {
    readonly from: string | null;
    readonly to: string | null;
    readonly page: string | null;
  } | null;
  readonly links: readonly PlanLink[];
  /** Its scanned sheet for the map, where it has one with a place. */
  readonly scan: Scan | null;
  readonly objects: readonly PlanObject[];
  readonly texts: readonly PlanText[];
}

export interface Office {
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly url: string | null;
}

export interface Applying {
  readonly plans: readonly Plan[];
  readonly disclaimer: LocalText;
  readonly office: Office | null;
}

const link: Reader<PlanLink> = (value, path) => {
  const record = object(value, path);
  return {
    rel: text(record.rel, `${path}.rel`),
    type: text(record.type, `${path}.type`),
    title: text(record.title, `${path}.title`),
    href: text(record.href, `${path}.href`),
    length: optional(number)(record.length, `${path}.length`),
  };
};

const statement: Reader<Statement> = (value, path) => {
  const record = object(value, path);
  return {
    property: text(record.property, `${path}.property`),
    title: text(record.title, `${path}.title`),
    value: text(record.value, `${path}.value`),
    words: text(record.words, `${path}.words`),
  };
};

const planText: Reader<PlanText> = (value, path) => {
  const record = object(value, path);
  return {
    key: optional(text)(record.schluessel, `${path}.schluessel`),
    text: text(record.text, `${path}.text`),
  };
};

const planObject: Reader<PlanObject> = (value, path) => {
  const record = object(value, path);
  return {
    id: text(record.id, `${path}.id`),
    title: text(record.title, `${path}.title`),
    inscription: optional(text)(record.text, `${path}.text`),
    sign: text(record.zeichen, `${path}.zeichen`),
    statements: list(statement)(record.festsetzungen, `${path}.festsetzungen`),
    texts: list(planText)(record.texts, `${path}.texts`),
  };
};

const scan: Reader<Scan> = (value, path) => {
  const record = object(value, path);
  return {
    tiles: text(record.tiles, `${path}.tiles`),
    minzoom: number(record.minzoom, `${path}.minzoom`),
    maxzoom: number(record.maxzoom, `${path}.maxzoom`),
    bounds: numbers<Extent>(4)(record.bounds, `${path}.bounds`),
  };
};

const comments: Reader<NonNullable<Plan["comments"]>> = (value, path) => {
  const record = object(value, path);
  return {
    from: optional(text)(record.from, `${path}.from`),
    to: optional(text)(record.to, `${path}.to`),
    page: optional(text)(record.url, `${path}.url`),
  };
};

const plan: Reader<Plan> = (value, path) => {
  const record = object(value, path);
  const status = optional(object)(record.rechtsstand, `${path}.rechtsstand`);
  return {
    id: text(record.id, `${path}.id`),
    kind: oneOf<Kind>(...KINDS)(record.class, `${path}.class`),
    name: optional(text)(record.name, `${path}.name`),
    number: optional(text)(record.nummer, `${path}.nummer`),
    sample: boolean(record.sample, `${path}.sample`),
    status: optional(text)(status?.de, `${path}.rechtsstand.de`),
    inForceSince: optional(text)(record.inkrafttreten, `${path}.inkrafttreten`),
    baunvo: optional(text)(record.baunvo, `${path}.baunvo`),
    role: oneOf<Role>(...ROLES)(record.role, `${path}.role`),
    comments: optional(comments)(record.participation, `${path}.participation`),
    links: list(link)(record.links, `${path}.links`),
    scan: optional(scan)(record.sheet, `${path}.sheet`),
    objects: list(planObject)(record.objects, `${path}.objects`),
    texts: list(planText)(record.texts, `${path}.texts`),
  };
};

const office: Reader<Office> = (value, path) => {
  const record = object(value, path);
  return {
    name: text(record.name, `${path}.name`),
    email: optional(text)(record.email, `${path}.email`),
    phone: optional(text)(record.phone, `${path}.phone`),
    url: optional(text)(record.url, `${path}.url`),
  };
};

/** Check the answer of `/api/plans/at`. Throws DocumentError. */
export function parseApplying(value: unknown): Applying {
  const record = object(value, "plans/at");
  const disclaimer = object(record.disclaimer, "disclaimer");
  return {
    plans: list(plan)(record.plans, "plans"),
    disclaimer: {
      de: text(disclaimer.de, "disclaimer.de"),
      en: optional(text)(disclaimer.en, "disclaimer.en"),
    },
    office: optional(office)(record.contact, "contact"),
  };
}
