//! A page as a list of its elements, read by a browser's tokenizer; and the law of every page.

use std::{cell::RefCell, collections::BTreeMap};

use html5ever::tokenizer::{
    BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

/// One element: its attributes and the text between its tags.
#[derive(Clone, Debug, Default)]
pub struct Element {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
    pub text: String,
    /// The place of the form that it stands in.
    form: Option<usize>,
    /// In a `<template>`: for script, no part of the page. Or what a point of a drawing says.
    inert: bool,
}

impl Element {
    pub fn attribute(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", String::as_str)
    }

    pub fn has(&self, name: &str) -> bool {
        self.attributes.contains_key(name)
    }
}

/// A page, or a piece of one.
#[derive(Clone, Debug, Default)]
pub struct Page {
    pub elements: Vec<Element>,
    doctype: bool,
    faults: Vec<String>,
}

const VOID: [&str; 9] = [
    "area", "base", "br", "hr", "img", "input", "link", "meta", "wbr",
];
/// Their end tags may be left out.
const OPTIONAL: [&str; 5] = ["option", "li", "p", "dt", "dd"];

#[derive(Default)]
struct Reader(RefCell<(Page, Vec<usize>)>);

impl TokenSink for Reader {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let (page, open) = &mut *self.0.borrow_mut();
        match token {
            Token::DoctypeToken(_) => page.doctype = true,
            Token::CharacterTokens(text) => {
                for place in open.iter() {
                    page.elements[*place].text.push_str(&text);
                }
            }
            Token::TagToken(tag) => {
                let name = tag.name.to_string();
                if tag.kind == TagKind::EndTag {
                    page.close(open, &name);
                    return TokenSinkResult::Continue;
                }
                let form = open
                    .iter()
                    .rev()
                    .find(|p| page.elements[**p].name == "form");
                let within = |outer: &str| open.iter().any(|p| page.elements[*p].name == outer);
                let inert = within("template") || (name == "title" && within("svg"));
                let attributes = tag.attrs.iter();
                let attributes =
                    attributes.map(|a| (a.name.local.to_string(), a.value.to_string()));
                let element = Element {
                    name: name.clone(),
                    attributes: attributes.collect(),
                    text: String::new(),
                    form: form.copied(),
                    inert,
                };
                page.elements.push(element);
                if !tag.self_closing && !VOID.contains(&name.as_str()) {
                    open.push(page.elements.len() - 1);
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Page {
    pub fn parse(html: &str) -> Self {
        let input = BufferQueue::default();
        input.push_back(html.into());
        let tokenizer = Tokenizer::new(Reader::default(), TokenizerOpts::default());
        let _ = tokenizer.feed(&input);
        tokenizer.end();
        let (mut page, open) = tokenizer.sink.0.take();
        for place in open {
            let name = page.elements[place].name.clone();
            if !OPTIONAL.contains(&name.as_str()) {
                page.faults.push(format!("<{name}> is not closed"));
            }
        }
        page
    }

    fn close(&mut self, open: &mut Vec<usize>, name: &str) {
        while let Some(place) = open.pop() {
            let own = self.elements[place].name.clone();
            if own == name {
                return;
            }
            if !OPTIONAL.contains(&own.as_str()) {
                self.faults.push(format!("</{name}> closes <{own}>"));
            }
        }
        self.faults.push(format!("</{name}> closes nothing"));
    }

    /// Every element of a name with these attributes; an empty value asks that it is there.
    pub fn all(&self, name: &str, wanted: &[(&str, &str)]) -> Vec<&Element> {
        let fits = |element: &&Element| {
            !element.inert
                && (name.is_empty() || element.name == name)
                && wanted.iter().all(|(key, value)| {
                    element
                        .attributes
                        .get(*key)
                        .is_some_and(|own| value.is_empty() || own == value)
                })
        };
        self.elements.iter().filter(fits).collect()
    }

    /// The only such element.
    #[track_caller]
    pub fn one(&self, name: &str, wanted: &[(&str, &str)]) -> &Element {
        let found = self.all(name, wanted);
        assert_eq!(found.len(), 1, "<{name}> with {wanted:?}: {found:?}");
        found[0]
    }

    /// The value of a field that is an input.
    #[track_caller]
    pub fn value(&self, name: &str) -> &str {
        self.one("input", &[("name", name)]).attribute("value")
    }

    /// What a browser would send of the form with this address: inputs that are pressed or filled.
    #[track_caller]
    pub fn fields(&self, action: &str) -> Vec<(String, String)> {
        let is_it = |e: &Element| e.name == "form" && e.attribute("action") == action;
        let form = self.elements.iter().position(is_it).expect("the form");
        let sent = |e: &&Element| {
            let pressed = !["checkbox", "radio"].contains(&e.attribute("type")) || e.has("checked");
            e.form == Some(form) && e.name == "input" && pressed && !e.has("disabled")
        };
        let pair = |e: &Element| {
            ["name", "value"]
                .map(|key| e.attribute(key).to_owned())
                .into()
        };
        self.elements.iter().filter(sent).map(pair).collect()
    }

    /// The first form token on the page.
    pub fn form_token(&self) -> Option<String> {
        let field = self.all("input", &[("name", "form_token")]);
        field
            .first()
            .map(|field| field.attribute("value").to_owned())
    }

    /// Fails unless the page keeps the law of every whole page.
    #[track_caller]
    pub fn check(&self) {
        let mut faults = self.faults.clone();
        if !self.doctype {
            faults.push("no doctype".to_owned());
        }
        for (name, count) in [("html", 1), ("title", 1), ("main", 1), ("h1", 1)] {
            // A dialog has a title of its own kind; pages have one h1.
            let found = self.all(name, &[]).len();
            if found != count {
                faults.push(format!("{found} <{name}>, not {count}"));
            }
        }
        if self.all("html", &[("lang", "")]).is_empty() {
            faults.push("no language".to_owned());
        }
        self.check_ids(&mut faults);
        for element in &self.elements {
            let tag = format!("<{} {:?}>", element.name, element.attributes);
            // The policy forbids all that is inline; a page that has it looks broken.
            if element
                .attributes
                .keys()
                .any(|key| key.starts_with("on") || key == "style")
            {
                faults.push(format!("{tag} has script or style inline"));
            }
            if ["script", "style"].contains(&element.name.as_str()) && !element.text.is_empty() {
                faults.push(format!("{tag} is inline"));
            }
            if element.name == "img" && !element.has("alt") {
                faults.push(format!("{tag} has no alt"));
            }
            if element.attribute("href").starts_with("javascript:") {
                faults.push(format!("{tag} runs script"));
            }
        }
        self.check_forms(&mut faults);
        assert_eq!(faults, Vec::<String>::new());
    }

    fn check_ids(&self, faults: &mut Vec<String>) {
        let mut ids: Vec<&str> = self.elements.iter().map(|e| e.attribute("id")).collect();
        ids.retain(|id| !id.is_empty());
        ids.sort_unstable();
        for pair in ids.windows(2).filter(|pair| pair[0] == pair[1]) {
            faults.push(format!("id {} stands twice", pair[0]));
        }
        for element in &self.elements {
            for key in [
                "for",
                "aria-labelledby",
                "aria-describedby",
                "aria-controls",
                "list",
            ] {
                for id in element.attribute(key).split_whitespace() {
                    if !ids.contains(&id) {
                        faults.push(format!("{key}={id:?} leads nowhere"));
                    }
                }
            }
        }
    }

    fn check_forms(&self, faults: &mut Vec<String>) {
        for (place, form) in self.elements.iter().enumerate() {
            if form.name != "form" || form.attribute("method") != "post" {
                continue;
            }
            let token = self.elements.iter().any(|field| {
                field.form == Some(place)
                    && field.attribute("name") == "form_token"
                    && !field.attribute("value").is_empty()
            });
            if !token {
                faults.push(format!("form {} has no token", form.attribute("action")));
            }
        }
    }
}
