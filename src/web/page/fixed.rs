//! What a template says the same at every reader, put into its source before it is compiled.
//!
//! A page says hundreds of sentences and icons that take nothing. As text of the template they cost
//! nothing when it is drawn.

use std::collections::HashMap;

use minijinja::{Environment, context};

use crate::domain::user::Language;

/// Functions whose answer hangs on the language and on what stands between their brackets.
const FUNCTIONS: [&str; 4] = ["t", "tx", "icon", "asset"];

/// Puts in what is fixed, for one language.
pub(super) struct Fixed<'a> {
    environment: &'a Environment<'static>,
    language: Language,
    said: HashMap<String, Option<String>>,
}

impl<'a> Fixed<'a> {
    /// `environment` knows the functions and how a value becomes HTML.
    pub(super) fn new(environment: &'a Environment<'static>, language: Language) -> Self {
        Self {
            environment,
            language,
            said: HashMap::new(),
        }
    }

    /// The source with what is fixed in the place of its expressions. Whatever else stands between
    /// braces is left to the engine, as is what the engine refuses.
    pub(super) fn put(&mut self, source: &str) -> String {
        let mut text = String::with_capacity(source.len() * 2);
        let mut rest = source;
        while let Some(at) = rest.find("{{ ") {
            let (before, from) = rest.split_at(at);
            let end = from.find("}}").map_or(from.len(), |end| end + 2);
            let (expression, after) = from.split_at(end);
            text.push_str(before);
            match self.say(expression) {
                Some(said) => text.push_str(said),
                None => text.push_str(expression),
            }
            rest = after;
        }
        text.push_str(rest);
        text
    }

    // The engine itself says it, so that it is what would stand there.
    fn say(&mut self, expression: &str) -> Option<&str> {
        if !is_fixed(expression) {
            return None;
        }
        if !self.said.contains_key(expression) {
            let context = context! { lang => self.language.word() };
            let said = self.environment.render_str(expression, context).ok();
            let said = said.filter(|said| is_plain(said));
            self.said.insert(expression.to_owned(), said);
        }
        self.said.get(expression)?.as_deref()
    }
}

/// Whether it is one call with one text and at most a number, `{{ icon("plus", 12) }}`.
fn is_fixed(expression: &str) -> bool {
    let call = expression.strip_prefix("{{ ");
    let call = call.and_then(|call| call.strip_suffix(") }}"));
    let Some((name, given)) = call.and_then(|call| call.split_once('(')) else {
        return false;
    };
    let Some((text, number)) = given
        .strip_prefix('"')
        .and_then(|given| given.split_once('"'))
    else {
        return false;
    };
    let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let number = number.strip_prefix(", ").unwrap_or(number);
    FUNCTIONS.contains(&name)
        && text.chars().all(is_word)
        && number.chars().all(|c| c.is_ascii_digit())
}

/// Whether the engine takes it for text and trims nothing of it.
fn is_plain(said: &str) -> bool {
    let is_code = ["{{", "{%", "{#"].iter().any(|sign| said.contains(sign));
    !is_code && !said.ends_with('{') && said.trim() == said
}

#[cfg(test)]
mod tests;
