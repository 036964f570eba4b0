//! The elements and attributes of a drawing. `js/picture.js` has the same lists and enforces them on every drawing; a
//! test compares the two.

pub(super) const GRADIENTS: &[&str] = &["linearGradient", "radialGradient"];

/// What is not drawn where it stands but referred to.
pub(super) const DEFINITIONS: &[&str] = &["linearGradient", "radialGradient", "clipPath", "mask", "pattern", "marker"];

/// What is drawn.
pub(super) const SHAPES: &[&str] = &["path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text"];

/// What lights, shades and blurs, in the file only: a filter with its steps. `feImage` could load from elsewhere.
#[rustfmt::skip]
pub(super) const FILTERS: &[&str] = &[
    "filter", "feBlend", "feColorMatrix", "feComponentTransfer", "feFuncR", "feFuncG", "feFuncB", "feFuncA",
    "feComposite", "feConvolveMatrix", "feDiffuseLighting", "feDisplacementMap", "feDistantLight", "feDropShadow",
    "feFlood", "feGaussianBlur", "feMerge", "feMergeNode", "feMorphology", "feOffset", "fePointLight",
    "feSpecularLighting", "feSpotLight", "feTile", "feTurbulence",
];

/// What the steps of a filter say.
#[rustfmt::skip]
pub(super) const STEPS: &[&str] = &[
    "in", "in2", "result", "stdDeviation", "mode", "operator", "k1", "k2", "k3", "k4", "values", "type", "tableValues",
    "slope", "intercept", "amplitude", "exponent", "order", "kernelMatrix", "divisor", "bias", "targetX", "targetY",
    "edgeMode", "preserveAlpha", "surfaceScale", "diffuseConstant", "specularConstant", "specularExponent", "azimuth",
    "elevation", "z", "pointsAtX", "pointsAtY", "pointsAtZ", "limitingConeAngle", "scale", "xChannelSelector",
    "yChannelSelector", "radius", "baseFrequency", "numOctaves", "seed", "stitchTiles", "filterUnits",
    "primitiveUnits",
];

/// Properties that the file has besides.
pub(super) const FILE_PROPERTIES: &[&str] = &[
    "filter",
    "flood-color",
    "flood-opacity",
    "lighting-color",
    "color-interpolation-filters",
    "color-interpolation",
    "image-rendering",
];

/// Whether the file may have an element.
pub(super) fn in_file(tag: &str) -> bool {
    ELEMENTS.contains(&tag) || FILTERS.contains(&tag) || tag == "image"
}

/// All elements that a drawing may have.
pub(super) const ELEMENTS: &[&str] = &[
    "svg", "g", "defs", "tspan", "stop", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text",
    "linearGradient", "radialGradient", "clipPath", "mask", "pattern", "marker",
];

/// Elements without which a picture looks the same: what it is called stands in the article.
pub(super) const QUIET: &[&str] = &["metadata", "title", "desc", "style", "view"];

/// Attributes that say where something is and how large.
#[rustfmt::skip]
pub(super) const PLACES: &[&str] = &[
    "d", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy", "fr", "width", "height", "points",
    "transform", "viewBox", "preserveAspectRatio", "pathLength", "dx", "dy", "rotate", "textLength", "lengthAdjust",
    "offset", "gradientUnits", "gradientTransform", "spreadMethod", "clipPathUnits", "maskUnits", "maskContentUnits",
    "patternUnits", "patternContentUnits", "patternTransform", "markerUnits", "markerWidth", "markerHeight", "refX",
    "refY", "orient", "mask-type", "stop-color", "stop-opacity",
];

/// Attributes that are properties of CSS as well.
#[rustfmt::skip]
pub(super) const PROPERTIES: &[&str] = &[
    "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity", "stroke-linecap",
    "stroke-linejoin", "stroke-miterlimit", "stroke-dasharray", "stroke-dashoffset", "opacity", "color", "clip-path",
    "clip-rule", "mask", "marker-start", "marker-mid", "marker-end", "font-family", "font-size", "font-weight",
    "font-style", "font-stretch", "text-anchor", "dominant-baseline", "alignment-baseline", "baseline-shift",
    "letter-spacing", "word-spacing", "text-decoration", "visibility", "display", "overflow", "paint-order",
    "vector-effect", "shape-rendering", "text-rendering",
];

/// Properties that are attributes of some elements only, and yet may stand in a style.
pub(super) const BOTH: &[&str] =
    &["mask-type", "stop-color", "stop-opacity", "x", "y", "cx", "cy", "r", "rx", "ry", "width", "height", "transform"];

/// Attributes without which a picture looks the same.
pub(super) const SILENT: &[&str] = &[
    "version",
    "baseProfile",
    "class",
    "style",
    "lang",
    "role",
    "tabindex",
    "focusable",
    "type",
    "contentScriptType",
    "contentStyleType",
    "zoomAndPan",
    "enable-background",
    "color-rendering",
    "image-rendering",
    "color-interpolation",
    "pointer-events",
    "cursor",
    "externalResourcesRequired",
    "requiredFeatures",
    "systemLanguage",
    "target",
];

/// Functions that a value may call; every other one could load something from elsewhere.
const FUNCTIONS: &[&str] = &[
    "rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch", "matrix", "translate", "scale", "rotate",
    "skewX", "skewY", "translateX", "translateY",
];

pub(super) const HELP: &str =
    "draw it with shapes, text, gradients, patterns, masks and clip paths, or ship the picture as PNG or WebP";
pub(super) const HELP_REFERENCE: &str = "refer to an element of the same file, such as `url(#shadow)`";

/// Whether a value without references is plain: no escape that could spell something else, no function but the known.
pub(super) fn plain(value: &str) -> bool {
    let mut parts = value.split('(').rev();
    parts.next();
    !value.contains('\\')
        && parts.all(|before| {
            let start = before.rfind(|c: char| !c.is_ascii_alphanumeric()).map_or(0, |at| at + 1);
            before.get(start..).is_some_and(|name| FUNCTIONS.iter().any(|known| known.eq_ignore_ascii_case(name)))
        })
}

/// Adds a transformation that applies before those that are there.
pub(super) fn transform(attributes: &mut Vec<(String, String)>, more: &str) {
    if more.is_empty() {
        return;
    }
    match attributes.iter_mut().find(|(name, _)| name == "transform") {
        Some((_, value)) => *value = format!("{value} {more}"),
        None => attributes.push(("transform".into(), more.into())),
    }
}

/// The beginning of a value, for a message.
pub(super) fn short(value: &str) -> String {
    let cut: String = value.trim().chars().take(40).collect();
    if cut.len() < value.trim().len() { cut + "…" } else { cut }
}
