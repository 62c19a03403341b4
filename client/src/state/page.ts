/** How the page speaks and looks: its language, its colours, its sheet, and what it says for a moment. */
import { chooseScheme } from "../appearance/appearance.ts";
import type { Scheme } from "../appearance/look.ts";
import type { Feature, Language, Layer, MapDocument } from "../model.ts";
import type { Kept } from "../offline/kept.ts";
import type { Words } from "../words/de.ts";
import { featureTitle, type InfoRow, infoRows } from "./info.ts";
import { Layers } from "./layers.ts";
import type { Sheet, Store } from "./state.ts";

export abstract class Page extends Layers {
  readonly language: Language;
  readonly words: Words;

  constructor(
    document: MapDocument,
    store: Store,
    language: Language,
    words: Words,
    kept: Kept | null = null,
  ) {
    super(document, store, kept);
    this.language = language;
    this.words = words;
  }

  titleOf(layer: Layer, feature: Feature): string {
    return featureTitle(layer, feature, this.language, this.words.unnamed);
  }

  factsOf(layer: Layer, feature: Feature): readonly InfoRow[] {
    return infoRows(layer, feature, this.language);
  }

  setSheet(sheet: Sheet): void {
    this.store.update({ sheet });
  }

  /** Show page and map light or dark, or as the device does. */
  setScheme(scheme: Scheme): void {
    chooseScheme(this.store, scheme);
  }

  /** Draw the background without colours, so that layers stand out. */
  setGrey(grey: boolean): void {
    this.store.update({ look: { ...this.store.state.look, grey } });
  }

  notify(text: string, urgent = false): void {
    this.store.update({ notice: { text, urgent } });
  }

  /** Put a text where it can be pasted from. */
  async copy(text: string): Promise<void> {
    const { words } = this;
    await navigator.clipboard.writeText(text).then(
      () => this.notify(words.copied),
      () => this.notify(words.notCopied, true),
    );
  }

  dismissNotice(): void {
    this.store.update({ notice: null });
  }
}
