//! Files that are not UTF-8 are read letter for letter, or not at all.
//!
//! Invariant (content): no file is published with letters other than those that its writer saw.

use crate::{
    article, has, put_bytes, reported, ships,
    support::{TOML, folder, put, read},
};

/// A text in an old encoding must never be published with holes, whatever file it is in: what cannot be read is left out,
/// and stops the build where it is settings.
#[test]
fn no_file_is_read_in_a_wrong_encoding() {
    let (left_out, stops) = ("warning[encoding]", "error[encoding]");
    for (name, rule, bytes) in [
        ("en/notices/n.md", stops, &b"---\ntitle: Z\0e\nuntil: 2027-01-01\n---\n\nText\n"[..]),
        ("en/synonyms.toml", stops, b"groups = [[\"paczka\", \"przesy\xb3ka\"]]\n"),
        ("nightdesk.toml", stops, b"[company]\nname = \"\x8bba\"\n[site]\nlanguages = [\"en\"]\n"),
        ("en/p.svg", left_out, b"<svg xmlns=\"http://www.w3.org/2000/svg\"><title>\xb3</title></svg>"),
        ("nightdesk.toml", stops, b"[company]\nname = \"A\0\"\n[site]\nlanguages = [\"en\"]\n"),
        ("en/b.md", left_out, b"---\ntitle: cut \xe2\x82"),
        ("en/b.md", left_out, b"---\ntitle: B\n---\n\nText a\0b\n"),
        ("en/b.md", left_out, b"---\ntitle: B\n---\n\nText\nM\0o\0r\0e\0\r\0\n\0"),
        ("en/b.md", left_out, b"---\ntitle: B\n---\n\na\xb3\xa3b\xd8\xd7 q\xf7w\xd7e\n"),
    ] {
        let content = folder(&[("nightdesk.toml", TOML), ("en/a.md", &article("A", "![p](p.svg)"))]);
        put(
            content.path(),
            "en/p.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><path d=\"M0 0h9v9z\"/></svg>",
        );
        put_bytes(content.path(), name, bytes);
        let library = read(content.path());
        let found = reported(&library);
        assert!(has(&found, name, rule) && has(&found, name, "save it as UTF-8"), "{name} {bytes:?}: {found:#?}");
        // A picture that cannot be read is told where it is, and where it is shown.
        assert_eq!(found.len(), 1 + usize::from(name == "en/p.svg"), "{name} {bytes:?}: {found:#?}");
        assert_eq!(ships(&library), rule == left_out);
        assert!(library.languages[0].articles.len() < 2, "{name}");
    }
    let content = folder(&[("nightdesk.toml", TOML)]);
    put_bytes(content.path(), "en/a.md", b"Text a\0b\n");
    assert!(!ships(&read(content.path())), "a site of nothing is built");
}

/// A writer with an editor of long ago has a help desk, too, and learns what to do: once for all files.
#[test]
fn old_encodings_are_read() {
    let utf16 = |text: &str, mark: &[u8]| {
        mark.iter().copied().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect::<Vec<u8>>()
    };
    let text = "---\ntitle: Dostawa\n---\n\nKiedy?\n";
    for (name, bytes, title, encoding) in [
        (
            "en/b.md",
            b"---\ntitle: Za\xbf\xf3\xb3\xe6 g\xea\x9cl\xb9\n---\n\nText\n".to_vec(),
            "Zażółć gęślą",
            "Windows-1250",
        ),
        (
            "en/b.md",
            b"---\ntitle: Za\xbf\xf3\xb3\xe6 g\xea\xb6l\xb1\n---\n\nText\n".to_vec(),
            "Zażółć gęślą",
            "ISO-8859-2",
        ),
        ("en/b.md", b"+++\ntitle = \"Gr\xf6\xdfe\"\n+++\nText\n".to_vec(), "Größe", "Windows-1252"),
        ("en/b.md", b"---\ntitle: \xcf\xee\xec\xee\xf9\xfc\n---\n\nText\n".to_vec(), "Помощь", "Windows-1251"),
        ("en/b.md", utf16(text, b"\xff\xfe"), "Dostawa", "UTF-16"),
        ("en/b.md", utf16(text, b""), "Dostawa", "UTF-16"),
    ] {
        let content = folder(&[("nightdesk.toml", TOML), ("en/a.md", &article("A", "Text"))]);
        put_bytes(content.path(), name, &bytes);
        put_bytes(content.path(), "en/c.md", &bytes);
        let library = read(content.path());
        let titles: Vec<_> = library.languages[0].articles.iter().map(|article| article.card.title.as_str()).collect();
        assert!(titles.contains(&title), "{titles:?}");
        let found = reported(&library);
        let notes: Vec<_> = found.iter().filter(|finding| finding.contains("note[encoding]")).collect();
        assert!(notes.len() == 1 && notes[0].contains(encoding), "{found:?}");
        let note = library.diagnostics.iter().find(|finding| finding.rule == "encoding").unwrap();
        assert_eq!(note.more, 1);
        assert!(ships(&library));
    }
}
