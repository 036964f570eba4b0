//! A small help of each source, as that program writes it, and what has to come of it.

use nightdesk::studio::ImportSource;

/// A help of one source.
pub(crate) struct Sample {
    pub(crate) source: ImportSource,
    pub(crate) files: &'static [(&'static str, &'static str)],
    /// Files that get a picture.
    pub(crate) pictures: &'static [&'static str],
    /// What a reader of the source sees.
    pub(crate) words: &'static str,
    /// Language and key of each article.
    pub(crate) articles: &'static [&'static str],
    /// What `check` says of the result.
    pub(crate) findings: &'static [&'static str],
    /// Parts of files.
    pub(crate) written: &'static [(&'static str, &'static str)],
    /// Parts of the report.
    pub(crate) told: &'static [&'static str],
}

pub(crate) const SOURCES: [Sample; 12] =
    [ZENDESK, INTERCOM, HTML, NOTION, NOTION_HTML, OBSIDIAN, DOCUSAURUS, HUGO, MKDOCS, GITBOOK, JEKYLL, MARKDOWN];

const ZENDESK: Sample = Sample {
    source: ImportSource::Zendesk,
    files: &[
        (
            "articles.json",
            r#"{"articles": [
 {"id": 101, "title": "Where is my lamp?", "name": "Where is my lamp?", "locale": "en-us", "source_locale": "en-us", "section_id": 11,
  "html_url": "https://lamps.zendesk.com/hc/en-us/articles/101-Where-is-my-lamp", "promoted": true, "position": 2, "draft": false,
  "label_names": ["tracking", "late parcel"], "edited_at": "2026-02-03T08:00:00Z", "user_segment_id": null,
  "body": "<p>It ships in <strong>two days</strong>.&nbsp;</p><h2 id=\"h_A1\">When it is late</h2><ul><li>Wait<ul><li>a day</li></ul></li></ul><p class=\"wysiwyg-callout callout-warning\">Do not order twice.</p><p><img src=\"https://lamps.zendesk.com/hc/article_attachments/555/label.png\" alt=\"The label\"></p><p>See <a href=\"/hc/en-us/articles/102#h_B\">returns</a>, <a href=\"https://lamps.zendesk.com/hc/en-us/articles/999\">an older page</a> and {{dc.footer}}.</p>"},
 {"id": 102, "title": "How do I return a lamp?", "locale": "en-us", "source_locale": "en-us", "section_id": 12,
  "html_url": "https://lamps.zendesk.com/hc/en-us/articles/102", "position": 0, "draft": false, "label_names": [], "updated_at": "2026-01-05T08:00:00Z",
  "body": "<table><tbody><tr><td><b>Way</b></td><td><b>Price</b></td></tr><tr><td>Locker</td><td>0</td></tr></tbody></table><h3 id=\"h_B\">Broken glass</h3><p>Write to us.<br>We answer.</p><iframe src=\"https://www.youtube.com/embed/q1\" title=\"A film\"></iframe>"},
 {"id": 103, "title": "For the staff", "locale": "en-us", "section_id": 11, "user_segment_id": 7, "html_url": "https://lamps.zendesk.com/hc/en-us/articles/103", "body": "<p>secret</p>"},
 {"id": 104, "title": "Not ready", "locale": "en-us", "section_id": 11, "draft": true, "html_url": "https://lamps.zendesk.com/hc/en-us/articles/104", "body": "<p>soon</p>"}
], "next_page": null, "count": 4}"#,
        ),
        (
            "translations.json",
            r#"{"translations": [
 {"id": 1, "source_id": 101, "source_type": "Article", "locale": "pl", "title": "Gdzie jest moja lampa?", "body": "<p>Wysyłamy w dwa dni.</p>", "draft": false, "updated_at": "2026-02-04T08:00:00Z", "html_url": "https://lamps.zendesk.com/hc/pl/articles/101"},
 {"id": 2, "source_id": 11, "source_type": "Section", "locale": "pl", "title": "Dostawa", "body": ""},
 {"id": 3, "source_id": 5, "source_type": "Category", "locale": "pl", "title": "Zakupy", "body": ""}
]}"#,
        ),
        (
            "sections.json",
            r#"{"sections": [{"id": 11, "name": "Delivery", "locale": "en-us", "category_id": 5, "position": 1, "description": "Where parcels are"}, {"id": 12, "name": "Returns", "locale": "en-us", "category_id": 5, "parent_section_id": 11}]}"#,
        ),
        ("categories.json", r#"{"categories": [{"id": 5, "name": "Shopping", "locale": "en-us"}]}"#),
    ],
    pictures: &["attachments/555/label.png"],
    words: "Where is my lamp It ships in two days When it is late Wait a day Do not order twice The label See returns an older page \
            How do I return a lamp Way Price Locker 0 Broken glass Write to us We answer A film Gdzie jest moja lampa Wysyłamy w dwa dni",
    articles: &[
        "en/shopping/delivery/where-is-my-lamp",
        "en/shopping/delivery/returns/how-do-i-return-a-lamp",
        "pl/shopping/delivery/where-is-my-lamp",
    ],
    findings: &[],
    written: &[
        (
            "en/shopping/delivery/where-is-my-lamp.md",
            "keywords: [tracking, late parcel]\naliases: [\"/hc/en-us/articles/101-Where-is-my-lamp\"]\nupdated: 2026-02-03\nweight: 2\n",
        ),
        ("en/shopping/delivery/where-is-my-lamp.md", "[returns](returns/how-do-i-return-a-lamp.md#broken-glass)"),
        ("en/shopping/delivery/where-is-my-lamp.md", "> [!WARNING]\n> Do not order twice."),
        ("en/shopping/delivery/where-is-my-lamp.md", "![The label](../../../media/label.png)"),
        (
            "en/shopping/delivery/where-is-my-lamp.md",
            "[an older page](https://lamps.zendesk.com/hc/en-us/articles/999)",
        ),
        ("en/shopping/delivery/not-ready.md", "draft: true"),
        ("en/shopping/delivery/returns/how-do-i-return-a-lamp.md", "| Way | Price |\n| --- | --- |\n| Locker | 0 |"),
        ("pl/shopping/delivery/where-is-my-lamp.md", "slug: gdzie-jest-moja-lampa\n"),
        ("pl/shopping/delivery/_index.md", "title: Dostawa\n"),
        ("nightdesk.toml", "languages = [\"en\", \"pl\"]\n"),
    ],
    told: &[
        "1 article that only some may read",
        "For the staff",
        "1 unpublished article",
        "{{dc.footer}}",
        "articles/999",
        "1 film",
    ],
};

const INTERCOM: Sample = Sample {
    source: ImportSource::Intercom,
    files: &[
        (
            "articles.json",
            r#"{"type": "list", "data": [
 {"id": "71", "type": "article", "workspace_id": "w", "parent_id": 8, "parent_type": "collection", "title": "Change the plan", "description": "In the settings",
  "body": "<h1 id=\"h_1\">Steps</h1><p class=\"no-margin\">Open <b>Settings</b>.</p><div class=\"intercom-interblocks-callout\" style=\"background-color:#e3e7fa80\"><p>Only owners can.</p></div><p>Then <a href=\"https://intercom.help/acme/en/articles/72-cancel\">cancel</a>.</p>",
  "state": "published", "updated_at": 1772359200, "url": "https://intercom.help/acme/en/articles/71-change-the-plan", "default_locale": "en",
  "translated_content": {"type": "article_translated_content", "de": {"type": "article_content", "title": "Tarif wechseln", "description": "", "body": "<p>Öffnen Sie die Einstellungen.</p>", "state": "published", "url": "https://intercom.help/acme/de/articles/71"}, "pt-BR": null}},
 {"id": "72", "type": "article", "parent_id": 9, "title": "Cancel", "description": null, "body": "<p>Write to us.</p>", "state": "published", "updated_at": 1772359200, "url": "https://intercom.help/acme/en/articles/72-cancel", "default_locale": "en"},
 {"id": "73", "type": "article", "parent_id": 9, "title": "Later", "body": "<p>Soon.</p>", "state": "draft", "default_locale": "en", "url": null}
]}"#,
        ),
        (
            "collections.json",
            r#"{"type": "list", "data": [{"id": "8", "type": "collection", "name": "Billing", "description": "Money", "order": 1, "default_locale": "en", "translated_content": {"de": {"name": "Abrechnung"}}}, {"id": 9, "type": "collection", "name": "Leaving", "parent_id": "8"}]}"#,
        ),
    ],
    pictures: &[],
    words: "Change the plan Steps Open Settings Only owners can Then cancel Tarif wechseln Öffnen Sie die Einstellungen Cancel Write to us",
    articles: &["en/billing/change-the-plan", "en/billing/leaving/cancel", "de/billing/change-the-plan"],
    findings: &[],
    written: &[
        (
            "en/billing/change-the-plan.md",
            "description: In the settings\naliases: [\"/acme/en/articles/71-change-the-plan\"]\nupdated: 2026-03-01\n",
        ),
        (
            "en/billing/change-the-plan.md",
            "## Steps\n\nOpen **Settings**.\n\n> [!NOTE]\n> Only owners can.\n\nThen [cancel](leaving/cancel.md).",
        ),
        ("de/billing/_index.md", "title: Abrechnung\n"),
    ],
    told: &["1 unpublished article"],
};

const HTML: Sample = Sample {
    source: ImportSource::Html,
    files: &[
        (
            "en/setup/first-steps.html",
            "<!doctype html><html lang=en><head><meta charset=utf-8><title>First steps · Kettle</title><meta name=description content='From the box to tea'><link rel=alternate hreflang=de href='../../de/setup/erste-schritte.html'></head><body><header><a href='/'>Kettle</a></header><nav>All pages</nav><main><h1>First steps</h1><p>Fill it to <em>max</em>, see <a href='../care.html#scale'>scale</a> and the <a href='../manual.pdf'>manual</a>.</p><figure><img src='../../img/label.png' alt='The kettle'><figcaption>From the left</figcaption></figure><dl><dt>Max</dt><dd>1.7 l</dd></dl></main><footer>Imprint</footer></body></html>",
        ),
        (
            "en/care.html",
            "<html lang=en><title>Care · Kettle</title><body><main><h1>Care</h1><h2 id=scale>Against scale</h2><pre>vinegar\n  water</pre><details><summary>How often?</summary><p>Monthly.</p></details></main>",
        ),
        (
            "de/setup/erste-schritte.html",
            "<html lang=de><title>Erste Schritte · Kettle</title><body><main><h1>Erste Schritte</h1><p>Füllen Sie ihn.</p></main>",
        ),
        ("en/manual.pdf", "%PDF-1.7 a manual"),
    ],
    pictures: &["img/label.png"],
    words: "First steps Fill it to max see scale and the manual The kettle From the left Max 1 7 l Care Against scale vinegar water How often Monthly Erste Schritte Füllen Sie ihn",
    articles: &["en/care", "en/setup/first-steps", "de/setup/first-steps"],
    findings: &[],
    written: &[
        ("en/setup/first-steps.md", "description: From the box to tea\n"),
        ("en/setup/first-steps.md", "[scale](../care.md#against-scale) and the [manual](../../media/manual.pdf)"),
        ("de/setup/first-steps.md", "slug: erste-schritte\n"),
        ("nightdesk.toml", "name = \"Kettle\"\n"),
    ],
    told: &[],
};

const NOTION: Sample = Sample {
    source: ImportSource::Notion,
    files: &[
        (
            "Help 0123456789abcdef0123456789abcdef.md",
            "# Help\n\nThis is the help of the bakery.\n\n[Guides](Help%200123456789abcdef0123456789abcdef/Guides%20aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.csv)\n",
        ),
        (
            "Help 0123456789abcdef0123456789abcdef/Guides aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.csv",
            "\u{feff}Name,Status,Tags\nOrder a cake,Published,\"cakes, orders\"\nOld prices,Draft,\n",
        ),
        (
            "Help 0123456789abcdef0123456789abcdef/Guides aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/Order a cake bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb.md",
            "# Order a cake\n\nStatus: Published\nTags: cakes, orders\nLast edited time: March 1, 2026 10:00 AM\n\nThe rule: order **two days** before.\n\n<aside>\n💡 Tell us about nuts.\n\n</aside>\n\n- Sizes\n    - small\n    - large\n\n![A cake](Order%20a%20cake%20bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb/a%20cake.png)\n",
        ),
        (
            "Help 0123456789abcdef0123456789abcdef/Guides aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/Old prices cccccccccccccccccccccccccccccccc.md",
            "# Old prices\n\nStatus: Draft\n\nThey are gone.\n",
        ),
    ],
    pictures: &[
        "Help 0123456789abcdef0123456789abcdef/Guides aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/Order a cake bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb/a cake.png",
    ],
    words: "Help This is the help of the bakery Guides Order a cake The rule order two days before Tell us about nuts Sizes small large A cake",
    articles: &["en/index", "en/guides/order-a-cake"],
    findings: &[],
    written: &[
        ("en/guides/order-a-cake.md", "keywords: [cakes, orders]\nupdated: 2026-03-01\nweight: 10\n"),
        ("en/guides/order-a-cake.md", "> [!TIP]\n> Tell us about nuts."),
    ],
    told: &["1 unpublished article"],
};

const NOTION_HTML: Sample = Sample {
    source: ImportSource::Notion,
    files: &[(
        "Order a cake bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb.html",
        "<html><head><meta charset=utf-8><title>Order a cake</title></head><body><article id='b' class='page sans'><header><h1 class='page-title'>Order a cake</h1></header><div class='page-body'><p>Order two days before, and tell us when you come for it.</p><figure class='block-color-gray callout'><div>💡</div><div>Tell us about nuts.</div></figure><ul class='toggle'><li><details open><summary>Sizes</summary><p>small</p></details></li></ul></div></article></body></html>",
    )],
    pictures: &[],
    words: "Order a cake Order two days before and tell us when you come for it Tell us about nuts Sizes small",
    articles: &["en/order-a-cake"],
    findings: &[],
    written: &[("en/order-a-cake.md", "> [!NOTE]\n> 💡")],
    told: &[],
};

const OBSIDIAN: Sample = Sample {
    source: ImportSource::Obsidian,
    files: &[
        (".obsidian/app.json", "{}"),
        (
            "Sync/Devices.md",
            "---\naliases: [phones]\n---\nSync works on **all** of your devices. See [[Plans#Free|the free plan]].\n\n> [!warning] Mind this\n> Not on watches.\n\n![[label.png]]\n\n%%to do%%\n",
        ),
        ("Plans.md", "# Plans\n\n## Free\n\nIt costs nothing, and it is yours.\n"),
    ],
    pictures: &["Files/label.png"],
    words: "Devices Sync works on all of your devices See the free plan Mind this Not on watches Plans Free It costs nothing and it is yours",
    articles: &["en/plans", "en/sync/devices"],
    findings: &[
        "en/sync/devices.md:12:1: note[picture-without-text]: a picture has no alternative text: who does not see it learns nothing of it (help: say what is to be seen: `![A sealed parcel with a white label](label.png)`)",
    ],
    written: &[
        ("en/sync/devices.md", "[the free plan](../plans.md#free)"),
        ("en/sync/devices.md", "> [!WARNING] Mind this\n>\n> Not on watches."),
        ("en/sync/devices.md", "questions: [phones]\n"),
    ],
    told: &[],
};

const DOCUSAURUS: Sample = Sample {
    source: ImportSource::Docusaurus,
    files: &[
        ("docusaurus.config.js", "module.exports = { title: 'Pump', url: 'https://pump.example' };\n"),
        (
            "docs/intro.md",
            "---\nsidebar_position: 1\nslug: /\n---\n\n# Welcome\n\nThis is the help of the pump. Start with [pressure](./use/pressure.mdx#low).\n",
        ),
        ("docs/use/_category_.json", "{\"label\": \"Using it\", \"position\": 2}"),
        (
            "docs/use/pressure.mdx",
            "---\ntitle: Set the pressure\n---\n\nimport Tabs from '@theme/Tabs';\n\n:::tip[Cold tyres]\n\nMeasure them cold.\n\n:::\n\n<Tabs>\n<TabItem value='a' label='Cars'>\n\nTwo bar.\n\n</TabItem>\n</Tabs>\n\n## Low {#low}\n\nPump it up. ![The valve](/img/label.png)\n",
        ),
    ],
    pictures: &["static/img/label.png"],
    words: "Welcome This is the help of the pump Start with pressure Set the pressure Cold tyres Measure them cold Cars Two bar Low Pump it up The valve",
    articles: &["en/intro", "en/use/pressure"],
    findings: &[],
    written: &[
        ("en/intro.md", "[pressure](use/pressure.md#low)"),
        ("en/use/pressure.md", "> [!TIP] Cold tyres\n>\n> Measure them cold."),
        ("en/use/_index.md", "title: Using it\n"),
    ],
    told: &[],
};

const HUGO: Sample = Sample {
    source: ImportSource::Hugo,
    files: &[
        ("hugo.toml", "baseURL = 'https://tent.example/'\ntitle = 'Tent'\n"),
        ("content/_index.md", "+++\ntitle = \"Tent\"\n+++\n"),
        ("content/pitch/_index.md", "+++\ntitle = \"Pitching\"\nweight = 1\n+++\n"),
        (
            "content/pitch/rain.md",
            "+++\ntitle = \"In the rain\"\nlastmod = 2026-02-01\naliases = [\"/old/rain/\"]\ntags = [\"wet\"]\n+++\n\nPitch the **outer** tent first, and then the inner one.\n\n{{< notice warning >}}\nNot under trees.\n{{< /notice >}}\n\nSee [repairs]({{< ref \"/repair\" >}}).\n",
        ),
        (
            "content/repair.md",
            "+++\ntitle = \"Repairs\"\n+++\n\nWith the tape that is in the bag. {{< figure src=\"/label.png\" alt=\"The tape\" >}}\n",
        ),
    ],
    pictures: &["static/label.png"],
    words: "In the rain Pitch the outer tent first and then the inner one Not under trees See repairs Repairs With the tape that is in the bag The tape",
    articles: &["en/repair", "en/pitch/rain"],
    findings: &[],
    written: &[
        ("en/pitch/rain.md", "keywords: [wet]\naliases: [\"/old/rain\"]\nupdated: 2026-02-01\n"),
        ("en/pitch/rain.md", "> [!WARNING]\n> Not under trees.\n\nSee [repairs](../repair.md)."),
    ],
    told: &[],
};

const MKDOCS: Sample = Sample {
    source: ImportSource::Mkdocs,
    files: &[
        (
            "mkdocs.yml",
            "site_name: Saw\nnav:\n  - Home: index.md\n  - Blades:\n      - Change a blade: blades/change.md\n",
        ),
        ("docs/index.md", "# The saw\n\nThis is what you need to know about it.\n"),
        (
            "docs/blades/change.md",
            "# Change a blade\n\n!!! danger \"Unplug it\"\n    It must not run.\n\nLoosen ++ctrl+z++ the nut, and take it off. [Home](../index.md)\n",
        ),
    ],
    pictures: &[],
    words: "The saw This is what you need to know about it Change a blade Unplug it It must not run Loosen the nut and take it off Home",
    articles: &["en/index", "en/blades/change"],
    findings: &[],
    written: &[
        ("en/blades/change.md", "> [!CAUTION] Unplug it\n>\n> It must not run."),
        ("en/blades/change.md", "[Home](../index.md)"),
    ],
    told: &[],
};

const GITBOOK: Sample = Sample {
    source: ImportSource::Gitbook,
    files: &[
        (
            "SUMMARY.md",
            "# Table of contents\n\n* [Welcome](README.md)\n* [Boots](boots/README.md)\n  * [Clean them](boots/clean.md)\n",
        ),
        ("README.md", "# Welcome\n\nThis is the help for those who walk.\n"),
        (
            "boots/README.md",
            "---\ndescription: What you walk in\n---\n\n# Boots\n\nThere are two of them in each box.\n",
        ),
        (
            "boots/clean.md",
            "# Clean them\n\n{% hint style=\"danger\" %}\nNo machine.\n{% endhint %}\n\nUse a brush and water, and let them dry.\n",
        ),
    ],
    pictures: &[],
    words: "Welcome This is the help for those who walk Boots There are two of them in each box Clean them No machine Use a brush and water and let them dry",
    articles: &["en/index", "en/boots", "en/boots/clean"],
    findings: &[],
    written: &[
        ("en/boots/clean.md", "> [!CAUTION]\n> No machine."),
        ("en/boots/index.md", "description: What you walk in\n"),
    ],
    told: &[],
};

const JEKYLL: Sample = Sample {
    source: ImportSource::Jekyll,
    files: &[
        ("_config.yml", "title: Bike\nurl: https://bike.example\n"),
        (
            "_articles/brakes.md",
            "---\ntitle: Adjust the brakes\nredirect_from: /old/brakes/\n---\n\nTurn the screw, and then try it.{: .lead}\n\n{% include warning.html %}\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
        ),
        ("_includes/warning.html", "<p>Not while riding.</p>"),
    ],
    pictures: &[],
    words: "Adjust the brakes Turn the screw and then try it a b 1 2",
    articles: &["en/brakes"],
    findings: &[],
    written: &[("en/brakes.md", "aliases: [\"/old/brakes\"]"), ("en/brakes.md", "| a | b |\n| --- | --- |\n| 1 | 2 |")],
    told: &[],
};

const MARKDOWN: Sample = Sample {
    source: ImportSource::Markdown,
    files: &[
        (
            "garden/when to water.md",
            "# When to water?\n\nIn the morning, before it is hot. See [[x]] and [how](<how much.md#a-lot>).\n",
        ),
        ("garden/how much.md", "# How much?\n\n## A lot\n\nAs much as it can take, and then some. 2 \\* 3 < 7 & 8\n"),
    ],
    pictures: &[],
    words: "When to water In the morning before it is hot See x and how How much A lot As much as it can take and then some 2 3 7 8",
    articles: &["en/garden/how-much", "en/garden/when-to-water"],
    findings: &[],
    written: &[("en/garden/when-to-water.md", "[how](how-much.md#a-lot)")],
    told: &[],
};
