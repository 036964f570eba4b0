//! The size of an SVG picture, in CSS pixels.

use roxmltree::Node;

/// Width and height of the view box, or what the picture says of itself.
pub(super) fn size(root: Node<'_, '_>) -> Option<(u16, u16)> {
    let numbers = |text: &str| text.split([' ', ',', '\n', '\t']).filter_map(|n| n.parse().ok()).collect::<Vec<f32>>();
    let stated = |name| root.attribute(name).and_then(|text| text.trim().trim_end_matches("px").parse::<f32>().ok());
    let (width, height) = match root.attribute("viewBox").map(numbers).as_deref() {
        Some([_, _, width, height]) => (*width, *height),
        _ => (stated("width")?, stated("height")?),
    };
    (width >= 1.0 && height >= 1.0).then_some((width as u16, height as u16))
}
