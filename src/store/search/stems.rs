//! Words without their endings, so that one form of a word finds the others. English and French, the
//! languages of the product; a text that shows neither is taken for both.

use std::cell::RefCell;

use tantivy::tokenizer::{Language, Stemmer, TextAnalyzer, TokenStream};

use crate::domain::words::words;

use super::index::Cutter;

/// Words that are looked at to tell the language of a text.
const LOOKED_AT: usize = 200;
/// Small words that the one language has and the other has not, folded.
const ENGLISH: &[&str] = &[
    "the", "and", "is", "to", "of", "you", "we", "it", "for", "with", "this", "that", "not", "my",
    "are", "have", "was", "can", "please", "hello",
];
const FRENCH: &[&str] = &[
    "le", "la", "les", "des", "et", "est", "une", "un", "du", "je", "vous", "nous", "pour", "dans",
    "que", "qui", "pas", "ne", "avec", "bonjour", "merci", "au", "sur", "ce",
];

thread_local! {
    static ANALYZERS: RefCell<[TextAnalyzer; 2]> = RefCell::new(
        [Language::English, Language::French].map(|language| {
            TextAnalyzer::builder(Cutter::default()).filter(Stemmer::new(language)).build()
        }),
    );
}

/// Which of the two a text may be in.
fn languages(folded: &str) -> [bool; 2] {
    let (mut english, mut french) = (0, 0);
    for at in words(folded).take(LOOKED_AT) {
        let word = folded.get(at).unwrap_or_default();
        english += usize::from(ENGLISH.contains(&word));
        french += usize::from(FRENCH.contains(&word));
    }
    [english >= french, french >= english]
}

/// The stems of a folded text that are other words than the text has, with spaces between them.
pub(super) fn write_stems(folded: &str, out: &mut String) {
    let languages = languages(folded);
    ANALYZERS.with_borrow_mut(|analyzers| {
        for (analyzer, _) in analyzers.iter_mut().zip(languages).filter(|(_, on)| *on) {
            let mut stems = analyzer.token_stream(folded);
            while stems.advance() {
                let token = stems.token();
                let word = folded.get(token.offset_from..token.offset_to);
                if word != Some(token.text.as_str()) {
                    out.push(' ');
                    out.push_str(&token.text);
                }
            }
        }
    });
}

/// The stems of one folded word, in both languages; the word itself may be one.
pub(super) fn stems_of(word: &str) -> Vec<String> {
    let mut stems = Vec::new();
    ANALYZERS.with_borrow_mut(|analyzers| {
        for analyzer in analyzers {
            let mut tokens = analyzer.token_stream(word);
            while tokens.advance() {
                let stem = &tokens.token().text;
                if !stems.contains(stem) {
                    stems.push(stem.clone());
                }
            }
        }
    });
    stems
}

#[cfg(test)]
mod tests {
    use super::{stems_of, write_stems};

    #[test]
    fn forms_of_a_word_have_a_stem_in_common() {
        for (text, word) in [
            ("the printers are blocked", "printers"),
            ("the printers are blocked", "blocking"),
            ("les imprimantes ne marchent pas", "imprimante"),
            ("les factures payees sont dans le dossier", "facture"),
        ] {
            let mut stems = String::new();
            write_stems(text, &mut stems);
            let wanted = stems_of(word);
            let shared = stems
                .split(' ')
                .any(|stem| wanted.iter().any(|it| it == stem));
            assert!(shared, "{word}: {stems} / {wanted:?}");
        }
    }
}
