/** Sends a plan to the process `xplan-validation`, after looking whether that can work. */
import { askJson, EndpointError } from "../api/api.ts";
import type { Language } from "../model.ts";
import { parseReport, type Report } from "./report.ts";

/** Bytes; the process takes no more. */
export const LARGEST_PLAN = 20_000_000;

const EXECUTION = "/api/processes/xplan-validation/execution";
const KINDS = /\.(gml|xml|zip)$/i;
const PLAIN_NAME = /^[\p{L}\p{N}_ ()-][\p{L}\p{N}_ .()-]{0,99}\.(gml|xml|zip)$/u;

/** Why a plan was not judged; `detail` is what the server says to people. */
export class JudgingError extends Error {
  readonly kind: "tooLarge" | "empty" | "wrongKind" | "unreadable" | "unreachable" | "busy" | "refused";
  readonly detail: string | null;

  constructor(kind: JudgingError["kind"], detail: string | null = null) {
    super(detail ?? kind);
    this.name = "JudgingError";
    this.kind = kind;
    this.detail = detail;
  }
}

/** A judged plan: the report, and the two files that people may keep. */
export interface Judgement {
  readonly report: Report;
  readonly json: Blob;
  readonly page: Blob;
}

/** Whether a file can be sent at all. Throws JudgingError (tooLarge, empty, wrongKind). */
export function checkFile({ name, size }: Pick<File, "name" | "size">): void {
  if (!KINDS.test(name)) throw new JudgingError("wrongKind");
  if (size === 0) throw new JudgingError("empty");
  if (size > LARGEST_PLAN) throw new JudgingError("tooLarge");
}

/** The body of the request; names that the process would refuse are left out. */
export function requestOf(name: string, base64: string): string {
  const inputs = { plan: base64, with: ["drawing", "page"] };
  return JSON.stringify({ inputs: PLAIN_NAME.test(name) ? { ...inputs, name } : inputs });
}

/** Read a file as base64: as bytes, for its text may be in any encoding. Throws JudgingError (unreadable). */
export function readBase64(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ""));
    reader.onerror = () => reject(new JudgingError("unreadable"));
    reader.readAsDataURL(file);
  });
}

/** Have a plan judged. Throws JudgingError, DocumentError, or the signal's reason once it is aborted. */
export async function judge(body: string, language: Language, signal: AbortSignal): Promise<Judgement> {
  const request = { method: "POST", headers: { "Content-Type": "application/json" }, body };
  const answer = await askJson(`${EXECUTION}?lang=${language}`, signal, request).catch((error: unknown) => {
    throw error instanceof EndpointError ? judgingError(error) : error;
  });
  const { drawing: _, page, ...json } = answer as Record<string, unknown>;
  return {
    report: parseReport(answer),
    json: new Blob([JSON.stringify(json, null, 2)], { type: "application/json" }),
    page: new Blob([String(page)], { type: "text/html" }),
  };
}

function judgingError({ status, detail }: EndpointError): JudgingError {
  if (status === 503) return new JudgingError("busy");
  if (status === 400 || status === 413) return new JudgingError("refused", detail);
  return new JudgingError("unreachable");
}
