//! Which parts are the text, which are the HTML view, which are files. Loses no part: what is
//! neither text nor HTML is a file. Parts inside a message/rfc822 belong to that file.

use crate::mail::scan::{Kind, Part};

/// A part of the body, by its index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
    Plain(usize),
    Html(usize),
}

/// The parts of a message by their use, each list in reading order.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// What makes the text: HTML only where there is no plain text beside it.
    pub text: Vec<Body>,
    /// What makes the HTML view: plain text only where there is no HTML beside it.
    pub html: Vec<Body>,
    pub files: Vec<usize>,
}

/// Sorts the parts of a message by their use.
#[must_use]
pub fn of(parts: &[Part<'_>]) -> Layout {
    let mut children = vec![Vec::new(); parts.len()];
    for (index, part) in parts.iter().enumerate() {
        if let Some(list) = part.parent.and_then(|parent| children.get_mut(parent)) {
            list.push(index);
        }
    }
    let mut layout = Layout::default();
    visit(
        &Tree {
            parts,
            children: &children,
        },
        0,
        &mut layout,
    );
    layout
}

struct Tree<'a, 'b> {
    parts: &'a [Part<'b>],
    children: &'a [Vec<usize>],
}

// Recursion is bounded by scan::MAX_NESTING; a child's index is always above its parent's.
fn visit(tree: &Tree<'_, '_>, index: usize, layout: &mut Layout) {
    let Some(part) = tree.parts.get(index) else {
        return;
    };
    let children = tree.children.get(index).map_or(&[][..], Vec::as_slice);
    match part.kind {
        Kind::Message => layout.files.push(index),
        // No delimiter was found: better the raw text than nothing.
        Kind::Multipart if children.is_empty() => body(Body::Plain(index), layout),
        Kind::Multipart => match part.subtype() {
            "alternative" => alternative(tree, children, layout),
            "related" => related(tree, part, children, layout),
            _ => children
                .iter()
                .for_each(|&child| visit(tree, child, layout)),
        },
        Kind::Leaf => leaf(part, index, layout),
    }
}

fn body(body: Body, layout: &mut Layout) {
    layout.text.push(body);
    layout.html.push(body);
}

fn leaf(part: &Part<'_>, index: usize, layout: &mut Layout) {
    let disposition = part.disposition();
    let attached = disposition.value == "attachment"
        // A text with a file name is a file, unless it is the whole message.
        || (part.parent.is_some() && !part.file_name(&disposition).is_empty());
    match part.content_type.value.as_str() {
        _ if attached => layout.files.push(index),
        "text/html" | "application/xhtml+xml" => body(Body::Html(index), layout),
        "text/plain" | "text" | "" => body(Body::Plain(index), layout),
        // RFC 2045 5.2: what cannot be read as a type is plain text. A lone word is no type.
        odd if !odd.contains('/') => body(Body::Plain(index), layout),
        kind if kind.starts_with("multipart/") => body(Body::Plain(index), layout),
        _ => layout.files.push(index),
    }
}

// RFC 2046 5.1.4: the same content in several forms, the best one last. We need two of them.
fn alternative(tree: &Tree<'_, '_>, children: &[usize], layout: &mut Layout) {
    let forms: Vec<Layout> = children
        .iter()
        .map(|&child| {
            let mut form = Layout::default();
            visit(tree, child, &mut form);
            form
        })
        .collect();
    let is_plain = |body: &Body| matches!(body, Body::Plain(_));
    let plain = |form: &&Layout| !form.text.is_empty() && form.text.iter().all(is_plain);
    let html = |form: &&Layout| form.html.iter().any(|body| !is_plain(body));
    let some = |form: &&Layout| !form.text.is_empty();
    // Some programs put parts side by side here that are no alternatives: no plain text is lost.
    if forms.iter().any(|form| plain(&form)) {
        layout
            .text
            .extend(forms.iter().filter(plain).flat_map(|form| &form.text));
    } else if let Some(form) = forms.iter().find(some) {
        layout.text.extend(&form.text);
    }
    if let Some(form) = forms
        .iter()
        .rev()
        .find(html)
        .or_else(|| forms.iter().rev().find(some))
    {
        layout.html.extend(&form.html);
    }
    // A form for one vendor's pages only is no file that anybody misses; the raw mail keeps it.
    let amp = |&&index: &&usize| {
        tree.parts
            .get(index)
            .is_none_or(|part| part.content_type.value != "text/x-amp-html")
    };
    layout
        .files
        .extend(forms.iter().flat_map(|form| form.files.iter().filter(amp)));
}

// RFC 2387: one root and what it refers to. The root is named by `start`, else it is the first.
fn related(tree: &Tree<'_, '_>, part: &Part<'_>, children: &[usize], layout: &mut Layout) {
    let named = part.content_type.param("start").and_then(|start| {
        let start = start.trim_matches(['<', '>']);
        let is_start = |child: &&usize| {
            tree.parts
                .get(**child)
                .and_then(Part::content_id)
                .is_some_and(|id| id == start)
        };
        children.iter().find(is_start)
    });
    let root = named.or_else(|| children.first());
    for child in children {
        let is_leaf = tree
            .parts
            .get(*child)
            .is_some_and(|part| part.kind == Kind::Leaf);
        if Some(child) != root && is_leaf {
            layout.files.push(*child);
        } else {
            visit(tree, *child, layout);
        }
    }
}
