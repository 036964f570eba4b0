//! The field for files, where the help desk accepts them, with its limits.

use super::state::Shown;
use crate::{
    dom::{El, el, icons::icon},
    request::{Draft, SinkConfig, sink},
    text::FormStrings,
};

const MEGABYTE: u32 = 1_000_000;

/// The field for files, or a note about mail where they are attached there; nothing where none are accepted.
pub(super) fn view(shown: &Shown, draft: &Draft) -> Option<El> {
    let texts = &shown.strings.ask;
    let config = draft.sink(&shown.forms)?;
    // Files that were added for another topic are shown even where none are accepted: the visitor must remove them.
    let Some(sink) = sink::sink(config).filter(|sink| sink.max_bytes() > 0 || !draft.files.is_empty()) else {
        let mail = matches!(config, SinkConfig::Mailto { .. });
        return mail.then(|| el("p").class("help").text(texts.files_by_mail));
    };
    let limit = if sink.max_files() == 1 { texts.file_limit } else { texts.files_limit };
    let limit =
        limit.replace("{n}", &sink.max_files().to_string()).replace("{m}", &megabytes(sink.max_bytes(), shown.strings));
    let chosen = draft.files.iter().enumerate().map(|(number, file)| {
        let remove = texts.remove_file.replace("{f}", &file.name);
        let remove = el("button")
            .class("icon-button")
            .set("type", "button")
            .set("data-form", "remove-file")
            .set("data-key", &number.to_string())
            .set("aria-label", &remove)
            .with(icon("close"));
        let size = format!("{}\u{a0}kB", file.size.div_ceil(1_000));
        el("li")
            .with(el("span").class("value").text(&file.name))
            .with(el("span").class("what").text(&size))
            .with(remove)
    });
    let input = el("input")
        .set("type", "file")
        .set("id", "nd-f-files")
        .set("data-field", "files")
        .set("aria-describedby", "nd-h-files nd-e-files");
    let input = if sink.max_files() > 1 { input.set("multiple", "") } else { input };
    Some(
        el("div")
            .class("field")
            .with(
                el("label")
                    .set("for", "nd-f-files")
                    .text(texts.files)
                    .text(" ")
                    .with(el("span").class("optional").text(texts.optional)),
            )
            .with(el("p").class("help").set("id", "nd-h-files").text(&limit))
            .with(input)
            .with_some((!draft.files.is_empty()).then(|| el("ul").class("files").with_all(chosen)))
            .with(el("p").class("error").set("id", "nd-e-files")),
    )
}

/// "5", "2.5"; with a decimal comma where the language uses it.
pub(super) fn megabytes(bytes: u32, strings: &FormStrings) -> String {
    let point = if strings.lang == "en" { '.' } else { ',' };
    let tenths = bytes / (MEGABYTE / 10);
    if tenths.is_multiple_of(10) { (tenths / 10).to_string() } else { format!("{}{point}{}", tenths / 10, tenths % 10) }
}
