/**
 * Types of Nightdesk for the page that embeds it. The file is part of every bundle, beside `nightdesk.js`.
 *
 * Copy it into your project, or let the compiler find it: `"include": ["src", "public/help/nightdesk.d.ts"]` in
 * tsconfig.json. It declares `window.nightdesk`, the element `<nightdesk-widget>` with its attributes (in JSX too) and
 * the events, and depends on nothing but TypeScript's own `dom` library.
 *
 * ```ts
 * (window.nightdesk ||= []).push(
 *   ["identify", { name: "Anna Nowak", email: "anna@example.com" }],
 *   ["on", "search", ({ count }) => console.log(`${count} answers`)],
 * );
 * ```
 */

/** What the form can be filled with. The visitor sees it and changes it; nothing is sent by this. */
export interface NightdeskContact {
  /** The `id` of a `[[request.topic]]` in nightdesk.toml, such as `"returns"`. */
  topic?: string | undefined;
  /** The message. It does not replace what the visitor has written. */
  message?: string | undefined;
  /** Values of `[[request.topic.field]]`, by their ids: `{ order: "MAL-204518" }`. */
  fields?: NightdeskFields | undefined;
}

/** What the page knows of the visitor. Kept in memory only, until the visitor begins to write. */
export interface NightdeskVisitor {
  name?: string | undefined;
  email?: string | undefined;
  phone?: string | undefined;
  /** Values of `[[request.topic.field]]`, by their ids: `{ order: "MAL-204518" }`. */
  fields?: NightdeskFields | undefined;
}

/** Values of fields, by the ids of `[[request.topic.field]]`. */
export interface NightdeskFields {
  readonly [id: string]: string | number | boolean;
}

/** The commands that act on a widget, as methods of `window.nightdesk` once it is loaded. */
export interface NightdeskActions {
  /** Opens the panel and puts the keyboard into its search field. */
  open(): void;
  /** Closes the panel and gives the keyboard back to where it was. */
  close(): void;
  /** Opens the panel, or closes it. */
  toggle(): void;
  /** Opens the panel with the answers to a question: text, cut to 256 characters. `search("zwrot paczki")` */
  search(question: string): void;
  /**
   * Opens an article by its slug, or a heading in it: `article("jak-zwrocic-paczke")`,
   * `article("jak-zwrocic-paczke#co-dalej-z-pieniedzmi")`. A slug that is not there opens the panel at its first screen.
   */
  article(slug: string): void;
  /** Opens the form, filled where the visitor has written nothing yet. `contact({ topic: "returns" })` */
  contact(about?: NightdeskContact): void;
  /** Says who the visitor is; the last call counts. `identify(null)` forgets it, as on signing out. */
  identify(visitor: NightdeskVisitor | null): void;
  /**
   * Articles to show first on this page, by their slugs (at most 4): `suggest(["jak-zaplacic-za-zamowienie"])`. An
   * empty list shows none, `null` goes back to the rules of nightdesk.toml, and so does the next navigation.
   */
  suggest(slugs: readonly string[] | null): void;
  /** Removes every widget with what it listens to; a later `open()` puts one in again. */
  destroy(): void;
}

/** What an event tells, by its name as `on` takes it. */
export interface NightdeskEvents {
  /** The help is loaded and opens at once. Once per element; `on("ready", …)` after that calls at once. */
  ready: NightdeskNothing;
  /** The panel was opened. */
  open: NightdeskNothing;
  /** The panel was closed. */
  close: NightdeskNothing;
  /** A question was answered. `query` is what the visitor typed: think twice before it leaves the page. */
  search: { query: string; /** How many articles were found. */ count: number };
  /** An article was opened. */
  article: { slug: string };
  /** The visitor said whether an article helped. */
  vote: { slug: string; helpful: boolean };
  /** A request to a person came to another stage. */
  contact: { stage: NightdeskStage };
  /** A part failed; the visitor sees the contact channels in its place. */
  error: { message: string };
}

/** An event without further news: an empty object. */
export type NightdeskNothing = Record<string, never>;

/**
 * What became of a request: `prepared` (handed to the visitor's mail program), `sent`, `waiting` (for the network or
 * for the next try), `unsure` (it may have arrived) or `failed`.
 */
export type NightdeskStage = "prepared" | "sent" | "waiting" | "unsure" | "failed";

export type NightdeskEventName = keyof NightdeskEvents;

/** Called with the event's detail and the event itself, whose `target` is the element. */
export type NightdeskListener<Name extends NightdeskEventName> = (
  detail: NightdeskEvents[Name],
  event: CustomEvent<NightdeskEvents[Name]>,
) => void;

/** All commands. On `window.nightdesk` they are methods once the script is loaded. */
export interface NightdeskMethods extends NightdeskActions {
  /** Speaks another language of the bundle: `lang("en")`. */
  lang(code: string): void;
  /** Calls a function whenever something happens: `on("open", () => …)`. */
  on<Name extends NightdeskEventName>(event: Name, listener: NightdeskListener<Name>): void;
  /** Ends that; without a function it ends all of this event. */
  off<Name extends NightdeskEventName>(event: Name, listener?: NightdeskListener<Name>): void;
}

/** A command as `push` takes it: its name, then what its method takes. `["search", "zwrot paczki"]` */
export type NightdeskCommand<Name extends NightdeskEventName = NightdeskEventName> =
  // For a certain element: `[element, "search", "zwrot paczki"]`.
  | readonly [element: Element, ...command: NightdeskAction]
  | NightdeskAction
  // One pair per event: the name decides what the function is given.
  | (Name extends NightdeskEventName
      ?
          | readonly ["on", event: Name, listener: NightdeskListener<Name>]
          | readonly ["off", event: Name, listener?: NightdeskListener<Name>]
      : never);

/**
 * A command that may have an element before its name. `identify`, `suggest` and `destroy` are for all of them all the
 * same.
 */
export type NightdeskAction =
  | readonly ["lang", code: string]
  | readonly ["open"]
  | readonly ["close"]
  | readonly ["toggle"]
  | readonly ["search", question: string]
  | readonly ["article", slug: string]
  | readonly ["contact", about?: NightdeskContact]
  | readonly ["identify", visitor: NightdeskVisitor | null]
  | readonly ["suggest", slugs: readonly string[] | null]
  | readonly ["destroy"];

/**
 * `window.nightdesk`. Before the script is loaded it is a plain array, so only `push` is sure to be there. Nothing
 * returns a value, and nothing throws: wrong use is a warning on the console.
 */
export interface Nightdesk extends Partial<NightdeskMethods> {
  /** Commands written one by one: what a function is given follows from its event. */
  push<Names extends NightdeskEventName[]>(
    ...commands: { readonly [Index in keyof Names]: NightdeskCommand<Names[Index]> }
  ): void;
  /** Commands that were collected before. It also makes an empty array a `Nightdesk`, as `||= []` has it. */
  push(...commands: readonly NightdeskCommand[]): void;
}

/** Attributes of `<nightdesk-widget>` and of the script tag. On the element they may change at any time. */
export interface NightdeskAttributes {
  /**
   * A language of the bundle. What the visitor chose in this tab comes before it; without either it is that of
   * `<html lang>`, else the bundle's first.
   */
  "data-lang"?: string | undefined;
  /** `auto` (the default) follows the visitor's system. */
  "data-theme"?: NightdeskTheme | undefined;
  /** The corner: `right` is the default. */
  "data-position"?: NightdeskPosition | undefined;
  /** `none`: no button of its own, the page opens the panel. `show` is the default. */
  "data-launcher"?: NightdeskLauncher | undefined;
}

export type NightdeskTheme = "auto" | "light" | "dark";
export type NightdeskPosition = "right" | "left";
export type NightdeskLauncher = "show" | "none";

/** Attributes of the script tag. */
export interface NightdeskScriptAttributes extends NightdeskAttributes {
  /** URL of the bundle's folder, with a slash at its end, where it is not the script's own: `/help/`. */
  "data-base"?: string | undefined;
}

/** The attributes as properties of `element.dataset`. */
export interface NightdeskDataset {
  lang?: string | undefined;
  theme?: NightdeskTheme | undefined;
  position?: NightdeskPosition | undefined;
  launcher?: NightdeskLauncher | undefined;
}

/**
 * The element `<nightdesk-widget>`. A command with it before its name acts on it alone. While its panel is open it has
 * the attribute `open`. Parts for CSS: `launcher`, `panel`, `header`, `screen`, `footer`.
 */
export interface NightdeskWidgetElement extends HTMLElement {
  readonly dataset: DOMStringMap & NightdeskDataset;
}

/** The events as the element dispatches them: bubbling, composed, not to be cancelled. */
export type NightdeskDomEvents = {
  [Name in NightdeskEventName as `nightdesk:${Name}`]: CustomEvent<NightdeskEvents[Name]>;
};

/** What JSX may write on the element. */
export interface NightdeskJsxAttributes extends NightdeskAttributes {
  id?: string | undefined;
  class?: string | undefined;
  className?: string | undefined;
  style?: object | undefined;
  hidden?: boolean | undefined;
  key?: string | number | bigint | null | undefined;
  ref?:
    | ((element: NightdeskWidgetElement | null) => void | (() => void))
    | { current: NightdeskWidgetElement | null }
    | null
    | undefined;
}

declare global {
  var nightdesk: Nightdesk | undefined;
  interface Window {
    nightdesk?: Nightdesk | undefined;
  }
  interface HTMLElementTagNameMap {
    "nightdesk-widget": NightdeskWidgetElement;
  }
  /** Document, window and every element: the events bubble through all of them. */
  interface GlobalEventHandlersEventMap extends NightdeskDomEvents {}
  /** JSX of React up to 18, and of others that use the global namespace. */
  namespace JSX {
    interface IntrinsicElements {
      "nightdesk-widget": NightdeskJsxAttributes;
    }
  }
}

// JSX of React 19. In a project without React there is no such module, which is no mistake.
// @ts-ignore
declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "nightdesk-widget": NightdeskJsxAttributes;
    }
  }
}
