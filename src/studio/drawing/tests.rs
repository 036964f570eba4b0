//! Which drawings are made of which pictures, what is reported, and the limits.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use super::*;
use allowed::{ELEMENTS, PLACES, PROPERTIES};
use namespaces::XLINK;

/// A picture with this inside.
fn picture(inside: &str) -> String {
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"{XLINK}\" viewBox=\"0 0 10 10\">{inside}</svg>")
}

/// The inside of a picture becomes this, and these are left out.
fn check(inside: &str, expected: &str, omitted: &[&str]) {
    let (drawing, omissions) = read(&picture(inside));
    let json = String::from_utf8(drawing.expect(inside).json.unwrap()).unwrap();
    let start = r#"["svg",["viewBox","0 0 10 10","width","10","height","10"]"#;
    let found = json.strip_prefix(start).and_then(|rest| rest.strip_suffix(']')).expect(&json);
    assert_eq!(found.trim_start_matches(','), expected, "{inside}");
    let omissions: Vec<_> = omissions.iter().map(|omission| omission.what.as_str()).collect();
    assert_eq!(omissions, omitted, "{inside}");
}

/// A customer who reads along sees what the designer drew.
#[test]
fn pictures_keep_what_they_show() {
    check(
        r##"<!-- a --><path d="M0 0h5" fill="#c2185b" class="a" id="p"/>"##,
        r##"["path",["d","M0 0h5","fill","#c2185b"]]"##,
        &[],
    );
    check(
        "<text x='1'>Return\n   <tspan dy='2'>label</tspan></text>",
        r#"["text",["x","1"],"Return ",["tspan",["dy","2"],"label"]]"#,
        &[],
    );
    check("<title>t</title><desc>d</desc><metadata><x/></metadata>", "", &[]);
    check(
        "<a href='https://example.com'><rect width='1' height='2' style='fill:red;;stroke : rgb(1, 2,3) !important'/></a>",
        r#"["g",[],["rect",["width","1","height","2","fill","red","stroke","rgb(1, 2,3)"]]]"#,
        &[],
    );
    // Gradients are called g, all else that is referred to d.
    check(
        "<defs><clipPath id='c'><rect width='5' height='5'/></clipPath><linearGradient id='a' xlink:href='#b'/><linearGradient id='b'><stop offset='1' stop-color='red'/></linearGradient><g id='unused'/></defs><g clip-path='url(\"#c\")' fill='url( #a ) blue' mask='url(#gone)' stroke='url(#gone)'/>",
        r##"["defs",[],["clipPath",["id","d1"],["rect",["width","5","height","5"]]],["linearGradient",["id","g2","href","#g3"]],["linearGradient",["id","g3"],["stop",["offset","1","stop-color","red"]]]],["g",["clip-path","url(#d1)","fill","url(#g2)","stroke","none"]]"##,
        &[],
    );
    // Inkscape's and Illustrator's own notes say nothing to a browser.
    check(
        "<g xmlns:i='http://www.inkscape.org/namespaces/inkscape' i:label='x' xml:space='preserve' data-name='l' style='-inkscape-x:1;mix-blend-mode:normal'><i:grid/></g>",
        r#"["g",[]]"#,
        &[],
    );
}

/// Illustrator writes all colours as classes: without them a picture is black.
#[test]
fn style_rules_become_attributes() {
    check(
        "<style>/* a */ .b, rect.c{fill:red;stroke:url(#x;y)}\n#d{fill:blue}\n@charset \"x\"; .c { fill: green }</style><rect class='b' fill='none'/><rect class='b c' id='d'/><rect class='c' style='fill:white'/>",
        r##"["rect",["fill","red","stroke","none"]],["rect",["stroke","none","fill","blue"]],["rect",["stroke","none","fill","white"]]"##,
        &[],
    );
    check(
        "<style>@import url(https://example.com/x.css); @media (prefers-color-scheme: dark) { path { fill: white } } g + path { fill: red } path:hover, .a { fill: tan }</style><path class='a'/>",
        r#"["path",["fill","tan"]]"#,
        &[
            "the style rule `@import url(https://example.com/x.css)`",
            "the style rule `@media (prefers-color-scheme: dark)`",
            "the style rule `g + path`",
            "the style rule `path:hover`",
        ],
    );
}

/// Rules that name what an element stands in are written by hand and by some programs.
#[test]
fn rules_name_what_is_around() {
    check(
        "<style>g path { fill: red } .a > path { stroke: blue } svg>g.b circle{r:2} circle path { fill: tan }</style><g class='a'><g class='b'><path/><circle/></g><path/></g>",
        r#"["g",[],["g",[],["path",["fill","red"]],["circle",[]]],["path",["fill","red","stroke","blue"]]]"#,
        &[],
    );
    let chain = format!("<style>{} path {{ fill: red }}</style><path/>", "g ".repeat(9));
    let (_, omissions) = read(&picture(&chain));
    assert_eq!(omissions.len(), 1, "longer than anybody writes");
}

/// Icons are drawn once and used twice; a copy that is missing leaves a hole.
#[test]
fn copies_are_written_out() {
    check(
        "<defs><circle id='a' r='1' transform='scale(2)'/></defs><use xlink:href='#a' x='3' fill='red'/><clipPath id='c'><use href='#a' y='1'/></clipPath>",
        r#"["g",["fill","red","transform","translate(3 0)"],["circle",["r","1","transform","scale(2)"]]],["clipPath",["id","d1"],["circle",["transform","translate(0 1) scale(2)","r","1"]]]"#,
        &[],
    );
    check(
        "<symbol id='s' viewBox='0 0 2 2'><linearGradient id='l'/><rect fill='url(#l)'/></symbol><use href='#s' width='4'/>",
        r#"["defs",[],["linearGradient",["id","g1"]]],["g",[],["svg",["viewBox","0 0 2 2","width","4","height","100%"],["rect",["fill","url(#g1)"]]]]"#,
        &[],
    );
    check("<g id='a'><use href='#a'/></g><use href='#gone'/>", r#"["g",[]]"#, &[]);
    check("<use href='icons.svg#a'/>", "", &["`<use href=\"icons.svg#a\">`"]);
}

/// Whoever draws a page into a picture could show a shop's customers a form, or learn that they look at it.
#[test]
fn nothing_foreign_is_kept() {
    check(
        "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'/></foreignObject><image href='x.png'/><rect><animate attributeName='x'/><set/></rect>",
        r#"["rect",[]]"#,
        &["`<foreignObject>`", "`<image>`", "`<animate>`", "`<set>`"],
    );
    for value in [
        "url(https://example.com/x#a)",
        "url('data:image/svg+xml,x#a')",
        r"\75rl(#a)",
        "image-set('x' 1x)",
        "var(--x)",
        "red url(#a)",
        "url (#a)",
        "rgb(1,2,3)(",
    ] {
        check(&format!("<rect fill=\"{value}\"/>"), r#"["rect",[]]"#, &[&format!("`fill=\"{value}\"`")]);
    }
    check(
        "<linearGradient href='x.svg#a'/>",
        r#"["linearGradient",[]]"#,
        &["`href=\"x.svg#a\"` of `<linearGradient>`"],
    );
    check("<rect filter='url(#f)'/><filter id='f'/>", r#"["rect",[]]"#, &["`filter`", "`<filter>`"]);
    let nested = "<mask id='a'/><mask id='b'><rect mask='url(#a)'/></mask>";
    check(nested, r#"["mask",["id","d1"]],["mask",["id","d2"],["rect",[]]]"#, &["`mask=\"url(#a)\"`"]);
}

/// A picture must not keep a visitor's phone busy, nor the command that builds it.
#[test]
fn pictures_have_an_end() {
    let fails = |text: &str, expected: &str| {
        let (drawing, omissions) = read(text);
        let json = drawing.and_then(|drawing| drawing.json);
        assert!(json.is_none() && omissions.len() == 1, "{expected}");
        assert!(omissions[0].what.starts_with(expected), "{}", omissions[0].what);
        assert!([Harm::Whole, Harm::WidgetWhole].contains(&omissions[0].harm), "{:?}", omissions[0]);
    };
    let doubling: String =
        (0..30).map(|n| format!("<g id='a{}'><use href='#a{n}'/><use href='#a{n}'/></g>", n + 1)).collect();
    fails(
        &picture(&format!("<g id='a0'/><defs>{doubling}</defs><use href='#a30'/>")),
        "it has more than 50000 elements",
    );
    let deep = (0..50).fold(String::new(), |inside, _| format!("<g>{inside}</g>"));
    fails(&picture(&deep), "its elements are nested deeper than 40");
    fails(
        &picture(&format!("<g id='a0'/><defs>{doubling}</defs><use href='#a11'/>")),
        "it has more than 5000 elements",
    );
    let long = format!("<path id='a' d='{}'/>{}", "M0 0h1".repeat(10_000), "<use href='#a'/>".repeat(10));
    fails(&picture(&long), "it has more than 400000 bytes");
    fails(&picture(&" ".repeat(200_000)), "it has 200109 bytes");
    fails(&picture(&format!("{}{}", "<g>".repeat(20_000), "</g>".repeat(20_000))), "it");
    fails(&format!("<!DOCTYPE svg [<!ENTITY a \"b\">]>{}", picture("&a;")), "it defines entities of its own");
    fails("<svg viewBox='0 0 1 1'/>", "it is not an SVG picture");
    fails("<svg", "it is not XML");
    fails("", "it is not XML");
    let old = "<?xml version=\"1.0\"?>\n<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">\n";
    assert_eq!(read(&format!("{old}{}", picture(""))).1, []);
}

/// Without its size a picture makes the text jump while it loads.
#[test]
fn sizes() {
    let size = |attributes: &str| read(&format!("<svg xmlns='{SVG}' {attributes}/>")).0.unwrap().size;
    assert_eq!(size("viewBox='0 0 640 360'"), Some((640, 360)));
    assert_eq!(size("viewBox='0,0,24,24' width='9'"), Some((24, 24)));
    assert_eq!(size("width='20px' height='10'"), Some((20, 10)));
    assert_eq!(size("width='100%' height='100%'"), None);
}

/// A finding that points to the wrong line of a picture cannot be mended.
#[test]
fn omissions_have_a_place() {
    let text = picture("\n<g>\n<filter/></g>");
    let (_, omissions) = read(&text);
    assert_eq!(&text[omissions[0].span.clone()], "<filter");
}

/// What one half of the project calls harmless and the other does not is missing in the picture, without a finding.
#[test]
fn both_halves_know_the_same() {
    let script = include_str!("../../js/picture.js");
    let list = |name: &str| {
        let (_, rest) = script.split_once(&format!("const {name} =")).unwrap();
        let (pattern, _) = rest.trim_start().strip_prefix('/').unwrap().split_once("/;").unwrap();
        regress::Regex::new(pattern).unwrap()
    };
    let (elements, attributes) = (list("ELEMENTS"), list("ATTRIBUTES"));
    for name in ELEMENTS {
        assert!(elements.find(name).is_some(), "{name}");
    }
    for name in PLACES.iter().chain(PROPERTIES) {
        assert!(attributes.find(name).is_some(), "{name}");
    }
    for bad in ["script", "foreignObject", "image", "a", "animate", "set", "use", "style", "filter", "SVG", "svg a"] {
        assert!(elements.find(bad).is_none(), "{bad}");
    }
    for bad in ["onclick", "style", "class", "filter", "href", "xlink:href", "id", "cursor", "from", "onx"] {
        assert!(attributes.find(bad).is_none(), "{bad}");
    }
}

/// The file of a picture with this inside.
fn file(inside: &str) -> (String, Vec<Omission>) {
    let (drawing, omissions) = read(&picture(inside));
    (String::from_utf8(drawing.expect(inside).file).unwrap(), omissions)
}

/// Static pages show shadows and photographs too, and a text with `<` in it.
#[test]
fn the_file_has_more_than_the_drawing() {
    let start = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" width="10" height="10""#;
    let pixel = "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAADUlEQVR42mP4zwAE/wEHAAH/PX2MSQAAAABJRU5ErkJggg==";
    for (inside, expected) in [
        ("", "/>"),
        ("<text>a &lt;b&gt; &amp; “c”</text>", r#"><text>a &lt;b&gt; &amp; “c”</text></svg>"#),
        (
            "<filter id='f' x='-1'><feGaussianBlur in='SourceAlpha' stdDeviation='2' style='flood-color:red'/></filter><g filter='url(#f)'/>",
            r##"><filter id="d1" x="-1"><feGaussianBlur in="SourceAlpha" stdDeviation="2" flood-color="red"/></filter><g filter="url(#d1)"/></svg>"##,
        ),
        (
            &format!("<image width='2' xlink:href='data:image/png;base64,{pixel}' style='image-rendering:pixelated'/>"),
            &format!(r#"><image width="2" image-rendering="pixelated" href="data:image/png;base64,{pixel}"/></svg>"#),
        ),
    ] {
        let (found, omissions) = file(inside);
        assert_eq!(found, format!("{start}{expected}\n"));
        assert!(omissions.iter().all(|omission| omission.harm == Harm::WidgetPart), "{omissions:?}");
    }
    for inside in [
        "<image href='https://example.org/a.png'/>",
        "<image href='data:image/png;base64,PGh0bWw+'/>",
        "<image href='data:image/svg+xml;base64,PHN2Zy8+'/>",
        &format!("<image href='data:image/gif;base64,{pixel}'/>"),
        "<filter id='f'><feImage href='https://example.org/a.png'/></filter>",
        "<rect filter='url(https://example.org/a.svg#f)'/>",
        "<path cursor='url(https://example.org/a.cur), auto' filter='url(x.svg#a)'/>",
    ] {
        let (found, omissions) = file(inside);
        assert!(!found.contains("http") || found.matches("http").count() == 1, "{found}");
        assert!(!found.contains("href=") && !omissions.is_empty(), "{inside}: {found}");
        assert!(omissions.iter().any(|omission| omission.harm == Harm::Part), "{omissions:?}");
    }
    let (_, omissions) =
        read("<?xml-stylesheet href='a.css'?><svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/>");
    assert_eq!(omissions.len(), 1);
    assert_eq!((omissions[0].what.as_str(), omissions[0].harm), ("`<?xml-stylesheet?>`", Harm::Part));
}

/// A program in a picture runs on the company's own site when somebody opens the picture: nobody puts one there by
/// accident, and the finding says where it is.
#[test]
fn programs_stop_the_build() {
    for (inside, at) in [
        ("<script>alert(1)</script>", "<script"),
        ("<g><script href='x.js'/></g>", "<script"),
        ("<x:script xmlns:x='http://www.w3.org/1999/xhtml'>a</x:script>", "<x:scri"),
        ("<SCRIPT/>", "<SCRIPT"),
        ("<metadata><script/></metadata>", "<script"),
        ("<defs><g id='unused'><path onclick='a'/></g></defs>", "onclick='a'"),
        ("<path ONLOAD='a'/>", "ONLOAD='a'"),
        ("<foreignObject><p xmlns='http://www.w3.org/1999/xhtml' onfocus='a'/></foreignObject>", "onfocus='a'"),
        ("<a href='javascript:alert(1)'/>", "href='javascript:alert(1)'"),
        ("<a xlink:href=' Java&#10;Script&#x3a;alert(1)'/>", "xlink:href=' Java&#10;Script&#x3a;alert(1)'"),
        ("<a href='data:text/html,x'/>", "href='data:text/html,x'"),
        ("<use href='data:image/svg+xml,x#a'/>", "href='data:image/svg+xml,x#a'"),
        ("<a><set attributeName='xlink:href' to='x'/></a>", "attributeName='xlink:href'"),
        ("<animate attributeName='onload' to='x'/>", "attributeName='onload'"),
        ("<animate attributeName='fill' values='a;javascript:b'/>", "values='a;javascript:b'"),
        ("<handler type='text/ecmascript'/>", "<handler"),
    ] {
        let text = picture(inside);
        let (drawing, omissions) = read(&text);
        assert_eq!(drawing, None, "{inside}");
        assert!(omissions.iter().all(|omission| omission.harm == Harm::Active), "{omissions:?}");
        assert_eq!(&text[omissions[0].span.clone()], at, "{inside}");
    }
    for inside in [
        "<text>javascript:alert(1) onload=x &lt;script&gt;</text>",
        "<a href='https://example.org'/>",
        "<g xmlns:i='urn:i' i:onclick='x' data-on='x' on='x'/>",
        "<style>.onload { fill: red }</style>",
        "<title>script</title>",
    ] {
        let (_, omissions) = file(inside);
        assert!(omissions.iter().all(|omission| omission.harm != Harm::Active), "{omissions:?}");
    }
}
