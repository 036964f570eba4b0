//! What is written must be read as what it was.

use super::*;
use crate::knowledge::Callout;

/// Writes what a text is read as, and reads it again.
fn check(text: &str) -> String {
    let blocks = read_markdown(text, "Tytuł");
    let written = markdown_text(&blocks, "Tytuł");
    assert!(
        written.exact,
        "{text:?}\nbecame\n{}\n{:?}\n{blocks:?}",
        written.text,
        read_markdown(&written.text, "Tytuł")
    );
    written.text
}

/// What people write stays as they wrote it: an import that changes every line cannot be reviewed.
#[test]
fn usual_text_is_written_as_people_do() {
    for text in [
        "Masz **30 dni**, *nie 31*. ~~Kiedyś 14.~~\n",
        "## Krok po kroku\n\n1. Zaloguj się.\n2. Kliknij `Zwróć`.\n\n### Dalej {#next}\n\nTekst.\n",
        "- a\n  - b\n    - c\n- d\n",
        "- a\n\n  b\n\n- c\n",
        "3. raz\n4. dwa\n\n- [x] gotowe\n- [ ] nie\n",
        "> [!WARNING]\n> Uwaga!\n>\n> - a\n> - b\n\n> cytat\n",
        "| a | b |\n| --- | --: |\n| 1<br>2 | ~~3~~ |\n",
        "```\nls -l | more\n\n  x\n```\n\n---\n\nKoniec[^1].\n\n[^1]: Tak.\n",
        "Linia\\\ndruga\n",
        "[zwrot](../a/b.md#c), <https://a.example/>, <a@b.example>, ![Etykieta](../../media/etykieta.png)\n",
        "***mocno i pochyło***\n",
        "# Tytuł\n\n## Tytuł\n\n### Inny {#tytul-3}\n",
    ] {
        let expected = text.replace("***mocno i pochyło***", "*__mocno i pochyło__*");
        assert_eq!(check(text), expected, "{text}");
    }
}

/// Text that looks like Markdown must stay text.
#[test]
fn hard_text_is_read_as_it_was() {
    for text in [
        "a\\* b\\_ \\# \\> \\- \\+ 1\\. \\[x] \\`",
        "&#32;a&#9;b&#32;",
        "foo&#10;&#10;bar",
        "**a***b*",
        "a**b**c*d*e",
        "**„a”**b **a!**b",
        "*a **b** c* **a *b***",
        "``a`b`` `` ` `` ` `",
        "![a\\]b](x.png) \\![a](b) !\\[",
        "[a](<b c.md>) [a](<>) [](a.md) [a](b\\(c.md)",
        "1986\\. rok\\\n1\\. raz\\\n\\- dwa\\\n\\--|--",
        "- a\n\n\n* b\n\n1. c\n\n1) d",
        "- \n- a\n-",
        "- ***\n- > a\n- ## b\n- ```\n  c\n  ```\n- - d\n- 2. e",
        "- a\n\n  2. b",
        "> > a\n>\n> b\n\n> [!TIP]",
        "> ```\n> a\n>\n> b\n> ```",
        "| |\n|-|\n| `a\\|b` \\| c |",
        "## \n\n## a \\#\n\n## a #x {#y}\n\n## a \\{#y}\n\n## a\n\n## a",
        "a[^b] c[^a] d[^b]\n\n[^a]: x\n[^b]: y\n\n    - z",
        "````\n```\n````",
        "    code\n\n\ta",
        "\\<b> \\&amp; a < b & c",
        "a<br><br>b<br>",
        "<br>a",
        "https\\://a.example",
        "snake_case _a_ \\_a",
    ] {
        check(text);
    }
}

/// Numbers without a pattern, the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }

    fn words(&mut self) -> String {
        const PARTS: [&str; 40] = [
            "a", "zwrot", " ", " ", "14,90 zł", "**", "*", "_", "`", "[", "](x)", "!", "<b>", "&amp;", "\\", "|", "~~",
            "#", "1. ", "- ", "> ", "„", "”", "\u{a0}", "  ", "{#a}", "{", "}", "==", "%%", "^", "(", ")", ":",
            "https", "é", "返品", "😀", "snake_case", "[^1]",
        ];
        (0..=self.below(4)).map(|_| PARTS[self.below(PARTS.len())]).collect()
    }

    /// Words without attributes in braces, which other programs read in some code as well.
    fn code(&mut self) -> String {
        self.words().replace("{#a}", "{a}")
    }

    fn run(&mut self, depth: usize) -> Vec<Inline> {
        (0..=self.below(4)).map(|_| self.inline(depth)).collect()
    }

    fn inline(&mut self, depth: usize) -> Inline {
        match self.below(if depth > 3 { 7 } else { 12 }) {
            0..=3 => Inline::Text(self.words()),
            4 => Inline::Code(self.code()),
            5 => Inline::Break,
            6 => Inline::Image { src: "../media/a (1).png".into(), alt: self.words(), size: None },
            7 | 8 => Inline::Strong(self.run(depth + 1)),
            9 => Inline::Emphasis(self.run(depth + 1)),
            10 => Inline::Strike(self.run(depth + 1)),
            _ => {
                let mut run = self.run(3);
                run.retain(|inline| !matches!(inline, Inline::Link(..)));
                // Without words it gets those of its address.
                if plain_inlines(&run).trim().is_empty() {
                    run.push(Inline::Text("a".into()));
                }
                Inline::Link(Target::Url("../a b/c.md#d".into()), run)
            }
        }
    }

    fn blocks(&mut self, depth: usize) -> Vec<Block> {
        (0..=self.below(3)).map(|_| self.block(depth)).collect()
    }

    fn block(&mut self, depth: usize) -> Block {
        match self.below(if depth > 2 { 7 } else { 11 }) {
            0..=2 => Block::Paragraph(self.run(0)),
            3 => Block::Heading { level: 2 + self.below(4) as u8, id: String::new(), text: self.run(1) },
            4 => Block::Code(format!("{}\n", self.code())),
            5 => Block::Rule,
            6 => {
                let columns = 1 + self.below(3);
                let row = |numbers: &mut Self| (0..columns).map(|_| numbers.run(2)).collect::<Row>();
                let head = row(self);
                let rows = (0..self.below(3)).map(|_| row(self)).collect();
                Block::Table { align: vec![Align::Center; columns], head, rows }
            }
            7 => Block::Quote(self.blocks(depth + 1)),
            8 => Block::Callout(Callout::Tip, self.blocks(depth + 1)),
            _ => {
                let start = Some(self.below(20) as u32).filter(|start| start % 2 == 0);
                let items = (0..=self.below(3)).map(|_| {
                    let task = Some(self.below(8)).filter(|task| *task < 2).map(|task| task == 1);
                    Item { task, blocks: self.blocks(depth + 1) }
                });
                Block::List { start, items: items.collect() }
            }
        }
    }
}

/// A tree that no writer would make is written, too: exports are full of them.
#[test]
fn generated_trees_are_read_as_they_were() {
    let mut wrong = Vec::new();
    for seed in 0..400 {
        let mut blocks = normal::blocks(Numbers(seed).blocks(0));
        settle(&mut blocks, &mut 0);
        let written = markdown_text(&blocks, "Tytuł");
        if !written.exact {
            let read = read_markdown(&written.text, "Tytuł");
            let (meant, found) = (format!("{blocks:#?}"), format!("{read:#?}"));
            let differ = meant.lines().zip(found.lines()).position(|(meant, found)| meant != found).unwrap_or_default();
            let part =
                |text: &str| text.lines().skip(differ.saturating_sub(12)).take(22).collect::<Vec<_>>().join("\n");
            wrong.push(format!("{seed}:\n{}\nbut is\n{}\nin {}", part(&meant), part(&found), written.text));
        }
    }
    // The shortest says it best.
    wrong.sort_by_key(String::len);
    wrong.truncate(12);
    assert!(wrong.is_empty(), "{} differ, such as\n{}", wrong.len(), wrong.join("\n-----\n"));
}

/// Gives every heading an id of its own.
fn settle(blocks: &mut [Block], next: &mut usize) {
    for block in blocks {
        match block {
            Block::Heading { id, .. } => {
                *id = format!("h-{next}");
                *next += 1;
            }
            Block::List { items, .. } => items.iter_mut().for_each(|item| settle(&mut item.blocks, next)),
            Block::Callout(_, inner) | Block::Quote(inner) | Block::Footnote(_, inner) => settle(inner, next),
            _ => {}
        }
    }
}

/// What the writer relies on: the kind of a quote in an item, ids of headings in one, and breaks at the ends of tags.
#[test]
fn what_is_read_where_it_stands() {
    for (text, expected) in [
        ("- > [!TIP]\n  > a\n", "Callout(Tip"),
        ("1. > [!NOTE]\n   > a\n", "Callout(Note"),
        ("> ## a {#b}\n", "id: \"b\""),
        ("- ## a {#b}\n", "id: \"b\""),
        ("x <strong>a<br></strong>b", "Strong([Text(\"a\")]), Break, Text(\"b\")"),
        ("x <b><br> a</b>", "Break, Strong([Text(\"a\")])"),
    ] {
        let found = format!("{:?}", read_markdown(text, ""));
        assert!(found.contains(expected), "{text}: {found}");
    }
}
