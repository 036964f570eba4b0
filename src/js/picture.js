// Draws the pictures of articles without `<img>`, which a page may forbid: raster pictures on a canvas, drawings (SVG
// read at build time, see `src/studio/drawing.rs`) as nodes. What a drawing may hold is decided here once more, since
// what comes over the network is untrusted: any other element or attribute is left out, and no value reaches outside
// of the picture. A module of its own, fetched with the first picture; it relies on nothing that a page may have
// changed in `Array.prototype`.

const ELEMENTS =
  /^(svg|g|defs|tspan|stop|path|rect|circle|ellipse|(poly)?line|polygon|text|(linear|radial)Gradient|clipPath|mask|pattern|marker)$/;
const ATTRIBUTES =
  /^(d|[cdfr]?[xy]|[xy][12]|f?r|width|height|points|transform|viewBox|preserveAspectRatio|rotate|(path|text)Length|lengthAdjust|offset|spreadMethod|((mask|pattern)(Content)?|gradient|clipPath|marker)Units|(gradient|pattern)Transform|marker(Width|Height|-start|-mid|-end)|ref[XY]|orient|mask(-type)?|((fill|stroke|stop)-)?opacity|(stop-)?color|fill(-rule)?|clip-(path|rule)|stroke(-(width|line(cap|join)|miterlimit|dash(array|offset)))?|font-(family|size|weight|style|stretch)|text-(anchor|decoration|rendering)|(dominant|alignment)-baseline|baseline-shift|(letter|word)-spacing|visibility|display|overflow|paint-order|vector-effect|shape-rendering)$/;
const FUNCTIONS = /\b(rgba?|hsla?|hwb|lab|lch|oklab|oklch|matrix|translate[XY]?|scale|rotate|skew[XY])\(/gi;
const GRADIENTS = /^(linear|radial)G/;
// Painted with: inside of them only gradients are referred to, so that no picture takes ages to paint.
const PAINTS = /^(clipPath|mask|pattern|marker)$/;
// A drawing has at most so many elements, so deep, and a canvas so many pixels: phones have little memory.
const NODES = 6000;
const DEPTH = 50;
const PIXELS = 4e6;

// By the prototype's own function: a page can shadow the document's with a form of that name.
const make = (space, tag) => Document.prototype.createElementNS.call(document, "http://www.w3.org/" + space, tag);

let pictures = 0;

// What an attribute becomes, and nothing where it may not be. Names inside of a picture begin with its `scope`.
function value(tag, name, text, scope, inside) {
  const gradient = GRADIENTS.test(tag);
  if (name === "id") return (gradient ? /^g\d+$/ : /^d\d+$/).test(text) ? scope + text : "";
  if (name === "href") return gradient && /^#g\d+$/.test(text) ? `#${scope}${text.slice(1)}` : "";
  if (!ATTRIBUTES.test(name)) return "";
  if ((inside ? /^url\(#g\d+\)$/ : /^url\(#[dg]\d+\)$/).test(text)) return `url(#${scope}${text.slice(5)}`;
  // An escape could spell the name of any function.
  return /[\\(]/.test(text.replace(FUNCTIONS, "")) ? "" : text;
}

function grow(tree) {
  const scope = `nd-p${++pictures}-`;
  let left = NODES;
  const visit = (node, depth, inside) => {
    const tag = node[0];
    if (typeof tag !== "string" || !ELEMENTS.test(tag)) return "";
    if (!left-- || depth > DEPTH) throw Error("the drawing is too large");
    const made = make("2000/svg", tag);
    for (let at = 0; at < node[1].length; at += 2) {
      const name = node[1][at];
      const text = value(tag, name, node[1][at + 1], scope, inside);
      if (text) made.setAttribute(name, text);
    }
    for (let at = 2; at < node.length; at++) {
      made.append(typeof node[at] === "string" ? node[at] : visit(node[at], depth + 1, inside || PAINTS.test(tag)));
    }
    return made;
  };
  return visit(tree, 0, false);
}

async function paint(bytes) {
  const image = await createImageBitmap(new Blob([bytes]));
  const { width, height } = image;
  const scale = Math.min(1, Math.sqrt(PIXELS / width / height));
  const canvas = make("1999/xhtml", "canvas");
  canvas.width = width * scale;
  canvas.height = height * scale;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}

// The place itself is the picture for those who hear the page, before anything is drawn; without words it is nothing.
function announce(place, alt) {
  place.role = alt ? "img" : null;
  place.ariaLabel = alt || null;
  place.ariaHidden = alt ? null : true;
}

function fail(place, alt, error) {
  console.warn("nightdesk:", error);
  place.role = place.ariaLabel = null;
  place.className = "muted";
  place.textContent = alt;
}

// Fills a place with a picture; `kind` is the file's name or its ending. Where it cannot be drawn its words are there.
export async function draw(place, bytes, kind, alt) {
  try {
    const made = /json$/.test(kind) ? grow(JSON.parse(new TextDecoder().decode(bytes))) : await paint(bytes);
    // For the eyes only, as the place has the words. Where there is no drawing but a text, this throws.
    made.ariaHidden = true;
    place.replaceChildren(made);
    announce(place, alt);
  } catch (error) {
    fail(place, alt, error);
  }
}

// Draws a picture once its place is in sight; `get` fetches its bytes.
export function show(place, get, kind, alt) {
  announce(place, alt);
  new IntersectionObserver((seen, observer) => {
    if (!seen[seen.length - 1].isIntersecting) return;
    observer.disconnect();
    get().then((bytes) => draw(place, bytes, kind, alt), (error) => fail(place, alt, error));
  }).observe(place);
}
