//! What each construction of Markdown becomes.
//!
//! Invariant (content): raw HTML never reaches the document tree, and the tree stays shallow enough for recursion.

use super::{parsed::MAX_DEPTH, *};
use crate::knowledge::{Align, Callout, Item};

fn text(text: &str) -> Vec<Inline> {
    vec![Inline::Text(text.into())]
}

/// Each construction writers use arrives as its own kind of block.
#[test]
fn constructions() {
    let parsed = parse_markdown(
        "Lead **mocny**.\n\n## Krok po kroku {#kroki}\n\n3. raz\n4. dwa\n\n- [x] gotowe\n\n> [!WARNING]\n> Uwaga!\n\n| a | b |\n|---|--:|\n| 1 | ~~2~~ |\n\nPrzypis[^x].\n\n[^x]: Tak.\n",
    );
    let expected = vec![
        Block::Paragraph(vec![Inline::Text("Lead ".into()), Inline::Strong(text("mocny")), Inline::Text(".".into())]),
        Block::Heading { level: 2, id: "kroki".into(), text: text("Krok po kroku") },
        Block::List {
            start: Some(3),
            items: ["raz", "dwa"].map(|t| Item { task: None, blocks: vec![Block::Paragraph(text(t))] }).to_vec(),
        },
        Block::List {
            start: None,
            items: vec![Item { task: Some(true), blocks: vec![Block::Paragraph(text("gotowe"))] }],
        },
        Block::Callout(Callout::Warning, vec![Block::Paragraph(text("Uwaga!"))]),
        Block::Table {
            align: vec![Align::Start, Align::End],
            head: vec![text("a"), text("b")],
            rows: vec![vec![text("1"), vec![Inline::Strike(text("2"))]]],
        },
        Block::Paragraph(vec![Inline::Text("Przypis".into()), Inline::FootnoteRef(1), Inline::Text(".".into())]),
        Block::Footnote(1, vec![Block::Paragraph(text("Tak."))]),
    ];
    assert_eq!(parsed.blocks, expected);
}

/// Two headings of the same words must not share a link.
#[test]
fn heading_ids_are_unique() {
    let ids: Vec<_> = parse_markdown("## Zwrot\n## Zwrot\n## ???\n")
        .blocks
        .into_iter()
        .filter_map(|block| if let Block::Heading { id, .. } = block { Some(id) } else { None })
        .collect();
    assert_eq!(ids, ["zwrot", "zwrot-2", "section"]);
}

/// However deep a text is nested, the tree stays shallow enough to walk.
#[test]
fn nesting_is_bounded() {
    fn depth(blocks: &[Block]) -> usize {
        let inner = |block: &Block| match block {
            Block::Quote(inner) | Block::Callout(_, inner) => depth(inner),
            Block::List { items, .. } => items.iter().map(|item| depth(&item.blocks)).max().unwrap_or_default(),
            _ => 0,
        };
        1 + blocks.iter().map(inner).max().unwrap_or_default()
    }
    for body in [format!("{} tekst", ">".repeat(2_000)), format!("{}tekst", "- ".repeat(2_000)), "*_".repeat(3_000)] {
        let parsed = parse_markdown(&body);
        assert!(depth(&parsed.blocks) <= MAX_DEPTH + 1);
        assert!(parsed.flattened.is_some() == body.contains("tekst"), "{:?}", parsed.flattened);
        assert!(!body.contains("tekst") || crate::knowledge::plain_blocks(&parsed.blocks).contains("tekst"));
    }
}

/// A first heading is left out where it says the title again, not where neither has a letter.
#[test]
fn the_title_is_not_said_twice() {
    struct Nowhere;
    impl Resolver for Nowhere {
        fn link(&mut self, _: &str, _: Range<usize>) -> Option<Target> {
            None
        }
        fn image(&mut self, _: &str, _: String, _: Range<usize>) -> Option<Inline> {
            None
        }
    }
    for (title, body, left) in [
        ("Jak zwrócić paczkę?", "# jak zwrocic paczke", 0),
        ("Jak zwrócić paczkę?", "# Jak?", 1),
        ("???", "# ???", 0),
        ("???", "# !!!", 1),
        ("", "# !!!", 1),
    ] {
        assert_eq!(parse(body, title, &mut Nowhere).blocks.len(), left, "{title} {body}");
    }
}

/// An address in angle brackets opens the mail program, as everywhere else.
#[test]
fn mail_in_angle_brackets() {
    let link = Inline::Link(Target::Url("mailto:pomoc@malina.example".into()), text("pomoc@malina.example"));
    assert_eq!(parse_markdown("<pomoc@malina.example>").blocks, [Block::Paragraph(vec![link])]);
}
