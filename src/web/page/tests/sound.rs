//! What every page must be: one heading, landmarks, labels, no inline script or style, own words only.

use std::collections::BTreeSet;

use super::*;

/// One start tag: its name and its attributes as written.
struct Tag<'a> {
    name: &'a str,
    attributes: &'a str,
}

impl<'a> Tag<'a> {
    fn get(&self, name: &str) -> Option<&'a str> {
        let key = format!(" {name}=\"");
        let at = self.attributes.find(&key)? + key.len();
        self.attributes.get(at..)?.split('"').next()
    }

    fn has(&self, name: &str) -> bool {
        self.get(name).is_some() || self.attributes.split_whitespace().any(|word| word == name)
    }
}

/// Our own HTML has no `<` in attributes (it is escaped), so a tag ends at the next `>` outside quotes.
fn tags(html: &str) -> Vec<Tag<'_>> {
    let mut found = Vec::new();
    for piece in html.split('<').skip(1) {
        if piece.starts_with(['/', '!']) {
            continue;
        }
        let mut quoted = false;
        let end = piece.find(|c| {
            quoted ^= c == '"';
            c == '>' && !quoted
        });
        let inside = piece
            .get(..end.expect("a tag that ends"))
            .unwrap_or_default();
        let split = inside.find(char::is_whitespace).unwrap_or(inside.len());
        let (name, attributes) = inside.split_at(split);
        found.push(Tag { name, attributes });
    }
    found
}

fn each(check: impl Fn(&str, &Rendered)) {
    let templates = Templates::load().expect("templates");
    for page in pages(&templates) {
        check(&format!("{} in {:?}", page.what, page.lang), &page);
    }
}

#[test]
fn one_heading_one_main_and_the_language() {
    each(|what, page| {
        let tags = tags(&page.html);
        let count = |name: &str| tags.iter().filter(|tag| tag.name == name).count();
        assert_eq!(count("h1"), 1, "{what}: h1");
        assert_eq!(count("main"), 1, "{what}: main");
        let html = tags.iter().find(|tag| tag.name == "html").expect("html");
        assert_eq!(html.get("lang"), Some(page.lang.word()), "{what}: lang");
        let title = page
            .html
            .split("<title>")
            .nth(1)
            .and_then(|rest| rest.split("</title>").next());
        assert!(
            title.is_some_and(|title| title.ends_with(" · Guichet") && title.len() > 12),
            "{what}: title"
        );
    });
}

#[test]
fn every_control_has_a_name() {
    each(|what, page| {
        let tags = tags(&page.html);
        let labels = tags
            .iter()
            .filter_map(|tag| (tag.name == "label").then(|| tag.get("for"))?)
            .collect::<BTreeSet<_>>();
        for tag in tags
            .iter()
            .filter(|tag| matches!(tag.name, "input" | "select" | "textarea"))
        {
            if matches!(tag.get("type"), Some("hidden" | "checkbox" | "file")) {
                continue; // hidden, or inside its label
            }
            let named = tag.get("aria-label").is_some()
                || tag.get("id").is_some_and(|id| labels.contains(id));
            assert!(
                named,
                "{what}: {} without a label: {}",
                tag.name, tag.attributes
            );
        }
        for tag in tags
            .iter()
            .filter(|tag| matches!(tag.name, "nav" | "aside" | "iframe"))
        {
            assert!(
                tag.has("aria-label") || tag.has("title"),
                "{what}: {} without a name",
                tag.name
            );
        }
    });
}

#[test]
fn ids_are_unique_and_references_resolve() {
    each(|what, page| {
        let tags = tags(&page.html);
        let mut ids = BTreeSet::new();
        for id in tags.iter().filter_map(|tag| tag.get("id")) {
            assert!(ids.insert(id), "{what}: id {id} twice");
        }
        for (name, tag) in [
            "for",
            "aria-controls",
            "aria-labelledby",
            "aria-describedby",
            "list",
        ]
        .iter()
        .flat_map(|name| tags.iter().map(move |tag| (name, tag)))
        {
            for id in tag.get(name).unwrap_or_default().split_whitespace() {
                assert!(
                    ids.contains(id),
                    "{what}: {name} names {id}, which is not there"
                );
            }
        }
    });
}

#[test]
fn nothing_inline_under_the_policy() {
    each(|what, page| {
        for tag in tags(&page.html) {
            assert_ne!(tag.name, "style", "{what}: a style element");
            assert!(
                tag.name != "script" || tag.get("src").is_some(),
                "{what}: an inline script"
            );
            let words = tag
                .attributes
                .split_whitespace()
                .filter_map(|word| word.split('=').next());
            for word in words {
                let handler = word.starts_with("on") && tag.get(word).is_some();
                assert!(
                    word != "style" && !handler,
                    "{what}: {word} in <{}{}>",
                    tag.name,
                    tag.attributes
                );
            }
            for url in ["src", "href", "action", "formaction"]
                .iter()
                .filter_map(|name| tag.get(name))
            {
                let own = url.starts_with(['/', '#', '?'])
                    || url.starts_with("tel:")
                    || url.starts_with("mailto:")
                    || url.starts_with("https://wiki.lumen.example");
                assert!(
                    own && !url.starts_with("//"),
                    "{what}: {url} leads elsewhere"
                );
            }
        }
    });
}

#[test]
fn every_post_carries_the_token() {
    each(|what, page| {
        for form in page.html.split("<form").skip(1) {
            let form = form.split("</form>").next().unwrap_or_default();
            let posts = form
                .split('>')
                .next()
                .is_some_and(|tag| tag.contains("method=\"post\""));
            let token = form.contains("name=\"form_token\" value=\"f0rm\"");
            assert_eq!(posts, token, "{what}: <form{form}");
        }
    });
}

#[test]
fn mail_frames_never_run_scripts() {
    each(|what, page| {
        for frame in tags(&page.html).iter().filter(|tag| tag.name == "iframe") {
            assert_eq!(
                frame.get("sandbox"),
                Some("allow-same-origin allow-popups allow-popups-to-escape-sandbox"),
                "{what}"
            );
        }
    });
}

#[test]
fn texts_of_others_stay_texts() {
    let templates = Templates::load().expect("templates");
    for page in pages(&templates).iter().chain(&fragments(&templates)) {
        for bad in [
            "<script>",
            "<b>bold",
            "<i>refuses",
            "&amp;amp;",
            "&amp;lt;",
            "&lt;b&gt;{",
            "&lt;q",
        ] {
            assert!(
                !page.html.contains(bad),
                "{} in {:?}: {bad}",
                page.what,
                page.lang
            );
        }
        for word in [" none ", ">none<", "undefined", ">None<", "{{", "{%"] {
            assert!(
                !page.html.contains(word),
                "{} in {:?}: {word}",
                page.what,
                page.lang
            );
        }
    }
}

#[test]
fn fragments_are_what_the_scripts_look_for() {
    let templates = Templates::load().expect("templates");
    let all = fragments(&templates);
    let has = |what: &str, part: &str| {
        for page in all.iter().filter(|page| page.what == what) {
            assert!(page.html.contains(part), "{what}: {part}");
        }
    };
    has("ticket-update", "data-update data-rev=\"88123\"");
    has("ticket-update", "data-part=\"props\"");
    has("ticket-update", "<ol data-log>");
    has("list-update", "data-gone=\"1030 1031\"");
    has("list-update", "<tr data-number=\"1042\"");
    has("inbox-update", "data-reset");
    has("inbox-update", "class=\"tk\" href=\"/t/1042?view=mine\"");
    has("preview", "href=\"/t/1038\"");
}

fn check_links(text: &str, expected: &str) {
    assert_eq!(links(text), expected, "{text}");
}

#[test]
fn web_addresses_become_links() {
    let a = |url: &str| {
        format!(
            "<a href=\"{url}\" target=\"_blank\" rel=\"noopener noreferrer nofollow\">{url}</a>"
        )
    };
    check_links("no link", "no link");
    check_links(
        "see https://a.example/b.",
        &format!("see {}.", a("https://a.example/b")),
    );
    check_links(
        "(http://a.example)",
        &format!("({})", a("http://a.example")),
    );
    check_links(
        "https://a.example/?x=1&y=\"2\"",
        &format!("{}&quot;2&quot;", a("https://a.example/?x=1&amp;y=")),
    );
    check_links("xhttps://a.example", "xhttps://a.example"); // inside a word
    check_links("https://", "https://"); // no host
    check_links("javascript:alert(1) <b>", "javascript:alert(1) &lt;b&gt;");
    check_links(
        "https://é.example https://b.example",
        &format!("{} {}", a("https://é.example"), a("https://b.example")),
    );
}
