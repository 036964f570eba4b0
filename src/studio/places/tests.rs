//! Where pictures and documents are found, and that nothing else is.

use std::{collections::HashSet, fs};

use super::*;

/// The project of a generator: its content, what lies beside it, and what must stay where it is.
fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in [
        "docusaurus.config.js",
        "static/img/logo.png",
        "static/files/price.pdf",
        "assets/photo.png",
        "private/secret.png",
        "docs/pl/a.md",
        "docs/pl/label.png",
        "docs/pl/guide/x.png",
        "docs/media/FOTO.PNG",
        "docs/.gitbook/assets/g.png",
        "docs/pl/Załączniki/etykieta.png",
        "docs/en/Załączniki/etykieta.png",
        "docs/twice/one.png",
        "docs/other/one.png",
        "docs/public/p.png",
        "docs/a?b.png",
    ] {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "x").unwrap();
    }
    folder
}

fn places(root: &Path, settings: &str) -> (Places, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let config = crate::studio::config::parse(settings, &mut found);
    let files = [
        "pl/label.png",
        "pl/guide/x.png",
        "media/FOTO.PNG",
        "pl/Załączniki/etykieta.png",
        "en/Załączniki/etykieta.png",
        "twice/one.png",
        "other/one.png",
        "public/p.png",
        "a?b.png",
    ];
    let files = files.map(PathBuf::from);
    (Places::new(root, &config, settings, &files, &mut found), found)
}

fn table() -> LinkTable {
    LinkTable::new(("pl", Path::new("pl")), std::iter::empty(), "docs", HashSet::new(), HashSet::new())
}

/// A picture is found in all places where the generators of other help centers look for it, and no file outside of
/// them.
#[test]
fn pictures_are_found_where_generators_look() {
    let folder = project();
    let (mut places, findings) = places(&folder.path().join("docs"), "");
    assert!(findings.is_empty(), "{findings:?}");
    let links = table();
    for (file, path, expected) in [
        ("pl/a.md", "label.png", Some("pl/label.png")),
        ("pl/a.md", "./label.png?raw=true", Some("pl/label.png")),
        ("pl/a.md", "label.png#dark", Some("pl/label.png")),
        ("pl/a.md", "label.png%3Fversion=1&width=440", Some("pl/label.png")),
        ("pl/a.md", "../a?b.png", Some("a?b.png")),
        ("pl/a.md", "/label.png", Some("pl/label.png")),
        ("pl/a.md", "/media/FOTO.PNG", Some("media/FOTO.PNG")),
        ("pl/a.md", "/docs/media/FOTO.PNG", Some("media/FOTO.PNG")),
        ("pl/a.md", "/img/logo.png", Some("../static/img/logo.png")),
        ("pl/a.md", "/docs/img/logo.png", Some("../static/img/logo.png")),
        ("pl/a.md", "/static/img/logo.png", Some("../static/img/logo.png")),
        ("pl/a.md", "img/logo.png", Some("../static/img/logo.png")),
        ("pl/a.md", "../../static/img/logo.png", Some("../static/img/logo.png")),
        ("pl/a.md", "/files/price.pdf", Some("../static/files/price.pdf")),
        ("pl/a.md", "/assets/photo.png", Some("../assets/photo.png")),
        ("pl/a.md", "/p.png", Some("public/p.png")),
        // At the address of the page, `/pl/guide/`.
        ("pl/guide.md", "x.png", Some("pl/guide/x.png")),
        ("pl/guide/index.md", "x.png", Some("pl/guide/x.png")),
        ("pl/a.md", "../.gitbook/assets/g.png", Some(".gitbook/assets/g.png")),
        ("pl/a.md", "/g.png", Some(".gitbook/assets/g.png")),
        // By its name alone, where one file has it.
        ("en/b.md", "x.png", Some("pl/guide/x.png")),
        ("pl/a.md", "etykieta.png", Some("pl/Załączniki/etykieta.png")),
        ("en/b.md", "one.png", None),
        ("en/b.md", "other/x.png", None),
        ("pl/a.md", "../../private/secret.png", None),
        ("pl/a.md", "/private/secret.png", None),
        ("pl/a.md", "../../static/../private/secret.png", None),
        ("pl/a.md", "/img/../../private/secret.png", None),
        ("pl/a.md", "..%2f..%2fprivate%2fsecret.png", None),
        ("pl/a.md", "%2e%2e/%2e%2e/private/secret.png", None),
        ("pl/a.md", "..\\..\\private\\secret.png", None),
        ("pl/a.md", "file:///etc/hostname", None),
        ("pl/a.md", "/etc/hostname", None),
        ("pl/a.md", "//etc/hostname", None),
        ("pl/a.md", "C:\\private\\secret.png", None),
        ("pl/a.md", "label.png%00.md", None),
        ("pl/a.md", "label.png\0", None),
        ("pl/a.md", "../guide", None),
        ("pl/a.md", "", None),
    ] {
        let found = places.find(From { file: Path::new(file), links: &links }, path);
        assert_eq!(found.as_ref().ok().map(|found| found.name.as_path()), expected.map(Path::new), "{path}: {found:?}");
        if let Ok(found) = found {
            assert!(found.place.is_file() && found.as_typed, "{path}: {found:?}");
        }
    }
}

/// A translation shows the pictures of the page that it was made of, and a page the pictures beside the folder that its
/// generator takes it out of; both are told.
#[test]
fn pictures_as_if_the_text_stood_elsewhere() {
    let folder = project();
    let (mut places, _) = places(&folder.path().join("docs"), "");
    let links = table();
    for (file, path, expected) in [
        // `sale/a.md` and its translation `pl/sale/a.md`.
        ("pl/sale/a.md", "../media/FOTO.PNG", Some("media/FOTO.PNG")),
        ("pl/sale/a.md", "guide/x.png", Some("pl/guide/x.png")),
        ("pl/sale/old/a.md", "./guide/x.png", Some("pl/guide/x.png")),
        ("en/b.md", "guide/x.png", Some("pl/guide/x.png")),
        ("en/sale/b.md", "../guide/x.png", Some("pl/guide/x.png")),
        ("en/sale/b.md", "../one.png", None),
        ("en/sale/b.md", "/x.png", None),
        ("pl/sale/a.md", "../../../private/secret.png", None),
        ("pl/sale/a.md", "../private/secret.png", None),
    ] {
        let found = places.find(From { file: Path::new(file), links: &links }, path);
        assert_eq!(found.as_ref().ok().map(|found| found.name.as_path()), expected.map(Path::new), "{path}: {found:?}");
        assert!(found.is_err() || found.is_ok_and(|found| !found.as_typed), "{path}");
    }
}

/// A name in another case is found where one file has it, and told.
#[test]
fn the_case_of_names() {
    let folder = project();
    let (mut places, _) = places(&folder.path().join("docs"), "");
    let links = table();
    let from = From { file: Path::new("pl/a.md"), links: &links };
    for (path, expected) in [
        ("../media/foto.png", Ok("media/FOTO.PNG")),
        ("/MEDIA/foto.png", Ok("media/FOTO.PNG")),
        ("foto.png", Ok("media/FOTO.PNG")),
        ("../media/fóto.png", Err(Some("media/FOTO.PNG"))),
        ("../media/foto.gif", Err(None)),
    ] {
        let found = places.find(from, path);
        match (&found, expected) {
            (Ok(found), Ok(name)) => assert!(found.name == Path::new(name) && !found.as_typed, "{path}: {found:?}"),
            (Err(Absent::Nowhere(_, near)), Err(name)) => assert_eq!(near.as_deref(), name.map(Path::new), "{path}"),
            _ => panic!("{path}: {found:?}"),
        }
    }
}

/// Obsidian finds an attachment by its name in any folder, that of the language first.
#[test]
fn attachments_by_their_names() {
    let folder = project();
    let (mut places, _) = places(&folder.path().join("docs"), "");
    let links = table();
    let from = From { file: Path::new("pl/deep/a.md"), links: &links };
    for (name, expected) in [
        ("etykieta.png", Some("pl/Załączniki/etykieta.png")),
        ("ETYKIETA.png", Some("pl/Załączniki/etykieta.png")),
        ("Załączniki/etykieta.png", Some("pl/Załączniki/etykieta.png")),
        ("en/Załączniki/etykieta.png", Some("en/Załączniki/etykieta.png")),
        ("other/one.png", Some("other/one.png")),
        ("one.png", Some("twice/one.png")),
        ("label.png", Some("pl/label.png")),
        ("secret.png", None),
        ("../../../private/secret.png", None),
        ("", None),
    ] {
        let found = places.wiki(from, name).map(|found| found.name);
        assert_eq!(found.as_deref(), expected.map(Path::new), "{name}");
    }
}

/// Settings can name folders beside the content, and none that is no part of its project.
#[test]
fn static_folders_of_the_settings() {
    let outer = tempfile::tempdir().unwrap();
    let project = outer.path().join("project");
    for file in ["help/a.md", "pictures/a.png", "help/own/b.png", ".ssh/key.png"] {
        fs::create_dir_all(project.join(file).parent().unwrap()).unwrap();
        fs::write(project.join(file), "x").unwrap();
    }
    fs::write(outer.path().join("secret.png"), "x").unwrap();
    fs::create_dir_all(outer.path().join("elsewhere")).unwrap();
    for (setting, told) in [
        ("../pictures", ""),
        ("./../pictures/", ""),
        ("own", ""),
        ("../help/own", ""),
        ("../gone", "there is no folder"),
        ("", "is no path of a folder"),
        ("/etc", "is no path of a folder"),
        ("../.ssh", "is no path of a folder"),
        ("..", "is not inside of the project"),
        (".", "is no path of a folder"),
        ("../../elsewhere", "is not inside of the project"),
        ("../..", "is not inside of the project"),
    ] {
        let settings = format!("[site]\nstatic = [\"{setting}\"]\n");
        let (mut places, findings) = places(&project.join("help"), &settings);
        assert_eq!(findings.len(), usize::from(!told.is_empty()), "{setting}: {findings:?}");
        assert!(
            findings.iter().all(|finding| finding.message.contains(told) && finding.rule == "static"),
            "{findings:?}"
        );
        let links = LinkTable::default();
        let from = From { file: Path::new("a.md"), links: &links };
        let name = if setting.contains("own") { "/b.png" } else { "/a.png" };
        assert_eq!(places.find(from, name).is_ok(), told.is_empty(), "{setting}");
        assert!(places.find(from, "/secret.png").is_err() && places.find(from, "/key.png").is_err(), "{setting}");
    }
}

/// A link in a static folder must not publish a file of the machine that builds.
#[cfg(unix)]
#[test]
fn no_link_leads_out_of_a_static_folder() {
    use std::os::unix::fs::symlink;
    let folder = project();
    let root = folder.path();
    symlink(root.join("private/secret.png"), root.join("static/secret.png")).unwrap();
    symlink(root.join("private"), root.join("static/away")).unwrap();
    symlink(root.join("private"), root.join("images")).unwrap();
    symlink(root.join("static/img/logo.png"), root.join("static/second.png")).unwrap();
    symlink(root.join("private"), root.join("docs/static")).unwrap();
    let (mut places, _) = places(&root.join("docs"), "[site]\nstatic = [\"static\"]\n");
    let links = table();
    let from = From { file: Path::new("pl/a.md"), links: &links };
    for path in ["/secret.png", "/away/secret.png", "/images/secret.png", "/static/secret.png", "secret.png"] {
        assert!(places.find(from, path).is_err(), "{path}");
    }
    assert!(places.find(from, "/second.png").is_ok());
}
