//! Icons: one path each on a 24 × 24 grid, drawn as strokes. Built as nodes, since strict pages allow no `data:`.

use super::node::{El, svg};

/// An icon by name; the icon of a page where the name is unknown.
pub(crate) fn icon(name: &str) -> El {
    let shape = match name {
        "back" => "M15 5l-7 7 7 7",
        "next" => "M9 5l7 7-7 7",
        "down" => "M5 9l7 7 7-7",
        "bell" => "M6 17V11a6 6 0 0 1 12 0v6l2 2H4zM10 21h4",
        "info" => "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 11v5M12 7.800v.1",
        "alert" => "M12 4L2.500 20h19zM12 10v4.500M12 17v.1",
        "done" => "M5 12.500l5 5L19.500 7",
        "clock" => "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7v5l3.500 2",
        "close" => "M6 6l12 12M18 6L6 18",
        "search" => "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14M16 16l5 5",
        "phone" => {
            "M6 3h3l2 5-2.500 1.700a12 12 0 0 0 5.800 5.800L16 13l5 2v3a3 3 0 0 1-3 3A15 15 0 0 1 3 6a3 3 0 0 1 3-3"
        }
        "mail" => "M3 6h18v12H3zM3 7l9 6 9-6",
        "chat" => "M4 5h16v11H10l-5 4v-4H4z",
        "cart" => "M3 4h2.500l2.300 11h10l2-8H6.500M9 19.500h.1M17 19.500h.1",
        "card" => "M3 6h18v12H3zM3 10h18M6.500 14.500h4",
        "truck" => "M2.500 6.500h11v9h-11zM13.500 10h4l3.500 3v2.500h-7.500M6.500 18.500h.1M17 18.500h.1",
        "return" => "M8 5L4 9l4 4M4 9h10a5.500 5.500 0 0 1 0 11H9",
        "person" => "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M4.500 20a7.500 7.500 0 0 1 15 0",
        "basket" => "M3.500 10h17l-2 9.500h-13zM8 10l3-6M16 10l-3-6",
        "store" => "M4 10v10h16V10M3 10l2-6h14l2 6zM10 20v-5h4v5",
        "tag" => "M4 4h8l8.500 8.500-8 8L4 12zM8 8h.1",
        _ => "M6 3h8l4 4v14H6zM9 11h6M9 15h6",
    };
    svg("svg").set("viewBox", "0 0 24 24").set("aria-hidden", "true").class("icon").with(svg("path").set("d", shape))
}
